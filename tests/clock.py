"""A clock that only the test moves."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY = date(2026, 11, 20)


def moscow(wall: str, day: date = FRIDAY) -> datetime:
    """The instant at which a clock on a wall in Moscow shows «11:45» on that day."""
    return datetime.combine(day, time.fromisoformat(wall), MOSCOW).astimezone(UTC)


class MovableClock:
    """Stands still until it is moved; begins at 11:00 in Moscow on Friday 20 November 2026."""

    def __init__(self, at: datetime | None = None) -> None:
        self._now = at or moscow("11:00")

    def now(self) -> datetime:
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Also backwards, where the test knows why."""
        self._now = instant.astimezone(UTC)

    def advance(self, **by: float) -> datetime:
        """`clock.advance(minutes=10)`"""
        self._now += timedelta(**by)
        return self._now
