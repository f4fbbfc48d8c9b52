"""
What should have happened, found the slow and obvious way: minute by minute along the wall clock, rule by rule of SPEC 8
and 11. Nothing here is borrowed from the product.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
RUSSIAN_HOLIDAYS = {date(2026, 2, 23), date(2026, 3, 9), date(2026, 11, 4)}
"""Weekdays of the periods below on which the production calendar rests."""

Duty = tuple[str, date, str]
"""What, on which local day, at which slot: ("ask", 2026-03-29, "12:00")."""


@dataclass(frozen=True)
class Place:
    """A department, and the days on which it does otherwise than everybody."""

    zone: str
    slots: tuple[str, ...]
    ask_before: int = 15
    remind_before: int = 5
    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        if day in self.off or day in self.working:
            return day in self.working
        return day.weekday() < 5 and day not in RUSSIAN_HOLIDAYS

    def last_workday(self, day: date) -> date:
        day -= DAY
        while not self.works_on(day):
            day -= DAY
        return day


@dataclass(frozen=True)
class Look:
    """All processes looked at the clock at this moment. `done`: at least one of them lived to see the end of it."""

    now: datetime
    done: bool = True


@dataclass
class Owed:
    """A duty that has come due: how late it may have been done, and whether it must have been done at all."""

    lateness: set[str] = field(default_factory=set)
    surely: bool = False


@cache
def shown(zone: str, day: date, wall: str) -> datetime:
    """The first minute of that local day in which a clock on the wall shows that hour, or has passed it."""
    minute = datetime.combine(day - 2 * DAY, time(), UTC)
    while True:
        here = minute.astimezone(ZoneInfo(zone))
        if here.date() == day and here.time() >= time.fromisoformat(wall):
            return minute
        minute += MINUTE


def owed_by(place: Place, looks: Sequence[Look], founded: datetime) -> dict[Duty, Owed]:
    """All that a department's days owed to these looks, in the order in which they happened."""
    found: dict[Duty, Owed] = defaultdict(Owed)
    for look in looks:
        today = look.now.astimezone(ZoneInfo(place.zone)).date()
        for day in (place.last_workday(today), today):
            for duty, lateness in _due(place, day, look.now, founded):
                _note(found[duty], lateness, done=look.done)
    return dict(found)


def mornings_by(place: Place, looks: Sequence[Look]) -> dict[date, Owed]:
    """The one morning message of a person who lives where the department is: from nine on, that day only."""
    found: dict[date, Owed] = defaultdict(Owed)
    for look in looks:
        today = look.now.astimezone(ZoneInfo(place.zone)).date()
        late_by = look.now - shown(place.zone, today, "09:00")
        if place.works_on(today) and late_by >= timedelta(0):
            _note(found[today], _word(late_by, 120), done=look.done)
    return dict(found)


def _note(owed: Owed, lateness: str, *, done: bool) -> None:
    """A look that was cut short may have done it, or may have left it to the next one."""
    if not owed.surely:
        owed.lateness.add(lateness)
        owed.surely = done


def _due(place: Place, day: date, now: datetime, founded: datetime) -> list[tuple[Duty, str]]:
    """What of this day has come due by now, and how late it is."""
    if not place.works_on(day):
        return []
    hours = [(slot, shown(place.zone, day, slot)) for slot in place.slots]
    hours = [(slot, at) for slot, at in hours if at > founded]
    found: list[tuple[Duty, str]] = []
    for n, (slot, at) in enumerate(hours):
        asks_at, reminds_at = at - place.ask_before * MINUTE, at - place.remind_before * MINUTE
        overtaken = any(later - place.ask_before * MINUTE <= now for _, later in hours[n + 1 :])
        if asks_at <= now:
            missed = overtaken or now - at > 60 * MINUTE
            found.append((("ask", day, slot), "skipped" if missed else _word(now - asks_at, 10_000)))
        if reminds_at <= now < at:
            found.append((("remind", day, slot), "on_time"))
        if at <= now:
            replaced = any(later <= now for _, later in hours[n + 1 :])
            found.append((("summary", day, slot), "skipped" if replaced else _word(now - at, 60)))
    return found


def _word(late_by: timedelta, minutes: int) -> str:
    if late_by <= 2 * MINUTE:
        return "on_time"
    return "late" if late_by <= minutes * MINUTE else "skipped"
