"""What the week plans say, before it is words: everybody's promised sum, coverage of the need, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from reports.message.words.called import call_people
from sales.calendar.calendar import DAY, WorkCalendar, month_of
from sales.core.clock import local_date
from sales.core.money import Kopecks, Percent
from sales.core.tally import Tally
from sales.payments.awaited import Awaited, of_days, total
from sales.plans.levels import months_between
from sales.plans.need import Need, find_first_day_left, need_until
from sales.plans.plans import Metric
from sales.schedule.schedule import USUAL, Scheduled, Setting
from sales.week.plan import Coverage, WeekResult, coverage_of_need, department_result
from sales.week.promised import WeekPlan
from sales.week.times import DEFAULT_WEEK_HOURS, WeekHours, WeekTimes, owes_word, week_times
from storage.people.person import Person
from storage.plans.facts import Done
from storage.plans.plan_book import PlanBook
from storage.settings.departments import Department
from storage.transaction import Transaction

WEEK = DAY * 6
NOBODYS = Tally()


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """One manager's week, as of now."""

    person: Person
    calendar: WorkCalendar
    """Their own: absences, the first and the last day."""
    monday: date
    plan: WeekPlan | None
    awaited: tuple[Awaited, ...]
    """Open and dated in the week."""
    coverage: Coverage
    result: WeekResult | None
    """Of a frozen week; of who promised nothing, because they came after the freeze, all is off plan."""
    is_asked: bool = True
    """A word of theirs is due: nobody is named for a week that they came back too late for, or not asked yet."""

    @property
    def is_frozen(self) -> bool:
        return self.plan is not None and self.plan.is_frozen

    @property
    def is_confirmed(self) -> bool:
        return self.plan is not None and self.plan.is_confirmed

    @property
    def is_silent(self) -> bool:
        """Was asked, and has not confirmed it."""
        return self.is_asked and not self.is_confirmed and not self.is_away

    @property
    def is_away(self) -> bool:
        """No workday of theirs in the whole week."""
        return self.calendar.workdays(self.monday, self.monday + WEEK) == 0

    @property
    def total(self) -> Kopecks:
        """What is promised: frozen for good, before that what is dated in the week."""
        return self.plan.total if self.plan is not None and self.plan.is_frozen else total(self.awaited)


@dataclass(frozen=True, slots=True)
class Weeks:
    """A department's week."""

    department: Department
    monday: date
    times: WeekTimes | None
    """None for a week without a workday."""
    today: date
    people: tuple[PersonWeek, ...]
    at: datetime
    others: Mapping[int | None, WeekResult] = field(default_factory=dict)
    """Of a frozen week, by whose it is, money of nobody among them: without an owner (None), or of a lead."""
    beside: Mapping[int | None, tuple[Awaited, ...]] = field(default_factory=dict)
    """Awaited in the week by nobody among them, in the same way."""
    called: Mapping[int, str] = field(default_factory=dict)
    """Who of these is somebody."""
    unowned: Tally = NOBODYS
    """All that is awaited and nobody looks after, whatever its day."""

    @property
    def sunday(self) -> date:
        return self.monday + WEEK

    @property
    def is_over(self) -> bool:
        """Its Sunday has passed, by the department's local day."""
        return self.today > self.sunday

    @property
    def total(self) -> Kopecks:
        """What all promise, in kopecks; before the freeze also what is awaited of nobody among them."""
        beside = 0 if self.is_frozen else sum(map(total, self.beside.values()))
        return sum(each.total for each in self.people) + beside

    @property
    def result(self) -> WeekResult:
        """Of the department: the percents follow from the sums."""
        results = (*(each.result for each in self.people), *self.others.values())
        return department_result(each for each in results if each is not None)

    @property
    def is_frozen(self) -> bool:
        """Whether anybody's plan of it is."""
        return any(each.is_frozen for each in self.people)

    @property
    def coverage(self) -> Percent | None:
        """Σ weighted / Σ need, over those of whom a need can be said."""
        known = [each.coverage for each in self.people if each.coverage.need.exact is not None]
        needed = sum((each.need.exact or 0) for each in known)
        return Percent.of(sum(each.weighted for each in known), needed) if needed else None


def times_by(
    settings: Mapping[Scheduled, Setting], calendar: WorkCalendar, department: Department, monday: date
) -> WeekTimes | None:
    """By the department's own hours of it; None for a week without a workday."""
    hours = {kind: setting.at or USUAL[kind] for kind, setting in settings.items()}
    usual = DEFAULT_WEEK_HOURS
    own = WeekHours(
        ask=hours[Scheduled.WEEK_ASK] or usual.ask,
        remind=hours[Scheduled.WEEK_REMIND] or usual.remind,
        freeze=hours[Scheduled.WEEK_FREEZE] or usual.freeze,
        table=hours[Scheduled.WEEK_TABLE] or usual.table,
    )
    return week_times(monday, department.zone, calendar, own, department.day_close)


