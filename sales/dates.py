"""Days as people say them: «пт», «до среды», «через неделю», «25.12» (SPEC 13). Days off are the calendar's concern."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class DayMistake(StrEnum):
    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"
    OUT_OF_RANGE = "out_of_range"
    SEVERAL = "several"


class Leaning(StrEnum):
    """Where a day without a year or a week lies: what is expected is ahead, what happened is behind."""

    AHEAD = "ahead"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class DayChoice:
    """«пт» said on a Friday: today, or in a week?"""

    earlier: date
    later: date


DayReading: TypeAlias = date | DayChoice | DayMistake
