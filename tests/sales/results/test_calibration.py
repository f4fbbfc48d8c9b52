"""«Ваши 80 % сбываются в 55 %»: deciles, the five days, and when it is worth saying."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import Percent
from sales.results.calibration import (
    Decile,
    FrozenItem,
    Prediction,
    calibrate,
    day_in_full,
    decile_of,
    make_predictions,
    proposal,
)
from tests.sales.month import FRIDAY, on

LONG_AGO = on(2)


def said(probability: int, came: int, of: int) -> list[Prediction]:
    return [Prediction(probability, LONG_AGO, LONG_AGO if n < came else None) for n in range(of)]


def test_eighty_that_come_true_in_fifty_five() -> None:
    found = proposal(calibrate(said(80, 11, 20), FRIDAY))
    assert found == Decile(80, 20, 11, Percent(800))
    assert found is not None
    assert (found.rate, found.gap) == (Percent(550), 250)


@pytest.mark.parametrize(
    ("probability", "start"),
    [(0, 0), (9, 0), (10, 10), (79, 70), (80, 80), (89, 80), (90, 90), (95, 90), (100, 90)],
)
def test_deciles(probability: int, start: int) -> None:
    assert decile_of(probability) == start


@pytest.mark.parametrize(
    ("came_on", "came"),
    [
        (on(1), True),
        (on(2), True),
        (on(7), True),
        (on(8), False),
        (None, False),
    ],
)
def test_five_days_after_the_said_one_are_in_time(came_on: date | None, came: bool) -> None:
    assert Prediction(80, LONG_AGO, came_on).came is came


def test_an_item_is_judged_once_its_five_days_are_over() -> None:
    fresh = [Prediction(80, on(15), on(15))]
    assert calibrate(fresh, FRIDAY) == ()
    assert calibrate(fresh, on(21)) == (Decile(80, 1, 1, Percent(800)),)


def test_what_was_said_is_the_mean_of_its_decile() -> None:
    (found,) = calibrate([*said(80, 1, 1), *said(85, 0, 1), *said(80, 1, 1)], FRIDAY)
    assert (found.said, found.rate) == (Percent(817), Percent(667))


@pytest.mark.parametrize(
    ("items", "start"),
    [
        (said(80, 0, 9), None),  # nine are too few
        (said(80, 0, 10), 80),
        (said(80, 13, 20), 80),  # 65.0: fifteen points
        (said(80, 66, 100), None),
        (said(40, 7, 10), 40),  # too modest is worth a word too
        ([*said(80, 6, 10), *said(60, 1, 10)], 60),
        ([*said(80, 5, 10), *said(70, 8, 20)], 70),  # equally far, said more often
    ],
)
def test_what_is_worth_saying(items: list[Prediction], start: int | None) -> None:
    found = proposal(calibrate(items, FRIDAY))
    assert (found.start if found else None) == start


def test_nobody_who_said_nothing_is_told_anything() -> None:
    assert calibrate([], FRIDAY) == ()
    assert proposal([]) is None


items = st.lists(
    st.builds(
        Prediction,
        st.integers(0, 100),
        st.integers(0, 40).map(lambda n: LONG_AGO - timedelta(days=n)),
        st.none() | st.integers(0, 60).map(lambda n: LONG_AGO - timedelta(days=n)),
    ),
    max_size=20,
)


@given(items.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_items_changes_nothing(orders: tuple[list[Prediction], list[Prediction]]) -> None:
    found = calibrate(orders[0], FRIDAY)
    assert found == calibrate(orders[1], FRIDAY)
    assert sum(decile.count for decile in found) == len(orders[0])
    assert all(0 <= decile.came <= decile.count for decile in found)
    assert proposal(found) == proposal(reversed(found))


def test_an_item_of_several_weeks_was_predicted_by_the_first() -> None:
    items = [FrozenItem(1, 7, 80, on(2), 100), FrozenItem(2, 7, 30, on(9), 100), FrozenItem(2, 8, 50, on(9), None)]
    facts = {7: [(on(3), 40), (on(4), 60), (on(5), 10)], 8: [(on(9), 100)]}
    found = make_predictions(items, facts)
    assert found == {1: [Prediction(80, on(2), on(4))], 2: [Prediction(50, on(9), None)]}


@given(st.integers(1, 100), st.lists(st.integers(-50, 50), max_size=8))
def test_a_sum_is_in_full_on_the_first_day_that_has_all_of_it(amount: int, parts: list[int]) -> None:
    facts = [(LONG_AGO + timedelta(days=n), part) for n, part in enumerate(parts)]
    full = [n for n in range(len(parts)) if sum(parts[: n + 1]) >= amount]
    assert day_in_full(amount, facts) == (LONG_AGO + timedelta(days=full[0]) if full else None)
