"""Buttons of a client's card: a record begun with the client known, the numbers opened, what stands behind «⋯»."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.call import CallDraft
from handlers.activities.cards import read_pressed_key
from handlers.activities.meet import MeetDraft
from handlers.clients import card_line, contact, forget
from handlers.clients.card_drafts import CARD_LINE, CardLineDraft
from handlers.clients.contact import ContactFieldDraft
from handlers.clients.forget import ForgetDraft
from handlers.dialog.model import Draft, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import CLIENT_EDITORS, EVERYBODY, FORGETTERS, INVITERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Touch
from handlers.payments.fact import FactDraft
from handlers.payments.pay import PayDraft
from reports.clients.client_card import ClientCard
from reports.clients.holdings import HeirsView
from reports.clients.likes import ClientLikesView
from reports.clients.presses import ClientDeed, ClientPress, LikesPress
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action, may

UPKEEP = (
    ClientDeed.DO_NOT_CALL,
    ClientDeed.CALL_AGAIN,
    ClientDeed.ARCHIVE,
    ClientDeed.RESTORE,
)


def make_router(runner: Runner) -> Router:
    router = Router(name="client card")
    _records(router, runner)
    _upkeep(router, runner)
    _leaving(router, runner)
    return router


def _records(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(ClientPress, ClientDeed.CARD, ClientDeed.PHONES), flags=access(EVERYBODY))
    async def open_card(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        client = await talk.mine.clients.get(callback_data.client_id)
        return Redraw(ClientCard(client_id=client.id, phones=callback_data.deed is ClientDeed.PHONES))

    recording = (ClientDeed.CALL, ClientDeed.MEET, ClientDeed.PAY, ClientDeed.FACT)

    @router.callback_query(Pressed(ClientPress, *recording), flags=access(EVERYBODY))
    async def record(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        client = await talk.mine.clients.get(callback_data.client_id)
        match callback_data.deed:
            case ClientDeed.CALL:
                return await begin_dialog(talk, CallDraft(client_id=client.id), "call", "outcome")
            case ClientDeed.MEET:
                return await begin_dialog(talk, MeetDraft(client_id=client.id), "meet", "when")
            case ClientDeed.PAY:
                return await begin_dialog(talk, PayDraft(client_id=client.id), "pay", "amount")
            case _:
                draft = FactDraft(client_id=client.id, day=talk.today)
                return await begin_dialog(talk, draft, "fact", "amount", Action.ENTER_FACT)

    async def begin_dialog(talk: Talk, draft: Draft, name: str, step: str, right: Action = Action.LOG) -> Replies:
        """Raises NotYoursError."""
        if not may(talk.actor.role, right):
            raise NotYoursError
        return await runner.open(talk, name, draft, step)


def _upkeep(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(ClientPress, *UPKEEP), flags=access(CLIENT_EDITORS))
    async def keep_up(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        edits, client_id = talk.mine.client_edits, callback_data.client_id
        match callback_data.deed:
            case ClientDeed.ARCHIVE:
                await edits.archive(client_id)
            case ClientDeed.RESTORE:
                await edits.restore(client_id)
            case deed:
                await edits.set_do_not_call(client_id, on=deed is ClientDeed.DO_NOT_CALL)
        return Redraw(ClientCard(client_id=client_id))

    @router.callback_query(Pressed(ClientPress, ClientDeed.FILL, ClientDeed.BLANKS), flags=access(CLIENT_EDITORS))
    async def ask_once(query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        await talk.mine.client_edits.put_blanks_aside(callback_data.client_id)
        card_key = await read_pressed_key(query, talk)
        if callback_data.deed is ClientDeed.FILL:
            touched = [Touch(card_key)] if card_key else []
            draft = CardLineDraft(edited_id=callback_data.client_id)
            return [*touched, *await runner.open(talk, CARD_LINE, draft, card_line.BLANKS)]
        return Touch(card_key) if card_key else Redraw(ClientCard(client_id=callback_data.client_id))

    @router.callback_query(Pressed(ClientPress, ClientDeed.ADD_CONTACT), flags=access(CLIENT_EDITORS))
    async def add_contact(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        client = await talk.mine.clients.get(callback_data.client_id)
        return await runner.open(talk, contact.DIALOG, ContactFieldDraft(client_id=client.id), contact.NEW)

    @router.callback_query(Pressed(LikesPress), flags=access(CLIENT_EDITORS))
    async def press_part(_query: CallbackQuery, callback_data: LikesPress, talk: Talk) -> Replies:
        await talk.mine.client_likes.part(callback_data.one_id, callback_data.other_id)
        return Redraw(ClientLikesView(client_id=callback_data.one_id))


def _leaving(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(ClientPress, ClientDeed.FORGET), flags=access(FORGETTERS))
    async def press_forget(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        client = await talk.mine.clients.get(callback_data.client_id)
        if client.forgotten_at is not None:
            raise AlreadyDoneError
        return await runner.open(talk, forget.DIALOG, ForgetDraft(client_id=client.id), forget.WHY)

    @router.callback_query(Pressed(ClientPress, ClientDeed.GIVE), flags=access(INVITERS))
    async def press_give(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        client = await talk.mine.clients.get(callback_data.client_id)
        giver_id = client.owner_id or 0
        return Redraw(HeirsView(department_id=client.department_id, giver_id=giver_id, client_id=client.id, page=1))
