"""Who pays a similar sum at similar intervals, and on what day of the week they may be expected."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.week.regular import Habit, Received, RegularPayment, due_in_week, habit
from tests.sales.month import MONDAY, ON_LEAVE, RUSSIA, on

MONTHLY = (date(2026, 7, 24), date(2026, 8, 25), date(2026, 9, 25), date(2026, 10, 26))


def paid(*days: date, amount: int = 100) -> list[Received]:
    return [Received(day, amount) for day in days]


def every(days: int, *, times: int = 4) -> list[Received]:
    return paid(*(on(16) - timedelta(days=days * n) for n in range(times)))


def test_four_payments_a_month_apart_are_a_habit() -> None:
    assert habit(paid(*MONTHLY)) == Habit(100, timedelta(days=31), MONTHLY[-1])


def test_three_payments_have_only_two_intervals() -> None:
    assert habit(paid(*MONTHLY[1:])) is None
    assert habit([]) is None


def test_only_the_last_four_are_looked_at() -> None:
    assert habit([*paid(date(2024, 1, 9), amount=9000), *paid(*MONTHLY)]) is not None


@pytest.mark.parametrize(
    ("sums", "regular"),
    [
        ((100, 100, 100, 100), True),
        ((80, 100, 100, 120), True),
        ((79, 100, 100, 120), False),
        ((100, 100, 100, 121), False),
    ],
)
def test_similar_sums_lie_within_a_fifth_of_the_usual(sums: tuple[int, ...], regular: bool) -> None:
    received = [Received(day, amount) for day, amount in zip(MONTHLY, sums, strict=True)]
    assert (habit(received) is not None) is regular


@pytest.mark.parametrize(
    ("gaps", "regular"),
    [
        ((7, 7, 7), True),
        ((5, 7, 9), True),
        ((4, 7, 7), False),
        ((7, 7, 10), False),
        ((30, 34, 26), True),
        ((30, 35, 30), False),
        ((91, 92, 90), True),
    ],
)
def test_similar_intervals_lie_near_the_usual(gaps: tuple[int, ...], regular: bool) -> None:
    days = [date(2026, 1, 12)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    assert (habit(paid(*days)) is not None) is regular


def test_two_receipts_of_a_day_are_one_payment_and_a_refund_takes_its_part() -> None:
    *before, last = paid(*MONTHLY)
    halves = [Received(last.day, 70), Received(last.day, 50), Received(last.day, -20)]
    assert habit([*before, *halves]) == habit([*before, last])


def test_a_day_that_came_to_nothing_is_no_payment() -> None:
    taken_back = [Received(on(2), 100), Received(on(2), -100)]
    assert habit([*paid(*MONTHLY), *taken_back]) == habit(paid(*MONTHLY))


def test_a_weekly_payer_is_due_in_the_week() -> None:
    kept = habit(every(7))
    assert kept is not None
    assert kept.expected == MONDAY
    assert due_in_week(5, kept, MONDAY, RUSSIA) == RegularPayment(5, 100, MONDAY)
    assert due_in_week(5, kept, MONDAY + timedelta(days=7), RUSSIA) is None
    assert due_in_week(5, kept, MONDAY - timedelta(days=7), RUSSIA) is None


def test_one_due_on_a_day_off_is_expected_on_the_next_workday_of_that_week() -> None:
    kept = Habit(100, timedelta(days=7), on(21))  # the 28th is a Saturday
    assert due_in_week(5, kept, MONDAY, RUSSIA) == RegularPayment(5, 100, on(27))
    wednesday = Habit(100, timedelta(days=7), date(2026, 10, 28))  # the 4th is a holiday
    assert due_in_week(5, wednesday, on(2), RUSSIA) == RegularPayment(5, 100, on(5))


def test_a_week_without_workdays_expects_nobody() -> None:
    kept = Habit(100, timedelta(days=7), date(2025, 12, 30))
    assert due_in_week(5, kept, date(2026, 1, 5), RUSSIA) is None


def test_the_bank_works_while_the_manager_is_on_leave() -> None:
    kept = Habit(100, timedelta(days=7), on(3))
    assert due_in_week(5, kept, on(9), ON_LEAVE) == RegularPayment(5, 100, on(10))


@given(st.permutations(every(14, times=6)))
def test_the_order_of_receipts_changes_nothing(received: list[Received]) -> None:
    assert habit(received) == Habit(100, timedelta(days=14), on(16))
