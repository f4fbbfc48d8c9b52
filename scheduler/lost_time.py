"""What the clock owed in a time that a restored backup does not know: it was said then, and is not said again.

Check-ins need nothing here. Those of past slots are skipped as after any silence; the question of the slot in hand
is asked anew, because its answers are lost with the rest.
"""

from datetime import date, datetime, timedelta

from sales.calendar.quiet import morning_of
from sales.calendar.slots import Lateness
from sales.core.clock import local_date
from scheduler.sight import MORNING
from storage.engine.actor import Actor
from storage.transaction import Transaction

DAY = timedelta(days=1)


async def settle(tx: Transaction, since: datetime, until: datetime) -> None:
    """Mark reminders due by `until` as said, and the mornings after `since` as greeted; both are instants."""
    await tx.system.reminders.count_as_said(until)
    await tx.system.asks.count_as_said(until)
    for department in await tx.system.departments.all():
        for person in await tx.system.staff.managers(department.id):
            await _settle_morning(tx, person, since, until)


async def _settle_morning(tx: Transaction, person: Actor, since: datetime, until: datetime) -> None:
    """A morning in the lost time was greeted, with all that had been collected for it."""
    day = _last_morning(until, person.own_zone)
    due_at = morning_of(day, person.own_zone)
    if due_at <= since:
        return
    await tx.system.duties.take(MORNING, person.person_id, day, "", due_at, Lateness.SKIPPED)
    await tx.system.reminders.mark_told(person.person_id)


def _last_morning(now: datetime, zone: str) -> date:
    today = local_date(now, zone)
    return today if morning_of(today, zone) <= now else today - DAY
