"""Calls, meetings and what comes next (SPEC 11)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sales.calendar.calendar import Taken, WorkCalendar

LATE_AFTER = timedelta(minutes=30)
BACKDATED_WORKDAYS = 3


class ActivityType(StrEnum):
    CALL = "call"
    MEETING = "meeting"
    PRESENTATION = "presentation"
    LETTER = "letter"
    EVENT = "event"
    NOTE = "note"


class ContactKind(StrEnum):
    COLD = "cold"
    WARM = "warm"
    CURRENT = "current"


class CallOutcome(StrEnum):
    TALKED = "talked"
    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    MEETING_SET = "meeting_set"
    SEND_PROPOSAL = "send_proposal"
    PROMISED_PAYMENT = "promised_payment"
    REFUSED = "call_refused"


class MeetingOutcome(StrEnum):
    AGREED = "agreed"
    THINKING = "thinking"
    PROPOSAL = "proposal"
    PRESENTATION_WENT_WELL = "presentation_went_well"
    PRESENTATION_FAILED = "presentation_failed"
    REFUSED = "meeting_refused"
    DID_NOT_HAPPEN = "did_not_happen"


Outcome = CallOutcome | MeetingOutcome
"""Values differ across both, so that one column keeps either."""

OPENS_PAYMENT: frozenset[Outcome] = frozenset({CallOutcome.PROMISED_PAYMENT})
"""After these the bot asks how much and when, and opens an expected payment."""

_NO_CONTACT: frozenset[Outcome] = frozenset(
    {
        CallOutcome.NO_ANSWER,
        CallOutcome.CALL_BACK,
        CallOutcome.REFUSED,
        MeetingOutcome.REFUSED,
        MeetingOutcome.DID_NOT_HAPPEN,
    }
)

VISITS = frozenset({ActivityType.MEETING, ActivityType.PRESENTATION, ActivityType.EVENT})
"""What a person goes to: reminded a day and an hour before, and judged by a meeting's outcomes."""


def is_successful_contact(outcome: Outcome) -> bool:
    """There is somebody to go on with: not reached, «call back» and a refusal do not count, «we shall think» does."""
    return outcome not in _NO_CONTACT


REACHED = tuple(outcome for outcome in (*CallOutcome, *MeetingOutcome) if is_successful_contact(outcome))


def outcomes_of(kind: ActivityType) -> tuple[Outcome, ...]:
    """The outcomes to choose from, the likeliest first; a letter or a note has none."""
    if kind is ActivityType.CALL:
        return tuple(CallOutcome)
    return tuple(MeetingOutcome) if kind in VISITS else ()


class NextStep(StrEnum):
    """The answers to «Следующий шаг?»."""

    TOMORROW = "1"
    IN_THREE_DAYS = "3"
    IN_A_WEEK = "7"
    OTHER_DATE = "date"
    NONE = "none"


_AHEAD = {NextStep.TOMORROW: 1, NextStep.IN_THREE_DAYS: 3, NextStep.IN_A_WEEK: 7}


def next_step_day(choice: NextStep, today: date, calendar: WorkCalendar) -> Taken | None:
    """The day of the next step on the person's own calendar; None where no day follows from the answer."""
    ahead = _AHEAD.get(choice)
    return None if ahead is None else calendar.take(today + timedelta(days=ahead))


def earliest_backdate(today: date, calendar: WorkCalendar) -> date:
    """The earliest day that a record of today may be dated with: three own workdays back."""
    day = today
    for _ in range(BACKDATED_WORKDAYS):
        day = calendar.previous_workday(day)
    return day


def may_backdate(happened: date, today: date, calendar: WorkCalendar) -> bool:
    """Up to three workdays back, by the calendar given, and never ahead (SPEC 11); both are local dates."""
    return earliest_backdate(today, calendar) <= happened <= today


def is_arrived_late(sent_at: datetime, arrived_at: datetime) -> bool:
    """The message waited for signal: the record keeps its own time, and the person is told so."""
    return arrived_at - sent_at > LATE_AFTER
