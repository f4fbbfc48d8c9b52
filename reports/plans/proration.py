"""Proposed to the lead when somebody comes or leaves in mid-month: the part of the plan that falls on their days."""

from dataclasses import replace
from datetime import datetime
from typing import Self

from markupsafe import Markup

from reports.message.format import figure, money, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View
from reports.plans.presses import ProrateDeed, ProratePress
from reports.plans.words import month_title
from sales.calendar.calendar import month_of
from sales.calendar.quiet import is_quiet
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.plans.arrival import Proposal, Turn, plan_of_whole_month, propose
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import Person
from storage.transaction import Transaction


class ProrationView(View):
    name = "proration"

    person_id: int
    turn: Turn

    @classmethod
    def key_for(cls, person_id: int, turn: str, reader_id: int) -> Key[Self]:
        return Key(f"proration:{person_id}:{turn}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        person = await get_planned_person(tx, reader, self.person_id)
        found = await proposal_of(tx, person, self.turn)
        if found is None:
            asked = await tx.system.outbox.message_of(self.key_for(self.person_id, self.turn, reader.person_id))
            return None if asked is None else await self._draw_answered(tx, person)
        part = figure(found.proration.value)
        row = (
            Button(_("Write {sum}").format(sum=part), _data(person, found, ProrateDeed.TAKE)),
            Button(_("Full plan"), _data(person, found, ProrateDeed.FULL)),
            Button(_("Another sum"), _data(person, found, ProrateDeed.OTHER)),
        )
        quiet = is_quiet(tx.clock.now(), reader.own_zone, await tx.system.calendars.of_person(reader.person_id))
        text = lines(
            _head(person, found),
            _count(found),
            fill(_("It counts that way already, until you say otherwise."))
            if await _is_assumed(tx, person, found)
            else None,
            fill(_("If they were here before, take the full plan.")) if found.turn is Turn.CAME else None,
        )
        return Message(text, (row[:1], row[1:]), silent=quiet)

    async def _draw_answered(self, tx: Transaction, person: Person) -> Message | None:
        """What stands where it was asked, once the plan was set by whatever way."""
        at = _moment(person, self.turn)
        if at is None or person.department_id is None:
            return None
        place = await tx.system.departments.get(person.department_id)
        month = month_of(local_date(at, place.zone))[0]
        plan = (await tx.system.plans.book(place.id, month)).plan(person.id, month)
        title = month_title(month, local_date(tx.clock.now(), place.zone))
        value = _("not set") if plan is None else money(plan)
        return Message(fill("🎯 {name} · {month}: {plan}", name=bold(person.name), month=title, plan=value))


async def _is_assumed(tx: Transaction, person: Person, found: Proposal) -> bool:
    book = await tx.system.plans.book(person.department_id or 0, found.month)
    return book.is_assumed(person.id, found.month)


def _head(person: Person, found: Proposal) -> Markup:
    text = _("🎯 {name} has been here since {day}") if found.turn is Turn.CAME else _("🎯 {name} has left on {day}")
    return fill(text, name=bold(person.name), day=short_day(found.day))


def _count(found: Proposal) -> Markup:
    part = found.proration
    text = _("{days} of {of} workdays: {part} instead of {full}?")
    if not found.is_own:
        text = _("{days} of {of} workdays: {part}?\nColleagues have {full} for the whole month.")
    return fill(text, days=part.days, of=part.of_days, part=bold(figure(part.value)), full=figure(part.full))


def _data(person: Person, found: Proposal, deed: ProrateDeed) -> str:
    return ProratePress(deed=deed, person_id=person.id, turn=found.turn).pack()


async def get_planned_person(tx: Transaction, reader: Actor, person_id: int) -> Person:
    """A manager, also one who has left, of a department that the reader plans for. Raises NotYoursError."""
    person = await tx.as_(reader).people.person(person_id)
    place = person.department_id
    if place is None or person.role not in SELLERS or not reaches_department(reader, Action.WRITE_PLANS, place):
        raise NotYoursError
    return person


async def proposal_of(tx: Transaction, person: Person, turn: Turn) -> Proposal | None:
    """As it stands now; None where there is nothing to propose, or not any more."""
    at = _moment(person, turn)
    if at is None or person.department_id is None:
        return None
    place = await tx.system.departments.get(person.department_id)
    day = local_date(at, place.zone)
    month = month_of(day)[0]
    tenure = replace(person.tenure(place.zone), joined=day) if turn is Turn.CAME else person.tenure(place.zone)
    book = await tx.system.plans.book(place.id, month)
    own = book.money_versions(person.id, month)
    others = [
        plan_of_whole_month(month, book.money_versions(each.id, month), each.joined_on, each.deactivated_at)
        for each in book.people
        if each.id != person.id
    ]
    colleagues = [each for each in others if each is not None]
    usual = await tx.system.calendars.of_department(place.id)
    return propose(turn, at, day, tenure, own, colleagues, usual, person.activated_at)


def _moment(person: Person, turn: Turn) -> datetime | None:
    return person.activated_at if turn is Turn.CAME else person.deactivated_at
