"""The check-in's figures: the vector of SPEC 8, the day of MESSAGES.md, and what a share of nothing is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.checkins.figures import DayFact, DayFigures, day_figures, department_figures
from sales.core.money import Percent

THOUSAND = 1000 * 100

facts = st.lists(st.builds(DayFact, st.none() | st.integers(1, 6), st.integers(-(10**12), 10**12)), max_size=10)
snapshots = st.dictionaries(st.integers(1, 6), st.integers(1, 10**12), max_size=6)


def thousands(amount: int) -> int:
    return amount * THOUSAND


def test_the_vector_of_the_spec() -> None:
    snapshot = {1: thousands(150), 2: thousands(300), 3: thousands(200)}
    day = day_figures(snapshot, [DayFact(1, thousands(150)), DayFact(None, thousands(50))])
    assert (day.plan, day.on_plan, day.off_plan) == (thousands(650), thousands(150), thousands(50))
    assert day.done == Percent(231)
    assert day.all_to_plan == Percent(308)
    assert day.received == thousands(200)


def test_nothing_planned_is_a_dash_and_not_nought_percent() -> None:
    day = day_figures({}, [DayFact(None, thousands(50))])
    assert day.done is None
    assert day.all_to_plan is None
    assert day.received == thousands(50)


def test_nothing_received_is_nought_percent_and_not_a_dash() -> None:
    assert day_figures({1: 100}, []).done == Percent(0)


def test_a_payment_that_was_not_frozen_is_off_plan() -> None:
    day = day_figures({1: 100}, [DayFact(2, 40)])
    assert (day.on_plan, day.off_plan) == (0, 40)


def test_more_than_was_planned_is_more_than_a_hundred() -> None:
    day = day_figures({1: thousands(150)}, [DayFact(1, thousands(165))])
    assert day.done == Percent(1100)
    assert day.off_plan == 0


def test_a_payment_in_two_parts_counts_both() -> None:
    assert day_figures({1: 100}, [DayFact(1, 30), DayFact(1, 30)]).on_plan == 60


def test_a_refund_is_taken_from_where_the_money_was() -> None:
    day = day_figures({1: 100}, [DayFact(1, 100), DayFact(1, -20), DayFact(None, -5)])
    assert (day.on_plan, day.off_plan) == (80, -5)


def test_the_departments_share_is_of_sums_and_not_of_percents() -> None:
    anna = DayFigures(thousands(565), thousands(340), 0)
    boris = DayFigures(thousands(400), 0, thousands(50))
    viktor = DayFigures(thousands(250), 0, 0)
    department = department_figures([anna, boris, viktor])
    assert department == DayFigures(thousands(1215), thousands(340), thousands(50))
    assert department.done == Percent(280)
    assert anna.done == Percent(602)
    assert department.received == thousands(390)


def test_nobody_makes_an_empty_department() -> None:
    assert department_figures([]) == DayFigures()


@pytest.mark.parametrize(
    ("part", "whole", "tenths"),
    [(1, 3, 333), (2, 3, 667), (1, 2000, 1), (1, 2001, 0), (-1, 3, -333), (450, 565, 796), (5, 1, 5000)],
)
def test_percents_are_rounded_half_up_and_never_capped(part: int, whole: int, tenths: int) -> None:
    assert Percent.of(part, whole) == Percent(tenths)


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**15))
def test_a_percent_is_within_half_a_tenth_of_the_exact_share(part: int, whole: int) -> None:
    percent = Percent.of(part, whole)
    assert percent is not None
    assert abs(percent.tenths * whole - part * 1000) * 2 <= whole


@given(snapshots, facts)
def test_every_fact_is_counted_once(snapshot: dict[int, int], came: list[DayFact]) -> None:
    day = day_figures(snapshot, came)
    assert day.received == sum(fact.amount for fact in came)
    assert day.plan == sum(snapshot.values())


@given(st.lists(st.tuples(snapshots, facts), max_size=5))
def test_the_order_of_people_changes_nothing(people: list[tuple[dict[int, int], list[DayFact]]]) -> None:
    days = [day_figures(snapshot, came) for snapshot, came in people]
    assert department_figures(days) == department_figures(reversed(days))
