"""The week plan as a workbook: every column of it, and beside it the frozen plan with what came of each item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from reports.message.address import OrdinalDay
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.format import hours, short_date, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from reports.message.view import View
from reports.message.words.called import call_owner
from reports.message.words.terms import activity_name, inside, reason_words, stage_words
from reports.week.figures import PersonWeek, Weeks, weeks_of
from reports.week.week_screen import screen_of
from reports.week.words import span
from sales.activities.activities import ActivityType
from sales.core.clock import local_date
from sales.core.money import Percent
from sales.payments.payments import MoveReason
from sales.week.item import ItemState
from sales.week.promised import WeekItem
from storage.engine.actor import Actor
from storage.transaction import Transaction
from storage.week.lines import NextActivity, WeekLine


class WeekWorkbook(View):
    """Of one person (0: the reader's own), or of a whole department."""

    name = "week_book"
    is_file = True

    monday: OrdinalDay
    person_id: int = 0
    department_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        first = self.monday
        if self.department_id:
            found = await tx.as_(reader).week_lines.lines_of_team(self.department_id, first)
            weeks = await weeks_of(tx, await tx.system.departments.get(self.department_id), first)
        else:
            screen = await screen_of(tx, reader, self.monday, self.person_id)
            found, weeks = list(screen.contents.lines), screen.weeks
        sheets: list[Sheet[Any]] = [_lines_sheet(found, weeks)]
        frozen = [
            (each, await tx.as_(reader).week_lines.items(each.plan))
            for each in weeks.people
            if each.plan and each.is_frozen
        ]
        if frozen:
            sheets.append(_items_sheet(frozen, weeks))
        name = _("week-{days}.xlsx").format(days=span(first))
        words = Message(fill(_("📄 The week plan {days}"), days=span(first)))
        return File(name, partial(make_workbook, sheets), words)


def _lines_sheet(found: Sequence[WeekLine], weeks: Weeks) -> Sheet[WeekLine]:
    names = {**weeks.called, **{each.person.id: each.person.name for each in weeks.people}}
    zone = weeks.department.zone
    columns: tuple[Column[WeekLine], ...] = (
        Column(_("Client"), lambda line: line.payment.client_name, width=30),
        Column(_("Rest"), lambda line: line.payment.rest, Kind.MONEY, is_summed=True),
        Column(_("Date"), lambda line: line.payment.due_on, Kind.DAY),
        Column(_("Chance"), lambda line: _chance(line.payment.probability), Kind.SHARE),
        Column(_("Stage"), lambda line: None if line.stage is None else stage_words(line.stage), width=16),
        Column(_("Contact"), lambda line: line.contact, width=28),
        Column(_("Phone"), lambda line: line.phone, width=18),
        Column(_("Line of business"), lambda line: line.line),
        Column(_("Yearly turnover"), lambda line: line.turnover, Kind.MONEY),
        Column(_("Reason"), lambda line: _reason(line.reason), width=24),
        Column(_("Comment"), lambda line: line.payment.comment, width=36),
        Column(_("Next step"), lambda line: None if line.next_step is None else _step(line.next_step, zone), width=36),
        Column(_("Invoice"), lambda line: line.payment.invoice, width=14),
        Column(_("Manager"), lambda line: call_owner(names, line.payment.owner_id)),
    )
    return Sheet(_("Week plan"), columns, found, total=_("Total"), above=_above(weeks))


def _above(weeks: Weeks) -> tuple[str, str]:
    """Whose it is, of which week and as of which day."""
    days = span(weeks.monday)
    return weeks.department.name, _("The week plan {days} as of {day}").format(days=days, day=short_date(weeks.today))


def _reason(reason: str | None) -> str | None:
    return reason_words(MoveReason(reason)) if reason in set(MoveReason) else None


def _chance(probability: int) -> Percent:
    return Percent(probability * 10)


def _step(step: NextActivity, zone: str) -> str:
    said = f"{short_day(local_date(step.at, zone))} {hours(step.at, zone)} {activity_name(ActivityType(step.type))}"
    return f"{said}: {step.comment}" if step.comment else said


@dataclass(frozen=True, slots=True)
class _Frozen:
    """An item of somebody's frozen plan, and what became of it."""

    of: PersonWeek
    item: WeekItem
    state: ItemState

    @property
    def reason(self) -> str | None:
        told = self.state in {ItemState.MOVED, ItemState.CANCELLED, ItemState.OVERDUE}
        return _reason(self.item.reason) if told else None


def _items_sheet(frozen: Iterable[tuple[PersonWeek, list[WeekItem]]], weeks: Weeks) -> Sheet[_Frozen]:
    columns: tuple[Column[_Frozen], ...] = (
        Column(_("Client"), lambda row: row.item.payment.client_name, width=30),
        Column(_("Planned"), lambda row: row.item.promised.amount, Kind.MONEY, is_summed=True),
        Column(_("Came"), lambda row: row.item.came, Kind.MONEY, is_summed=True),
        Column(_("Planned for"), lambda row: row.item.promised.due_on, Kind.DAY),
        Column(_("Chance"), lambda row: _chance(row.item.promised.probability), Kind.SHARE),
        Column(_("Now"), lambda row: _state(row.state, row.item), width=24),
        Column(_("Reason"), lambda row: row.reason, width=24),
        Column(_("Manager"), lambda row: row.of.person.name),
        Column(_("Plan confirmed"), lambda row: _tell_confirmed(row.of), width=16),
    )
    rows = [
        _Frozen(person, item, item.live.state(weeks.sunday, weeks.today)) for person, items in frozen for item in items
    ]
    return Sheet(_("Frozen plan"), columns, rows, total=_("Total"), above=_above(weeks))


def _tell_confirmed(person: PersonWeek) -> str | None:
    """Of who came too late to say a word: nothing."""
    if person.is_confirmed:
        return _("yes")
    return _("no") if person.is_silent else None


def _state(state: ItemState, item: WeekItem) -> str:
    words = {
        ItemState.OVERDUE: lambda: _("Overdue"),
        ItemState.EXPECTED: lambda: _("Expected"),
        ItemState.PART: lambda: _("Received in part"),
        ItemState.MOVED: lambda: _("Moved to {day}").format(day=short_day(item.payment.due_on)),
        ItemState.CANCELLED: lambda: _("No longer expected"),
        ItemState.LATER: lambda: _("Received later"),
        ItemState.CAME: lambda: _("Received"),
    }
    return inside(words[state]())
