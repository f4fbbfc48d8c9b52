"""The buttons of the summary report, and the screens of its period: also the months, bonuses and closings behind it."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from reports.message.address import Address, OrdinalDay
from reports.message.press import Id, Press


class PeriodAddress(Address):
    """A page about a department's period. Department 0: the reader's own, or the first that they read."""

    first: OrdinalDay
    last: OrdinalDay
    department_id: int = 0
    page: int = 1
    kept: int = 0
    """The day (an ordinal) of the report that was sent; 0 is now."""

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    def to(self, kind: "type[P]") -> "P":
        """Another screen of the same department and period, as of the same report."""
        return kind(first=self.first, last=self.last, department_id=self.department_id, kept=self.kept)

    def of(self, first: date, last: date) -> "SvodAddress":
        """The report of another period, as it is now."""
        return SvodAddress(first=first, last=last, department_id=self.department_id)


P = TypeVar("P", bound=PeriodAddress)


class SvodPart(StrEnum):
    SHOW = "show"
    PEOPLE = "people"
    """Everybody in full."""


def _was(deed: str) -> tuple[str, ...]:
    return (f"sv:{deed}:{{department_id}}:{{first}}:{{last}}:{{kept}}:{{page}}",)


class SvodAddress(PeriodAddress):
    name = "svod"
    was = _was("{deed}")

    deed: SvodPart = SvodPart.SHOW


class HouseAddress(Address):
    """All departments of a period."""

    name = "house"

    first: OrdinalDay
    last: OrdinalDay


class SvodFileAddress(PeriodAddress):
    closing: bool = False
    """By the money that the department closes its months by, as the close it is opened from."""


class SvodPictureAddress(SvodFileAddress):
    name = "svod_picture"
    was = _was("picture")


class SvodBookAddress(SvodFileAddress):
    name = "svod_book"
    was = _was("book")


class ForecastAddress(PeriodAddress):
    name = "forecast"
    was = _was("forecast")


class AccuracyAddress(PeriodAddress):
    name = "accuracy"
    was = _was("accuracy")


class MonthCloseAddress(PeriodAddress):
    name = "month_close"
    was = _was("close")


class NextPlansAddress(PeriodAddress):
    """The plans of the next month, proposed."""

    name = "next_plans"
    was = _was("plans")


class BonusAddress(PeriodAddress):
    name = "bonus"
    was = _was("bonus")


class SvodDeed(StrEnum):
    WRITE = "write"
    """The proposed plans are set."""


class SvodPress(Press, prefix="sv"):
    """A deed in a department's period (two ordinals)."""

    deed: SvodDeed
    department_id: Id
    first: Id
    last: Id
    kept: Id = 0
    page: Id = 1
