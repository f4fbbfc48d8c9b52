"""Which backups stay: the newest of each of the last hours, days and weeks of which there are any."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Keep:
    """How many of each are kept. All zero: no backup is made by itself."""

    hourly: int = 24
    daily: int = 14
    weekly: int = 8

    @property
    def any(self) -> bool:
        return bool(self.hourly or self.daily or self.weekly)

    @property
    def days(self) -> int:
        """After so many nothing that was deleted today stands in any of them, while one is made every day."""
        return max(1, self.daily + self.weekly * 7)


def choose_kept(made: Iterable[datetime], keep: Keep) -> set[datetime]:
    """Of the instants (aware UTC) those that stay; the newest one always does.

    Hours without a backup are not counted: a machine that was off for a month comes back to all that it had.
    """
    newest_first = sorted(set(made), reverse=True)
    rules: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (keep.hourly, lambda at: (at.date(), at.hour)),
        (keep.daily, lambda at: at.date()),
        (keep.weekly, lambda at: at.isocalendar()[:2]),
    )
    stay = set(newest_first[:1])
    for count, period in rules:
        last_of: dict[Hashable, datetime] = {}
        for at in newest_first:
            last_of.setdefault(period(at), at)
        stay |= set(list(last_of.values())[:count])
    return stay
