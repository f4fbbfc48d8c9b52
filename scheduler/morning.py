"""The one morning message: 09:00 by the person's own clock, on their own workdays, when there is something to say."""

import logging
from datetime import date, datetime, timedelta

from reports.agenda import agenda_of
from reports.keys import morning_key
from sales.clock import local_date
from sales.quiet import morning_of
from sales.schedule import Scheduled
from sales.slots import ON_TIME_WITHIN, Lateness
from storage.actor import Actor
from storage.database import Database
from storage.parcel import BULK, Parcel
from storage.transaction import Transaction

log = logging.getLogger(__name__)

MORNING = "morning"
WORTH_SAYING = timedelta(hours=2)
"""At eleven the day is under way: a morning message would only disturb."""


async def look(database: Database) -> bool:
    """Do what is due; whether anything was put into the outbox."""
    async with database.read() as tx:
        owed = await _owed(tx)
    done = [await _do(database, person, day) for person, day in owed]
    return any(done)


async def _owed(tx: Transaction) -> list[tuple[Actor, date]]:
    """Whose morning has come, and the day it is by their own clock."""
    now, found = tx.clock.now(), []
    greeted: dict[date, set[int]] = {}
    for department in await tx.departments.all():
        awake = [(each, local_date(now, each.own_zone)) for each in await tx.people.managers(department.id)]
        awake = [(each, day) for each, day in awake if morning_of(day, each.own_zone) <= now]
        for day in {day for _, day in awake} - greeted.keys():
            greeted[day] = {person_id for person_id, _ in await tx.duties.taken(MORNING, day)}
        waiting = [(each, day) for each, day in awake if each.person_id not in greeted[day]]
        calendars = await tx.calendar.of_team(department.id) if waiting else {}
        found += [(each, day) for each, day in waiting if calendars[each.person_id].is_workday(day)]
    return found


async def _do(database: Database, person: Actor, day: date) -> bool:
    """One person's trouble is not another's: it is logged, and tried again with the next look."""
    try:
        async with database.write() as tx:
            return await greet(tx, person, day)
    except Exception:
        log.exception("a morning message was not put: person %s", person.person_id)
        return False


async def greet(tx: Transaction, person: Actor, day: date) -> bool:
    """Take the duty and say good morning; an empty day is skipped in silence."""
    due_at = morning_of(day, person.own_zone)
    kept = [each.id for each in await tx.reminders.collected(person.person_id)]
    worth = bool(kept) or (await agenda_of(tx, person, day)).asks_for_action
    lateness = _lateness(due_at, tx.clock.now()) if worth and await _wanted(tx, person) else Lateness.SKIPPED
    if not await tx.duties.take(MORNING, person.person_id, day, "", due_at, lateness):
        return False
    if lateness is Lateness.SKIPPED:
        await tx.reminders.release(person.person_id)
        return False
    await tx.reminders.told_in_morning(person.person_id)
    args = {"day": day.isoformat(), "reminders": kept}
    key = morning_key(person.person_id, day)
    await tx.outbox.put(Parcel(key, person.telegram_id, person.person_id, BULK, view=MORNING, args=args))
    return True


async def _wanted(tx: Transaction, person: Actor) -> bool:
    """A department may do without; what the night has kept then comes by itself."""
    if person.department_id is None:
        return False
    return (await tx.schedule.of_department(person.department_id))[Scheduled.MORNING].is_on


def _lateness(due_at: datetime, now: datetime) -> Lateness:
    if now - due_at <= ON_TIME_WITHIN:
        return Lateness.ON_TIME
    return Lateness.LATE if now - due_at <= WORTH_SAYING else Lateness.SKIPPED
