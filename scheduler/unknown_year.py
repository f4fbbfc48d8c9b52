"""From 1 December the owner is told once a week that the next year's workdays are not known yet (SPEC 3)."""

from datetime import date, datetime, time
from functools import partial

from reports.settings.work_calendar import UnknownYearView
from sales.calendar.calendar import WorkCalendar, week_of
from sales.calendar.quiet import is_quiet
from sales.calendar.slots import Lateness, instant_of
from sales.core.clock import local, local_date
from scheduler.sight import OwedWork, Sight
from storage.checkins.duties import DoneDuty
from storage.engine.actor import Actor
from storage.transaction import Transaction

UNKNOWN_YEAR = "unknown_year"
AT = time(10)
"""The owner's morning message, if there is one, is read by then."""


async def list_owed(sight: Sight) -> list[OwedWork]:
    """One for each owner who was not warned this week."""
    if not sight.places:
        return []
    found: list[OwedWork] = []
    for owner in sight.timetable.owners:
        year = await _unknown(sight, owner)
        if year is not None:
            found.append(
                OwedWork(
                    f"the warning of an unknown year, person {owner.person_id}", partial(_warn, owner=owner, year=year)
                )
            )
    return found


async def _unknown(sight: Sight, owner: Actor) -> int | None:
    """By the owner's own clock, on a workday at ten or later, not in quiet hours."""
    now, calendar = sight.now, WorkCalendar()
    today = local_date(now, owner.own_zone)
    year = calendar.unknown_year(today)
    if year is None or local(now, owner.own_zone).time() < AT or is_quiet(now, owner.own_zone, calendar):
        return None
    return (
        None
        if DoneDuty(owner.person_id, str(year)) in await sight.read_taken(UNKNOWN_YEAR, week_of(today)[0])
        else year
    )


async def _warn(tx: Transaction, owner: Actor, year: int) -> bool:
    today: date = local_date(tx.clock.now(), owner.own_zone)
    monday = week_of(today)[0]
    due_at: datetime = instant_of(today, AT, owner.own_zone)
    if not await tx.system.duties.take(UNKNOWN_YEAR, owner.person_id, monday, str(year), due_at, Lateness.ON_TIME):
        return False
    view = UnknownYearView(year=year)
    await tx.system.outbox.put(view.under(view.key_for(year, monday, owner.person_id)).send_report(owner))
    return True
