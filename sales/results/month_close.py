"""Month close (SPEC 9, 12): who slipped what and why, and what to plan for the month that has begun."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from sales.calendar.calendar import DAY, WorkCalendar, month_of
from sales.core.money import ROUBLE, Exact, Kopecks, half_up
from sales.core.tally import Tally, tally
from sales.payments.payments import MoveReason, has_left_the_month
from sales.plans.plans import Metric
from sales.plans.tenure import ALWAYS, Tenure

PLAN_STEP: Kopecks = 10_000 * ROUBLE
"""A proposed plan ends in ten thousands: nobody says «1 904 761 ₽»."""


@dataclass(frozen=True, slots=True)
class Slipped:
    """Money promised in the month that did not come in it. `moved_to` is its date now, None where it was cancelled.

    `person_id`: whose it is; None where nobody looks after it.
    """

    person_id: int | None
    payment_id: int
    missing: Kopecks
    reason: MoveReason | None = None
    moved_to: date | None = None


@dataclass(frozen=True, slots=True)
class DuePayment:
    """A payment that was due in the month, with its date now: as little of it as a slip is told by."""

    id: int
    owner_id: int | None
    amount: Kopecks
    due_on: date
    cancelled_at: datetime | None


def find_slips(
    due: Sequence[DuePayment], came: Mapping[int, Kopecks], reasons: Mapping[int, MoveReason]
) -> list[Slipped]:
    """Of what was due, all that had not come in full by the month's end; by payment, what came and the last reason."""
    missing = {each.id: each.amount - came.get(each.id, 0) for each in due}
    return [
        Slipped(
            each.owner_id,
            each.id,
            missing[each.id],
            reasons.get(each.id),
            moved_to=None if each.cancelled_at is not None else each.due_on,
        )
        for each in due
        if missing[each.id] > 0
    ]


@dataclass(frozen=True, slots=True)
class PersonSlips:
    """«Анна: слетело 540 тыс (3): ждём документы 340 (1), …»; a reason of None was never told."""

    person_id: int | None
    total: Tally
    by_reason: tuple[tuple[MoveReason | None, Tally], ...]


def slips_by_person(items: Iterable[Slipped]) -> tuple[PersonSlips, ...]:
    """Who slipped most stands first, and what cost most first among the reasons."""
    people: dict[int | None, list[Slipped]] = {}
    for item in items:
        people.setdefault(item.person_id, []).append(item)
    found = (PersonSlips(person, _tally(theirs), _by_reason(theirs)) for person, theirs in people.items())
    return tuple(sorted(found, key=lambda each: (-each.total.total, each.person_id or 0)))


def _by_reason(items: Iterable[Slipped]) -> tuple[tuple[MoveReason | None, Tally], ...]:
    reasons: dict[MoveReason | None, list[Slipped]] = {}
    for item in items:
        reasons.setdefault(item.reason, []).append(item)
    found = ((reason, _tally(theirs)) for reason, theirs in reasons.items())
    return tuple(sorted(found, key=lambda each: (-each[1].total, each[0] is None, each[0] or "")))


def sum_left_for(month: date, items: Iterable[Slipped]) -> tuple[tuple[date, Tally], ...]:
    """«ушло в декабрь: 540 тыс (3)»: what left that month, by the first of the month it went to."""
    months: dict[date, list[Slipped]] = {}
    for item in items:
        if item.moved_to is not None and has_left_the_month(month, item.moved_to):
            months.setdefault(month_of(item.moved_to)[0], []).append(item)
    return tuple((month, _tally(months[month])) for month in sorted(months))


def _tally(items: Iterable[Slipped]) -> Tally:
    return tally([item.missing for item in items])


class Basis(StrEnum):
    """What a proposed plan was reckoned from."""

    PLAN = "plan"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The plan proposed for the next month; the lead confirms or types another."""

    value: int
    basis: Basis


def propose_plan(
    metric: Metric,
    closed: date,
    plan: int | None,
    fact: int,
    calendar: WorkCalendar,
    *,
    tenure: Tenure = ALWAYS,
    growth_percent: int = 0,
) -> Proposed | None:
    """The closed month's plan (its fact, where it had none), by workdays: × N next / N closed, + growth.

    The department's workdays count, since leave lessens N and not the plan; who came or leaves in mid-month is
    reckoned by their own days. Money is rounded half up to ten thousand roubles, deals to whole ones. None where there
    is nothing to reckon from, or nobody works in one of the months.
    """
    months = month_of(closed), month_of(month_of(closed)[1] + DAY)
    own = tenure.on(calendar.without_absences())
    before, after = (own.workdays(*month) for month in months)
    basis = Basis.FACT if plan is None else Basis.PLAN
    worth = fact if plan is None else plan
    if worth <= 0 or before == 0 or after == 0:
        return None
    exact = Fraction(worth * after * (100 + growth_percent), before * 100)
    return Proposed(_round(metric, exact), basis)


def _round(metric: Metric, exact: Exact) -> int:
    """A plan below one step is kept in whole roubles: rounded to nothing, it would read as no plan at all."""
    if metric is not Metric.MONEY:
        return max(1, half_up(exact))
    unit = PLAN_STEP if exact >= PLAN_STEP else ROUBLE
    return half_up(Fraction(exact) / unit) * unit
