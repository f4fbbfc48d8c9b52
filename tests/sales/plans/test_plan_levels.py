"""One plan on five levels: what is entered by month, what a day, a week, a quarter and a year owe of it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import days_between
from sales.plans.levels import Derived, Level, derive, derive_between, months_between, period_of
from sales.plans.tenure import Tenure
from tests.sales.month import DECEMBER, FRIDAY, MILLION, NOVEMBER, ON_LEAVE, RUSSIA, THOUSAND, on

PLANS = {NOVEMBER: 2 * MILLION, DECEMBER: 2_200_000 * 100}
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("level", "first", "last"),
    [
        (Level.DAY, on(20), on(20)),
        (Level.WEEK, on(16), on(22)),
        (Level.MONTH, on(1), on(30)),
        (Level.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (Level.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_stands_in_five_periods(level: Level, first: date, last: date) -> None:
    assert period_of(level, FRIDAY) == (first, last)


@given(days)
def test_each_period_holds_its_day_and_the_shorter_ones_of_its_kind(day: date) -> None:
    for level in Level:
        first, last = period_of(level, day)
        assert first <= day <= last
    quarter, year = period_of(Level.QUARTER, day), period_of(Level.YEAR, day)
    assert year[0] <= quarter[0] <= period_of(Level.MONTH, day)[0]
    assert 90 <= (quarter[1] - quarter[0]).days + 1 <= 92


@pytest.mark.parametrize(
    ("level", "value"),
    [
        (Level.DAY, 100 * THOUSAND),
        (Level.WEEK, 500 * THOUSAND),
        (Level.MONTH, 2 * MILLION),
    ],
)
def test_the_month_is_entered_and_the_others_follow(level: Level, value: int) -> None:
    assert derive(level, FRIDAY, PLANS, RUSSIA) == Derived(value)


def test_a_day_off_owes_nothing() -> None:
    assert derive(Level.DAY, on(21), PLANS, RUSSIA).value == 0


def test_a_quarter_sums_its_months_and_names_the_missing_ones() -> None:
    assert derive(Level.QUARTER, FRIDAY, PLANS, RUSSIA) == Derived(4_200_000 * 100, (date(2026, 10, 1),))
    assert len(derive(Level.YEAR, FRIDAY, PLANS, RUSSIA).missing) == 10


def test_a_plan_of_0_is_set_and_no_plan_is_not() -> None:
    assert derive(Level.MONTH, FRIDAY, {NOVEMBER: 0}, RUSSIA) == Derived(0)
    assert derive(Level.MONTH, FRIDAY, {}, RUSSIA) == Derived(None, (NOVEMBER,))
    assert derive(Level.MONTH, FRIDAY, {}, RUSSIA).value is None


def test_a_week_on_the_border_takes_from_both_months() -> None:
    week = derive(Level.WEEK, on(30), PLANS, RUSSIA)  # one day of twenty and four of twenty-two
    assert week.exact == 100 * THOUSAND + Fraction(4 * 2_200_000 * 100, 22)


def test_months_before_one_came_are_not_missing() -> None:
    found = derive(Level.YEAR, FRIDAY, PLANS, RUSSIA, Tenure(joined=date(2026, 10, 15)))
    assert found.missing == (date(2026, 10, 1),)


def test_on_leave_the_other_days_owe_more() -> None:
    assert derive(Level.DAY, FRIDAY, PLANS, ON_LEAVE).exact == Fraction(2 * MILLION, 15)
    assert derive(Level.DAY, on(10), PLANS, ON_LEAVE).exact == 0


def test_a_month_without_own_workdays_keeps_its_plan_and_its_days_owe_nothing() -> None:
    gone = Tenure(joined=on(28))  # Saturday; the 30th is a Monday
    assert derive(Level.WEEK, on(28), PLANS, RUSSIA, gone).value == 0
    assert derive(Level.MONTH, on(28), PLANS, RUSSIA, gone).value == 2 * MILLION


def test_a_plan_of_three_deals_owes_a_part_of_a_deal_a_day() -> None:
    found = derive(Level.DAY, FRIDAY, {NOVEMBER: 3}, RUSSIA)
    assert (found.exact, found.value) == (Fraction(3, 20), 0)


@given(st.integers(0, 10**14), st.integers(0, 10**14))
def test_days_and_weeks_add_up_to_the_months(november: int, december: int) -> None:
    plans = {NOVEMBER: november, DECEMBER: december}
    first, last = NOVEMBER, date(2026, 12, 31)
    by_day = [derive(Level.DAY, day, plans, RUSSIA).exact or 0 for day in days_between(first, last)]
    whole = derive_between(first, last, plans, RUSSIA)
    assert sum(by_day) == whole.exact == november + december
    for cut in (on(5), on(30), date(2026, 12, 11)):
        left = derive_between(first, cut, plans, RUSSIA).exact or 0
        right = derive_between(cut + timedelta(days=1), last, plans, RUSSIA).exact or 0
        assert left + right == november + december


def test_months_between_are_those_that_the_days_touch() -> None:
    assert list(months_between(on(30), date(2027, 1, 1))) == [NOVEMBER, DECEMBER, date(2027, 1, 1)]
    assert list(months_between(on(2), on(1))) == [NOVEMBER]
    assert list(months_between(on(1), date(2026, 10, 31))) == []
