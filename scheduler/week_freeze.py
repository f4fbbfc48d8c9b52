"""The week plan is frozen on the week's first workday, whenever the process comes back, as of the hour that was due.

Before the week's other messages are looked for: a table that is late by as much shows what is frozen here.
"""

from functools import partial

from reports.week.week import WeekView
from sales.calendar.calendar import week_of
from sales.schedule.schedule import Scheduled
from scheduler.sight import OwedWork, Sight, take_sight
from scheduler.week_duty import WEEK, WeekDuty, parts_of, times_of
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import ScheduledDepartment
from storage.transaction import Transaction


async def list_owed(sight: Sight) -> list[OwedWork]:
    """Of this week, and of the last one if nobody was there to do it."""
    return [
        OwedWork(f"{duty.kind}, department {place.id}", partial(_freeze, department_id=place.id, duty=duty))
        for place in sight.places
        for duty in _duties(sight, place)
        if DoneDuty(place.id) not in await sight.read_taken(duty.kind, duty.day)
    ]


def _duties(sight: Sight, place: ScheduledDepartment) -> list[WeekDuty]:
    monday = week_of(sight.today(place))[0]
    weeks = [times for each in (monday - WEEK, monday) if (times := times_of(place, each)) is not None]
    return [
        WeekDuty(Scheduled.WEEK_FREEZE, times.monday, times.first_day, times.freeze_at)
        for times in weeks
        if place.founded_at <= times.freeze_at <= sight.now
    ]


async def _freeze(tx: Transaction, department_id: int, duty: WeekDuty) -> bool:
    """Everybody who works on some day of the week, confirmed or not, and the money that falls due of who does not."""
    lateness = duty.lateness(tx.clock.now())
    if not await tx.system.duties.take(duty.kind, department_id, duty.day, "", duty.due_at, lateness):
        return False
    people = parts_of((await take_sight(tx)).place(department_id), duty.monday)
    for person, part in people:
        if part.is_planned or await tx.system.week_plans.list_promised(person.person_id, duty.monday, duty.due_at):
            await tx.system.week_plans.freeze(person.person_id, duty.monday, duty.due_at)
    touched = [WeekView.key_for(person.person_id, duty.monday) for person, _part in people]
    return await tx.system.outbox.touch(*touched) if touched else False
