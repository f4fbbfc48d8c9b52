"""
The clock that follows Telegram's `Date` header, and the watch over it.

In the demo the simulator's clock is moved by hand and the bot goes with it. On the real line the header is only
compared: over two minutes off, no new duties are taken until it agrees again.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sales.core.clock import Clock, SystemClock

log = logging.getLogger(__name__)

TOLERANCE = timedelta(minutes=2)
SILENCE_SECONDS = 40
"""A poll is answered sooner: who has heard nothing for so long does not poll, and has to ask."""


class FollowingClock:
    """Shows the time of the last header seen, plus what has passed since."""

    def __init__(self, own: Clock | None = None) -> None:
        self._own = own or SystemClock()
        self._offset = timedelta()

    def now(self) -> datetime:
        """Aware UTC: our own clock, moved to the last header."""
        return self._own.now() + self._offset

    def follow(self, header: datetime) -> bool:
        """Follow; True when the clock was moved, and not only read a moment later."""
        difference = header - self.now()
        if abs(difference) < timedelta(seconds=2):  # the header has whole seconds
            return False
        self._offset += difference
        return True


class ClockWatch:
    """Says whether our clock may be trusted. Until a first header was seen, it is."""

    def __init__(
        self, clock: Clock, *, follow: FollowingClock | None = None, steady: Callable[[], float] | None = None
    ) -> None:
        """`steady`: seconds that pass evenly whatever becomes of the clock; without it no jump is seen."""
        self._clock = clock
        self._steady = steady if follow is None else None
        self._passed = steady or steady_seconds
        self._heard_at = self._passed()
        self._began: datetime | None = None
        self._jumped = False
        self._follow = follow
        self.agrees = True
        self._alarmed = False
        self.moved = asyncio.Event()

    def note_date(self, date_header: str | None) -> None:
        """The text of a response's `Date`; what is no date is passed over."""
        header = _parse(date_header)
        if header is None:
            return
        self._heard_at = self._passed()
        if self._follow is not None:
            if self._follow.follow(header):
                self.moved.set()
            return
        agrees = abs(header - self._clock.now()) <= TOLERANCE
        if agrees != self.agrees:
            log.log(logging.INFO if agrees else logging.ERROR, "clock %s", "agrees again" if agrees else "is off")
        self.agrees = agrees
        self._jumped = False

    @property
    def is_trusted(self) -> bool:
        """Whether duties may be taken by it."""
        return self.agrees and not self._jumped

    @property
    def wants_answer(self) -> bool:
        """Whether Telegram has to be asked for the hour: after a jump, and where nobody has spoken with it for long."""
        return self._jumped or self._passed() - self._heard_at > SILENCE_SECONDS

    def compare(self) -> None:
        """Before any duty is taken: a clock that has jumped since the last look is not believed until Telegram's answer
        agrees with it. The last answer may be half a minute old, and a jump in it would be believed so long.
        """
        if self._steady is None:
            return
        began, self._began = self._began, self._clock.now() - timedelta(seconds=self._steady())
        if began is not None and abs(self._began - began) > TOLERANCE:
            self._jumped = True
            log.error("the clock has jumped by %.0f s", (self._began - began).total_seconds())

    def alarms(self) -> bool:
        """Whether somebody has to be told that the clock is off; once until it agrees again."""
        new = not self.agrees and not self._alarmed
        self._alarmed = not self.agrees
        return new


def steady_seconds() -> float:
    """Since the machine began, with the time it slept, where the system counts that."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def _parse(date_header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date_header).astimezone(UTC) if date_header else None
    except (TypeError, ValueError):
        return None
