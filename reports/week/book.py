"""The week plan as a workbook: every column of it, and beside it the frozen plan with what came of each item."""

from collections.abc import Iterable, Sequence
from functools import partial

from reports.message.address import OrdinalDay
from reports.message.format import hours, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from reports.message.terms import activity_name, inside, reason_words, stage_name
from reports.message.view import View
from reports.message.workbook import Column, Kind, Sheet, Value, make_workbook
from reports.week.figures import PersonWeek, Weeks, weeks_of
from reports.week.week import screen_of
from reports.week.words import span
from sales.activities.activities import ActivityType
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
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
        try:
            if self.department_id:
                found = await tx.as_(reader).week_lines.lines_of_team(self.department_id, first)
                weeks = await weeks_of(tx, await tx.system.departments.get(self.department_id), first)
            else:
                screen = await screen_of(tx, reader, self.monday, self.person_id)
                found, weeks = list(screen.contents.lines), screen.weeks
        except NotYoursError:
            return None
        sheets = [_lines_sheet(found, weeks)]
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


def _lines_sheet(found: Sequence[WeekLine], weeks: Weeks) -> Sheet:
    columns = (
        Column(_("Client"), width=30),
        Column(_("Rest"), Kind.MONEY, is_summed=True),
        Column(_("Date"), Kind.DAY),
        Column(_("Chance"), Kind.SHARE),
        Column(_("Stage"), width=16),
        Column(_("Contact"), width=28),
        Column(_("Phone"), width=18),
        Column(_("Line of business")),
        Column(_("Yearly turnover"), Kind.MONEY),
        Column(_("Comment"), width=36),
        Column(_("Next step"), width=36),
        Column(_("Invoice"), width=14),
        Column(_("Manager")),
    )
    names = {each.person.id: each.person.name for each in weeks.people}
    rows = [_line_row(line, names, weeks.department.zone) for line in found]
    return Sheet(_("Week plan"), columns, rows, total=_("Total"))


def _line_row(line: WeekLine, names: dict[int, str], zone: str) -> tuple[Value, ...]:
    payment = line.payment
    return (
        payment.client_name,
        payment.rest,
        payment.due_on,
        Percent(payment.probability * 10),
        None if line.stage is None else stage_name(line.stage),
        line.contact,
        line.phone,
        line.line,
        line.turnover,
        payment.comment,
        None if line.next_step is None else _step(line.next_step, zone),
        payment.invoice,
        names.get(payment.owner_id or 0, ""),
    )


def _step(step: NextActivity, zone: str) -> str:
    said = f"{short_day(local_date(step.at, zone))} {hours(step.at, zone)} {activity_name(ActivityType(step.type))}"
    return f"{said}: {step.comment}" if step.comment else said


def _items_sheet(frozen: Iterable[tuple[PersonWeek, list[WeekItem]]], weeks: Weeks) -> Sheet:
    columns = (
        Column(_("Client"), width=30),
        Column(_("Planned"), Kind.MONEY, is_summed=True),
        Column(_("Came"), Kind.MONEY, is_summed=True),
        Column(_("Planned for"), Kind.DAY),
        Column(_("Chance"), Kind.SHARE),
        Column(_("Now"), width=24),
        Column(_("Reason"), width=24),
        Column(_("Manager")),
        Column(_("Plan confirmed"), width=16),
    )
    rows = [_item_row(person, item, weeks) for person, items in frozen for item in items]
    return Sheet(_("Frozen plan"), columns, rows, total=_("Total"))


def _item_row(person: PersonWeek, item: WeekItem, weeks: Weeks) -> tuple[Value, ...]:
    state = item.live.state(weeks.sunday, weeks.today)
    reason = reason_words(MoveReason(item.reason)) if item.reason in set(MoveReason) else None
    return (
        item.payment.client_name,
        item.promised.amount,
        item.came,
        item.promised.due_on,
        Percent(item.promised.probability * 10),
        _state(state, item),
        reason if state in {ItemState.MOVED, ItemState.CANCELLED, ItemState.OVERDUE} else None,
        person.person.name,
        _("yes") if person.is_confirmed else _("no"),
    )


def _state(state: ItemState, item: WeekItem) -> str:
    words = {
        ItemState.OVERDUE: lambda: _("Overdue"),
        ItemState.EXPECTED: lambda: _("Expected"),
        ItemState.PART: lambda: _("Came in part"),
        ItemState.MOVED: lambda: _("Moved to {day}").format(day=short_day(item.payment.due_on)),
        ItemState.CANCELLED: lambda: _("No longer expected"),
        ItemState.LATER: lambda: _("Came later"),
        ItemState.CAME: lambda: _("Received"),
    }
    return inside(words[state]())
