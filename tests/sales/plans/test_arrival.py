"""Who came or left within a month: what is proposed to the lead, and when nothing is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import WorkCalendar
from sales.plans.arrival import Turn, propose, usual_plan
from sales.plans.plans import PlanVersion
from sales.plans.tenure import Tenure

FRIDAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
BEFORE = PlanVersion(AT - timedelta(days=3), 200_000_000)
MOSCOW = WorkCalendar()


@pytest.mark.parametrize(
    ("plans", "usual"), [([], None), ([5], 5), ([1, 9], 1), ([9, 1, 5], 5), ([2, 2, 8, 8], 2), ([0, 0], 0)]
)
def test_a_newcomer_gets_what_the_middle_colleague_has(plans: list[int], usual: int | None) -> None:
    assert usual_plan(plans) == usual


@given(st.lists(st.integers(0, 10**12), min_size=1))
def test_the_usual_plan_is_one_that_somebody_has(plans: list[int]) -> None:
    assert usual_plan(plans) in plans


def test_the_own_plan_is_divided_by_workdays() -> None:
    found = propose(Turn.CAME, AT, FRIDAY, Tenure(FRIDAY, None), [BEFORE], [1], MOSCOW)

    assert found is not None
    assert (found.proration.days, found.proration.of_days, found.proration.value) == (7, 20, 70_000_000)
    assert found.is_own


def test_who_left_owes_the_days_until_then() -> None:
    found = propose(Turn.LEFT, AT, FRIDAY, Tenure(None, FRIDAY), [BEFORE], [], MOSCOW)

    assert found is not None
    assert (found.proration.days, found.proration.value) == (14, 140_000_000)


def test_without_an_own_plan_colleagues_are_looked_at_for_a_newcomer_only() -> None:
    came = propose(Turn.CAME, AT, FRIDAY, Tenure(FRIDAY, None), [], [100_000_000], MOSCOW)
    left = propose(Turn.LEFT, AT, FRIDAY, Tenure(None, FRIDAY), [], [100_000_000], MOSCOW)

    assert came is not None
    assert (came.proration.value, came.is_own) == (35_000_000, False)
    assert left is None


@pytest.mark.parametrize(
    ("versions", "colleagues"),
    [([], []), ([PlanVersion(AT, 5)], [9]), ([BEFORE, PlanVersion(AT + timedelta(hours=1), None)], [9])],
)
def test_nothing_is_proposed_over_a_plan_set_since_or_over_nothing(
    versions: list[PlanVersion], colleagues: list[int]
) -> None:
    assert propose(Turn.CAME, AT, FRIDAY, Tenure(FRIDAY, None), versions, colleagues, MOSCOW) is None


def test_the_first_workday_of_the_month_is_the_whole_month() -> None:
    day = date(2026, 11, 2)

    assert propose(Turn.CAME, AT, day, Tenure(day, None), [BEFORE], [], MOSCOW) is None
