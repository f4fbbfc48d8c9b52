"""Month plans: unset is not 0, the latest entry stands, the department against its people, who is reminded when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.plans.plans import (
    DepartmentPlan,
    PlanChange,
    PlanVersion,
    department_plan,
    month_to_plan,
    next_month,
    plan_changes,
    standing_plan,
    without_plan,
)
from tests.sales.month import november

values = st.none() | st.integers(0, 10**12)


def version(day: int, value: int | None) -> PlanVersion:
    return PlanVersion(november(day, 12), value)


def test_the_latest_entry_is_the_plan_of_the_whole_month() -> None:
    assert standing_plan([version(1, 200), version(12, 240)]) == 240


def test_a_plan_that_was_never_entered_is_not_0() -> None:
    assert standing_plan([]) is None
    assert standing_plan([version(1, 0)]) == 0
    assert standing_plan([version(1, 200), version(2, None)]) is None


def test_of_two_entries_in_one_instant_the_later_one_stands() -> None:
    assert standing_plan([version(12, 200), version(12, 240)]) == 240


def test_reports_print_what_changed_and_nothing_else() -> None:
    entered = [version(12, 240), version(1, 200), version(3, 200), version(20, None)]
    assert plan_changes(entered) == (
        PlanChange(november(12, 12), 200, 240),
        PlanChange(november(20, 12), 240, None),
    )
    assert plan_changes([version(1, 200)]) == ()


@given(st.permutations([version(day, value) for day, value in enumerate((200, 210, None, 210, 240), 1)]))
def test_the_order_in_which_versions_are_read_changes_nothing(entered: list[PlanVersion]) -> None:
    assert standing_plan(entered) == 240
    assert [change.after for change in plan_changes(entered)] == [210, None, 210, 240]


@pytest.mark.parametrize(
    ("entered", "people", "value", "differs"),
    [
        (None, [200, 200], 400, 0),
        (400, [200, 200], 400, 0),
        (500, [200, 200], 500, 100),
        (300, [200, 200, None], 300, -100),
        (500, [None, None], 500, 0),
        (None, [None], None, 0),
        (None, [], None, 0),
        (None, [0, None], 0, 0),
        (0, [200], 0, -200),
    ],
)
def test_the_departments_plan_is_the_entered_one_or_the_sum(
    entered: int | None, people: list[int | None], value: int | None, differs: int
) -> None:
    found = department_plan(entered, people)
    assert (found.value, found.differs_by) == (value, differs)


def test_people_without_a_plan_are_counted() -> None:
    assert department_plan(None, [200, None, 0, None]) == DepartmentPlan(None, 200, 2)


@given(values, st.lists(values, max_size=6))
def test_entered_is_always_the_sum_and_the_difference(entered: int | None, people: list[int | None]) -> None:
    found = department_plan(entered, people)
    if found.entered is not None and found.of_people is not None:
        assert found.of_people + found.differs_by == found.value
    assert found == department_plan(entered, reversed(people))


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 24), None),
        (date(2026, 11, 25), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 12, 3), date(2026, 12, 1)),
        (date(2026, 12, 4), None),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 1, 3), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_missing_plans_are_named_from_the_25th_until_the_3rd(today: date, month: date | None) -> None:
    assert month_to_plan(today) == month


@pytest.mark.parametrize(
    ("today", "first", "month"),
    [
        (date(2027, 1, 11), date(2027, 1, 11), date(2027, 1, 1)),
        (date(2027, 1, 12), date(2027, 1, 11), None),
        (date(2027, 5, 4), date(2027, 5, 4), date(2027, 5, 1)),
    ],
)
def test_after_holidays_they_are_named_on_the_first_workday(today: date, first: date, month: date | None) -> None:
    assert month_to_plan(today, first) == month


def test_who_has_a_plan_of_0_is_not_named() -> None:
    assert without_plan([3, 1, 2], {1: 0, 2: None}) == (3, 2)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_next_month_begins_within_31_days(day: date) -> None:
    found = next_month(day)
    assert found.day == 1
    assert timedelta(0) < found - day <= timedelta(days=31)
