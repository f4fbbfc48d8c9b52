"""The people of a department: the list, one person's card, and what a departure brings."""

from typing import Self

from markupsafe import Markup

from reports.asks.presses import AskAbout, AsksAddress, GiveTaskPress
from reports.clients.holdings import OrphansView, count_holdings
from reports.clients.presses import GivePress
from reports.clients.unowned import hand_over, unowned_line
from reports.message.format import mask_phone, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.cards import CardView
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.pages import Page
from reports.message.view import Key, View, button
from reports.message.words.roles import profile_name, role_name
from reports.people.presses import InvitePress, PersonAddress, PersonDeed, PersonPress, PlaceAddress, TeamAddress
from reports.plans.norms import tell_norms
from reports.plans.presses import NormsOfAddress
from reports.settings.presses import SettingsDeed, SettingsPress
from sales.core.clock import local_date
from sales.core.people import INVITERS, WATCHERS, Role
from sales.core.rights import Action, invitable, may, roles_that_may
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.transaction import Transaction

PAGE = 10

_ORDER = tuple(Role)[::-1]


def may_manage(reader: Actor, person: Person) -> bool:
    """Whether the reader may rename, deactivate or move somebody of that role; nobody themselves."""
    return person.id != reader.person_id and person.role in invitable(reader.role)


class TeamView(ListView, TeamAddress):
    opens_for = WATCHERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        if self.department_id not in {0, *(each.id for each in seen)}:
            return None
        people = await tx.as_(reader).people.team(self.department_id or None)
        people = sorted(people, key=_place_in_list)
        shown = Page.of(self.page, len(people), PAGE)
        rows = list(enumerate(people, start=1))[shown.first : shown.first + PAGE]
        names = {each.id: each.name for each in seen}
        return self.draw_list(
            fill(_("👥 Team · {n}"), n=bold(len([each for each in people if each.is_active]))),
            [_row(number, person, names) for number, person in rows],
            shown,
            foot=await _foot(tx, reader, self.department_id),
            width=2,
        )


def _place_in_list(person: Person) -> tuple[int, int, int, str]:
    """By department, those who work first; the lead above the managers."""
    state = 2 if person.deactivated_at else int(person.is_waiting)
    return person.department_id or 0, state, _ORDER.index(person.role), person.name


def _row(number: int, person: Person, names: dict[int, str]) -> Listed:
    return Listed(
        f"{number} {person.name}",
        PersonView(person_id=person.id),
        fill("{n}  {name} · {what}", n=number, name=person.name, what=_what(person)),
        names.get(person.department_id or 0, _("Above departments")),
        person.department_id,
    )


def _what(person: Person) -> str:
    state = state_of(person)
    return f"{role_name(person.role)}, {state}" if state else role_name(person.role)


def state_of(person: Person) -> str:
    """Empty for somebody who is there and can be reached."""
    if person.deactivated_at:
        return _("access closed")
    if person.is_waiting:
        return _("not activated")
    return _("⚠️ cannot be reached") if person.unreachable_at else ""


async def _foot(tx: Transaction, reader: Actor, department_id: int) -> Keyboard:
    if reader.role not in INVITERS:
        return ()
    rows: list[tuple[Button, ...]] = []
    for each in await tx.as_(reader).departments.list_seen():
        if department_id in {0, each.id} and (n := await tx.as_(reader).clients.count_without_owner(each.id)):
            label = fill(_("No owner: {n}"), n=n)
            rows.append((button(str(label), OrphansView(department_id=each.id)),))
    invite = Button(_("➕ Invite"), InvitePress(department_id=department_id).pack())
    if reader.role is not Role.OWNER:
        return (*rows, (invite,))
    new = SettingsPress(deed=SettingsDeed.NEW, department_id=0)
    return (*rows, (invite, Button(_("🏢 New department"), new.pack())))


class PersonView(CardView, PersonAddress):
    """The card of one person, with what the reader may do."""

    opens_for = WATCHERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).people.person(self.person_id)
        text = lines(
            fill("{name} · {role}", name=bold(found.name), role=role_name(found.role)),
            await _where(tx, found),
            _since(found, reader.zone),
            _numbers(found),
            await _norms(tx, reader, found),
            await _has(tx, reader, found),
            _come_back() if found.deactivated_at and not found.forgotten_at and may_manage(reader, found) else None,
        )
        back = button(_("‹ Team"), TeamView(department_id=reader.department_id or 0))
        gone = _forgetting(reader, found)
        if found.deactivated_at and found.role is Role.MANAGER and found.department_id:
            left = await tx.system.week_plans.sum_left_by(found.id, found.department_id)
            giving = hand_over(reader, found.department_id, left)
            return Message(lines(text, unowned_line(left) if giving else None), (*giving, *gone, (back,)))
        deeds = _deeds(found) if may_manage(reader, found) else ()
        return self.card(text, (*deeds, *_place(reader, found), *gone), back=back)


async def _where(tx: Transaction, found: Person) -> Markup | None:
    if found.department_id is None:
        return None
    name = (await tx.system.departments.get(found.department_id)).name
    if found.role is not Role.MANAGER:
        return fill("{name}", name=name)
    return fill("{name} · {profile}", name=name, profile=profile_name(found.profile))


def _since(found: Person, zone: str) -> Markup:
    if found.forgotten_at:
        return fill(_("Forgotten: only the figures are left"))
    if found.deactivated_at:
        return fill(_("Access closed on {day}"), day=short_day(local_date(found.deactivated_at, zone)))
    if found.activated_at is None:
        return fill(_("Not activated: has not opened the link yet"))
    if found.unreachable_at:
        return fill(_("⚠️ Cannot be reached: the bot is blocked.\nOpening it and pressing Start fixes it."))
    return fill(_("In the bot since {day}"), day=short_day(local_date(found.activated_at, zone)))


