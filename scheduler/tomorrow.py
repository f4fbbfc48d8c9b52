"""
Tomorrow's plan by the clock: who had nothing to answer at the last slot is asked about it alone, and who has not said a
word of it is reminded at 18:30. At 19:00 it is frozen as it stands (scheduler.tomorrow_freeze).

A reminder is not worth saying in the quiet hours, which are each one's own, nor after the freeze.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial

from reports.tomorrow.evening import make_own_hours
from reports.tomorrow.tomorrow import TomorrowView
from sales.calendar.quiet import is_quiet
from sales.calendar.slots import Lateness
from sales.schedule.schedule import Scheduled
from sales.tomorrow.tomorrow_times import TomorrowTimes, tomorrow_times
from scheduler.sight import OwedWork, Sight, slots_of
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import ScheduledDepartment
from storage.engine.actor import Actor
from storage.transaction import Transaction


async def list_owed(sight: Sight) -> list[OwedWork]:
    """Reminders; one that is not worth saying any more is skipped."""
    return [
        OwedWork(f"{Scheduled.TOMORROW_REMIND}, person {person.person_id}", partial(_remind, person, times, lateness))
        for place in sight.places
        for person, times, lateness in _list_due(sight, place)
        if DoneDuty(person.person_id) not in await sight.read_taken(Scheduled.TOMORROW_REMIND, times.day)
    ]


def _list_due(sight: Sight, place: ScheduledDepartment) -> Iterator[tuple[Actor, TomorrowTimes, Lateness]]:
    if not place.settings[Scheduled.TOMORROW_REMIND].is_on:
        return
    today, now = sight.today(place), sight.now
    for person, times in evenings(sight, place):
        if times.remind_at is None or times.remind_at > now:
            continue
        if times.day != today or now >= times.freeze_at:
            yield person, times, Lateness.SKIPPED
        elif not is_quiet(now, person.own_zone, place.calendar):
            yield person, times, Lateness.ON_TIME


def evenings(sight: Sight, place: ScheduledDepartment) -> Iterator[tuple[Actor, TomorrowTimes]]:
    """Each manager's, once it has come: of today, and of the last workday."""
    for day in sight.days(place):
        slots = slots_of(place, day)
        if slots and slots[-1].at > place.founded_at and sight.now >= slots[-1].ask_at:
            yield from _evenings(place, day)


@lru_cache(maxsize=1024)
def _evenings(place: ScheduledDepartment, day: date) -> list[tuple[Actor, TomorrowTimes]]:
    last_slot, hours = slots_of(place, day)[-1], make_own_hours(place.settings)
    of_each = [(each.actor, tomorrow_times(last_slot, place.zone, each.calendar, hours)) for each in place.managers]
    return [(person, times) for person, times in of_each if times is not None]


async def _remind(person: Actor, times: TomorrowTimes, lateness: Lateness, tx: Transaction) -> bool:
    due_at = times.remind_at or times.freeze_at
    taken = await tx.system.duties.take(Scheduled.TOMORROW_REMIND, person.person_id, times.day, "", due_at, lateness)
    if not taken or lateness is Lateness.SKIPPED or await _has_answered(tx, person.person_id, times.day):
        return False
    await tx.system.tomorrow_plans.ask(person.person_id, times.planned_for)
    await put_tomorrow(tx, person, times.planned_for, remind=True)
    return True


async def _has_answered(tx: Transaction, person_id: int, day: date) -> bool:
    """The evening's question, in which tomorrow stood: they have seen it, and a second message says nothing new."""
    last = await tx.system.checkins.last_of(person_id, day)
    return last is not None and last.answered_at is not None


async def put_tomorrow(tx: Transaction, person: Actor, day: date, *, remind: bool = False) -> None:
    """The plan below everything else in the chat; a reminder of what is confirmed or empty is not sent."""
    view = TomorrowView(day=day, remind=remind)
    message = view.under(view.key_for(person.person_id, day)).send_unasked(person, fresh=True, silent=remind)
    await tx.system.outbox.put(message)
