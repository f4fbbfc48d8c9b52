"""The buttons of the summary report, also those that its months, bonuses and closings hang on."""

from enum import StrEnum

from reports.message.press import Id, Press


class SvodDeed(StrEnum):
    SHOW = "show"
    PEOPLE = "people"
    PICTURE = "picture"
    BOOK = "book"
    FORECAST = "forecast"
    ACCURACY = "accuracy"
    CLOSE = "close"
    SLIPS = "slips"
    PLANS = "plans"
    """Those of the next month, proposed."""
    WRITE = "write"
    """And set."""
    BONUS = "bonus"
    BONUS_BOOK = "bonus_book"


class SvodPress(Press, prefix="sv"):
    """The summary report of a period (two ordinals). `kept`: as of the report sent that day, 0 is now."""

    deed: SvodDeed
    department_id: Id
    first: Id
    last: Id
    kept: Id = 0
    page: Id = 1
