"""Clients change hands: from somebody, or from nobody («без хозяина»), to a manager of the same department."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import INVITERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Toast
from handlers.framework.telling import tell_person
from handlers.general.undo_handover import note_handover
from reports.clients.holdings import GivingView, HeirsView, tell_given, tell_giver, tell_heir
from reports.clients.presses import GivePress
from reports.message.language import gettext as _
from reports.message.words.called import call_person
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS
from storage.people.person import Person


def make_router() -> Router:
    router = Router(name="handover")

    @router.callback_query(Pressed(GivePress), flags=access(INVITERS))
    async def give(_query: CallbackQuery, callback_data: GivePress, talk: Talk) -> Replies:
        """To whom, is it sure, and done."""
        heir = await _heir(talk, callback_data) if callback_data.heir_id else None
        await _check_giver(talk, callback_data)
        asked = await _ask_anew(talk, callback_data)
        if heir is None:
            return Redraw(_heirs(asked))
        if asked != callback_data:
            return [Toast(await _tell_whose(talk, asked), alert=True), Redraw(_heirs(asked))]
        if not callback_data.sure:
            return Redraw(_giving(callback_data))
        return await _give(talk, callback_data, heir)

    return router


def _heirs(press: GivePress) -> HeirsView:
    return HeirsView(
        department_id=press.department_id, giver_id=press.giver_id, client_id=press.client_id, page=press.page
    )


def _giving(press: GivePress) -> GivingView:
    return GivingView(
        department_id=press.department_id, giver_id=press.giver_id, client_id=press.client_id, heir_id=press.heir_id
    )


async def _give(talk: Talk, press: GivePress, heir: Person) -> Replies:
    """The statement moves what is there at this moment: whoever taps second moves nothing, and learns it."""
    moved = await talk.mine.handovers.reassign(press.giver_id or None, heir.id, press.client_id or None)
    if moved.is_empty:
        raise AlreadyDoneError
    client = await talk.mine.clients.get(press.client_id) if press.client_id else None
    told = [await tell_person(talk.tx, heir.id, lambda: tell_heir(moved, client))]
    if press.giver_id and (await talk.mine.people.person(press.giver_id)).is_active:
        told.append(await tell_person(talk.tx, press.giver_id, lambda: tell_giver(moved, client, heir.name)))
    step_id = await note_handover(talk, moved, press.client_id)
    return [Redraw(tell_given(moved, heir.name, press.department_id, step_id)), *told]


async def _check_department(talk: Talk, department_id: int) -> None:
    if department_id not in {each.id for each in await talk.mine.departments.list_seen()}:
        raise NotYoursError


async def _check_giver(talk: Talk, press: GivePress) -> None:
    """Everything in the button is of this department. Raises NotYoursError."""
    await _check_department(talk, press.department_id)
    if press.giver_id:
        giver = await talk.mine.people.person(press.giver_id)
        if giver.department_id != press.department_id or giver.role not in SELLERS:
            raise NotYoursError
    if press.client_id:
        client = await talk.mine.clients.get(press.client_id)
        if client.department_id != press.department_id:
            raise NotYoursError


async def _ask_anew(talk: Talk, press: GivePress) -> GivePress:
    """The same question about whoever has it by now: a button may be older than that.

    Raises AlreadyDoneError where the client was given as the button says.
    """
    owner_id = press.giver_id
    if press.client_id:
        owner_id = (await talk.mine.clients.get(press.client_id)).owner_id or 0
    elif press.giver_id and (await talk.mine.people.person(press.giver_id)).deactivated_at is not None:
        owner_id = 0
    if owner_id == press.giver_id:
        return press
    if press.heir_id and owner_id == press.heir_id:
        raise AlreadyDoneError
    return press.model_copy(update={"giver_id": owner_id, "heir_id": 0, "sure": 0})


async def _tell_whose(talk: Talk, press: GivePress) -> str:
    if not press.giver_id:
        return _("Nobody looks after it now: please choose again")
    name = await call_person(talk.tx, press.giver_id)
    return _("{name} looks after it now: please choose once more").format(name=name)


async def _heir(talk: Talk, press: GivePress) -> Person:
    heir = await talk.mine.people.person(press.heir_id)
    fits = heir.is_active and heir.role in SELLERS and heir.department_id == press.department_id
    if not fits or heir.id == press.giver_id:
        raise NotYoursError
    return heir
