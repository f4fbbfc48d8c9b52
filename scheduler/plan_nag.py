"""
From the 25th to the 3rd, or to the first workday of the month, the lead is told who has no plan for it: once a workday,
at the department's hour.

A late one goes out as long as nobody's quiet hours have begun; tomorrow there is another.
"""

from datetime import date, datetime
from functools import partial

from reports.plans.nag import PlanNagView
from sales.calendar.calendar import month_of
from sales.calendar.slots import Lateness, late_until_night
from sales.plans.plans import month_to_plan
from sales.schedule.schedule import Scheduled
from scheduler.sight import OwedWork, Sight, find_due_today, take_sight
from storage.checkins.timetable import ScheduledDepartment
from storage.settings.departments import Department
from storage.transaction import Transaction


async def list_owed(sight: Sight) -> list[OwedWork]:
    """One for each department that is to be told today and was not."""
    return [
        OwedWork(f"missing plans, department {place.id}", partial(_nag, department=place.department))
        for place in sight.places
        if await _due_at(sight, place) is not None
    ]


async def _due_at(sight: Sight, place: ScheduledDepartment) -> datetime | None:
    """Since when today's is owed; None where it is not, or not any more."""
    today = sight.today(place)
    return None if _month(sight, place) is None else await find_due_today(sight, place, Scheduled.PLAN_NAG, today)


def _month(sight: Sight, place: ScheduledDepartment) -> date | None:
    today = sight.today(place)
    return month_to_plan(today, place.calendar.workday_on_or_after(month_of(today)[0]))


async def _nag(tx: Transaction, department: Department) -> bool:
    sight = await take_sight(tx)
    place = sight.place(department.id)
    due_at, now, today = await _due_at(sight, place), sight.now, sight.today(place)
    month = _month(sight, place)
    if due_at is None or month is None:
        return False
    missing = await tx.system.plans.missing(department.id, month)
    readers = place.awake(await tx.system.staff.planners_of(place.id, today), now) if missing else []
    if missing and not readers:
        return False  # their night is not over: the next look finds them
    lateness = late_until_night(due_at, now) if missing else Lateness.SKIPPED
    if not await tx.system.duties.take(Scheduled.PLAN_NAG, department.id, today, "", due_at, lateness):
        return False
    view = PlanNagView(department_id=department.id, month=month)
    for reader in readers:
        await tx.system.outbox.put(view.under(view.key_for(department.id, today, reader.person_id)).send_report(reader))
    return bool(readers)
