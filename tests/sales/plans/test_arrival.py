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


TENTH, AT_TENTH = date(2026, 11, 10), datetime(2026, 11, 10, 9, tzinfo=UTC)
WITHIN = Tenure(TENTH, FRIDAY)
"""Nine workdays of twenty, of fifteen since they came."""


def left(versions: list[PlanVersion], tenure: Tenure = WITHIN) -> tuple[int, int, int] | None:
    """Days, of how many, and roubles."""
    found = propose(Turn.LEFT, AT, FRIDAY, tenure, versions, [200_000_000], MOSCOW, AT_TENTH)
    return found and (found.proration.days, found.proration.of_days, found.proration.value // 100)


def test_who_came_and_left_within_a_month_owes_the_days_between() -> None:
    assumed = PlanVersion(AT_TENTH, 150_000_000, is_assumed=True)
    hour = timedelta(hours=1)

    assert left([assumed]) == (9, 20, 900_000), "nobody has answered: of what colleagues have"
    assert left([assumed, PlanVersion(AT_TENTH + hour, 150_000_000)]) == (9, 15, 900_000), "a part already"
    assert left([assumed, PlanVersion(AT_TENTH + hour, 100_000_000)]) == (9, 15, 600_000), "a sum of the lead's own"
    assert left([PlanVersion(AT_TENTH - hour, 220_000_000), assumed]) == (9, 20, 990_000), "set before they came"
    whole = Tenure(None, FRIDAY)
    assert left([PlanVersion(AT_TENTH + hour, 200_000_000)], whole) == (14, 20, 1_400_000), "the full plan, said so"


def test_once_they_have_left_the_question_of_their_coming_is_over() -> None:
    assert propose(Turn.CAME, AT_TENTH, TENTH, WITHIN, [], [200_000_000], MOSCOW, AT_TENTH) is None
    next_month = Tenure(TENTH, date(2026, 12, 4))
    assert propose(Turn.CAME, AT_TENTH, TENTH, next_month, [], [200_000_000], MOSCOW, AT_TENTH) is not None
