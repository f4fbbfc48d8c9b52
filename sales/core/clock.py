"""One clock. Everything that asks for the time asks the Clock it was given, so that a day can be moved in a test."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the present instant, aware, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  the one place


def local(instant: datetime, zone: str) -> datetime:
    """The instant as the wall clock of that zone shows it."""
    return instant.astimezone(ZoneInfo(zone))


def local_date(instant: datetime, zone: str) -> date:
    return local(instant, zone).date()
