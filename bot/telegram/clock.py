"""
The clock that follows Telegram's `Date` header, and the watch over it.

In the demo the simulator's clock is moved by hand and the bot goes with it. On the real line the header is only
compared: over two minutes off, no new duties are taken until it agrees again.
"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sales.core.clock import Clock, SystemClock

log = logging.getLogger(__name__)

TOLERANCE = timedelta(minutes=2)


class FollowingClock:
    """Shows the time of the last header seen, plus what has passed since."""

    def __init__(self, own: Clock | None = None) -> None:
        self._own = own or SystemClock()
        self._offset = timedelta()

    def now(self) -> datetime:
        return self._own.now() + self._offset

    def saw(self, header: datetime) -> bool:
        """Follow; True when the clock was moved, and not only read a moment later."""
        difference = header - self.now()
        if abs(difference) < timedelta(seconds=2):  # the header has whole seconds
            return False
        self._offset += difference
        return True


class ClockWatch:
    """Says whether our clock may be trusted. Until a first header was seen, it is."""

    def __init__(self, clock: Clock, *, follow: FollowingClock | None = None) -> None:
        self._clock = clock
        self._follow = follow
        self.agrees = True
        self._alarmed = False
        self.moved = asyncio.Event()

    def saw(self, date_header: str | None) -> None:
        header = _parsed(date_header)
        if header is None:
            return
        if self._follow is not None:
            if self._follow.saw(header):
                self.moved.set()
            return
        agrees = abs(header - self._clock.now()) <= TOLERANCE
        if agrees != self.agrees:
            log.log(logging.INFO if agrees else logging.ERROR, "clock %s", "agrees again" if agrees else "is off")
        self.agrees = agrees

    def alarms(self) -> bool:
        """Whether somebody has to be told that the clock is off; once until it agrees again."""
        new = not self.agrees and not self._alarmed
        self._alarmed = not self.agrees
        return new


def _parsed(date_header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date_header).astimezone(UTC) if date_header else None
    except (TypeError, ValueError):
        return None
