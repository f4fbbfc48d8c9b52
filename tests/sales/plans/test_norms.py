"""Norms of calls, meetings and new contacts: whose norm it is, what elapsed days owe, and how far it is kept."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import DayKind, WorkCalendar
from sales.core.money import Percent
from sales.plans.norms import Kept, NormKind, count_kept, count_owed, make_own_norms
from tests.sales.month import ON_LEAVE, RUSSIA, on

CALLS, MEETINGS, CONTACTS, COLD, *_ = NormKind
WEEK = RUSSIA.workdays_between(on(16), on(22))
MONTH = RUSSIA.workdays_between(on(1), on(30))


def test_a_persons_own_norm_goes_before_the_profiles() -> None:
    profile = {CALLS: 20, MEETINGS: 5, CONTACTS: None}
    assert make_own_norms(profile, {CALLS: 10, MEETINGS: None}) == {CALLS: 10, MEETINGS: 5}


def test_a_norm_of_0_is_set() -> None:
    assert make_own_norms({CALLS: 20}, {CALLS: 0}) == {CALLS: 0}
    assert make_own_norms({}, {}) == {}


@pytest.mark.parametrize(
    ("kind", "norm", "exact"),
    [(CALLS, 10, 50), (COLD, 4, 20), (MEETINGS, 8, 8), (CONTACTS, 12, 3)],
)
def test_a_full_week_owes(kind: NormKind, norm: int, exact: int) -> None:
    assert count_owed(kind, norm, WEEK, RUSSIA) == exact


@pytest.mark.parametrize(("kind", "exact"), [(CALLS, 200), (MEETINGS, 40), (CONTACTS, 10)])
def test_a_full_month_owes(kind: NormKind, exact: int) -> None:
    assert count_owed(kind, 10, MONTH, RUSSIA) == exact


def test_leave_lessens_every_norm() -> None:
    days = ON_LEAVE.workdays_between(on(1), on(30))
    assert [count_owed(kind, 10, days, ON_LEAVE) for kind in NormKind] == [150, 30, Fraction(15, 2), 150, 150, 150]


def test_one_workday_between_holidays_owes_a_fifth_of_the_week_and_a_sixth_day_another() -> None:
    assert count_owed(MEETINGS, 10, [on(2)], RUSSIA) == 2
    black = WorkCalendar(exceptions={on(21): DayKind.WORKING})
    assert count_owed(MEETINGS, 10, black.workdays_between(on(16), on(22)), black) == 12


def test_a_month_that_the_department_did_not_work_owes_nothing() -> None:
    closed = WorkCalendar(exceptions=dict.fromkeys(MONTH, DayKind.OFF))
    assert count_owed(CONTACTS, 10, [on(2)], closed) == 0


def test_a_norm_is_kept() -> None:
    found = count_kept(CALLS, 10, 38, WEEK, RUSSIA)
    assert found == Kept(CALLS, 38, 50)
    assert found is not None
    assert (found.percent, found.target) == (Percent(760), 50)


def test_before_the_first_day_nothing_is_owed_and_nothing_is_a_percent() -> None:
    found = count_kept(CALLS, 10, 3, [], RUSSIA)
    assert found is not None
    assert (found.percent, found.target) == (None, 0)


def test_without_a_norm_nothing_is_said() -> None:
    assert count_kept(CALLS, None, 3, WEEK, RUSSIA) is None


def test_a_norm_is_never_capped_and_its_target_is_whole() -> None:
    found = count_kept(MEETINGS, 4, 9, WEEK[:3], RUSSIA)
    assert found is not None
    assert (found.owed, found.target, found.percent) == (Fraction(12, 5), 2, Percent(3750))


@given(st.sampled_from(NormKind), st.integers(0, 1000), st.integers(0, 20))
def test_days_owe_as_much_apart_as_together(kind: NormKind, norm: int, cut: int) -> None:
    apart = count_owed(kind, norm, MONTH[:cut], RUSSIA) + count_owed(kind, norm, MONTH[cut:], RUSSIA)
    assert apart == count_owed(kind, norm, MONTH, RUSSIA)
