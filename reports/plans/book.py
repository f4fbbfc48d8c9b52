"""Plans as a workbook that comes back: a row for each person and metric, a column for each month, how to fill it."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Self

from babel.dates import format_date

from reports.message.language import current_language, pgettext
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, File, Message
from reports.message.roles import capital
from reports.message.view import Key, View
from reports.message.workbook import Column, Kind, Sheet, Value, make_workbook
from reports.plans.presses import PlanTableDeed, PlanTablePress
from reports.plans.words import metric_name
from sales.core.errors import NotYoursError
from sales.core.money import ROUBLE
from sales.core.rights import Action
from sales.entry.plan_entry import whole_roubles
from sales.entry.plan_sheet import DEPARTMENT
from sales.plans.levels import Level, months_between, period_of
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.plans.plan_book import PlanBook
from storage.transaction import Transaction

QUARTERS = ("I", "II", "III", "IV")


class PlanWorkbook(View):
    """The quarter of the month, or its year."""

    name = "plan_book"
    is_file = True

    department_id: int
    month: date
    whole_year: bool = False

    @classmethod
    def key_for(cls, department_id: int, reader_id: int) -> Key[Self]:
        return Key(f"plan-book:{department_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        first = self.month
        level = Level.YEAR if self.whole_year else Level.QUARTER
        begin, end = period_of(level, first)
        try:
            book = await tx.as_(reader).plans.of_department(self.department_id, begin, end)
        except NotYoursError:
            return None
        sheets = [_plans(book, list(months_between(begin, end))), _note()]
        writes = reaches_department(reader, Action.WRITE_PLANS, self.department_id)
        span = (
            f"{first.year}"
            if self.whole_year
            else _("quarter {n} of {year}").format(n=_quarter(first), year=first.year)
        )
        words = lines(
            fill(_("📄 Plans, {span}"), span=bold(span)),
            fill(_("Fill it in and send it back here:\nI shall show what changes first.")) if writes else None,
        )
        year = PlanTablePress(
            deed=PlanTableDeed.YEAR, department_id=self.department_id, month=first.toordinal(), metric=Metric.MONEY
        )
        buttons = () if self.whole_year else ((Button(_("The whole year"), year.pack()),),)
        name = _("plans-{year}.xlsx") if self.whole_year else _("plans-{year}-q{n}.xlsx")
        name = name.format(year=first.year, n=(first.month + 2) // 3)
        return File(name, partial(make_workbook, sheets), Message(words, buttons))


def _quarter(month: date) -> str:
    return QUARTERS[(month.month - 1) // 3]


def _plans(book: PlanBook, months: list[date]) -> Sheet:
    columns = [
        Column(pgettext("column", "No"), width=10),
        Column(_("Person")),
        Column(_("Metric"), width=16),
        *(Column(month_heading(month), Kind.COUNT, width=16) for month in months),
    ]
    return Sheet(_("Plans"), columns, list(_rows(book, months)))


def month_heading(month: date) -> str:
    """Ноябрь 2026"""
    return capital(format_date(month, "LLLL y", locale=current_language()))


def _rows(book: PlanBook, months: list[date]) -> Iterator[list[Value]]:
    for person in book.people:
        for metric in Metric:
            yield [str(person.id), person.name, metric_name(metric), *_cells(book, person.id, metric, months)]
    own = f"{DEPARTMENT}{book.department_id}"
    for metric in Metric:
        yield [own, _("Whole department"), metric_name(metric), *_cells(book, None, metric, months)]


def _cells(book: PlanBook, person_id: int | None, metric: Metric, months: list[date]) -> list[Value]:
    plans = [book.plan(person_id, month, metric) for month in months]
    if metric is not Metric.MONEY:
        return [*plans]
    return [None if plan is None else whole_roubles(plan) // ROUBLE for plan in plans]


def _note() -> Sheet:
    told = (
        _("Write the plan of the month into its cell: money in roubles, deals and clients as a count."),
        _("An empty cell changes nothing. A dash takes the plan back; 0 is a plan of nothing."),
        _("The first column tells people apart: leave it as it is. Rows and columns may be left out."),
        _("Send the file to the bot at any time. It shows what changes, and writes it when you agree."),
        _("The plan of the whole department stands beside the sum of its people; leave it empty to use the sum."),
    )
    return Sheet(_("How to fill it"), [Column(_("How to fill it"), width=100)], [[line] for line in told])
