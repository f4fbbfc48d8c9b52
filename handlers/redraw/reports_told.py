"""
An absence, a plan or a day of the calendar has changed: which reports in the chats count other figures by it.

They are drawn anew and say «пересчитано»: the evening reports, a closed month's message, and whoever asked for that
month by /svod.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from handlers.framework.replies import Reply, Touch
from reports.results.month_close import MonthCloseView
from reports.svod.svod import SvodView
from sales.calendar.calendar import DAY, days_between, month_of
from sales.core.clock import local_date
from sales.plans.levels import months_between
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction

EVENINGS_BACK = timedelta(days=14)
"""Older evenings nobody scrolls up to; of a closed month they are its last ones."""

MONTHS_BACK = timedelta(days=92)
"""Older months are made anew when somebody asks for them."""


async def reports_since(tx: Transaction, place: Department, first: date, last: date | None = None) -> list[Reply]:
    """Of every month that these local days touch: another workday in it is another pace of each of its evenings.

    `last` None: until today. Nothing older than three months.
    """
    today = local_date(tx.clock.now(), place.zone)
    begin, end = max(first, today - MONTHS_BACK), min(last or today, month_of(today)[1])
    if begin > month_of(today)[1]:
        return []
    return await reports_of(tx, place, months_between(begin, max(begin, end)))


async def reports_of(tx: Transaction, place: Department, months: Iterable[date]) -> list[Reply]:
    """The same of whole months; of one that has not begun nothing was sent."""
    today = local_date(tx.clock.now(), place.zone)
    begun = sorted({month for month in months if today - MONTHS_BACK <= month <= today})
    readers = await tx.system.staff.watching(place.id) if begun else []
    found: list[Reply] = []
    for month in begun:
        evenings = _evenings(month, today)
        for reader in readers:
            found += [Touch(SvodView.key_for(place.id, day, reader.person_id)) for day in evenings]
            found += await _of_month(tx, reader, place.id, month, today)
    return found


def _evenings(month: date, today: date) -> Sequence[date]:
    """The day that follows is among them: who reads in another zone has it already."""
    last = month_of(month)[1]
    end = min(last, today + DAY)
    return [*days_between(max(month, end - EVENINGS_BACK), end)]


async def _of_month(tx: Transaction, reader: Actor, department_id: int, month: date, today: date) -> list[Reply]:
    if month_of(month)[1] >= today:
        return []
    asked_for = await tx.system.outbox.keys_showing(reader.telegram_id, SvodView(first=month, last=month), "first")
    closed = MonthCloseView.key_for(department_id, month, reader.person_id)
    return [Touch(key) for key in dict.fromkeys((closed, *asked_for))]
