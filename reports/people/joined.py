"""«Анна теперь здесь», «Анна больше не здесь»: told once to who leads there, with what to do next."""

from typing import Self

from reports.clients.unowned import hand_over, unowned_line
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.view import Key, View, button
from reports.message.words.roles import role_name
from reports.people.presses import PersonAddress, TeamAddress
from reports.plans.proration import proposal_of
from sales.core.people import INVITERS, SELLERS
from sales.core.rights import Action
from sales.plans.arrival import Turn
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import Person
from storage.transaction import Transaction


class JoinedView(View):
    name = "joined"

    person_id: int

    @classmethod
    def key_for(cls, person_id: int, reader_id: int) -> Key[Self]:
        return Key(f"joined:{person_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).people.person(self.person_id)
        if not found.is_active or found.department_id is None:
            return None
        if may_plan(reader, found) and await proposal_of(tx, found, Turn.CAME) is not None:
            return None  # the question about the plan tells it too
        place = await tx.system.departments.get(found.department_id)
        text = lines(
            fill(_("👥 {name} is here now"), name=bold(found.name)),
            fill("{role} · {place}", role=role_name(found.role), place=place.name),
        )
        buttons = (
            button(_("Card"), PersonAddress(person_id=found.id)),
            button(_("👥 Team"), TeamAddress(department_id=place.id)),
        )
        return Message(text, (buttons,), silent=True)


class PartedView(View):
    """Somebody else has let them go, or given them another place: what is nobody's now is to be handed over."""

    name = "parted"
    opens_for = INVITERS

    person_id: int

    @classmethod
    def key_for(cls, person_id: int, reader_id: int) -> Key[Self]:
        return Key(f"parted:{person_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).people.person(self.person_id)
        if found.is_active or found.department_id is None:
            return None
        place = await tx.system.departments.get(found.department_id)
        left = await tx.system.week_plans.sum_left_by(found.id, place.id)
        text = lines(
            fill(_("👥 {name} is not here any more"), name=bold(found.name)),
            fill("{role} · {place}", role=role_name(found.role), place=place.name),
            unowned_line(left),
        )
        team = button(_("👥 Team"), TeamAddress(department_id=place.id))
        return Message(text, (*hand_over(reader, place.id, left), (team,)), silent=True)


def may_plan(reader: Actor, found: Person) -> bool:
    """Whether the reader sets the plans of where this seller works."""
    place = found.department_id
    return found.role in SELLERS and place is not None and reaches_department(reader, Action.WRITE_PLANS, place)
