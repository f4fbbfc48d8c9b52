"""One plan closely: its five levels, how it changed, and for its own manager what is needed today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.message.address import MaybeDay
from reports.message.format import day_in_month, percent
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View, button
from reports.message.words.terms import month_name
from reports.plans.opening import opening_line, opening_of, tell_assumed
from reports.plans.pace import month_of_person, need_lines, pace_lines
from reports.plans.plans import of_plan
from reports.plans.presses import PersonPlanDeed, PersonPlanPress, PlansAddress
from reports.plans.words import change, metric_label, metric_name, month_title, months_missing, tell_derived
from sales.calendar.calendar import DAY, WorkCalendar, month_of
from sales.core.clock import local_date
from sales.core.money import Percent
from sales.core.people import SELLERS
from sales.entry.days.dates import is_near
from sales.plans.levels import Derived, Level, derive, period_of
from sales.plans.plans import Metric, PlanChange, next_month
from sales.plans.tenure import ALWAYS, Tenure
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.plans.plan_book import PlanBook
from storage.settings.departments import Department
from storage.transaction import Transaction

LONGEST = 32
"""Letters of even width in a line that no phone breaks."""


@dataclass(frozen=True, slots=True)
class Levels:
    """A plan seen from a day: a person's, or (person None) the department's own or the sum of its people."""

    months: dict[date, int]
    calendar: WorkCalendar
    tenure: Tenure
    day: date
    is_running: bool
    """The month is this one, so that it has a today."""

    def of(self, level: Level) -> Derived:
        """The plan of that level's period around the day, derived from the months (SPEC 4)."""
        return derive(level, self.day, self.months, self.calendar, self.tenure)


class PlanPersonView(View):
    """For who reads the department's plans."""

    name = "plan_person"

    person_id: int
    month: date
    metric: Metric = Metric.MONEY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        first, what = self.month, self.metric
        person = await tx.as_(reader).people.person(self.person_id)
        if person.department_id is None or person.role not in SELLERS:
            return None
        place = await tx.system.departments.get(person.department_id)
        book = await tx.as_(reader).plans.of_department(place.id, *period_of(Level.YEAR, first))
        own = await month_of_person(tx, person, place, book, first, what)
        shown = lines(
            fill("🎯 {name} · {what}", name=bold(person.name), what=metric_name(what)),
            *pace_lines(own),
            await _opening(tx, person, first, what),
            tell_assumed(is_own=False) if book.is_assumed(person.id, first, what) else None,
            *changes(book, self.person_id, first, what, place.zone),
            *_below(level_table(await levels_of(tx, book, place, self.person_id, first, what), what)),
        )
        back = button(_("‹ All plans"), PlansAddress(department_id=place.id, month=first, metric=what))
        return Message(shown, (_metrics(self.person_id, first, what), (back,)))


