"""Deals, meetings and calls for the rest of the plan: one's own numbers, and silence where there are too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.plans.decomposition import Decomposition, Needed, NoNumber, Observed, decompose
from tests.sales.month import THOUSAND

ANNA = Observed(deals=12, revenue=1800 * THOUSAND, meetings=36, calls=360)
"""Checks of 150 thousand, three meetings a deal, ten calls a meeting."""


def numbers(found: Decomposition) -> list[int | NoNumber | None]:
    return [needed.count if needed.reason is None else needed.reason for needed in steps_of(found)]


def steps_of(found: Decomposition) -> tuple[Needed, Needed, Needed]:
    return found.deals, found.meetings, found.calls


def test_the_rest_of_the_plan_in_deals_meetings_and_calls() -> None:
    assert numbers(decompose(800 * THOUSAND, ANNA)) == [6, 18, 180]


def test_each_step_is_rounded_up() -> None:
    observed = Observed(deals=10, revenue=1000, meetings=15, calls=16)
    assert numbers(decompose(201, observed)) == [3, 5, 6]  # 2.01, 4.5 and 5.33


@pytest.mark.parametrize("rest", [0, -100])
def test_a_plan_that_is_done_needs_nothing_however_little_is_known(rest: int) -> None:
    assert numbers(decompose(rest, Observed(0, 0, 0, 0))) == [0, 0, 0]


@pytest.mark.parametrize(
    ("observed", "said"),
    [
        (Observed(9, 900, 30, 300), [NoNumber.TOO_FEW_DEALS] * 3),
        (Observed(10, 1000, 9, 300), [2, NoNumber.TOO_FEW_MEETINGS, NoNumber.TOO_FEW_MEETINGS]),
        (Observed(10, 1000, 10, 9), [2, 2, NoNumber.TOO_FEW_CALLS]),
        (Observed(10, 1000, 10, 10), [2, 2, 2]),
        (Observed(10, 0, 10, 10), [NoNumber.NO_REVENUE] * 3),
        (Observed(10, -5, 10, 10), [NoNumber.NO_REVENUE] * 3),
    ],
)
def test_ten_observations_are_enough_and_nine_are_not(observed: Observed, said: list[int | NoNumber]) -> None:
    assert numbers(decompose(200, observed)) == said


def test_without_a_plan_nothing_is_left_of_it() -> None:
    assert numbers(decompose(None, ANNA)) == [NoNumber.NO_PLAN] * 3


counts = st.integers(10, 1000)


@given(
    st.integers(1, 10**12), st.integers(0, 10**12), st.builds(Observed, counts, st.integers(1, 10**12), counts, counts)
)
def test_more_rest_never_needs_less(rest: int, more: int, observed: Observed) -> None:
    less_needed, more_needed = decompose(rest, observed), decompose(rest + more, observed)
    for one, other in zip(steps_of(less_needed), steps_of(more_needed), strict=True):
        assert one.count is not None
        assert other.count is not None
        assert 1 <= one.count <= other.count
