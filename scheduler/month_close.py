"""
The closed month, once, on the department's first workday of the next one, to the lead and the assistant.

A late one goes out until the quiet hours begin, else on the second or the third workday; after that it is in /svod.
The quiet hours are each reader's own, too: the owner of a far department may be asleep at its half past ten.
"""

from datetime import date, datetime
from functools import lru_cache, partial

from reports.results.month_close import MonthCloseView
from reports.svod.asked import CLOSING
from reports.svod.figures import svod_for_clock
from sales.calendar.calendar import DAY, month_of
from sales.calendar.slots import Lateness, late_until_night
from sales.core.clock import local_date
from sales.schedule.schedule import Scheduled
from scheduler.sight import OwedWork, Sight, find_due_today, take_sight
from scheduler.svod import find_kept_view
from storage.checkins.timetable import ScheduledDepartment
from storage.settings.departments import Department
from storage.transaction import Transaction

UNTIL_WORKDAY = 3


async def list_owed(sight: Sight) -> list[OwedWork]:
    """One for each department that was not told of its closed month yet."""
    return [
        OwedWork(f"the closed month, department {place.id}", partial(_send, department=place.department))
        for place in sight.places
        if await _due_at(sight, place) is not None
    ]


async def _due_at(sight: Sight, place: ScheduledDepartment) -> datetime | None:
    """Since when it is owed; None where it is not, not yet, or not any more."""
    today = sight.today(place)
    days = _days(place, month_of(today)[0])
    due_at = place.due_at(Scheduled.MONTH_CLOSE, days[0]) if today in days else None
    if due_at is None or place.founded_at > due_at:
        return None
    is_owed = await find_due_today(sight, place, Scheduled.MONTH_CLOSE, month_of(today)[0])
    return None if is_owed is None else due_at


@lru_cache(maxsize=1024)
def _days(place: ScheduledDepartment, month: date) -> list[date]:
    """The first workdays of this month, on which the one before is told of."""
    return place.calendar.workdays_between(*month_of(month))[:UNTIL_WORKDAY]


async def _send(tx: Transaction, department: Department) -> bool:
    sight = await take_sight(tx)
    now, place = sight.now, sight.place(department.id)
    due_at = await _due_at(sight, place)
    if due_at is None:
        return False
    today = local_date(now, department.zone)
    month = month_of(today)[0]
    first, last = month_of(month - DAY)
    readers = place.awake(await tx.system.staff.readers_of_report(department.id, today), now)
    if not readers and await tx.system.period.has_figures(department.id, first, last, closing=True):
        return False  # their night is not over: a later look finds them, and makes the report
    found = await svod_for_clock(tx, department.id, (first, last), now, closing=True)
    lateness = late_until_night(due_at, now)
    has_what_to_say = bool(found.plan or found.fact)
    said = lateness if has_what_to_say else Lateness.SKIPPED
    if not await tx.system.duties.take(Scheduled.MONTH_CLOSE, department.id, month, "", due_at, said):
        return False
    if not has_what_to_say:
        return False
    view = await find_kept_view(tx, MonthCloseView, found, CLOSING, is_late=lateness is Lateness.LATE)
    for reader in readers:
        await tx.system.outbox.put(view.under(view.key_for(department.id, first, reader.person_id)).send_report(reader))
    return True
