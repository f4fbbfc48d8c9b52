"""The expected payment: status, rest, days, moves, what follows from its sums."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import Absence, DayKind, Taken, WorkCalendar
from sales.payments.payments import (
    TAPPED_REASONS,
    Past,
    PaymentEventKind,
    PaymentStatus,
    RestChoice,
    count_awaited,
    has_left_the_month,
    is_overdue,
    needs_attention,
    probability,
    rest,
    rest_day,
    status,
    surplus,
    take_expected_day,
)

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
RUSSIA = WorkCalendar()
THOUSAND = 1000 * 100

amounts = st.integers(1, 10**14)
sums = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("received", "cancelled", "expected"),
    [
        (0, False, PaymentStatus.OPEN),
        (50, False, PaymentStatus.PARTIAL),
        (150, False, PaymentStatus.PAID),
        (155, False, PaymentStatus.PAID),
        (0, True, PaymentStatus.CANCELLED),
        (50, True, PaymentStatus.CANCELLED),
        (150, True, PaymentStatus.PAID),
        (-20, False, PaymentStatus.OPEN),
    ],
)
def test_the_status_follows_from_the_money(received: int, cancelled: bool, expected: PaymentStatus) -> None:
    assert status(150 * THOUSAND, received * THOUSAND, cancelled=cancelled) is expected


def test_fifty_of_a_hundred_and_fifty_leaves_a_hundred() -> None:
    assert rest(150 * THOUSAND, 50 * THOUSAND) == 100 * THOUSAND
    assert surplus(150 * THOUSAND, 50 * THOUSAND) == 0


def test_overpaid_leaves_nothing_and_says_how_much_came_above() -> None:
    assert rest(150 * THOUSAND, 155 * THOUSAND) == 0
    assert surplus(150 * THOUSAND, 155 * THOUSAND) == 5 * THOUSAND


def test_after_a_refund_the_rest_is_owed_again() -> None:
    received = 150 * THOUSAND - 30 * THOUSAND
    assert rest(150 * THOUSAND, received) == 30 * THOUSAND
    assert status(150 * THOUSAND, received, cancelled=False) is PaymentStatus.PARTIAL


def test_nothing_is_awaited_of_a_cancelled_payment() -> None:
    assert count_awaited(150, 50, cancelled=True) == 0
    assert count_awaited(150, 50, cancelled=False) == 100


@given(amounts, sums, st.booleans())
def test_rest_and_surplus_account_for_every_kopeck(amount: int, received: int, cancelled: bool) -> None:
    assert rest(amount, received) - surplus(amount, received) == amount - received
    assert rest(amount, received) == 0 or surplus(amount, received) == 0
    paid = status(amount, received, cancelled=cancelled) is PaymentStatus.PAID
    assert paid is (rest(amount, received) == 0)


@pytest.mark.parametrize(
    ("due", "standing", "overdue"),
    [
        (date(2026, 11, 19), PaymentStatus.OPEN, True),
        (date(2026, 11, 19), PaymentStatus.PARTIAL, True),
        (date(2026, 11, 19), PaymentStatus.PAID, False),
        (date(2026, 11, 19), PaymentStatus.CANCELLED, False),
        (FRIDAY, PaymentStatus.OPEN, False),
        (MONDAY, PaymentStatus.OPEN, False),
    ],
)
def test_overdue_is_a_flag_on_what_is_still_awaited(due: date, standing: PaymentStatus, overdue: bool) -> None:
    assert is_overdue(due, FRIDAY, standing) is overdue


@pytest.mark.parametrize(
    ("manual", "stage", "expected"),
    [(None, None, 50), (None, 80, 80), (None, 0, 0), (70, 80, 70), (0, 80, 0), (100, None, 100)],
)
def test_a_manual_probability_is_kept_and_the_stage_gives_the_default(
    manual: int | None, stage: int | None, expected: int
) -> None:
    assert probability(manual, stage) == expected


@pytest.mark.parametrize(("moves", "attention"), [(0, False), (2, False), (3, True), (7, True)])
def test_three_moves_deserve_the_leads_attention(moves: int, attention: bool) -> None:
    assert needs_attention(moves) is attention


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (FRIDAY, date(2026, 12, 1), True),
        (FRIDAY, date(2026, 11, 30), False),
        (date(2026, 12, 31), date(2027, 1, 12), True),
        (date(2026, 12, 1), FRIDAY, False),
        (FRIDAY, date(2027, 11, 20), True),
    ],
)
def test_only_a_later_month_is_left_for(old: date, new: date, left: bool) -> None:
    assert has_left_the_month(old, new) is left


def test_there_are_six_reasons_and_the_events_of_the_spec() -> None:
    assert len(TAPPED_REASONS) == 6
    named = {"created", "amount_changed", "moved", "probability_changed", "cancelled", "fact_linked"}
    assert named <= {kind.value for kind in PaymentEventKind}


def test_saturday_becomes_monday_because_banks_rest() -> None:
    assert take_expected_day(SATURDAY, FRIDAY, RUSSIA) == Taken(MONDAY, SATURDAY)


def test_a_workday_is_taken_as_it_is_and_so_is_today() -> None:
    assert take_expected_day(MONDAY, FRIDAY, RUSSIA) == Taken(MONDAY, MONDAY)
    assert take_expected_day(FRIDAY, FRIDAY, RUSSIA) == Taken(FRIDAY, FRIDAY)


def test_a_past_day_is_a_question_even_when_it_was_a_day_off() -> None:
    assert take_expected_day(date(2026, 11, 19), FRIDAY, RUSSIA) == Past(date(2026, 11, 19), FRIDAY)
    assert take_expected_day(date(2026, 11, 15), FRIDAY, RUSSIA) == Past(date(2026, 11, 15), FRIDAY)


def test_today_said_on_a_day_off_moves_to_the_next_workday() -> None:
    assert take_expected_day(SATURDAY, SATURDAY, RUSSIA) == Taken(MONDAY, SATURDAY)


def test_money_comes_while_the_manager_is_on_leave() -> None:
    anna = RUSSIA.with_absences([Absence(MONDAY, MONDAY)])
    assert take_expected_day(MONDAY, FRIDAY, anna) == Taken(MONDAY, MONDAY)


def test_a_saturday_that_the_department_works_is_kept() -> None:
    department = WorkCalendar(exceptions={SATURDAY: DayKind.WORKING})
    assert take_expected_day(SATURDAY, FRIDAY, department) == Taken(SATURDAY, SATURDAY)


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (RestChoice.TOMORROW, Taken(MONDAY, SATURDAY)),
        (RestChoice.IN_THREE_DAYS, Taken(MONDAY, MONDAY)),
        (RestChoice.OTHER_DATE, None),
        (RestChoice.NOT_AWAITED, None),
        (RestChoice.AS_AWAITED, None),
    ],
)
def test_the_rest_of_a_part_is_asked_for_once(choice: RestChoice, taken: Taken | None) -> None:
    assert rest_day(choice, FRIDAY, RUSSIA) == taken
