"""The simulator's time: it can stand still, run at real speed from any instant, and be moved forward."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime


class SimClock:
    """Aware UTC. Runs unless frozen. It never goes back: nothing on Telegram's side does."""

    def __init__(self, origin: datetime | None = None, *, frozen: bool = False) -> None:
        self._base = _aware(origin or datetime.now(UTC))  # noqa: TID251  a simulator starts somewhere
        self._anchor = time.monotonic()
        self._frozen = frozen
        self._listeners: list[Callable[[], None]] = []

    @property
    def frozen(self) -> bool:
        return self._frozen

    def now(self) -> datetime:
        """Aware UTC; frozen, it is the same until it is moved."""
        if self._frozen:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._anchor)

    def timestamp(self) -> int:
        """Whole seconds, as Telegram dates messages."""
        return int(self.now().timestamp())

    def date_header(self) -> str:
        """As a response's `Date` has it: whole seconds, GMT."""
        return format_datetime(self.now().replace(microsecond=0), usegmt=True)

    def freeze(self) -> None:
        """Time stands still from now on."""
        self._rebase(self.now(), frozen=True)

    def run(self) -> None:
        """Time passes from now on."""
        self._rebase(self.now(), frozen=False)

    def move_to(self, instant: datetime) -> None:
        """Jump forward. Everybody who waits is told."""
        if _aware(instant) < self.now():
            raise ValueError(f"the clock stands at {self.now().isoformat()} and never goes back")
        self._jump(_aware(instant))

    def advance(self, by: timedelta) -> None:
        """Raises ValueError for a negative span: the clock never goes back."""
        if by < timedelta(0):
            raise ValueError("the clock never goes back")
        self._jump(self.now() + by)

    def on_move(self, tell: Callable[[], None]) -> None:
        """Have this called after every jump."""
        self._listeners.append(tell)

    def _jump(self, instant: datetime) -> None:
        self._rebase(instant, frozen=self._frozen)
        for tell in self._listeners:
            tell()

    def _rebase(self, instant: datetime, *, frozen: bool) -> None:
        self._base = instant
        self._anchor = time.monotonic()
        self._frozen = frozen


def read_instant(written: str) -> datetime:
    """ISO 8601 with its offset; an instant without one says nothing."""
    return _aware(datetime.fromisoformat(written))


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no offset: write 2026-11-20T08:40:00Z")
    return instant.astimezone(UTC)
