"""Another role, another department: what, where, and what it means, before it is sure. The owner's alone."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.clients.holdings import count_holdings
from reports.clients.presses import GivePress
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.switches import mark_chosen
from reports.message.view import View, button
from reports.message.words.roles import capital, role_name
from reports.people.presses import PersonAddress, PlaceAddress, PlacePress
from reports.settings.presses import SettingsDeed, SettingsPress
from sales.core.people import SELLERS, Role
from storage.engine.actor import Actor
from storage.people.invitations import HEADLESS
from storage.people.person import Person
from storage.settings.departments import Department
from storage.transaction import Transaction


class PlaceView(View, PlaceAddress):
    opens_for = frozenset({Role.OWNER})

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).people.person(self.person_id)
        seen = await tx.as_(reader).departments.list_seen()
        if found.deactivated_at or self.department_id not in {0, *(each.id for each in seen)}:
            return None
        if self.role is None:
            return _what(found, seen)
        if self.role in HEADLESS:
            return await _sure(tx, reader, found, self.role, None)
        others = [each for each in seen if (self.role, each.id) != (found.role, found.department_id)]
        there = [each for each in others if self.department_id == each.id] if self.department_id else others
        if len(there) == 1:
            return await _sure(tx, reader, found, self.role, there[0])
        return _where(found, self.role, there)


def _what(found: Person, seen: Sequence[Department]) -> Message:
    roles = [each for each in Role if each is not Role.OWNER or found.is_active]
    choices = [
        button(mark_chosen(capital(role_name(each)), is_chosen=each is found.role), _to_role(found, each))
        for each in roles
    ]
    text = lines(_now(found, seen), fill(_("What is their role now?")))
    return Message(text, (*grid(choices, 2), (_back(found),)))


def _to_role(found: Person, role: Role) -> PlaceAddress:
    """Where the role stays it is the department that changes, where it changes the department may stay."""
    return PlaceAddress(person_id=found.id, role=role)


def _now(found: Person, seen: Sequence[Department]) -> Markup:
    names = {each.id: each.name for each in seen}
    where = names.get(found.department_id or 0, _("Above departments"))
    return fill("{name} · {role} · {where}", name=bold(found.name), role=role_name(found.role), where=where)


def _where(found: Person, role: Role, there: Sequence[Department]) -> Message:
    if not there:
        new = SettingsPress(deed=SettingsDeed.NEW, department_id=0)
        text = fill(_("There is no other department yet."))
        return Message(text, ((button(_("🏢 New department"), new), _back(found)),))
    places = [
        button(cut(each.name, 20), PlaceAddress(person_id=found.id, role=role, department_id=each.id)) for each in there
    ]
    asked = fill(_("{name} · {role}\nIn which department?"), name=bold(found.name), role=role_name(role))
    return Message(asked, (*grid(places, 2), (_back(found),)))


async def _sure(tx: Transaction, reader: Actor, found: Person, role: Role, there: Department | None) -> Message:
    """What changes, what stays behind, and what an owner is."""
    if (role, there.id if there else None) == (found.role, found.department_id):
        return Message(fill(_("It is so already.")), ((_back(found),),))
    before = await tx.system.departments.get(found.department_id) if found.department_id else None
    holdings = await tx.as_(reader).handovers.holdings(found.id)
    text = lines(
        bold(found.name),
        fill(_("{before} → {after}"), before=_name_position(found.role, before), after=_name_position(role, there)),
        None if holdings.is_empty else fill(_("Stays there, with no owner:\n{what}"), what=count_holdings(holdings)),
        fill(_("An owner sees and changes everything, as you do.")) if role is Role.OWNER else None,
        fill(_("What was recorded so far stays where it was.")) if before is not None else None,
    )
    yes = PlacePress(person_id=found.id, role=role, department_id=there.id if there else 0)
    give = () if holdings.is_empty or found.role not in SELLERS else _give_first(found)
    return Message(text, (*give, (button(_("✅ Yes, change"), yes), _back(found))))


def _name_position(role: Role, place: Department | None) -> str:
    return f"{role_name(role)} · {place.name}" if place else role_name(role)


def _give_first(found: Person) -> Keyboard:
    give = GivePress(department_id=found.department_id or 0, giver_id=found.id, client_id=0, heir_id=0)
    return ((button(_("🔁 Hand clients over first"), give),),)


def _back(found: Person) -> Button:
    return button(_("‹ No"), PersonAddress(person_id=found.id))
