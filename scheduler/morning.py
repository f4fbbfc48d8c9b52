"""The one morning message: 09:00 by the person's own clock, on their own workdays, when there is something to say."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import partial

from reports.activities.agenda import agenda_of
from reports.activities.morning import MorningView
from reports.activities.morning_asks import list_asks
from reports.activities.morning_away import for_others, while_away
from reports.activities.morning_debts import remind_of_money
from reports.activities.morning_held import list_held
from reports.activities.morning_tasks import list_tasks
from sales.absences.absences import find_returned_from
from sales.calendar.calendar import Absence
from sales.calendar.quiet import morning_of
from sales.calendar.slots import ON_TIME_WITHIN, Lateness
from sales.core.clock import local_date
from sales.schedule.schedule import Scheduled
from scheduler.sight import MORNING, OwedWork, Sight
from storage.checkins.duties import DoneDuty
from storage.engine.actor import Actor
from storage.transaction import Transaction

WORTH_SAYING = timedelta(hours=2)
"""At eleven the day is under way: a morning message would only disturb."""


async def list_owed(sight: Sight) -> list[OwedWork]:
    """Of everybody whose morning has come, on the day that it is by their own clock."""
    managers = [each for place in sight.places for each in place.managers]
    mornings = _come({each.actor.own_zone for each in managers}, sight.now)
    found: list[OwedWork] = []
    for each in managers:
        person, day = each.actor, mornings[each.actor.own_zone]
        if day is None or DoneDuty(person.person_id) in await sight.read_taken(MORNING, day):
            continue
        if each.calendar.is_workday(day):
            found.append(
                OwedWork(f"a morning message, person {person.person_id}", partial(greet, person=person, day=day))
            )
    return found


def _come(zones: Collection[str], now: datetime) -> dict[str, date | None]:
    """By zone, the day on which it is nine or later; None while it is not."""
    days = {zone: local_date(now, zone) for zone in zones}
    return {zone: day if morning_of(day, zone) <= now else None for zone, day in days.items()}


async def greet(tx: Transaction, person: Actor, day: date) -> bool:
    """Take the duty of that local day and say good morning; an empty day is skipped in silence. Whether it was said."""
    due_at = morning_of(day, person.own_zone)
    kept = [each.id for each in await tx.system.reminders.list_collected(person.person_id)]
    person = await tx.system.staff.actor(person.person_id) or person  # with those for whom they stand in today
    back = find_returned_from(await tx.system.calendars.of_person(person.person_id), day)
    lateness = _lateness(due_at, tx.clock.now())
    if lateness is not Lateness.SKIPPED and not (
        await _is_wanted(tx, person) and (kept or await _has_something(tx, person, day, back))
    ):
        lateness = Lateness.SKIPPED
    if not await tx.system.duties.take(MORNING, person.person_id, day, "", due_at, lateness):
        return False
    if lateness is Lateness.SKIPPED:
        await tx.system.reminders.release(person.person_id)
        return False
    await tx.system.reminders.mark_told(person.person_id)
    await tx.system.asks.mark_told(person.person_id, tx.clock.now())
    away = None if back is None else (back.first, back.last)
    view = MorningView(day=day, reminders=tuple(kept), away=away)
    await tx.system.outbox.put(view.under(view.key_for(person.person_id, day)).send_unasked(person, silent=True))
    return True


async def _has_something(tx: Transaction, person: Actor, day: date, back: Absence | None) -> bool:
    if await list_tasks(tx, person, day) or await list_held(tx, person):
        return True
    agenda = await agenda_of(tx, person, day)
    if agenda.asks_for_action or (await list_asks(tx, person, day)).is_open:
        return True
    return bool(await remind_of_money(tx, person, agenda)) or await _of_absences(tx, person, day, back)


async def _of_absences(tx: Transaction, person: Actor, day: date, back: Absence | None) -> bool:
    """A colleague's day to be looked after, or one's own days to be told of."""
    if await for_others(tx, person, day):
        return True
    return back is not None and bool(await while_away(tx, person, back.first, back.last))


async def _is_wanted(tx: Transaction, person: Actor) -> bool:
    """A department may do without; what the night has kept then comes by itself."""
    if person.department_id is None:
        return False
    return (await tx.system.schedule.of_department(person.department_id))[Scheduled.MORNING].is_on


def _lateness(due_at: datetime, now: datetime) -> Lateness:
    if now - due_at <= ON_TIME_WITHIN:
        return Lateness.ON_TIME
    return Lateness.LATE if now - due_at <= WORTH_SAYING else Lateness.SKIPPED
