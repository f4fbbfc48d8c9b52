"""After a handler: the check-ins and summaries that show a changed day are drawn anew, whoever changed it and where."""

from datetime import date, timedelta

from handlers.framework.replies import Erase, Reply, Touch
from handlers.redraw.reports_told import reports_of
from reports.checkins.checkin import CheckinView
from reports.checkins.checkin_reminder import CheckinReminderView
from reports.checkins.summary import SummaryView
from reports.checkins.summary_person import SummaryPersonView
from reports.groups.posts import GroupSlotView, GroupSvodView
from reports.tomorrow.evening import day_ahead
from reports.tomorrow.tomorrow import TomorrowView
from reports.week.result import WeekResultView
from reports.week.table import WeekTableView
from reports.week.week import WeekView
from sales.calendar.calendar import DAY, month_of, week_of
from sales.calendar.slots import SlotTimes, coming, list_begun, standing
from sales.checkins.checkin import Checkin
from sales.core.clock import local_date
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction

WEEK = timedelta(days=7)


async def touches(tx: Transaction) -> list[Reply]:
    """For everything that this transaction has changed so far: to be asked after the handler, before the commit."""
    awaited = tx.system.ripples.find_awaited()
    people = await tx.system.ripples.people({owner for owner, due_on in awaited if await _is_shown(tx, owner, due_on)})
    ahead = {owner for owner, _ in awaited} - people
    return [*await touches_of(tx, people), *await _plans_of(tx, ahead), *await _touch_closed_months(tx)]


async def _is_shown(tx: Transaction, person_id: int, due_on: date) -> bool:
    """Whether a new payment is on a check-in that stands: it is due, or the day's last question has tomorrow in it."""
    person = await tx.system.staff.actor(person_id)
    if person is None or person.department_id is None:
        return False
    day, slot = await slot_now(tx, await tx.system.departments.get(person.department_id))
    return due_on <= day or slot is None or slot.is_last


async def _plans_of(tx: Transaction, person_ids: set[int]) -> list[Reply]:
    """The plans ahead of people whose day is as it was."""
    found: list[Reply] = []
    for person_id in sorted(person_ids):
        person = await tx.system.staff.actor(person_id)
        if person is not None and person.department_id is not None:
            department = await tx.system.departments.get(person.department_id)
            found += [*await _plans_ahead(tx, person), *await _tables_now(tx, department)]
    return found


async def _touch_closed_months(tx: Transaction) -> list[Reply]:
    """Money entered late, or taken back, is in the message of its month; the month under way shows it when asked."""
    anywhere = (tx.clock.now() + DAY).date()  # a month that ends on it or later is closed nowhere on earth
    months = {each for each in tx.system.ripples.months() if month_of(each[1])[1] < anywhere}
    found: list[Reply] = []
    for person_id, month in sorted(months):
        person = await tx.system.staff.actor(person_id)
        if person is None or person.department_id is None:
            continue
        place = await tx.system.departments.get(person.department_id)
        if month_of(month)[1] < local_date(tx.clock.now(), place.zone):
            found += await reports_of(tx, place, [month])
    return found


async def touches_of(tx: Transaction, person_ids: set[int]) -> list[Reply]:
    """The open check-ins of these people, and the summaries of their departments that are still alive."""
    found: list[Reply] = []
    departments: set[int] = set()
    for person_id in sorted(person_ids):
        person = await tx.system.staff.actor(person_id)
        if person is None or person.department_id is None:
            continue
        departments.add(person.department_id)
        last = await tx.system.checkins.last_of(person_id, local_date(tx.clock.now(), person.zone))
        if last is not None:
            found.append(Touch(CheckinView.key_for(person_id, last.day, last.slot)))
            found += await _answer(tx, last)
        found += await _plans_ahead(tx, person)
    for department_id in sorted(departments):
        department = await tx.system.departments.get(department_id)
        found += [*await _summaries(tx, department), *await _tables_now(tx, department)]
    return found


async def _plans_ahead(tx: Transaction, person: Actor) -> list[Reply]:
    """The own week plan, of this week and of the next one, and the plan of the workday ahead."""
    today = local_date(tx.clock.now(), person.zone)
    monday, day = week_of(today)[0], await day_ahead(tx, person.person_id, today)
    keys = [str(WeekView.key_for(person.person_id, week)) for week in (monday, monday + WEEK)]
    return [Touch(key) for key in (*keys, *([] if day is None else [TomorrowView.key_for(person.person_id, day)]))]


async def _tables_now(tx: Transaction, department: Department) -> list[Reply]:
    monday = week_of(local_date(tx.clock.now(), department.zone))[0]
    return await week_tables(tx, department.id, monday, monday + WEEK)


async def week_tables(tx: Transaction, department_id: int | None, *mondays: date) -> list[Reply]:
    """The department's week plans wherever they stand: of the weeks that begin on these Mondays."""
    if department_id is None:
        return []
    readers = await tx.system.staff.watching(department_id)
    return [
        Touch(key(department_id, monday, reader.person_id))
        for monday in mondays
        for reader in readers
        for key in (WeekTableView.key_for, WeekResultView.key_for)
    ]


async def _answer(tx: Transaction, checkin: Checkin) -> list[Reply]:
    """A reminder to who has answered since is in the way; to who has answered a part it says what is left."""
    key = CheckinReminderView.key_for(checkin.person_id, checkin.day, checkin.slot)
    if checkin.answered_at is None:
        return [Touch(key)]
    return [] if await tx.system.outbox.message_of(key) is None else [Erase(key)]


async def _summaries(tx: Transaction, department: Department) -> list[Reply]:
    """Of the slot that stands, and of the next one where somebody has opened it ahead of its time."""
    day = local_date(tx.clock.now(), department.zone)
    times = await tx.system.calendars.slots_of(department, day)
    now = tx.clock.now()
    slots = {slot.slot.code for slot in (standing(times, now), current_slot(times, tx)) if slot is not None}
    readers = await tx.system.staff.watching(department.id)
    groups = await tx.system.groups.list_on(department.id)
    posted: list[str] = [GroupSlotView.key_for(group.id, day, slot) for group in groups for slot in sorted(slots)]
    posted += [GroupSvodView.key_for(group.id, day) for group in groups]
    told = [
        Touch(key(department.id, day, slot, reader.person_id))
        for slot in sorted(slots)
        for reader in readers
        for key in (SummaryView.key_for, SummaryPersonView.key_for)
    ]
    return [*told, *map(Touch, posted)]


def current_slot(times: tuple[SlotTimes, ...], tx: Transaction) -> SlotTimes | None:
    """What `/checkin` opens: the last slot asked about, before the first one the first; None on a day off."""
    now = tx.clock.now()
    return next(reversed(list_begun(times, now)), None) or coming(times, now)


async def slot_now(tx: Transaction, department: Department) -> tuple[date, SlotTimes | None]:
    """The department's local day, and the slot that /checkin opens on it; None on a day off."""
    day = local_date(tx.clock.now(), department.zone)
    return day, current_slot(await tx.system.calendars.slots_of(department, day), tx)
