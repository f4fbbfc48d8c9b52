"""The rows of a check-in: where each stands, who is asked what, and whom the lead reads as silent."""

from datetime import date

import pytest

from sales.checkins.checkin_rows import (
    Answer,
    DayRow,
    Question,
    RowState,
    is_silent,
    question,
    silent_rows,
    sum_still_expected,
    without_status,
)
from sales.core.tally import Tally
from tests.rows import each_row

MONDAY = date(2026, 11, 23)


@each_row(
    ("row", "state"),
    [
        (DayRow(1, 100), RowState.OPEN),
        (DayRow(1, 100, received=100), RowState.CAME),
        (DayRow(1, 100, received=130), RowState.CAME),
        (DayRow(1, 100, received=40), RowState.PART),
        (DayRow(1, 100, received=-40), RowState.OPEN),
        (DayRow(1, 100, moved_to=MONDAY), RowState.MOVED),
        (DayRow(1, 100, received=40, moved_to=MONDAY), RowState.MOVED),
        (DayRow(1, 100, is_cancelled=True), RowState.CANCELLED),
        (DayRow(1, 100, is_cancelled=True, moved_to=MONDAY), RowState.CANCELLED),
        (DayRow(1, 100, answer=Answer.NOT_COMING), RowState.NOT_COMING),
        (DayRow(1, 100, received=40, answer=Answer.NOT_COMING), RowState.NOT_COMING),
        (DayRow(1, 100, received=100, answer=Answer.NOT_COMING), RowState.CAME),
        (DayRow(1, 100, received=100, moved_to=MONDAY), RowState.CAME),
        (DayRow(1, 100, answer=Answer.UNCHANGED), RowState.OPEN),
        (DayRow(1, 100, answer=Answer.CAME), RowState.OPEN),  # the fact was taken back
    ],
)
def test_money_speaks_first_then_the_payment_then_the_answer(row: DayRow, state: RowState) -> None:
    assert row.state is state


def test_a_row_owes_what_has_not_come() -> None:
    assert DayRow(1, 100, received=40).rest == 60
    assert DayRow(1, 100, received=140).rest == 0


@pytest.mark.parametrize(
    ("row", "silent"),
    [
        (DayRow(1, 100), True),
        (DayRow(1, 100, received=40), True),  # its rest is still expected today
        (DayRow(1, 100, received=100), False),
        (DayRow(1, 100, moved_to=MONDAY), False),
        (DayRow(1, 100, answer=Answer.UNCHANGED, answered_this_slot=True), False),
        (DayRow(1, 100, answer=Answer.UNCHANGED), True),  # said at noon, asked again at four
        (DayRow(1, 100, answer=Answer.NOT_COMING), False),  # said at noon for the whole day
    ],
)
def test_a_row_is_silent_until_it_is_answered_or_settled(row: DayRow, silent: bool) -> None:
    assert row.is_silent is silent


@pytest.mark.parametrize(
    ("rows", "at_noon", "at_six"),
    [
        ([], Question.NONE, Question.OFF_PLAN),
        ([DayRow(1, 100)], Question.ROWS, Question.ROWS),
        ([DayRow(1, 100, is_planned=False)], Question.ROWS, Question.ROWS),
        ([DayRow(1, 100, received=100)], Question.NONE, Question.NONE),
        ([DayRow(1, 100, received=100), DayRow(2, 50)], Question.ROWS, Question.ROWS),
    ],
    ids=["nothing to expect", "planned", "overdue only", "logged by themselves", "one of two"],
)
def test_who_is_asked_what(rows: list[DayRow], at_noon: Question, at_six: Question) -> None:
    assert question(rows, is_last=False) is at_noon
    assert question(rows, is_last=True) is at_six


def test_unchanged_answers_every_open_row_and_the_person_is_silent_no_more() -> None:
    before = [DayRow(1, 100), DayRow(2, 50, moved_to=MONDAY)]
    assert is_silent(Question.ROWS, before, answered=False)
    after = [DayRow(1, 100, answer=Answer.UNCHANGED, answered_this_slot=True), before[1]]
    assert not is_silent(Question.ROWS, after, answered=False)


def test_a_fact_logged_without_the_buttons_is_an_answer() -> None:
    assert not is_silent(Question.ROWS, [DayRow(1, 100, received=100)], answered=False)


def test_one_row_of_three_without_an_answer_is_silence_of_that_row() -> None:
    rows = [
        DayRow(1, 100, received=100),
        DayRow(2, 50),
        DayRow(3, 70, answer=Answer.UNCHANGED, answered_this_slot=True),
    ]
    assert [row.payment_id for row in silent_rows(rows)] == [2]


def test_the_off_plan_question_is_answered_by_its_own_button() -> None:
    assert is_silent(Question.OFF_PLAN, [], answered=False)
    assert not is_silent(Question.OFF_PLAN, [], answered=True)


def test_who_was_not_asked_is_not_silent() -> None:
    assert not is_silent(Question.NONE, [], answered=False)


def test_what_is_still_expected_leaves_out_the_moved_the_cancelled_and_the_overdue() -> None:
    rows = [
        DayRow(1, 340, received=340),
        DayRow(2, 150),
        DayRow(3, 75, moved_to=MONDAY),
        DayRow(4, 400, received=100),
        DayRow(5, 60, is_cancelled=True),
        DayRow(6, 90, is_planned=False),
        DayRow(7, 10, answer=Answer.NOT_COMING),
    ]
    assert sum_still_expected(rows) == Tally(2, 450)


def test_without_status_are_rows_of_which_nothing_was_heard_all_day() -> None:
    rows = [
        DayRow(1, 200),
        DayRow(2, 110),
        DayRow(3, 100),
        DayRow(4, 50, answer=Answer.UNCHANGED),
        DayRow(5, 80, received=20),
        DayRow(6, 90, is_planned=False),
    ]
    assert without_status(rows) == Tally(3, 410)


def test_nothing_expected_is_nothing() -> None:
    assert sum_still_expected([]) == without_status([]) == Tally(0, 0)
