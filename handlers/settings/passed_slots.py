"""
A department's day changed under the clock: a slot that came to stand behind the present was not missed.

Without this the next summary told the lead that the bot had been down at 11:00, an hour that did not exist at 11:00.
"""

from sales.calendar.slots import Lateness
from sales.core.clock import local_date
from storage.checkins.duties import ASK, SUMMARY
from storage.settings.departments import Department
from storage.transaction import Transaction


async def pass_over(tx: Transaction, department: Department) -> None:
    """Today's slots that are over by now count as done; those that were done are so already."""
    now = tx.clock.now()
    day = local_date(now, department.zone)
    for slot in await tx.system.calendars.slots_of(department, day):
        if slot.at <= now:
            for kind, due_at in ((ASK, slot.ask_at), (SUMMARY, slot.at)):
                await tx.system.duties.take(kind, department.id, day, slot.slot.code, due_at, Lateness.ON_TIME)
