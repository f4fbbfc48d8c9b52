"""
On a week's first workday from Tuesday on the lead is told of clients that look alike, where there are new ones.

A late one goes out as long as nobody's quiet hours have begun; else the pairs wait for next week.
"""

from datetime import date, datetime
from functools import partial

from reports.clients.likes_week import LikesWeekView
from sales.calendar.calendar import DAY, week_of
from sales.calendar.slots import late_until_night
from sales.schedule.schedule import Scheduled
from scheduler.sight import OwedWork, Sight, find_due_today, take_sight
from storage.checkins.timetable import ScheduledDepartment
from storage.settings.departments import Department
from storage.transaction import Transaction


async def list_owed(sight: Sight) -> list[OwedWork]:
    """One for each department that was not looked at this week."""
    return [
        OwedWork(f"clients that look alike, department {place.id}", partial(_tell, department=place.department))
        for place in sight.places
        if await _due_at(sight, place) is not None
    ]


async def _due_at(sight: Sight, place: ScheduledDepartment) -> datetime | None:
    """Since when this week's is owed; None where it is not, or not any more."""
    today = sight.today(place)
    monday = week_of(today)[0]
    if today == monday or place.calendar.workdays(monday + DAY, today) > 1:
        return None
    return await find_due_today(sight, place, Scheduled.LIKES, monday)


async def _tell(tx: Transaction, department: Department) -> bool:
    sight = await take_sight(tx)
    place = sight.place(department.id)
    due_at, now, today = await _due_at(sight, place), sight.now, sight.today(place)
    readers = place.awake(await tx.system.staff.planners_of(place.id, today), now)
    if due_at is None or not readers:
        return False  # their night is not over: the next look finds them
    lateness = late_until_night(due_at, now)
    monday: date = week_of(today)[0]
    if not await tx.system.duties.take(Scheduled.LIKES, place.id, monday, "", due_at, lateness):
        return False
    pairs = await tx.system.new_likes.take(place.id)
    for reader in readers if pairs else ():
        view = LikesWeekView(department_id=place.id, count=len(pairs), one_id=pairs[0][0], other_id=pairs[0][1])
        await tx.system.outbox.put(view.under(view.key_for(place.id, monday, reader.person_id)).send_report(reader))
    return bool(pairs)
