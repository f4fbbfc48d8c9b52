"""
From the 25th to the 3rd the lead is told who has no plan for the month: once a workday, at the department's hour.

A late one goes out as long as nobody's quiet hours have begun; tomorrow there is another.
"""

import logging
from datetime import date, datetime, time

from reports.keys import plan_nag_key
from sales.clock import local_date
from sales.plans import month_to_plan
from sales.quiet import QUIET_FROM, is_quiet
from sales.schedule import USUAL, Scheduled
from sales.slots import ON_TIME_WITHIN, Lateness, instant_of
from storage.actor import Actor
from storage.database import Database
from storage.departments import Department
from storage.parcel import BULK, Parcel
from storage.transaction import Transaction

log = logging.getLogger(__name__)


async def look(database: Database) -> bool:
    """Do what is due; whether anything was put into the outbox."""
    async with database.read() as tx:
        owed = [each for each in await tx.departments.all() if await _due_at(tx, each) is not None]
    done = [await _do(database, department) for department in owed]
    return any(done)


async def _due_at(tx: Transaction, department: Department) -> datetime | None:
    """Since when today's is owed; None where it is not, or not any more."""
    now = tx.clock.now()
    today = local_date(now, department.zone)
    setting = (await tx.schedule.of_department(department.id))[Scheduled.PLAN_NAG]
    if month_to_plan(today) is None or not setting.is_on:
        return None
    at = setting.at or USUAL[Scheduled.PLAN_NAG] or time(10)
    due_at = instant_of(today, at, department.zone)
    if not due_at <= now < instant_of(today, QUIET_FROM, department.zone):
        return None
    if not (await tx.calendar.of_department(department.id)).is_workday(today):
        return None
    if await tx.departments.founded_at(department.id) > due_at:
        return None
    return None if (department.id, "") in await tx.duties.taken(Scheduled.PLAN_NAG, today) else due_at


async def _do(database: Database, department: Department) -> bool:
    """One department's trouble is not another's: it is logged, and tried again with the next look."""
    try:
        async with database.write() as tx:
            return await _nag(tx, department)
    except Exception:
        log.exception("missing plans were not told: department %s", department.id)
        return False


async def _nag(tx: Transaction, department: Department) -> bool:
    due_at, now = await _due_at(tx, department), tx.clock.now()
    today = local_date(now, department.zone)
    month = month_to_plan(today)
    if due_at is None or month is None:
        return False
    missing = await tx.plans.missing(department.id, month)
    readers = await _awake(tx, department, today) if missing else []
    if missing and not readers:
        return False  # their night is not over: the next look finds them
    lateness = Lateness.SKIPPED
    if missing:
        lateness = Lateness.ON_TIME if now - due_at <= ON_TIME_WITHIN else Lateness.LATE
    if not await tx.duties.take(Scheduled.PLAN_NAG, department.id, today, "", due_at, lateness):
        return False
    for reader in readers:
        key = plan_nag_key(department.id, today, reader.person_id)
        args = {"department_id": department.id, "month": month.isoformat()}
        parcel = Parcel(key, reader.telegram_id, reader.person_id, BULK, view="plan_nag", args=args, repeat=False)
        await tx.outbox.put(parcel)
    return bool(readers)


async def _awake(tx: Transaction, department: Department, today: date) -> list[Actor]:
    calendar = await tx.calendar.of_department(department.id)
    readers = await tx.people.planners_of(department.id, today)
    return [each for each in readers if not is_quiet(tx.clock.now(), each.own_zone, calendar)]
