"""Plans as a workbook that comes back: a row for each person and metric, a column for each month, how to fill it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Self

from babel.dates import format_date

from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.language import current_language, pgettext
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, File, Message
from reports.message.view import Key, View
from reports.message.words.roles import capital
from reports.plans.presses import PlanTableDeed, PlanTablePress
from reports.plans.words import metric_name
from sales.core.money import ROUBLE
from sales.core.rights import Action
from sales.plans.levels import Level, months_between, period_of
from sales.plans.plan_entry import whole_roubles
from sales.plans.plan_sheet import DEPARTMENT
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import Person
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
        book = await tx.as_(reader).plans.of_department(self.department_id, begin, end)
        sheets: list[Sheet[Any]] = [_plans(book, months_between(begin, end)), _note()]
        writes = reaches_department(reader, Action.WRITE_PLANS, self.department_id)
        span = (
            f"{first.year}"
            if self.whole_year
            else _("quarter {n} of {year}").format(n=_quarter(first), year=first.year)
        )
        words = lines(
            fill(_("📄 Plans, {span}"), span=bold(span)),
            fill(_("Fill it in and send it back here:\nI'll show what changes first.")) if writes else None,
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


@dataclass(frozen=True, slots=True)
class _Line:
    """Somebody's plans of one metric; person None: the whole department's."""

    person: Person | None
    metric: Metric


def _plans(book: PlanBook, months: Iterable[date]) -> Sheet[_Line]:
    own = f"{DEPARTMENT}{book.department_id}"
    columns = [
        Column[_Line](pgettext("column", "No"), lambda line: str(line.person.id) if line.person else own, width=10),
        Column(_("Person"), lambda line: line.person.name if line.person else _("Whole department")),
        Column(_("Metric"), lambda line: metric_name(line.metric), width=16),
        *(Column(month_heading(month), partial(_plan, book, month), Kind.COUNT, width=16) for month in months),
    ]
    lines_ = [_Line(person, metric) for person in (*book.people, None) for metric in Metric]
    return Sheet(_("Plans"), columns, lines_)


def _plan(book: PlanBook, month: date, line: _Line) -> int | None:
    plan = book.plan(line.person.id if line.person else None, month, line.metric)
    return plan if plan is None or line.metric is not Metric.MONEY else whole_roubles(plan) // ROUBLE


def month_heading(month: date) -> str:
    """Ноябрь 2026"""
    return capital(format_date(month, "LLLL y", locale=current_language()))


def _note() -> Sheet[str]:
    told = (
        _("Write the plan of the month into its cell: money in roubles, deals and clients as a count."),
        _("An empty cell changes nothing. A dash takes the plan back; 0 is a plan of nothing."),
        _("The first column tells people apart: leave it as it is. Rows and columns may be left out."),
        _("Send the file to the bot at any time. It shows what would change, and saves it when you agree."),
        _("The plan of the whole department stands beside the sum of its people; leave it empty to use the sum."),
    )
    return Sheet(_("How to fill it"), [Column[str](_("How to fill it"), str, width=100)], told)
