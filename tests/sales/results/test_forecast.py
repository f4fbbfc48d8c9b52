"""The forecast of the SPEC, and the payments that close what is needed today."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.payments.awaited import Awaited, sum_weighted
from sales.plans.need import Need, NoNeed
from sales.plans.pace import Workdays
from sales.results.forecast import MOST_CLOSING, Closing, Forecast, forecast, what_closes
from tests.sales.month import FRIDAY, MONDAY, THOUSAND, on

LAST = on(30)
NOVEMBER_20 = Workdays(total=20, done=14, to_week_end=14)


def item(number: int, thousands: int, probability: int, day: date = MONDAY) -> Awaited:
    return Awaited(number, number, thousands * THOUSAND, day, probability)


SPEC = [item(1, 150, 80), item(2, 300, 60), item(3, 200, 40), item(4, 75, 95)]


def ids(closing: Closing) -> list[int]:
    return [each.payment_id for each in closing.items]


def test_the_vector_of_the_spec() -> None:
    found = forecast(1200 * THOUSAND, SPEC, LAST, NOVEMBER_20)
    assert found == Forecast(1_651_250_00, 1425 * THOUSAND, 1925 * THOUSAND, 1_714_285_71)


@pytest.mark.parametrize(
    ("day", "counts"), [(on(2), True), (FRIDAY, True), (LAST, True), (LAST + timedelta(days=1), False)]
)
def test_overdue_money_is_still_forecast_and_another_months_is_not(day: date, counts: bool) -> None:
    found = forecast(0, [item(1, 100, 80, day)], LAST, NOVEMBER_20)
    assert found.maximum == (100 * THOUSAND if counts else 0)


def test_before_the_first_day_is_over_there_is_no_pace_to_go_by() -> None:
    assert forecast(0, SPEC, LAST, Workdays(20, 0, 5)).by_pace is None
    assert forecast(0, SPEC, LAST, NOVEMBER_20).by_pace == 0
    assert forecast(1000, [], LAST, NOVEMBER_20) == Forecast(1000, 1000, 1000, 1429)


awaited = st.lists(
    st.builds(
        Awaited,
        st.integers(1, 99),
        st.integers(1, 9),
        st.integers(1, 10**12),
        st.integers(1, 40).map(lambda n: on(1) + timedelta(days=n)),
        st.integers(0, 100),
    ),
    max_size=9,
    unique_by=lambda each: each.payment_id,
)


@given(st.integers(-(10**12), 10**12), awaited)
def test_no_forecast_is_above_the_maximum_or_below_the_fact(fact: int, items: list[Awaited]) -> None:
    found = forecast(fact, items, LAST, NOVEMBER_20)
    assert fact <= found.weighted <= found.maximum
    assert fact <= found.safe <= found.maximum
    assert found == forecast(fact, reversed(items), LAST, NOVEMBER_20)


def test_one_payment_closes_the_need_of_the_example() -> None:
    stroygrad, romashka = item(1, 200, 60), item(2, 150, 80)
    assert ids(what_closes(Need(114 * THOUSAND), [romashka, stroygrad], FRIDAY, LAST)) == [1]
    assert ids(what_closes(Need(133 * THOUSAND), [romashka, stroygrad], FRIDAY, LAST)) == [1, 2]


def test_the_sooner_day_comes_first_and_overdue_ones_are_todays() -> None:
    items = [item(1, 500, 90, MONDAY), item(2, 100, 90, FRIDAY), item(3, 100, 80, on(3))]
    assert ids(what_closes(Need(90 * THOUSAND), items, FRIDAY, LAST)) == [2]
    assert ids(what_closes(Need(150 * THOUSAND), items, FRIDAY, LAST)) == [2, 3]


def test_what_turns_out_needless_is_left_out() -> None:
    items = [item(1, 10, 50, FRIDAY), item(2, 500, 90, MONDAY)]
    assert ids(what_closes(Need(100 * THOUSAND), items, FRIDAY, LAST)) == [2]


def test_five_small_ones_give_way_to_a_great_one() -> None:
    items = [item(n, 30, 100, FRIDAY) for n in range(1, 6)] + [item(9, 90, 100, MONDAY)]
    assert ids(what_closes(Need(150 * THOUSAND), items, FRIDAY, LAST)) == [1, 2, 9]


def test_what_cannot_be_closed_is_said() -> None:
    items = [item(n, 10 * n, 50) for n in range(1, 7)]
    found = what_closes(Need(Fraction(200 * THOUSAND)), items, FRIDAY, LAST)
    assert ids(found) == [6, 5, 4, 3]
    assert found.short == 110 * THOUSAND
    assert what_closes(Need(100), [], FRIDAY, LAST) == Closing((), 100)


@pytest.mark.parametrize("need", [Need(0), Need(None, NoNeed.NO_PLAN)])
def test_nothing_needed_nothing_named(need: Need) -> None:
    assert what_closes(need, SPEC, FRIDAY, LAST) == Closing((), 0)


def test_what_nobody_believes_in_closes_nothing() -> None:
    assert what_closes(Need(100), [item(1, 100, 0)], FRIDAY, LAST).items == ()
    assert what_closes(Need(100), [item(1, 100, 90, LAST + timedelta(days=1))], FRIDAY, LAST).items == ()


@given(st.integers(0, 2 * 10**12), awaited)
def test_what_is_named_closes_the_need_and_nothing_in_it_is_needless(need: int, items: list[Awaited]) -> None:
    found = what_closes(Need(need), items, FRIDAY, LAST)
    assert len(found.items) <= MOST_CLOSING
    assert found == what_closes(Need(need), reversed(items), FRIDAY, LAST)
    sure = sum_weighted(found.items)
    if sure >= need:
        assert found.short == 0
        assert all(sure - each.weighted < need for each in found.items)
