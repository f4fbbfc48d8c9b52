"""One clock. Everything that asks for the time asks the Clock it was given, so that a day can be moved in a test."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones


class Clock(Protocol):
    """Tells the present instant, aware, in UTC."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    def now(self) -> datetime:
        """Of the machine, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  the one place


@cache
def zone_names() -> frozenset[str]:
    """Every zone known here; Python reads the whole database of zones each time that it is asked."""
    return frozenset(available_timezones())


def local(instant: datetime, zone: str) -> datetime:
    """The instant as the wall clock of that zone shows it."""
    return instant.astimezone(ZoneInfo(zone))


def local_date(instant: datetime, zone: str) -> date:
    """The day that the wall calendar of that zone shows at the instant, which is aware."""
    return local(instant, zone).date()
