"""The fixed hours at which a department checks its money (SPEC 8): when to ask, to remind, to tell the lead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sales.calendar.calendar import WorkCalendar

MINUTE = timedelta(minutes=1)
ON_TIME_WITHIN = 2 * MINUTE
LATE_WITHIN = 60 * MINUTE
DAY_CLOSE = time(18)


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """A wall time of the department; its code, «12:00», is the slot's name in keys, whatever a short day does to it."""

    at: time

    @property
    def code(self) -> str:
        return self.at.isoformat("minutes")


DEFAULT_SLOTS = (Slot(time(12)), Slot(time(16)), Slot(time(18)))


@dataclass(frozen=True, slots=True)
class Asking:
    """How many minutes before a slot the manager is asked and reminded. Not before: no reminder at all."""

    ask_before: int = 15
    remind_before: int = 5

    @property
    def reminds(self) -> bool:
        return 0 < self.remind_before < self.ask_before


DEFAULT_ASKING = Asking()


@dataclass(frozen=True, slots=True)
class SlotTimes:
    """One slot of one local date. `at` is the sharp instant for the lead; instants are aware UTC."""

    day: date
    slot: Slot
    wall: time
    at: datetime
    ask_at: datetime
    remind_at: datetime | None
    is_first: bool
    is_last: bool


class Lateness(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    SKIPPED = "skipped"


def lateness(due: datetime, now: datetime) -> Lateness:
    """Within two minutes is on time, within an hour it goes out marked late, later it is skipped and
    said so (SPEC 8).
    """
    return late_until_night(due, now) if now - due <= LATE_WITHIN else Lateness.SKIPPED


def late_until_night(due: datetime, now: datetime) -> Lateness:
    """Of what goes out late as long as the day lasts: whether it is on time, within the same two minutes."""
    return Lateness.ON_TIME if now - due <= ON_TIME_WITHIN else Lateness.LATE


def instant_of(day: date, wall: time, zone: str) -> datetime:
    """The UTC instant at which the clock on the wall shows this time.

    A time that the clock shows twice is the first of the two; one that it jumps over is the moment of the jump.
    So a later wall time never comes earlier.
    """
    said = datetime.combine(day, wall)
    place = ZoneInfo(zone)
    instant = said.replace(tzinfo=place).astimezone(UTC)
    if _wall(instant, place) == said:
        return instant
    before = said.replace(tzinfo=place, fold=1).astimezone(UTC)  # in a gap the second reading lies before the jump
    while _wall(before, place) < said:
        before += MINUTE
    return before


def _wall(instant: datetime, place: ZoneInfo) -> datetime:
    return instant.astimezone(place).replace(tzinfo=None)


def slots_on(
    day: date,
    slots: Iterable[Slot],
    zone: str,
    calendar: WorkCalendar,
    *,
    asking: Asking = DEFAULT_ASKING,
    day_close: time = DAY_CLOSE,
) -> tuple[SlotTimes, ...]:
    """The day's slots in order; none on a day off of that calendar (a person's own, or the department's)."""
    if not calendar.is_workday(day):
        return ()
    walls = _walls(day, slots, calendar, day_close)
    found: list[SlotTimes] = []
    for n, (wall, slot) in enumerate(walls):
        at = instant_of(day, wall, zone)
        ask_at = at - asking.ask_before * MINUTE
        if found:
            ask_at = max(ask_at, found[-1].at)  # a slot moved to the close may stand near its neighbour
        remind_at = at - asking.remind_before * MINUTE if asking.reminds else None
        if remind_at is not None and remind_at <= ask_at:
            remind_at = None
        found.append(SlotTimes(day, slot, wall, at, ask_at, remind_at, n == 0, n == len(walls) - 1))
    return tuple(found)


def _walls(day: date, slots: Iterable[Slot], calendar: WorkCalendar, day_close: time) -> list[tuple[time, Slot]]:
    """Wall times with their slots. On a short day all that is later moves to the close, where the last one stays."""
    ordered = sorted(slots)
    if not calendar.is_short(day):
        return [(slot.at, slot) for slot in ordered]
    close = calendar.close_of(day, day_close)
    return list({min(slot.at, close): slot for slot in ordered}.items())


def list_begun(times: Sequence[SlotTimes], now: datetime) -> tuple[SlotTimes, ...]:
    """The slots whose question is due; one row a person, date and slot keeps it to a single question."""
    return tuple(slot for slot in times if slot.ask_at <= now)


def to_remind(times: Sequence[SlotTimes], now: datetime) -> tuple[SlotTimes, ...]:
    """The slots whose question is to be reminded of now, before the slot itself."""
    return tuple(slot for slot in times if slot.remind_at is not None and slot.remind_at <= now < slot.at)


def list_reached(times: Sequence[SlotTimes], now: datetime) -> tuple[SlotTimes, ...]:
    """The slots of which the lead is to be told."""
    return tuple(slot for slot in times if slot.at <= now)


def standing(times: Sequence[SlotTimes], now: datetime) -> SlotTimes | None:
    """The slot whose message a late answer edits: the last one reached."""
    return next(reversed(list_reached(times, now)), None)


def coming(times: Sequence[SlotTimes], now: datetime) -> SlotTimes | None:
    """The slot that `/checkin` opens ahead of time: the first one not reached."""
    return next((slot for slot in times if slot.at > now), None)


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The UTC instants at which the local day begins and, the first that is not of it any more, ends."""
    return instant_of(day, time.min, zone), instant_of(date.fromordinal(day.toordinal() + 1), time.min, zone)
