"""
The hours of a department against each other: each is sensible alone, and still a report can go out before its day ends.

Nothing here forbids; it says which hour stands against which, and an hour that would fit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sales.calendar.quiet import MORNING, QUIET_FROM, QUIET_TO
from sales.calendar.slots import MINUTE, Asking, Slot
from sales.schedule.schedule import Scheduled, Setting

AFTER_CLOSE = {Scheduled.SVOD: 20 * MINUTE, Scheduled.WEEK_RESULT: 25 * MINUTE}
"""What sums a day up, and how long after its end it usually comes."""

LATEST = time(19, 55)
"""The last hour before the quiet ones that somebody would say."""


class Clash(StrEnum):
    CLOSE_EARLY = "close_early"
    """The day closes before its last slot."""
    BEFORE_END = "before_end"
    """A report of the day goes out before the day is over."""
    BEFORE_LAST = "before_last"
    """Tomorrow's plan is reminded of or frozen before the slot that asks for it."""
    BEYOND_FREEZE = "beyond_freeze"
    """A reminder after its freeze, or a table of what is not frozen yet."""
    BEFORE_MORNING = "before_morning"
    """The first slot is asked about before the good morning."""
    QUIET = "quiet"
    """A slot in the hours when nobody is written to."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`at` stands against `against`; `example` would fit, None where the slots themselves have to be others."""

    clash: Clash
    at: time
    against: time
    example: time | None = None
    kind: Scheduled | None = None
    """The message to be put off; None: an hour of the department itself."""


@dataclass(frozen=True, slots=True)
class DayHours:
    slots: Sequence[Slot]
    asking: Asking
    day_close: time
    settings: Mapping[Scheduled, Setting]

    @property
    def last(self) -> time:
        return max(slot.at for slot in self.slots)

    @property
    def end(self) -> time:
        """When the day can be summed up."""
        return max(self.last, self.day_close)

    def at(self, kind: Scheduled) -> time | None:
        """The hour of that message by the department's wall clock; None for what is turned off."""
        setting = self.settings[kind]
        return setting.at if setting.is_on else None


def contradictions(hours: DayHours) -> tuple[Contradiction, ...]:
    """The worst first; empty where all fit."""
    if not hours.slots:
        return ()
    return (*_slots(hours), *_evening(hours), *_tomorrow(hours), *_week(hours))


def _slots(hours: DayHours) -> Iterator[Contradiction]:
    for slot in sorted(hours.slots):
        asked = _move(slot.at, -hours.asking.ask_before * MINUTE)
        if slot.at >= QUIET_FROM or asked < QUIET_TO:
            yield Contradiction(Clash.QUIET, slot.at, QUIET_FROM if slot.at >= QUIET_FROM else QUIET_TO)
        elif asked < MORNING:
            yield Contradiction(Clash.BEFORE_MORNING, slot.at, MORNING)
    if hours.day_close < hours.last:
        yield Contradiction(Clash.CLOSE_EARLY, hours.day_close, hours.last, hours.last)


def _evening(hours: DayHours) -> Iterator[Contradiction]:
    for kind, usual in AFTER_CLOSE.items():
        at = hours.at(kind)
        if at is not None and at < hours.end:
            yield Contradiction(Clash.BEFORE_END, at, hours.end, _after(hours.end, usual), kind)


def _tomorrow(hours: DayHours) -> Iterator[Contradiction]:
    freeze, remind = hours.at(Scheduled.TOMORROW_FREEZE), hours.at(Scheduled.TOMORROW_REMIND)
    if freeze is None:
        return
    if freeze <= hours.last:
        example = _after(hours.last, 60 * MINUTE)
        yield Contradiction(Clash.BEFORE_LAST, freeze, hours.last, example, Scheduled.TOMORROW_FREEZE)
        return
    if remind is not None and not hours.last <= remind < freeze:
        clash, against = (Clash.BEFORE_LAST, hours.last) if remind < hours.last else (Clash.BEYOND_FREEZE, freeze)
        example = _before(freeze, max(hours.last, QUIET_TO))
        yield Contradiction(clash, remind, against, example, Scheduled.TOMORROW_REMIND)


def _week(hours: DayHours) -> Iterator[Contradiction]:
    freeze = hours.at(Scheduled.WEEK_FREEZE)
    if freeze is None:
        return
    remind, table = hours.at(Scheduled.WEEK_REMIND), hours.at(Scheduled.WEEK_TABLE)
    if remind is not None and remind >= freeze:
        example = _before(freeze, QUIET_TO)
        yield Contradiction(Clash.BEYOND_FREEZE, remind, freeze, example, Scheduled.WEEK_REMIND)
    if table is not None and table < freeze:
        yield Contradiction(Clash.BEYOND_FREEZE, table, freeze, _after(freeze, 5 * MINUTE), Scheduled.WEEK_TABLE)


def _after(at: time, by: timedelta) -> time | None:
    """None where that is in the quiet hours: then `at` itself is too late."""
    if at >= LATEST:
        return None
    return min(LATEST, _move(at, by))


def _move(at: time, by: timedelta) -> time:
    """Within the day: never over midnight."""
    moved = datetime.combine(date.min + timedelta(days=1), at) + by
    if moved.date() != date.min + timedelta(days=1):
        return time.min if by < timedelta(0) else time(23, 59)
    return moved.time().replace(second=0, microsecond=0)


def _before(at: time, earliest: time) -> time | None:
    """Half an hour before it, or as late as there is room; None where there is none."""
    room = datetime.combine(date.min, at) - datetime.combine(date.min, earliest)
    return _move(at, -min(30 * MINUTE, room / 2)) if room > MINUTE else None