async def times_of(tx: Transaction, department: Department, monday: date) -> WeekTimes | None:
    """By the department's own hours and calendar; None for a week without a workday."""
    settings = await tx.system.schedule.of_department(department.id)
    return times_by(settings, await tx.system.calendars.of_department(department.id), department, monday)


async def weeks_of(tx: Transaction, department: Department, monday: date, only: int | None = None) -> Weeks:
    """For who has asked for the right already. `only`: of one person."""
    sunday = monday + WEEK
    today = local_date(tx.clock.now(), department.zone)
    book = await tx.system.plans.book(department.id, monday, sunday)
    known = {each.id: each for each in book.people if only in {None, each.id}}
    plans = await tx.system.week_plans.of_place(department.id, monday)
    results = (await tx.system.week_plans.results(department.id, monday)).get(monday, {})
    times, now = await times_of(tx, department, monday), tx.clock.now()
    shown = [each for each in known.values() if each.id in {*plans, *results} or _works(each, department, monday)]
    ids = [each.id for each in shown]
    awaited = await tx.system.week_plans.list_awaited(ids, sunday) if ids else {}
    calendars, needed = await tx.system.calendars.of_team(department.id), await _needs(tx, department, book, monday)
    people = []
    for each in shown:
        own = each.tenure(department.zone).on(calendars[each.id])
        items = of_days(awaited.get(each.id, ()), monday, sunday)
        coverage = coverage_of_need(items, needed.of(each.id, own))
        plan, result = plans.get(each.id), results.get(each.id)
        is_asked = each.is_active and _is_asked(plan, times, now, own, _find_first_day(each, department))
        people.append(PersonWeek(each, own, monday, plan, items, coverage, result, is_asked))
    others = {whose: result for whose, result in results.items() if whose not in ids} if only is None else {}
    found = Weeks(department, monday, times, today, tuple(people), now, others)
    return found if only is not None else await _with_nobodys(tx, found)


async def _with_nobodys(tx: Transaction, weeks: Weeks) -> Weeks:
    """With what is awaited of who is no manager there: money of the department is in its total (FAULTS 21)."""
    known = {each.person.id for each in weeks.people}
    awaited = await tx.system.week_plans.list_awaited_of_department(weeks.department.id, weeks.sunday)
    of_week = {owner: of_days(items, weeks.monday, weeks.sunday) for owner, items in awaited.items()}
    beside = {owner: items for owner, items in of_week.items() if owner not in known and items}
    called = await call_people(tx, [*beside, *weeks.others])
    unowned = await tx.system.week_plans.sum_unowned(weeks.department.id)
    return replace(weeks, beside=beside, called=called, unowned=unowned)


def _is_asked(plan: WeekPlan | None, times: WeekTimes | None, now: datetime, own: WorkCalendar, came_on: date) -> bool:
    """Whether a word of theirs is due: from the question on, of who was there to hear it, and to be frozen."""
    if times is None or now < times.ask_at:
        return False
    return (plan is not None or now < times.freeze_at) and owes_word(times, own, came_on)


def _find_first_day(person: Person, department: Department) -> date:
    """The first day there: of Start, or a later one that somebody has said."""
    started = date.max if person.activated_at is None else local_date(person.activated_at, department.zone)
    return max(started, person.joined_on or date.min)


def _works(person: Person, department: Department, monday: date) -> bool:
    """Has come by the end of that week and not left before it."""
    if person.activated_at is None or person.deactivated_at is not None:
        return False
    return local_date(person.activated_at, department.zone) <= monday + WEEK


@dataclass(frozen=True, slots=True)
class _Needs:
    """What the months that a week touches still ask for."""

    department: Department
    monday: date
    now: datetime
    book: PlanBook
    facts: Mapping[date, Done]

    def of(self, person_id: int, calendar: WorkCalendar) -> Need:
        place = self.department
        left = find_first_day_left(calendar, self.now, place.zone, place.day_close)
        facts = {month: done.get(person_id, 0) for month, done in self.facts.items()}
        plans = self.book.months(person_id)
        return need_until(self.monday + WEEK, left, plans, facts, calendar, first=self.monday)


async def _needs(tx: Transaction, department: Department, book: PlanBook, monday: date) -> _Needs:
    facts = {
        month: await tx.system.plan_facts.sum_done(department.id, Metric.MONEY, *month_of(month))
        for month in months_between(monday, monday + WEEK)
    }
    return _Needs(department, monday, tx.clock.now(), book, facts)
