"""Who came or left in mid-month: their days, and the plan that is proposed for them."""

from datetime import date

import pytest

from sales.calendar.calendar import Absence, month_of
from sales.plans.plans import Metric
from sales.plans.tenure import Proration, Tenure, part_of, propose_proration
from tests.sales.month import FRIDAY, MILLION, NOVEMBER, ON_LEAVE, RUSSIA, on


@pytest.mark.parametrize(
    ("tenure", "total", "done"),
    [
        (Tenure(), 20, 14),
        (Tenure(joined=on(16)), 11, 5),
        (Tenure(left=on(18)), 12, 12),
        (Tenure(joined=on(16), left=on(18)), 3, 3),
        (Tenure(joined=on(21)), 6, 0),
        (Tenure(joined=date(2026, 1, 5)), 20, 14),
    ],
)
def test_days_count_from_the_first_and_to_the_last(tenure: Tenure, total: int, done: int) -> None:
    calendar = tenure.on(RUSSIA)
    assert calendar.workdays(*month_of(FRIDAY)) == total
    assert calendar.workdays(NOVEMBER, on(20)) == done


def test_leave_and_tenure_count_together() -> None:
    assert Tenure(joined=on(10)).on(ON_LEAVE).workdays(*month_of(FRIDAY)) == 11


def test_a_tenure_as_wide_as_the_calendar_has_no_borders() -> None:
    assert Tenure(joined=date.min, left=date.max).on(RUSSIA).absences == ()


@pytest.mark.parametrize(
    ("tenure", "here"),
    [
        (Tenure(), True),
        (Tenure(joined=on(30)), True),
        (Tenure(joined=date(2026, 12, 1)), False),
        (Tenure(left=on(1)), True),
        (Tenure(left=date(2026, 10, 31)), False),
    ],
)
def test_whether_they_work_here_in_a_month(tenure: Tenure, here: bool) -> None:
    assert tenure.meets(*month_of(FRIDAY)) is here


def test_the_prorated_plan_is_proposed() -> None:
    found = propose_proration(Metric.MONEY, 2 * MILLION, FRIDAY, Tenure(joined=on(16)), RUSSIA)
    assert found == Proration(2 * MILLION, 1_100_000 * 100, 11, 20)


def test_nothing_is_proposed_for_a_whole_month() -> None:
    assert propose_proration(Metric.MONEY, 2 * MILLION, FRIDAY, Tenure(joined=on(2)), RUSSIA) is None  # a Monday


def test_leave_does_not_lessen_the_plan() -> None:
    away = RUSSIA.with_absences([Absence(on(16), on(18))])
    found = propose_proration(Metric.MONEY, 2 * MILLION, FRIDAY, Tenure(joined=on(16)), away)
    assert found == propose_proration(Metric.MONEY, 2 * MILLION, FRIDAY, Tenure(joined=on(16)), RUSSIA)


def test_who_left_before_the_first_workday_owes_nothing() -> None:
    found = propose_proration(Metric.DEALS, 10, FRIDAY, Tenure(left=on(1)), RUSSIA)
    assert found == Proration(10, 0, 0, 20)


@pytest.mark.parametrize(
    ("metric", "full", "days", "value"),
    [
        (Metric.MONEY, 1_000_000_00, 7, 350_000_00),
        (Metric.MONEY, 999_999_99, 7, 350_000_00),
        (Metric.MONEY, 100_00, 1, 5_00),
        (Metric.DEALS, 10, 7, 4),  # 3.5
        (Metric.NEW_CLIENTS, 10, 5, 3),  # 2.5
        (Metric.NEW_CLIENTS, 1, 9, 0),
    ],
)
def test_a_part_is_whole_roubles_or_whole_deals(metric: Metric, full: int, days: int, value: int) -> None:
    assert part_of(metric, full, days, 20) == value
