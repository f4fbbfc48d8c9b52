"""A territory and whose its new clients become: two questions."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.then import number_in
from handlers.framework.access import INVITERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies
from reports.clients.presses import TerritoryDeed, TerritoryPress
from reports.clients.territories import TerritoriesView, TerritoryView
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill
from reports.message.message import grid
from reports.message.words.names import first_names
from sales.asks.people import KnownPerson, find_person
from sales.core.errors import NotYoursError
from sales.core.words import clean

DIALOG = "territory"
LONGEST, MOST = 60, 14
NAME, OWNER = "name", "owner"
NOBODY = "p0"


class TerritoryDraft(Draft):
    department_id: int = 0
    name: str = ""


class EnterTerritory(Step[TerritoryDraft]):
    async def show(self, talk: Talk, draft: TerritoryDraft) -> Screen:
        del talk, draft
        return Screen(self.hint())

    async def write(self, talk: Talk, draft: TerritoryDraft, text: str) -> Move:
        del talk
        name = clean(text, LONGEST)
        if not any(sign.isalnum() for sign in name):
            return Again(hint=self.hint())
        return Goto(OWNER, draft.model_copy(update={"name": name}))

    def hint(self) -> Markup:
        return fill(_("Which territory? For example: South"))


class PickTerritoryOwner(Step[TerritoryDraft]):
    """By a button, or by the name as it is said: of many managers not each has a button."""

    async def show(self, talk: Talk, draft: TerritoryDraft) -> Screen:
        managers = await talk.tx.system.staff.managers(draft.department_id)
        names = first_names(managers)
        choices = [Choice(names[each.person_id], f"p{each.person_id}") for each in managers[:MOST]]
        choices.append(Choice(_("Of whoever creates it"), NOBODY))
        return Screen(fill(_("{name}: whose do its new clients become?"), name=bold(draft.name)), grid(choices, 3))

    async def press(self, talk: Talk, draft: TerritoryDraft, value: str) -> Move:
        owner_id = number_in(value, "p")
        if owner_id is None:
            return Again()
        territory = await talk.mine.territories.set_owner(draft.department_id, draft.name, owner_id or None)
        return Done(TerritoryView(territory_id=territory.id))

    async def write(self, talk: Talk, draft: TerritoryDraft, text: str) -> Move:
        managers = await talk.tx.system.staff.managers(draft.department_id)
        known = [KnownPerson(each.person_id, (each.name, each.name.partition(" ")[0])) for each in managers]
        owner_id = find_person(clean(text, LONGEST), known)
        return Again(hint=self.hint()) if owner_id is None else await self.press(talk, draft, f"p{owner_id}")

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type a manager's name"))


TERRITORY = Dialog(
    name=DIALOG,
    draft=TerritoryDraft,
    steps={NAME: EnterTerritory(), OWNER: PickTerritoryOwner()},
    roles=INVITERS,
)


def make_router(runner: Runner) -> Router:
    router = Router(name="territories")

    @router.callback_query(Pressed(TerritoryPress), flags=access(INVITERS))
    async def change(_query: CallbackQuery, callback_data: TerritoryPress, talk: Talk) -> Replies:
        if callback_data.department_id not in {each.id for each in await talk.mine.departments.list_seen()}:
            raise NotYoursError
        draft = TerritoryDraft(department_id=callback_data.department_id)
        if callback_data.deed is TerritoryDeed.ADD:
            return await runner.open(talk, DIALOG, draft, NAME)
        territory = await talk.mine.territories.get(callback_data.territory_id)
        if territory.department_id != callback_data.department_id:
            raise NotYoursError
        if callback_data.deed is TerritoryDeed.REMOVE:
            await talk.mine.territories.remove(territory.id)
            return Redraw(TerritoriesView(department_id=territory.department_id))
        return await runner.open(talk, DIALOG, draft.model_copy(update={"name": territory.name}), OWNER)

    return router
