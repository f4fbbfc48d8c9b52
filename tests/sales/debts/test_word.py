"""Kept and broken promises, and what they make of a probability."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.debts.word import CameByDay, ClientWord, DebtPromise, is_kept, judge

FRIDAY = date(2026, 11, 20)
MONDAY = FRIDAY + timedelta(days=3)


def test_all_of_it_by_the_end_of_the_day_is_a_kept_word() -> None:
    promise = DebtPromise(1, FRIDAY, 90_000_00)
    in_two = CameByDay([(FRIDAY - timedelta(days=1), 40_000_00), (FRIDAY, 50_000_00)])
    assert is_kept(promise, in_two, MONDAY) is True
    assert is_kept(promise, CameByDay([(FRIDAY, 89_999_99)]), MONDAY) is False
    assert is_kept(promise, CameByDay([(MONDAY, 90_000_00)]), MONDAY) is False


def test_a_refund_on_the_day_takes_the_word_back() -> None:
    assert is_kept(DebtPromise(1, FRIDAY, 90), CameByDay([(FRIDAY, 90), (FRIDAY, -1)]), MONDAY) is False


def test_nothing_is_said_while_the_day_lasts() -> None:
    assert is_kept(DebtPromise(1, FRIDAY, 90), CameByDay(), FRIDAY) is None
    assert is_kept(DebtPromise(1, FRIDAY, 90), CameByDay([(FRIDAY, 90)]), FRIDAY) is True


def test_what_was_called_off_in_time_is_no_broken_word() -> None:
    assert is_kept(DebtPromise(1, FRIDAY, 90, cancelled_on=FRIDAY), CameByDay(), MONDAY) is None
    assert is_kept(DebtPromise(1, FRIDAY, 90, cancelled_on=MONDAY), CameByDay(), MONDAY) is False


def test_promises_of_several_payments_are_counted_together() -> None:
    promises = [DebtPromise(1, FRIDAY, 90), DebtPromise(2, FRIDAY, 50), DebtPromise(2, MONDAY, 50)]
    assert judge(promises, {1: CameByDay([(FRIDAY, 90)])}, MONDAY) == ClientWord(kept=1, broken=1)


@pytest.mark.parametrize(
    ("word", "stage", "lowered"),
    [
        (ClientWord(2, 3), 80, 40),
        (ClientWord(2, 3), 30, 30),
        (ClientWord(1, 1), 80, 80),
        (ClientWord(1, 2), 80, 33),
        (ClientWord(2, 1), 80, 67),
        (ClientWord(1, 7), 80, 13),
        (ClientWord(0, 3), 80, 0),
        (ClientWord(5, 0), 80, 80),
    ],
)
def test_a_word_lowers_a_probability_from_three_promises_on(word: ClientWord, stage: int, lowered: int) -> None:
    assert word.lower(stage) == lowered


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 100))
def test_a_word_never_raises_it(kept: int, broken: int, stage: int) -> None:
    assert 0 <= ClientWord(kept, broken).lower(stage) <= stage
