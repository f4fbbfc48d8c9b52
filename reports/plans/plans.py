"""The plans of a department for a month: everybody in one table, what is done of it, and the sum of it all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.format import MINUS, figure_of, percent
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.empty import no_department, no_managers
from reports.message.screens.pages import Page
from reports.message.screens.periods import turning
from reports.message.screens.switches import at_first_page, choices, other_departments
from reports.message.tables import Figures, draw_table, one_unit
from reports.message.view import Key, View, button
from reports.message.words.names import some_names, tell_apart
from reports.message.words.terms import month_name
from reports.plans.opening import list_unsaid
from reports.plans.presses import (
    NormsAddress,
    PersonPlanDeed,
    PersonPlanPress,
    PlansAddress,
    PlanTableDeed,
    PlanTablePress,
)
from reports.plans.words import metric_label, metric_name, month_title, value
from sales.calendar.calendar import DAY, month_of
from sales.core.clock import local_date
from sales.core.money import Percent
from sales.core.people import SELLERS
from sales.core.rights import Action, roles_that_may
from sales.entry.days.dates import is_near
from sales.plans.plans import DepartmentPlan, Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.plans.facts import Done
from storage.plans.plan_book import PlanBook
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

PAGE = 9


@dataclass(frozen=True, slots=True)
class PlansTable:
    """What one screen shows: whose plans, of which month, of what."""

    place: Department
    book: PlanBook
    month: date
    metric: Metric
    done: Done
    today: date
    writes: bool

    @property
    def whole(self) -> DepartmentPlan:
        """The department's plan of the month, entered or summed (SPEC 4)."""
        return self.book.of_department(self.month, self.metric)

    @property
    def fact(self) -> int:
        """What is done of it, in kopecks or in pieces, nobody's included."""
        return sum(self.done.values())

    def press(self, deed: PlanTableDeed) -> PlanTablePress:
        """Something to do with what is shown."""
        return PlanTablePress(deed=deed, department_id=self.place.id, month=self.month.toordinal(), metric=self.metric)


