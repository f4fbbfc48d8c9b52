"""The week plan (SPEC 6): what the bot drafts, how far it covers the need, and what came of the frozen one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sales.calendar.calendar import DAY, WorkCalendar, week_of
from sales.checkins.figures import DayFact, DayFigures, day_figures
from sales.core.money import ROUBLE, Kopecks, Percent, half_up
from sales.payments.awaited import Awaited, of_days, sum_weighted, total
from sales.plans.need import Need
from sales.week.regular import Received, RegularPayment, due_in_week, habit


@dataclass(frozen=True, slots=True)
class Slip:
    """An item whose day has passed without its money, and the day of the new week proposed for it."""

    item: Awaited
    day: date


@dataclass(frozen=True, slots=True)
class WeekDraft:
    """What the manager is shown to confirm: what is dated in the week, then what is proposed besides."""

    monday: date
    items: tuple[Awaited, ...]
    slips: tuple[Slip, ...]
    regular: tuple[RegularPayment, ...]

    @property
    def total(self) -> Kopecks:
        """What is confirmed with one tap: the dated items and the slips; regular payments have to be taken."""
        return total(self.items) + total(slip.item for slip in self.slips)


def draft_week(
    monday: date,
    today: date,
    awaited: Iterable[Awaited],
    received: Mapping[int, Iterable[Received]],
    calendar: WorkCalendar,
) -> WeekDraft:
    """The draft of the week that begins that Monday, for one manager.

    `awaited`: all their open and partial items. A slip is one of the last worked week whose day is over; older ones
    are debts. Today's may still come. `received`: the clients' receipts; who has something awaited by the week's end is
    not proposed as a regular payer as well.
    """
    every = tuple(awaited)
    sunday = monday + DAY * 6
    department = calendar.without_absences()
    last_week = week_of(department.previous_workday(monday))[0]
    items = of_days(every, monday, sunday)
    slipped = of_days(every, last_week, min(monday, today) - DAY)
    days = department.workdays_between(max(monday, today), sunday)
    slips = tuple(Slip(item, days[0]) for item in slipped) if days else ()
    busy = {item.client_id for item in every if item.day <= sunday}
    return WeekDraft(monday, items, slips, _regular(monday, received, busy, calendar))


def _regular(
    monday: date, received: Mapping[int, Iterable[Received]], busy: set[int], calendar: WorkCalendar
) -> tuple[RegularPayment, ...]:
    habits = {client: habit(receipts) for client, receipts in received.items() if client not in busy}
    found = (due_in_week(client, kept, monday, calendar) for client, kept in habits.items() if kept is not None)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.day, -each.amount, each.client_id)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the week's items, by their chances, cover what is needed until its end."""

    weighted: Kopecks
    need: Need
    percent: Percent | None


def coverage_of_need(items: Iterable[Awaited], need: Need) -> Coverage:
    """Σ rest·p / max(1, need until the week's end), in roubles; None («—») where no need can be said."""
    sure = sum_weighted(items)
    percent = None if need.exact is None else Percent.of(sure, max(ROUBLE, need.exact))
    return Coverage(half_up(sure), need, percent)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An item of the snapshot that did not come in full: «слетело»."""

    payment_id: int
    planned: Kopecks
    missing: Kopecks


@dataclass(frozen=True, slots=True)
class WeekResult:
    """The week's end: done, off plan and slipped. Roubles add over people; the percents follow from the sums."""

    figures: DayFigures
    slipped: tuple[Shortfall, ...] = ()

    @property
    def done(self) -> Percent | None:
        """Σ facts on snapshot items / Σ snapshot."""
        return self.figures.done

    @property
    def off_plan(self) -> Kopecks:
        return self.figures.off_plan

    @property
    def slipped_total(self) -> Kopecks:
        return sum(each.missing for each in self.slipped)

    @property
    def slipped_share(self) -> Percent | None:
        """«Слетело» / Σ snapshot (SPEC 12); None where nothing was promised."""
        return Percent.of(self.slipped_total, self.figures.plan)

    def __add__(self, other: "WeekResult") -> "WeekResult":
        return WeekResult(self.figures + other.figures, self.slipped + other.slipped)


def week_result(snapshot: Mapping[int, Kopecks], facts: Iterable[DayFact]) -> WeekResult:
    """What came of the frozen week (payment id → sum) by the facts of its dates; what came above a sum mends no other.

    A refund of earlier money makes no item slip by more than it promised.
    """
    every = tuple(facts)
    came: dict[int | None, Kopecks] = {}
    for fact in every:
        came[fact.payment_id] = came.get(fact.payment_id, 0) + fact.amount
    missing = {item: min(planned, planned - came.get(item, 0)) for item, planned in snapshot.items()}
    slipped = [Shortfall(item, snapshot[item], short) for item, short in missing.items() if short > 0]
    slipped.sort(key=lambda each: (-each.missing, each.payment_id))
    return WeekResult(day_figures(snapshot, every), tuple(slipped))


def department_result(people: Iterable[WeekResult]) -> WeekResult:
    """Of people of one week: their sums, from which the percents follow."""
    return sum(people, WeekResult(DayFigures()))
