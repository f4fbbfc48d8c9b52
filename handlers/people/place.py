"""The owner changes what somebody does, and where. Who it is about hears of it, and so do the leads of both places."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Toast
from handlers.framework.telling import tell_person
from handlers.general.start import show_commands
from handlers.plans.proration import assume_proration, propose_proration, tell_of_leaving, tell_of_newcomer
from reports.general.help import tell_moved
from reports.message.language import gettext as _
from reports.people.presses import PlacePress
from reports.people.team import PersonView
from sales.core.errors import NotYoursError
from sales.core.people import Role
from sales.plans.arrival import Turn
from storage.people.invitations import HEADLESS
from storage.people.person import Person


def make_router() -> Router:
    router = Router(name="place")

    @router.callback_query(Pressed(PlacePress), flags=access(Role.OWNER))
    async def change(_query: CallbackQuery, callback_data: PlacePress, talk: Talk) -> Replies:
        press = callback_data
        if (press.role in HEADLESS) == bool(press.department_id):  # a button made by hand
            raise NotYoursError
        before = await talk.mine.people.person(press.person_id)
        new_id = await talk.mine.places.change(press.person_id, press.role, press.department_id or None)
        return [
            Toast(_("Changed")),
            Redraw(PersonView(person_id=new_id)),
            *await _tell(talk, before, new_id),
        ]

    return router


async def _tell(talk: Talk, before: Person, new_id: int) -> list[Reply]:
    actor = await talk.tx.system.staff.actor(new_id)
    told: list[Reply] = []
    if actor is not None:
        moved = await tell_person(talk.tx, new_id, lambda: tell_moved(talk.tx, actor), bulk=False)
        commands = await tell_person(talk.tx, new_id, lambda: show_commands(actor).content, bulk=False)
        told = [moved, commands]
        told += await tell_of_newcomer(talk, actor)
    if before.department_id is None or before.id == new_id:
        return told
    if actor is None or actor.department_id != before.department_id:
        told += await tell_of_leaving(talk, before)
    told += await assume_proration(talk, before.id, Turn.LEFT)
    planners = await talk.tx.system.staff.planners_of(before.department_id, talk.today)
    return [*told, *(say for each in planners for say in propose_proration(each, before.id, before.role, Turn.LEFT))]