class PlansView(View, PlansAddress):
    opens_for = roles_that_may(Action.READ_PLANS) - SELLERS

    @classmethod
    def key_for(cls, department_id: int, reader_id: int) -> Key[Self]:
        """The table of a department's plans in one reader's chat."""
        return Key(f"plans:{department_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        place = find_department(seen, self.department_id)
        if place is None:
            return None if seen else no_department()
        if self.month is not None and not is_near(self.month, local_date(tx.clock.now(), place.zone)):
            return None
        table = await table_of(tx, reader, place, self.month, self.metric)
        shown = Page.of(self.page, len(table.book.people), PAGE)
        copies = table.writes and await _may_copy(tx, reader, table)
        here = self.but(department_id=place.id, month=table.month)
        buttons = (*_buttons(table, here, shown, copies=copies), *other_departments(here, seen, place))
        above = lines(*_heading(table, several=len(seen) > 1), await _tell_unsaid(tx, table))
        if not table.book.people:
            step = no_managers(reader, place.id)
            return Message(lines(above, "", step.said), (*step.buttons, *buttons))
        names, native, (corner, even) = _columns(table, shown)
        return draw_table(above, names, even, buttons, native=native, corner=corner)


async def table_of(tx: Transaction, reader: Actor, place: Department, month: date | None, metric: Metric) -> PlansTable:
    """Everybody's plans of that month (None: the running one), and what is done of them. Raises NotYoursError."""
    today = local_date(tx.clock.now(), place.zone)
    first, last = month_of(month or today)
    book = await tx.as_(reader).plans.of_department(place.id, first)
    done = await tx.system.plan_facts.sum_done(place.id, metric, first, last)
    writes = reaches_department(reader, Action.WRITE_PLANS, place.id)
    return PlansTable(place, book, first, metric, done, today, writes)


def _heading(table: PlansTable, *, several: bool) -> Iterator[Markup]:
    title = month_title(table.month, table.today)
    what = "" if table.metric is Metric.MONEY else f" · {metric_name(table.metric)}"
    where = f" · {table.place.name}" if several else ""
    yield fill(_("🎯 Plans · {month}{what}{where}"), month=bold(title), what=what, where=where)
    yield _whole(table)
    if table.whole.value is None and table.writes and table.book.people:
        yield fill(_("Tap a name, then type a number: 1.2m"))
    if table.whole.differs_by:
        yield _difference(table)


async def _tell_unsaid(tx: Transaction, table: PlansTable) -> Markup | None:
    """A pace counts from the 1st: in a department that begins in mid-month it is nothing without what came before."""
    if not table.writes or table.metric is not Metric.MONEY:
        return None
    unsaid = await list_unsaid(tx, table.place, table.book.people, table.month)
    if not unsaid:
        return None
    names = tell_apart({each.id: each.name for each in table.book.people})
    told = some_names([names[each.id] for each in unsaid])
    return fill(_("⚠️ Received before Reper, not entered:\n{names}"), names=told)


def _whole(table: PlansTable) -> Markup:
    plan = table.whole.value
    if plan is None:
        return fill(_("No plan set yet, done {fact}"), fact=value(table.metric, table.fact))
    share = percent(Percent.of(table.fact, plan))
    return fill(_("Department: {done} · {share}"), done=bold(of_plan(table.metric, table.fact, plan)), share=share)


def _difference(table: PlansTable) -> Markup:
    whole = table.whole
    text = _("Sum of plans {people},\nthe department's plan {own}: differ by {gap}")
    gap = value(table.metric, abs(whole.differs_by))
    people, own = value(table.metric, whole.of_people), value(table.metric, whole.entered)
    return fill(text, people=people, own=own, gap=gap)


def of_plan(metric: Metric, fact: int, plan: int) -> str:
    """1,20 из 2,00 млн · 7 из 12."""
    return figure_of(fact, plan) if metric is Metric.MONEY else _("{part} of {whole}").format(part=fact, whole=plan)


def _columns(table: PlansTable, shown: Page) -> tuple[list[str], Figures, tuple[str, Figures]]:
    """Names and figures, for Telegram's own table and in even letters, where money has its unit in the corner."""
    people = table.book.people[shown.first : shown.first + PAGE]
    names = tell_apart({each.id: each.name for each in people})
    plans = [table.book.plan(each.id, table.month, table.metric) for each in people]
    facts = [table.done.get(each.id, 0) for each in people]
    shares = [None if plan is None else Percent.of(fact, plan) for plan, fact in zip(plans, facts, strict=True)]
    figures = [
        [pgettext("column", "plan"), *(_plan(table.metric, plan) for plan in plans)],
        [pgettext("column", "done"), *(value(table.metric, fact) for fact in facts)],
        ["%", *(_share(each) for each in shares)],
    ]
    unit, told = one_unit([*plans, *facts]) if table.metric is Metric.MONEY else ("", None)
    even = figures if told is None else [["", *map(told, plans)], ["", *map(told, facts)], figures[2]]
    heads = [[column[0], *cells[1:]] for column, cells in zip(figures, even, strict=True)]
    return [names[each.id] for each in people], figures, (unit, heads)


def _plan(metric: Metric, plan: int | None) -> str:
    return pgettext("plan", "not set") if plan is None else value(metric, plan)


def _share(share: Percent | None) -> str:
    """The head of the column says what it is of."""
    return percent(share).replace("\u00a0%", "").replace(MINUS, "-")


def _buttons(table: PlansTable, here: PlansAddress, shown: Page, *, copies: bool) -> Keyboard:
    metrics = choices(here, "metric", {each: metric_label(each) for each in Metric})
    months = turning(
        month_of(table.month),
        lambda first, _last: at_first_page(here, month=first),
        month_name,
        lambda first: is_near(first, table.today),
    )
    own = (button(pgettext("button", "Department"), table.press(PlanTableDeed.OWN)),) if table.writes else ()
    excel = button(_("📄 Excel"), table.press(PlanTableDeed.EXCEL))
    foot = (*own, excel, button(_("Norms"), NormsAddress(department_id=table.place.id)))
    turns = shown.draw_turns(here)
    return (metrics, months, *grid(_people(table, shown), 3), *turns, *_copying(table, copies), foot)


def _people(table: PlansTable, shown: Page) -> list[Button]:
    people = table.book.people[shown.first : shown.first + PAGE]
    names = tell_apart({each.id: each.name for each in people})
    deed = PersonPlanDeed.ENTER if table.writes else PersonPlanDeed.PERSON
    month = table.month.toordinal()
    return [
        Button(
            cut(names[each.id]), PersonPlanPress(deed=deed, person_id=each.id, month=month, metric=table.metric).pack()
        )
        for each in people
    ]


def _copying(table: PlansTable, copies: bool) -> Keyboard:  # noqa: FBT001  whether there is anything to copy
    before = month_of(table.month - DAY)[0]
    label = _("📋 Copy from {month}").format(month=month_name(before))
    return ((button(label, table.press(PlanTableDeed.COPY)),),) if copies else ()


async def _may_copy(tx: Transaction, reader: Actor, table: PlansTable) -> bool:
    """Something stood last month that is unset now."""
    before = month_of(table.month - DAY)[0]
    book = await tx.as_(reader).plans.of_department(table.place.id, before, table.month)
    whose = [*(each.id for each in book.people if not each.deactivated_at), None]
    return any(
        book.plan(person_id, before, metric) is not None and book.plan(person_id, table.month, metric) is None
        for person_id in whose
        for metric in Metric
    )
