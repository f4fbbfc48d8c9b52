"""When tomorrow's plan is asked for, reminded of and frozen (SPEC 7), and how a later edit is marked."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sales.calendar.calendar import SHORTER_BY, NoWorkdayError, WorkCalendar
from sales.calendar.slots import SlotTimes, instant_of


@dataclass(frozen=True, slots=True)
class TomorrowHours:
    """The department's own hours of it; it is asked inside the last check-in, whenever that is."""

    remind: time = time(18, 30)
    freeze: time = time(19)
    edits_until: time = time(10)


DEFAULT_TOMORROW_HOURS = TomorrowHours()


@dataclass(frozen=True, slots=True)
class TomorrowTimes:
    """One evening of one person. `planned_for` is their next workday, `remind_at` None where it is too late for one."""

    day: date
    planned_for: date
    ask_at: datetime
    remind_at: datetime | None
    freeze_at: datetime
    edits_until: datetime


def tomorrow_times(
    last_slot: SlotTimes, zone: str, own: WorkCalendar, hours: TomorrowHours = DEFAULT_TOMORROW_HOURS
) -> TomorrowTimes | None:
    """The evening of the day's last slot; None for who is away that day or has no workday ahead.

    On a short day all of it is an hour earlier, like the close. Nothing freezes before the slot that asked for it.
    """
    day = last_slot.day
    if not own.is_workday(day):
        return None
    try:
        planned_for = own.next_workday(day)
    except NoWorkdayError:
        return None
    earlier = SHORTER_BY if own.is_short(day) else SHORTER_BY * 0
    remind_at = instant_of(day, hours.remind, zone) - earlier
    freeze_at = max(instant_of(day, hours.freeze, zone) - earlier, last_slot.at)
    return TomorrowTimes(
        day,
        planned_for,
        last_slot.ask_at,
        remind_at if last_slot.ask_at < remind_at < freeze_at else None,
        freeze_at,
        instant_of(planned_for, hours.edits_until, zone),
    )


class Edit(StrEnum):
    """What an edit of tomorrow's plan is, by its time."""

    BEFORE_FREEZE = "before_freeze"
    AFTER_FREEZE = "after_freeze"
    """Marked «после фиксации»; the frozen plan keeps what it had."""
    CLOSED = "closed"
    """The day is running: its payments are moved and cancelled one by one."""


def edit_at(now: datetime, times: TomorrowTimes) -> Edit:
    """What an edit is at that aware instant; at the very freeze it is after it, at `edits_until` it is closed."""
    if now < times.freeze_at:
        return Edit.BEFORE_FREEZE
    return Edit.AFTER_FREEZE if now < times.edits_until else Edit.CLOSED
