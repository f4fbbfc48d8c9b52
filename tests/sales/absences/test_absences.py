"""Absences: asked, agreed, declined, taken back; days that overlap; what an absence changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.absences.absences import (
    LONGEST_ABSENCE,
    STANDING,
    AbsenceState,
    AbsenceStep,
    Effect,
    WrongAbsenceError,
    counts,
    effect,
    find_returned_from,
    make_absence,
    overlapping,
    step,
)
from sales.calendar.calendar import Absence, WorkCalendar
from sales.core.errors import AlreadyDoneError
from tests.sales.month import FRIDAY, ON_LEAVE, RUSSIA, on

ASKED, AGREED, DECLINED, WITHDRAWN = AbsenceState
AGREE, DECLINE, WITHDRAW = AbsenceStep


@pytest.mark.parametrize(
    ("state", "taken", "reached"),
    [
        (ASKED, AGREE, AGREED),
        (ASKED, DECLINE, DECLINED),
        (ASKED, WITHDRAW, WITHDRAWN),
        (AGREED, WITHDRAW, WITHDRAWN),
    ],
)
def test_what_becomes_of_an_absence(state: AbsenceState, taken: AbsenceStep, reached: AbsenceState) -> None:
    assert step(state, taken) is reached


@pytest.mark.parametrize(
    ("state", "taken"),
    [
        (AGREED, AGREE),
        (AGREED, DECLINE),
        (DECLINED, AGREE),
        (DECLINED, DECLINE),
        (DECLINED, WITHDRAW),
        (WITHDRAWN, AGREE),
        (WITHDRAWN, DECLINE),
        (WITHDRAWN, WITHDRAW),
    ],
)
def test_the_second_tap_changes_nothing(state: AbsenceState, taken: AbsenceStep) -> None:
    with pytest.raises(AlreadyDoneError):
        step(state, taken)


def test_only_an_agreed_absence_counts_and_an_asked_one_keeps_its_days() -> None:
    assert [state for state in AbsenceState if counts(state)] == [AGREED]
    assert {ASKED, AGREED} == STANDING


def test_days_may_be_said_in_any_order() -> None:
    assert make_absence(on(13), on(9)) == make_absence(on(9), on(13)) == Absence(on(9), on(13))
    assert make_absence(on(9), on(9)) == Absence(on(9), on(9))


def test_a_mistyped_year_is_no_absence() -> None:
    with pytest.raises(WrongAbsenceError):
        make_absence(FRIDAY, FRIDAY + timedelta(days=LONGEST_ABSENCE))
    assert make_absence(FRIDAY, FRIDAY + timedelta(days=LONGEST_ABSENCE - 1))


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [(1, 8, False), (1, 9, True), (10, 12, True), (13, 20, True), (14, 20, False), (1, 30, True)],
)
def test_absences_overlap_by_their_border_days_too(first: int, last: int, overlaps: bool) -> None:
    standing = Absence(on(9), on(13))
    assert overlapping(Absence(on(first), on(last)), [standing]) == ((standing,) if overlaps else ())


def test_an_absence_tells_what_it_changes_before_it_is_agreed() -> None:
    assert effect(Absence(on(16), on(22)), RUSSIA, FRIDAY) == Effect(workdays=5, past=4)
    assert effect(Absence(on(16), on(22)), RUSSIA, FRIDAY).recomputes
    assert effect(Absence(on(23), on(29)), RUSSIA, FRIDAY) == Effect(workdays=5, past=0)
    assert not effect(Absence(on(23), on(29)), RUSSIA, FRIDAY).recomputes


def test_days_of_another_absence_are_not_taken_twice() -> None:
    assert effect(Absence(on(9), on(17)), ON_LEAVE, on(9)).workdays == 2


days = st.integers(1, 30).map(on)
absences = st.builds(make_absence, days, days)


@given(absences, absences)
def test_two_absences_overlap_where_they_share_a_day(one: Absence, other: Absence) -> None:
    shared = any(one.covers(on(day)) and other.covers(on(day)) for day in range(1, 31))
    assert bool(overlapping(one, [other])) is bool(overlapping(other, [one])) is shared


@given(absences, days)
def test_what_an_absence_takes_is_gone_from_the_calendar(asked: Absence, today: date) -> None:
    found = effect(asked, RUSSIA, today)
    away = RUSSIA.with_absences([asked])
    assert RUSSIA.workdays(on(1), on(30)) - away.workdays(on(1), on(30)) == found.workdays
    assert 0 <= found.past <= found.workdays


@pytest.mark.parametrize(
    ("away", "day", "back"),
    [
        ([(20, 23)], 24, (20, 23)),
        ([(20, 23)], 25, None),
        ([(20, 23)], 23, None),
        ([(16, 20)], 23, (16, 20)),
        ([(21, 22)], 23, None),
        ([(16, 18), (19, 20)], 23, (16, 20)),
        ([], 23, None),
    ],
)
def test_the_first_workday_after_an_absence_is_the_return(
    away: list[tuple[int, int]], day: int, back: tuple[int, int] | None
) -> None:
    """In November 2026: a weekend among it or after it is not worked, a weekend alone is no absence to speak of."""
    november = [(date(2026, 11, first), date(2026, 11, last)) for first, last in away]
    own = WorkCalendar().with_absences(make_absence(*each) for each in november)
    expected = None if back is None else make_absence(*(date(2026, 11, each) for each in back))

    assert find_returned_from(own, date(2026, 11, day)) == expected
