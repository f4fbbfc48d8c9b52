"""
The closed month, once, on the department's first workday of the next one, to the lead and the assistant.

A late one goes out until the quiet hours begin, else on the second or the third workday; after that it is in /svod.
"""

import logging
from datetime import date, datetime, time

from reports.format import hours
from reports.keys import month_close_key
from reports.svod import CLOSING
from reports.svod_figures import svod_for_clock
from sales.calendar import DAY, WorkCalendar, month_of
from sales.clock import local_date
from sales.quiet import QUIET_FROM
from sales.schedule import USUAL, Scheduled
from sales.slots import ON_TIME_WITHIN, Lateness, instant_of
from storage.database import Database
from storage.departments import Department
from storage.parcel import BULK, Parcel
from storage.transaction import Transaction

log = logging.getLogger(__name__)

UNTIL_WORKDAY = 3


async def look(database: Database) -> bool:
    """Do what is due; whether anything was put into the outbox."""
    async with database.read() as tx:
        owed = [each for each in await tx.departments.all() if await _due_at(tx, each) is not None]
    done = [await _do(database, department) for department in owed]
    return any(done)


async def _due_at(tx: Transaction, department: Department) -> datetime | None:
    """Since when it is owed; None where it is not, not yet, or not any more."""
    now = tx.clock.now()
    today = local_date(now, department.zone)
    setting = (await tx.schedule.of_department(department.id))[Scheduled.MONTH_CLOSE]
    if not setting.is_on:
        return None
    days = _days(await tx.calendar.of_department(department.id), today)
    at = setting.at or USUAL[Scheduled.MONTH_CLOSE] or time(10, 30)
    if today not in days or not instant_of(today, at, department.zone) <= now < _night(today, department.zone):
        return None
    due_at = instant_of(days[0], at, department.zone)
    if await tx.departments.founded_at(department.id) > due_at:
        return None
    taken = await tx.duties.taken(Scheduled.MONTH_CLOSE, month_of(today)[0])
    return None if (department.id, "") in taken else due_at


def _days(calendar: WorkCalendar, today: date) -> list[date]:
    """The first workdays of this month, on which the one before is told of."""
    return calendar.without_absences().workdays_between(*month_of(today))[:UNTIL_WORKDAY]


def _night(today: date, zone: str) -> datetime:
    return instant_of(today, QUIET_FROM, zone)


async def _do(database: Database, department: Department) -> bool:
    """One department's trouble is not another's: it is logged, and tried again with the next look."""
    try:
        async with database.write() as tx:
            return await _send(tx, department)
    except Exception:
        log.exception("the closed month was not put: department %s", department.id)
        return False


async def _send(tx: Transaction, department: Department) -> bool:
    now, due_at = tx.clock.now(), await _due_at(tx, department)
    if due_at is None:
        return False
    today = local_date(now, department.zone)
    month = month_of(today)[0]
    first, last = month_of(month - DAY)
    found = await svod_for_clock(tx, department.id, (first, last), now)
    readers = await tx.people.readers_of_report(department.id, today)
    lateness = Lateness.ON_TIME if now - due_at <= ON_TIME_WITHIN else Lateness.LATE
    has_what_to_say = bool(readers) and bool(found.plan or found.fact)
    said = lateness if has_what_to_say else Lateness.SKIPPED
    if not await tx.duties.take(Scheduled.MONTH_CLOSE, department.id, month, "", due_at, said):
        return False
    if not has_what_to_say:
        return False
    await tx.kept_reports.keep(department.id, CLOSING, today, (first, last), found.figures())
    args = {
        "department_id": department.id,
        "first": first.toordinal(),
        "last": last.toordinal(),
        "kept": today.toordinal(),
        "late": hours(now, department.zone) if lateness is Lateness.LATE else "",
    }
    for reader in readers:
        key = month_close_key(department.id, first, reader.person_id)
        parcel = Parcel(key, reader.telegram_id, reader.person_id, BULK, view="month_close", args=args, repeat=False)
        await tx.outbox.put(parcel)
    return True
