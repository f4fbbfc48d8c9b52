"""Calls, meetings, next steps, and how far back a record may be dated."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sales.activities.activities import (
    OPENS_PAYMENT,
    ActivityType,
    CallOutcome,
    ContactKind,
    MeetingOutcome,
    NextStep,
    Outcome,
    earliest_backdate,
    is_arrived_late,
    is_successful_contact,
    may_backdate,
    next_step_day,
    outcomes_of,
)
from sales.calendar.calendar import Absence, Taken, WorkCalendar
from tests.rows import each_row

FRIDAY = date(2026, 11, 20)
RUSSIA = WorkCalendar()


@each_row(
    ("outcome", "successful"),
    [
        (CallOutcome.TALKED, True),
        (CallOutcome.MEETING_SET, True),
        (CallOutcome.SEND_PROPOSAL, True),
        (CallOutcome.PROMISED_PAYMENT, True),
        (CallOutcome.NO_ANSWER, False),
        (CallOutcome.CALL_BACK, False),
        (CallOutcome.REFUSED, False),
        (MeetingOutcome.AGREED, True),
        (MeetingOutcome.THINKING, True),
        (MeetingOutcome.PROPOSAL, True),
        (MeetingOutcome.PRESENTATION_WENT_WELL, True),
        (MeetingOutcome.PRESENTATION_FAILED, True),
        (MeetingOutcome.REFUSED, False),
        (MeetingOutcome.DID_NOT_HAPPEN, False),
    ],
)
def test_a_successful_contact_leaves_somebody_to_go_on_with(outcome: Outcome, successful: bool) -> None:
    assert is_successful_contact(outcome) is successful


def test_only_a_promise_opens_an_expected_payment() -> None:
    assert set(OPENS_PAYMENT) == {CallOutcome.PROMISED_PAYMENT}


def test_one_column_can_keep_any_outcome() -> None:
    calls, meetings = {each.value for each in CallOutcome}, {each.value for each in MeetingOutcome}
    assert calls.isdisjoint(meetings)


def test_a_call_and_a_meeting_have_seven_outcomes_each_and_a_letter_none() -> None:
    assert outcomes_of(ActivityType.CALL) == tuple(CallOutcome)
    assert outcomes_of(ActivityType.MEETING) == outcomes_of(ActivityType.PRESENTATION) == tuple(MeetingOutcome)
    assert outcomes_of(ActivityType.LETTER) == outcomes_of(ActivityType.NOTE) == ()
    assert (len(CallOutcome), len(MeetingOutcome), len(ContactKind), len(ActivityType)) == (7, 7, 3, 6)


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (NextStep.TOMORROW, Taken(date(2026, 11, 23), date(2026, 11, 21))),
        (NextStep.IN_THREE_DAYS, Taken(date(2026, 11, 23), date(2026, 11, 23))),
        (NextStep.IN_A_WEEK, Taken(date(2026, 11, 27), date(2026, 11, 27))),
        (NextStep.OTHER_DATE, None),
        (NextStep.NONE, None),
    ],
)
def test_the_next_step_falls_on_a_workday(choice: NextStep, taken: Taken | None) -> None:
    assert next_step_day(choice, FRIDAY, RUSSIA) == taken


def test_the_next_step_waits_for_the_end_of_a_leave() -> None:
    anna = RUSSIA.with_absences([Absence(date(2026, 11, 23), date(2026, 11, 25))])
    taken = next_step_day(NextStep.IN_THREE_DAYS, FRIDAY, anna)
    assert taken == Taken(date(2026, 11, 26), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("happened", "today", "allowed"),
    [
        (FRIDAY, FRIDAY, True),
        (date(2026, 11, 17), FRIDAY, True),
        (date(2026, 11, 16), FRIDAY, False),
        (date(2026, 11, 21), FRIDAY, False),
        (date(2026, 11, 18), date(2026, 11, 23), True),  # the weekend does not count
        (date(2026, 11, 22), date(2026, 11, 23), True),  # a Sunday between is as good as any
        (date(2026, 11, 17), date(2026, 11, 23), False),
        (date(2025, 12, 29), date(2026, 1, 13), True),  # over the long holidays
    ],
)
def test_a_record_may_be_dated_three_workdays_back(happened: date, today: date, allowed: bool) -> None:
    assert may_backdate(happened, today, RUSSIA) is allowed


def test_three_workdays_back_of_a_saturday_are_wednesday() -> None:
    assert earliest_backdate(date(2026, 11, 21), RUSSIA) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("waited", "late"),
    [(timedelta(0), False), (timedelta(minutes=30), False), (timedelta(minutes=30, seconds=1), True)],
)
def test_a_message_that_waited_for_signal_is_said_to_be_late(waited: timedelta, late: bool) -> None:
    sent = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert is_arrived_late(sent, sent + waited) is late
