"""The evening's summary report: once a workday, to the lead and the assistant, and what it said is kept.

A late one goes out until the quiet hours begin; after that the day is over, and the next evening says more. Who is
asleep by their own clock is not written to: an owner has once been sent a far department's evening at two at night.
"""

from datetime import datetime
from functools import partial
from typing import TypeVar

from reports.deals.funnel import FUNNEL, print_open
from reports.message.format import hours
from reports.results.month_close import MonthCloseView
from reports.svod.asked import DAILY
from reports.svod.figures import Svod, svod_for_clock
from reports.svod.svod import SvodView
from sales.calendar.calendar import month_of
from sales.calendar.quiet import QUIET_FROM
from sales.calendar.slots import ON_TIME_WITHIN, Lateness, late_until_night
from sales.core.clock import local, local_date
from sales.schedule.schedule import Scheduled
from scheduler.groups import post_svod
from scheduler.sight import OwedWork, Sight, take_sight
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import ScheduledDepartment
from storage.settings.departments import Department
from storage.transaction import Transaction

LateView = TypeVar("LateView", SvodView, MonthCloseView)


async def list_owed(sight: Sight) -> list[OwedWork]:
    """One for each department whose evening has come."""
    return [
        OwedWork(f"the summary report, department {place.id}", partial(_send, department=place.department))
        for place in sight.places
        if await _is_owed(sight, place)
    ]


async def _is_owed(sight: Sight, place: ScheduledDepartment) -> bool:
    today = sight.today(place)
    due_at = place.due_at(Scheduled.SVOD, today)
    if due_at is None or due_at > sight.now or place.founded_at > due_at:
        return False
    return DoneDuty(place.id) not in await sight.read_taken(Scheduled.SVOD, today)


async def _send(tx: Transaction, department: Department) -> bool:
    now = tx.clock.now()
    today = local_date(now, department.zone)
    place = (await take_sight(tx)).place(department.id)
    due_at = place.due_at(Scheduled.SVOD, today)
    if due_at is None:
        return False
    lateness = _lateness(due_at, now, department.zone)
    readers = place.awake(await tx.system.staff.readers_of_report(department.id, today), now)
    if not readers and lateness is not Lateness.SKIPPED:
        return False  # somebody may wake before the evening is over
    if not await tx.system.duties.take(Scheduled.SVOD, department.id, today, "", due_at, lateness):
        return False
    if lateness is Lateness.SKIPPED:
        return False
    found = await svod_for_clock(tx, department.id, month_of(today), now)
    view = await find_kept_view(tx, SvodView, found, DAILY, is_late=lateness is Lateness.LATE)
    open_now = await tx.system.funnels.open_now(department.id)
    await tx.system.kept_reports.keep(department.id, FUNNEL, today, month_of(today), print_open(open_now))
    for reader in readers:
        await tx.system.outbox.put(view.under(view.key_for(department.id, today, reader.person_id)).send_report(reader))
    await post_svod(tx, department.id, today)
    return True


async def find_kept_view(tx: Transaction, view: type[LateView], found: Svod, kind: str, *, is_late: bool) -> LateView:
    """The view of a report that is sent now; its figures are kept as they were said, for «пересчитано» later."""
    department, period, today = found.department, found.period, found.today
    await tx.system.kept_reports.keep(department.id, kind, today, (period.first, period.last), found.figures())
    return view(
        department_id=department.id,
        first=period.first,
        last=period.last,
        kept=today.toordinal(),
        late=hours(found.at, department.zone) if is_late else "",
    )


def _lateness(due_at: datetime, now: datetime, zone: str) -> Lateness:
    is_day = now - due_at <= ON_TIME_WITHIN or local(now, zone).time() < QUIET_FROM
    return late_until_night(due_at, now) if is_day else Lateness.SKIPPED
