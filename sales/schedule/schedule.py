"""What a department is sent by the clock, and when: each may be put off or turned off, none comes in quiet hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from types import MappingProxyType

from sales.calendar.quiet import MORNING, QUIET_FROM, QUIET_TO


class Scheduled(StrEnum):
    """A kind of scheduled message; sixteen letters at most, for it names a duty too."""

    MORNING = "morning"
    PLAN_NAG = "plan_nag"
    """«План на декабрь не задан», from the 25th to the 3rd."""
    WEEK_ASK = "week_ask"
    WEEK_REMIND = "week_remind"
    WEEK_FREEZE = "week_freeze"
    WEEK_TABLE = "week_table"
    WEEK_RESULT = "week_result"
    """What came of the week, on its last workday."""
    TOMORROW_ASK = "tomorrow_ask"
    TOMORROW_REMIND = "tomorrow_remind"
    TOMORROW_FREEZE = "tomorrow_freeze"
    SVOD = "svod"
    MONTH_CLOSE = "month_close"
    LIKES = "likes"
    """Clients that look alike, once a week and where there are new ones."""
    CALLS_NOON = "calls_noon"
    CALLS_EVENING = "calls_evening"
    """How calls of the exchange have ended, all that is not said in one message."""


USUAL: Mapping[Scheduled, time | None] = MappingProxyType(
    {
        Scheduled.MORNING: MORNING,
        Scheduled.PLAN_NAG: time(10),
        Scheduled.WEEK_ASK: time(16, 30),
        Scheduled.WEEK_REMIND: time(9, 30),
        Scheduled.WEEK_FREEZE: time(10),
        Scheduled.WEEK_TABLE: time(10, 5),
        Scheduled.WEEK_RESULT: time(18, 25),
        Scheduled.TOMORROW_ASK: None,  # a part of the day's last check-in, whenever that is
        Scheduled.TOMORROW_REMIND: time(18, 30),
        Scheduled.TOMORROW_FREEZE: time(19),
        Scheduled.SVOD: time(18, 20),
        Scheduled.MONTH_CLOSE: time(10, 30),
        Scheduled.LIKES: time(11),
        Scheduled.CALLS_NOON: time(13),
        Scheduled.CALLS_EVENING: time(17, 30),
    }
)

FREEZES = frozenset({Scheduled.WEEK_FREEZE, Scheduled.TOMORROW_FREEZE})
"""Not messages: they may be put off, and never turned off, else the next report has nothing to compare with."""

SENT_ONCE = frozenset(Scheduled) - FREEZES - {Scheduled.MORNING}
"""Messages that are not sent again where a restored backup does not know of them.

A freeze is made whenever the process is back, a morning is settled by itself.
"""

TIMELESS = frozenset({Scheduled.MORNING, Scheduled.TOMORROW_ASK})
"""Their hour is not the department's: the morning is each person's own, tomorrow is asked with the last slot."""


@dataclass(frozen=True, slots=True)
class Setting:
    """As the department has it now. `at` is the wall time, None for what has no hour of its own."""

    kind: Scheduled
    is_on: bool
    at: time | None
    is_usual: bool = True
    """Nobody has changed its hour."""


def setting(kind: Scheduled, *, is_on: bool = True, at: time | None = None) -> Setting:
    """As the department has it; `at` None is the usual hour."""
    return Setting(kind, is_on, USUAL[kind] if at is None else at, is_usual=at is None)


def may_be_sent_at(at: time) -> bool:
    """Whether that wall time lies outside of the quiet hours (SPEC 11)."""
    return QUIET_TO <= at < QUIET_FROM


def may_be_turned_off(kind: Scheduled) -> bool:
    """A freeze never is: what nobody is told of is frozen all the same."""
    return kind not in FREEZES


def may_be_put_off(kind: Scheduled) -> bool:
    """Whether it has an hour of its own that a department may change."""
    return kind not in TIMELESS