def _come_back() -> Markup:
    """How a closed door is opened again."""
    return fill(_("To take them back: /team, ➕ Invite"))


def _numbers(found: Person) -> Markup | None:
    """«☎️ 101 · ··· 45-67»: by which calls of the exchange are theirs."""
    known = [each for each in (found.extension, found.work_phone and mask_phone(found.work_phone)) if each]
    return fill("☎️ {known}", known=" · ".join(known)) if known and not found.deactivated_at else None


async def _norms(tx: Transaction, reader: Actor, found: Person) -> Markup | None:
    """What is asked of a manager who works here."""
    if found.role is not Role.MANAGER or found.deactivated_at:
        return None
    return tell_norms((await tx.as_(reader).norms.of_people([found]))[found.id])


async def _has(tx: Transaction, reader: Actor, found: Person) -> Markup | None:
    if found.role is not Role.MANAGER or not may_manage(reader, found):
        return None
    holdings = await tx.as_(reader).handovers.holdings(found.id)
    return None if holdings.is_empty else count_holdings(holdings)


def _deeds(found: Person) -> Keyboard:
    if found.deactivated_at:
        return ()
    manager = found.role is Role.MANAGER
    rows: list[tuple[Button, ...]] = []
    if found.is_waiting:
        rows.append((_deed(_("🔗 New link"), found, PersonDeed.LINK),))
    rename = _deed(_("✏️ Rename"), found, PersonDeed.RENAME)
    rows.append((rename, _deed(_("Profile"), found, PersonDeed.PROFILE)) if manager else (rename,))
    if found.is_active and found.role in {Role.MANAGER, Role.ASSISTANT}:
        task = button(_("📌 Give a task"), GiveTaskPress(about=AskAbout.PERSON, record_id=found.id))
        rows.append(
            (task, button(_("📌 Tasks"), AsksAddress(department_id=found.department_id or 0, person_id=found.id)))
        )
    numbers = _deed(_("☎️ Numbers"), found, PersonDeed.NUMBERS)
    rows.append((button(_("Norms"), NormsOfAddress(person_id=found.id)), numbers) if manager else (numbers,))
    if manager and found.is_active:
        give = GivePress(department_id=found.department_id or 0, giver_id=found.id, client_id=0, heir_id=0)
        rows.append((Button(_("🔁 Hand clients over"), give.pack()),))
    rows.append((button(_("⛔️ Close access"), LeavingView(person_id=found.id)),))
    return tuple(rows)


def _place(reader: Actor, found: Person) -> Keyboard:
    """The owner's: another role, another department, also their own."""
    if reader.role is not Role.OWNER or found.deactivated_at:
        return ()
    return ((button(_("🔀 Role, department"), PlaceAddress(person_id=found.id)),),)


def _forgetting(reader: Actor, found: Person) -> Keyboard:
    """The owner's, of who works here no more."""
    if not found.deactivated_at or found.forgotten_at or not may(reader.role, Action.FORGET_PERSON):
        return ()
    return ((button(_("🗑 Forget"), ForgettingPersonView(person_id=found.id)),),)


def _deed(label: str, found: Person, deed: PersonDeed) -> Button:
    return Button(label, PersonPress(person_id=found.id, deed=deed).pack())


class LeavingView(View):
    """Asked before somebody's access is closed: what happens to what they have."""

    name = "leaving"
    opens_for = INVITERS
    was = ("p:{person_id}:leave",)

    person_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).people.person(self.person_id)
        holdings = await tx.as_(reader).handovers.holdings(self.person_id)
        if not may_manage(reader, found):
            return None
        card = PersonView(person_id=self.person_id)
        if found.deactivated_at:
            return await card.draw(tx, reader)
        goes = fill(_("These will have no owner:\n{what}"), what=count_holdings(holdings))
        text = lines(
            fill(_("Close the access of {name}?"), name=bold(found.name)),
            fill(_("It closes at once.")),
            None if holdings.is_empty else goes,
            _come_back(),
        )
        return Message(text, ((_deed(_("⛔️ Yes, close"), found, PersonDeed.LEFT), button(_("‹ No"), card)),))


class ForgettingPersonView(View):
    """Asked before somebody who works here no more is forgotten for good."""

    name = "forgetting_person"
    opens_for = roles_that_may(Action.FORGET_PERSON)

    person_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).people.person(self.person_id)
        if not _forgetting(reader, found) or not may_manage(reader, found):
            return None
        text = lines(
            fill(_("🗑 Forget {name} for good?"), name=bold(found.name)),
            fill(_("Name, Telegram, places, words go.\nPlans, sums and bonus stay.")),
            fill(_("It cannot be undone.")),
        )
        yes = _deed(_("🗑 Yes, forget"), found, PersonDeed.FORGET)
        return Message(text, ((yes, button(_("‹ No"), PersonView(person_id=found.id))),))


class UnreachableView(View):
    """Telegram refuses somebody for good: told once to who answers for them, with what to do."""

    name = "unreachable"

    person_id: int

    @classmethod
    def key_for(cls, person_id: int, item_id: int, reader_id: int) -> Key[Self]:
        """`item_id`: of the message that was refused; each tells it once."""
        return Key(f"unreachable:{person_id}:{item_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).people.person(self.person_id)
        if not found.unreachable_at or not found.is_active:
            return None
        text = fill(
            _(
                "⚠️ {name} cannot be reached: the bot is blocked\nor the account is gone.\n"
                "To fix it: open the bot, press Start."
            ),
            name=bold(found.name),
        )
        return Message(text, ((button(_("Card"), PersonView(person_id=found.id)),),))
