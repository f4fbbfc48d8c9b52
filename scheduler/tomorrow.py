"""
Tomorrow's plan by the clock: who had nothing to answer at the last slot is asked about it alone, who has not confirmed
is reminded at 18:30, and at 19:00 it is frozen as it stands.

A freeze is never too late: it is made as of its hour whenever the process is back. A reminder is not worth saying in
the quiet hours, nor after the freeze.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from reports.keys import tomorrow_key
from reports.tomorrow import own_hours
from sales.calendar import DAY
from sales.clock import local_date
from sales.schedule import Scheduled, Setting
from sales.slots import Lateness
from sales.tomorrow_times import TomorrowTimes, tomorrow_times
from storage.actor import Actor
from storage.database import Database
from storage.departments import Department
from storage.parcel import BULK, Parcel
from storage.transaction import Transaction

log = logging.getLogger(__name__)

LOOK_BACK = 14
"""Days: beyond the longest holidays nothing waits to be frozen."""


@dataclass(frozen=True, slots=True)
class Owed:
    person: Actor
    times: TomorrowTimes
    kind: Scheduled
    due_at: datetime
    lateness: Lateness


async def look(database: Database) -> bool:
    """Do what is due; whether anything was put into the outbox."""
    async with database.read() as tx:
        owed = [each for department in await tx.departments.all() for each in await _owed(tx, department)]
    done = [await _do(database, each) for each in owed]
    return any(done)


async def _owed(tx: Transaction, department: Department) -> list[Owed]:
    """Of this evening, and the freeze of the last one where a long silence has swallowed it."""
    now = tx.clock.now()
    today = local_date(now, department.zone)
    usual = await tx.calendar.of_department(department.id)
    last = usual.previous_workday(today)
    days = [day for day in (last, today) if today - day <= DAY * LOOK_BACK]
    founded = await tx.departments.founded_at(department.id)
    settings = await tx.schedule.of_department(department.id)
    calendars, managers = await tx.calendar.of_team(department.id), await tx.people.managers(department.id)
    found: list[Owed] = []
    for day in days:
        slots = await tx.calendar.slots_of(department, day)
        if not slots or slots[-1].at <= founded or now < slots[-1].ask_at:
            continue
        for person in managers:
            times = tomorrow_times(slots[-1], department.zone, calendars[person.person_id], own_hours(settings))
            if times is not None:
                found += _due(person, times, settings, now, today)
    return [each for each in found if each.person.person_id not in await _done(tx, each)]


def _due(
    person: Actor, times: TomorrowTimes, settings: dict[Scheduled, Setting], now: datetime, today: date
) -> list[Owed]:
    found = []
    if times.remind_at is not None and settings[Scheduled.TOMORROW_REMIND].is_on and times.remind_at <= now:
        worth = now < times.freeze_at and times.day == today
        lateness = Lateness.ON_TIME if worth else Lateness.SKIPPED
        found.append(Owed(person, times, Scheduled.TOMORROW_REMIND, times.remind_at, lateness))
    if times.freeze_at <= now:
        found.append(Owed(person, times, Scheduled.TOMORROW_FREEZE, times.freeze_at, Lateness.ON_TIME))
    return found


async def _done(tx: Transaction, owed: Owed) -> set[int]:
    return {person_id for person_id, _ in await tx.duties.taken(owed.kind, owed.times.day)}


async def _do(database: Database, owed: Owed) -> bool:
    """One person's trouble is not another's: it is logged, and tried again with the next look."""
    try:
        async with database.write() as tx:
            return await _deed(tx, owed)
    except Exception:
        log.exception("%s was not done: person %s", owed.kind, owed.person.person_id)
        return False


async def _deed(tx: Transaction, owed: Owed) -> bool:
    person_id, times = owed.person.person_id, owed.times
    if not await tx.duties.take(owed.kind, person_id, times.day, "", owed.due_at, owed.lateness):
        return False
    if owed.kind is Scheduled.TOMORROW_FREEZE:
        await tx.tomorrow_plans.freeze(person_id, times.planned_for, times.freeze_at)
        return await tx.outbox.touch(tomorrow_key(person_id, times.planned_for))
    if owed.lateness is Lateness.SKIPPED:
        return False
    await put_tomorrow(tx, owed.person, times.planned_for, remind=True)
    return True


async def put_tomorrow(tx: Transaction, person: Actor, day: date, *, remind: bool = False) -> None:
    """The plan below everything else in the chat; a reminder of what is confirmed or empty is not sent."""
    args = {"day": day.isoformat(), "remind": remind}
    key = tomorrow_key(person.person_id, day)
    parcel = Parcel(key, person.telegram_id, person.person_id, BULK, view="tomorrow", args=args, fresh=True)
    await tx.outbox.put(parcel)
