"""Whose a territory's new clients become, as the lead has set it."""

from reports.clients.presses import ClientsAddress, TerritoryDeed, TerritoryPress
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message
from reports.message.screens.lists import Listed, ListView
from reports.message.view import View, button
from reports.message.words.called import call_person
from sales.core.rights import Action, roles_that_may
from storage.clients.territories import Territory
from storage.engine.actor import Actor
from storage.transaction import Transaction

KEEPERS = roles_that_may(Action.REASSIGN)


class TerritoriesView(ListView):
    name = "territories"
    opens_for = KEEPERS

    department_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if self.department_id not in {each.id for each in await tx.as_(reader).departments.list_seen()}:
            return None
        found = await tx.as_(reader).territories.of_department(self.department_id)
        shown = self.find_page(len(found))
        rows = [
            Listed(
                each.name[:20],
                TerritoryView(territory_id=each.id),
                fill("{name} · {whose}", name=each.name, whose=await whose(tx, each)),
            )
            for each in found[shown.first : shown.first + shown.size]
        ]
        add = TerritoryPress(deed=TerritoryDeed.ADD, department_id=self.department_id)
        return self.draw_list(
            fill(_("Territories · {n}"), n=bold(len(found))),
            rows,
            shown,
            empty=fill(_("None yet. A new client of a territory becomes its manager's: ➕")),
            foot=((button(_("➕ Territory"), add), button(_("‹ Clients"), ClientsAddress())),),
        )


class TerritoryView(View):
    name = "territory"
    opens_for = KEEPERS

    territory_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        territory = await tx.as_(reader).territories.get(self.territory_id)
        said = {"department_id": territory.department_id, "territory_id": territory.id}
        row = (
            button(_("Whose"), TerritoryPress(deed=TerritoryDeed.OWNER, **said)),
            button(_("Remove"), TerritoryPress(deed=TerritoryDeed.REMOVE, **said)),
        )
        back = (button(_("‹ Territories"), TerritoriesView(department_id=territory.department_id)),)
        words = {"name": bold(territory.name), "whose": await whose(tx, territory)}
        text = fill(_("{name}: new clients become {whose}"), **words)
        return Message(text, (row, back))


async def whose(tx: Transaction, territory: Territory) -> str:
    """Who gets the clients of that territory."""
    return await call_person(tx, territory.owner_id) or _("whoever creates it")
