"""
Tomorrow's plan by the clock: who had nothing to answer at the last slot is asked about it alone, who has not confirmed
is reminded at 18:30, and at 19:00 it is frozen as it stands.

A freeze is never too late: it is made as of its hour whenever the process is back. A reminder is not worth saying in
the quiet hours, which are each one's own, nor after the freeze.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial

from reports.tomorrow.tomorrow import TomorrowView, own_hours
from sales.calendar.quiet import is_quiet
from sales.calendar.slots import Lateness
from sales.schedule.schedule import Scheduled, Setting
from sales.tomorrow.tomorrow_times import TomorrowTimes, tomorrow_times
from scheduler.sight import OwedWork, Sight, slots_of
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import ScheduledDepartment
from storage.engine.actor import Actor
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Owed:
    person: Actor
    times: TomorrowTimes
    kind: Scheduled
    due_at: datetime
    lateness: Lateness


async def owed(sight: Sight) -> list[OwedWork]:
    """Reminders and freezes."""
    return [
        OwedWork(f"{duty.kind}, person {duty.person.person_id}", partial(_deed, duty=duty))
        for place in sight.places
        for duty in _of_place(sight, place)
        if DoneDuty(duty.person.person_id) not in await sight.taken(duty.kind, duty.times.day)
    ]


def _of_place(sight: Sight, place: ScheduledDepartment) -> Iterator[Owed]:
    """Of this evening, and the freeze of the last one where a long silence has swallowed it."""
    today = sight.today(place)
    for day in sight.days(place):
        slots = slots_of(place, day)
        if not slots or slots[-1].at <= place.founded_at or sight.now < slots[-1].ask_at:
            continue
        for person, times in _evenings(place, day):
            asleep = is_quiet(sight.now, person.own_zone, place.calendar)
            for duty in _due(person, times, place.settings, sight.now, today):
                if not (asleep and _is_said(duty)):
                    yield duty


@lru_cache(maxsize=1024)
def _evenings(place: ScheduledDepartment, day: date) -> list[tuple[Actor, TomorrowTimes]]:
    last_slot, hours = slots_of(place, day)[-1], own_hours(place.settings)
    of_each = [(each.actor, tomorrow_times(last_slot, place.zone, each.calendar, hours)) for each in place.managers]
    return [(person, times) for person, times in of_each if times is not None]


def _due(
    person: Actor, times: TomorrowTimes, settings: Mapping[Scheduled, Setting], now: datetime, today: date
) -> Iterator[Owed]:
    if times.remind_at is not None and settings[Scheduled.TOMORROW_REMIND].is_on and times.remind_at <= now:
        worth = now < times.freeze_at and times.day == today
        lateness = Lateness.ON_TIME if worth else Lateness.SKIPPED
        yield Owed(person, times, Scheduled.TOMORROW_REMIND, times.remind_at, lateness)
    if times.freeze_at <= now:
        yield Owed(person, times, Scheduled.TOMORROW_FREEZE, times.freeze_at, Lateness.ON_TIME)


def _is_said(duty: Owed) -> bool:
    """A freeze makes no noise, and neither does what is skipped."""
    return duty.kind is Scheduled.TOMORROW_REMIND and duty.lateness is not Lateness.SKIPPED


async def _deed(tx: Transaction, duty: Owed) -> bool:
    person_id, times = duty.person.person_id, duty.times
    if not await tx.system.duties.take(duty.kind, person_id, times.day, "", duty.due_at, duty.lateness):
        return False
    if duty.kind is Scheduled.TOMORROW_FREEZE:
        await tx.system.tomorrow_plans.freeze(person_id, times.planned_for, times.freeze_at)
        return await tx.system.outbox.touch(TomorrowView.key_for(person_id, times.planned_for))
    if duty.lateness is Lateness.SKIPPED:
        return False
    await put_tomorrow(tx, duty.person, times.planned_for, remind=True)
    return True


async def put_tomorrow(tx: Transaction, person: Actor, day: date, *, remind: bool = False) -> None:
    """The plan below everything else in the chat; a reminder of what is confirmed or empty is not sent."""
    view = TomorrowView(day=day, remind=remind)
    await tx.system.outbox.put(view.under(view.key_for(person.person_id, day)).unasked(person, fresh=True))
