"""What is still needed: SPEC 9's 133 333.33 a day, today until it closes, and a week on the border of months."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import month_of
from sales.plans.need import Need, NoNeed, find_first_day_left, need_on, need_per_day, need_until
from tests.sales.month import (
    DECEMBER,
    FRIDAY,
    MILLION,
    MONDAY,
    MOSCOW,
    NOVEMBER,
    ON_LEAVE,
    RUSSIA,
    SIX,
    THOUSAND,
    november,
    on,
)

PLANS = {NOVEMBER: 2 * MILLION}
FACTS = {NOVEMBER: 1200 * THOUSAND}
SUNDAY = on(29)


def test_the_vector_of_the_spec() -> None:
    need = need_per_day(2 * MILLION, 1200 * THOUSAND, 6)
    assert need.exact == Fraction(800 * THOUSAND, 6)
    assert need.value == 133_333_33


@pytest.mark.parametrize(
    ("plan", "fact", "days", "need"),
    [
        (None, 100, 5, Need(None, NoNeed.NO_PLAN)),
        (0, 0, 5, Need(0)),
        (100, 100, 0, Need(0)),
        (100, 130, 3, Need(0)),
        (100, 40, 0, Need(None, NoNeed.NO_DAYS_LEFT)),
        (100, 40, 3, Need(20)),
        (100, -20, 3, Need(40)),  # refunds are to be earned again
    ],
)
def test_a_plan_that_is_done_needs_nothing_and_none_cannot_be_said(
    plan: int | None, fact: int, days: int, need: Need
) -> None:
    assert need_per_day(plan, fact, days) == need


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (november(20, 0), on(20)),
        (november(20, 17, 59), on(20)),
        (november(20, 18), on(21)),
        (november(3, 16, 59), on(3)),  # a short day closes at five
        (november(3, 17), on(4)),
    ],
)
def test_today_is_left_until_the_day_closes(now: datetime, day: date) -> None:
    assert find_first_day_left(RUSSIA, now, MOSCOW, SIX) == day


@pytest.mark.parametrize(("day_left", "thousands"), [(on(20), Fraction(800, 7)), (on(21), Fraction(800, 6))])
def test_the_rest_is_spread_over_the_days_left(day_left: date, thousands: Fraction) -> None:
    assert need_on(FRIDAY, day_left, PLANS, FACTS, RUSSIA).exact == thousands * THOUSAND


def test_a_coming_month_needs_its_plan_over_all_its_days() -> None:
    assert need_on(DECEMBER, on(20), {DECEMBER: 22 * THOUSAND}, {}, RUSSIA) == Need(THOUSAND)


def test_a_week_needs_its_days() -> None:
    left = need_until(on(22), on(18), PLANS, FACTS, RUSSIA)  # Wednesday: three of nine days
    assert left.exact == Fraction(800 * THOUSAND * 3, 9)


def test_on_friday_the_coming_week_needs_five_of_the_days_left() -> None:
    assert need_until(SUNDAY, on(20), PLANS, FACTS, RUSSIA, first=MONDAY).exact == Fraction(800 * THOUSAND * 5, 7)


def test_a_week_on_the_border_needs_from_both_months() -> None:
    plans = PLANS | {DECEMBER: 2_200_000 * 100}
    need = need_until(date(2026, 12, 6), on(30), plans, FACTS, RUSSIA)
    assert need.exact == 800 * THOUSAND + 4 * 100 * THOUSAND


def test_a_week_whose_second_month_has_no_plan_says_so() -> None:
    assert need_until(date(2026, 12, 6), on(30), PLANS, FACTS, RUSSIA) == Need(None, NoNeed.NO_PLAN)


def test_a_month_without_a_workday_in_the_week_needs_no_plan() -> None:
    assert need_until(on(1), date(2026, 10, 31), {}, {}, RUSSIA) == Need(0)


def test_a_week_that_is_over_needs_nothing() -> None:
    assert need_until(on(22), on(23), PLANS, FACTS, RUSSIA) == Need(0)


def test_who_is_on_leave_all_week_needs_nothing_that_week() -> None:
    assert need_until(on(15), on(9), PLANS, {}, ON_LEAVE) == Need(0)


@given(st.integers(0, 10**13), st.integers(-(10**12), 2 * 10**13), st.integers(1, 30))
def test_needs_of_all_days_left_make_up_the_rest_of_the_plan(plan: int, fact: int, today: int) -> None:
    need = need_until(month_of(FRIDAY)[1], on(today), {NOVEMBER: plan}, {NOVEMBER: fact}, RUSSIA)
    assert need.exact == max(0, plan - fact)