class OwnPlanView(View):
    """A manager's own plan: where it stands, what is needed today and what closes it."""

    name = "own_plan"

    month: MaybeDay = None
    metric: Metric = Metric.MONEY

    @classmethod
    def key_for(cls, person_id: int) -> Key[Self]:
        return Key(f"plan:{person_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await tx.as_(reader).departments.read_own()
        if place is None:
            return None
        today, what = local_date(tx.clock.now(), place.zone), self.metric
        first = month_of(self.month or today)[0]
        book = await tx.as_(reader).plans.read_own(*period_of(Level.YEAR, first))
        person = await tx.as_(reader).people.person(reader.person_id)
        own = await month_of_person(tx, person, place, book, first, what)
        shown = lines(
            *pace_lines(own),
            fill(_("The lead sets it.")) if own.standing.plan is None else None,
            await _opening(tx, person, first, what),
            tell_assumed(is_own=True) if book.is_assumed(person.id, first, what) else None,
            *await need_lines(tx, reader, own),
            *changes(book, person.id, first, what, place.zone),
            *_below(level_table(await levels_of(tx, book, place, person.id, first, what), what)),
        )
        return Message(shown, (_metrics(person.id, first, what), _turns(person.id, first, what, today)))


async def _opening(tx: Transaction, person: Person, month: date, metric: Metric) -> Markup | None:
    found = await opening_of(tx, person, month) if metric is Metric.MONEY else None
    return None if found is None else opening_line(found.amount or 0)


async def levels_of(
    tx: Transaction, book: PlanBook, place: Department, person_id: int | None, month: date, metric: Metric
) -> Levels:
    """The book covers the year of the month."""
    today = local_date(tx.clock.now(), place.zone)
    running = month_of(today)[0] == month
    day = today if running else month
    if person_id is None:
        sums = {each: book.of_department(each, metric).value for each in _months(month)}
        months = {each: plan for each, plan in sums.items() if plan is not None}
        return Levels(months, await tx.system.calendars.of_department(place.id), ALWAYS, day, running)
    tenure = next((each.tenure(place.zone) for each in book.people if each.id == person_id), ALWAYS)
    calendar = await tx.system.calendars.of_person(person_id)
    return Levels(book.months(person_id, metric), calendar, tenure, day, running)


def _months(month: date) -> Iterator[date]:
    return (date(month.year, number, 1) for number in range(1, 13))


def level_table(levels: Levels, metric: Metric) -> Markup | None:
    """Five lines, and of which months there is no plan; a month that is not running has no day and no week."""
    if not levels.months:
        return None
    near = (Level.DAY, Level.WEEK) if levels.is_running else ()
    shown = {level: levels.of(level) for level in (*near, Level.MONTH, Level.QUARTER, Level.YEAR)}
    names = {level: level_name(level) for level in shown}
    width = max(map(len, names.values()))
    return fill(
        "<pre>{table}</pre>",
        table="\n".join(
            _fit(f"{names[level]:<{width}} {tell_derived(metric, plan)}", _without(level, plan), width)
            for level, plan in shown.items()
        ),
    )


def _fit(line: str, without: str, width: int) -> str:
    """A month that has no plan is no word to be broken: below, where both do not fit."""
    if not without or len(line) + len(without) <= LONGEST:
        return line + without
    return f"{line},\n{' ' * width} {without.removeprefix(',').strip()}"


def _below(table: Markup | None) -> tuple[Markup, ...]:
    """After an empty line, where there is a table at all."""
    return () if table is None else (Markup(), table)


def _without(level: Level, plan: Derived) -> str:
    if level in {Level.DAY, Level.MONTH} or not plan.missing or plan.exact is None:
        return ""
    return _(", none for {months}").format(months=months_missing(plan.missing))


def level_name(level: Level) -> str:
    return {
        Level.DAY: lambda: _("Day"),
        Level.WEEK: lambda: _("Week"),
        Level.MONTH: lambda: _("Month"),
        Level.QUARTER: lambda: _("Quarter"),
        Level.YEAR: lambda: _("Year"),
    }[level]()


def changes(book: PlanBook, person_id: int | None, month: date, metric: Metric, zone: str) -> list[Markup]:
    """The last change of the month's plan: reports print it (SPEC 4)."""
    found = book.changes(person_id, month, metric)
    return [_change(metric, found[-1], zone)] if found else []


def _change(metric: Metric, last: PlanChange, zone: str) -> Markup:
    day = day_in_month(local_date(last.at, zone))
    return fill(_("The plan {change} ({day})"), change=change(metric, last.before, last.after), day=day)


def standing_line(metric: Metric, plan: int | None, fact: int) -> Markup:
    """«Стоит 2,00 млн»: what a lead sees before typing another number."""
    if plan is None:
        return fill(_("Not set yet"))
    done, share = of_plan(metric, fact, plan), percent(Percent.of(fact, plan))
    return fill(_("Now: {done} · {share}"), done=done, share=share)


def _metrics(person_id: int, month: date, metric: Metric) -> tuple[Button, ...]:
    return tuple(
        Button(f"• {metric_label(each)}" if each is metric else metric_label(each), _press(person_id, month, each))
        for each in Metric
    )


def _turns(person_id: int, month: date, metric: Metric, today: date) -> tuple[Button, ...]:
    before, after = month_of(month - DAY)[0], next_month(month)
    found = ((before, "‹ {month}"), (after, "{month} ›"))
    return tuple(
        Button(label.format(month=month_name(each)), _press(person_id, each, metric))
        for each, label in found
        if is_near(each, today)
    )


def _press(person_id: int, month: date, metric: Metric) -> str:
    return PersonPlanPress(
        deed=PersonPlanDeed.PERSON, person_id=person_id, month=month.toordinal(), metric=metric
    ).pack()


def title_of(name: str, month: date, today: date, metric: Metric) -> Markup:
    """«🎯 Анна · ноябрь», with the metric where it is not money."""
    what = "" if metric is Metric.MONEY else f" · {metric_name(metric)}"
    return fill("🎯 {name} · {month}{what}", name=bold(name), month=month_title(month, today), what=what)
