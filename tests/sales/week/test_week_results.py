"""What came of frozen weeks: each fact counts once, for whose plan promised it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sales.checkins.figures import DayFigures
from sales.week.promised import Promised, WeekPlan
from sales.week.results import WeekFact, sum_up_weeks
from tests.sales.records import EVE, MONDAY

ANNA, BORIS = 1, 2
NEXT_MONDAY = MONDAY + timedelta(days=7)


def plan(person: int, monday: date, **items: int) -> WeekPlan:
    promised = {int(key[1:]): Promised(int(key[1:]), amount, monday, 50) for key, amount in items.items()}
    return WeekPlan(person, person, monday, EVE, EVE, person, EVE, promised)


def test_money_counts_for_who_promised_it_and_in_its_own_week() -> None:
    plans = [plan(ANNA, MONDAY, p1=100), plan(BORIS, MONDAY), plan(BORIS, NEXT_MONDAY, p1=100)]
    facts = [
        WeekFact(MONDAY, BORIS, 1, 60),
        WeekFact(MONDAY + timedelta(days=6), BORIS, None, 5),
        WeekFact(NEXT_MONDAY, ANNA, 1, 40),
        WeekFact(NEXT_MONDAY, None, None, 7),
    ]
    found = sum_up_weeks(plans, facts)
    assert found[MONDAY][ANNA].figures == DayFigures(100, 60, 0)
    assert found[MONDAY][BORIS].figures == DayFigures(0, 0, 5)
    assert found[NEXT_MONDAY][BORIS].figures == DayFigures(100, 40, 0)
    assert ANNA not in found[NEXT_MONDAY], "she has no plan of that week"


def test_a_plan_that_is_not_frozen_has_no_result_and_promises_nothing() -> None:
    drafted = replace(plan(ANNA, MONDAY, p1=100), frozen_at=None)
    found = sum_up_weeks([drafted, plan(BORIS, MONDAY)], [WeekFact(MONDAY, BORIS, 1, 60)])
    assert list(found[MONDAY]) == [BORIS]
    assert found[MONDAY][BORIS].figures.off_plan == 60


days = st.integers(0, 13).map(lambda ahead: MONDAY + timedelta(days=ahead))
facts = st.lists(
    st.builds(WeekFact, days, st.sampled_from([ANNA, BORIS]), st.none() | st.integers(1, 4), st.integers(-99, 10**9))
)


@given(facts)
def test_all_that_came_to_people_with_plans_is_counted_once(came: list[WeekFact]) -> None:
    plans = [plan(who, monday, **{f"p{who}": 100}) for who in (ANNA, BORIS) for monday in (MONDAY, NEXT_MONDAY)]
    found = sum_up_weeks(plans, came)
    counted = sum(result.figures.received for week in found.values() for result in week.values())
    assert counted == sum(fact.amount for fact in came)
    assert sum_up_weeks(plans, reversed(came)) == found
