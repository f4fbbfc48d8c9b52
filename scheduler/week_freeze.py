"""The week plan is frozen on the week's first workday, whenever the process comes back, as of the hour that was due.

Before the week's other messages are looked for: a table that is late by as much shows what is frozen here.
"""

from functools import partial

from reports.week.week import WeekView
from sales.calendar.calendar import week_of
from sales.schedule.schedule import Scheduled
from scheduler.sight import Deed, Sight, seen
from scheduler.week_errand import WEEK, Errand, parts_of, times_of
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import Place
from storage.transaction import Transaction


async def owed(sight: Sight) -> list[Deed]:
    """Of this week, and of the last one if nobody was there to do it."""
    return [
        Deed(f"{errand.kind}, department {place.id}", partial(_freeze, department_id=place.id, errand=errand))
        for place in sight.places
        for errand in _errands(sight, place)
        if DoneDuty(place.id) not in await sight.taken(errand.kind, errand.day)
    ]


def _errands(sight: Sight, place: Place) -> list[Errand]:
    monday = week_of(sight.today(place))[0]
    weeks = [times for each in (monday - WEEK, monday) if (times := times_of(place, each)) is not None]
    return [
        Errand(Scheduled.WEEK_FREEZE, times.monday, times.first_day, times.freeze_at)
        for times in weeks
        if place.founded_at <= times.freeze_at <= sight.now
    ]


async def _freeze(tx: Transaction, department_id: int, errand: Errand) -> bool:
    """Everybody who works on some day of the week, confirmed or not."""
    lateness = errand.lateness(tx.clock.now())
    if not await tx.system.duties.take(errand.kind, department_id, errand.day, "", errand.due_at, lateness):
        return False
    people = parts_of((await seen(tx)).place(department_id), errand.monday)
    for person, part in people:
        if part.is_planned:
            await tx.system.week_plans.freeze(person.person_id, errand.monday, errand.due_at)
    touched = [WeekView.key_for(person.person_id, errand.monday) for person, _part in people]
    return await tx.system.outbox.touch(*touched) if touched else False
