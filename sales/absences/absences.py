"""Absences (SPEC 3): a manager asks, the lead agrees, and until then every number counts as if they were at work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sales.calendar.calendar import Absence, WorkCalendar
from sales.core.errors import AlreadyDoneError, MistakeError

LONGEST_ABSENCE = 366 * 2
"""Days; parental leave fits, a mistyped year does not."""


class AbsenceKind(StrEnum):
    VACATION = "vacation"
    SICK = "sick"
    TRIP = "trip"
    DAY_OFF = "day_off"
    OTHER = "other"


class AbsenceState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """By who asked, before the answer or after it; also what a lead took out of the calendar."""


class AbsenceStep(StrEnum):
    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


STANDING = frozenset({AbsenceState.ASKED, AbsenceState.AGREED})
"""States in which the days are taken: another absence may not overlap them."""

_STEPS = {
    (AbsenceState.ASKED, AbsenceStep.AGREE): AbsenceState.AGREED,
    (AbsenceState.ASKED, AbsenceStep.DECLINE): AbsenceState.DECLINED,
    (AbsenceState.ASKED, AbsenceStep.WITHDRAW): AbsenceState.WITHDRAWN,
    (AbsenceState.AGREED, AbsenceStep.WITHDRAW): AbsenceState.WITHDRAWN,
}


def step(state: AbsenceState, taken: AbsenceStep) -> AbsenceState:
    """What becomes of it. Raises AlreadyDoneError for what was answered or taken back before."""
    reached = _STEPS.get((state, taken))
    if reached is None:
        raise AlreadyDoneError
    return reached


def counts(state: AbsenceState) -> bool:
    """Whether the days are off in the person's calendar."""
    return state is AbsenceState.AGREED


class WrongAbsenceError(MistakeError):
    """Longer than anybody is away: a date was mistyped."""


def make_absence(one: date, other: date) -> Absence:
    """From the earlier to the later day, both included, in whatever order they were said. Raises WrongAbsenceError."""
    first, last = min(one, other), max(one, other)
    if (last - first).days >= LONGEST_ABSENCE:
        raise WrongAbsenceError
    return Absence(first, last)


def overlapping(asked: Absence, standing: Iterable[Absence]) -> tuple[Absence, ...]:
    """Those that share a day with the asked one, in order; they are shown instead of noting a day twice."""
    return tuple(sorted(each for each in standing if each.first <= asked.last and asked.first <= each.last))


@dataclass(frozen=True, slots=True)
class Effect:
    """What an absence changes, told before it is agreed: its own workdays, and those of them already over."""

    workdays: int
    past: int

    @property
    def recomputes(self) -> bool:
        """Pace of days gone by changes, and frozen reports say «пересчитано»."""
        return self.past > 0


def effect(asked: Absence, own: WorkCalendar, today: date) -> Effect:
    """By the person's calendar without this absence; days of another absence are not taken twice."""
    days = own.workdays_between(asked.first, asked.last)
    return Effect(len(days), sum(day < today for day in days))


def find_returned_from(own: WorkCalendar, day: date) -> Absence | None:
    """The absence after which this is the first workday; None on any other day, or where no workday was missed."""
    if not own.is_workday(day):
        return None
    before = own.previous_workday(day)
    missed = [each for each in own.absences if before < each.first and each.last < day]
    if not missed or not own.without_absences().workdays(missed[0].first, missed[-1].last):
        return None
    return Absence(missed[0].first, max(each.last for each in missed))
