"""
The week plan by the clock: asked about on the last workday before it, reminded of and frozen on its first one, told to
the lead, and at its end what came of it.

Each has a lateness of its own. A question is late until the evening, then the reminder stands for it. A reminder ends
with the freeze. The freeze is made whenever the process comes back, as of the hour at which it was due. The table and
the result go out until the quiet hours of their day. Nobody is written to at night, by their own clock.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time

from reports.format import hours
from reports.keys import week_key, week_result_key, week_table_key
from reports.week_figures import times_by
from sales.calendar import DAY, WorkCalendar, week_of
from sales.clock import local_date
from sales.quiet import QUIET_FROM, is_quiet
from sales.schedule import Scheduled, Setting
from sales.slots import ON_TIME_WITHIN, Lateness, instant_of
from sales.week_times import WeekPart, WeekTimes, is_first_day, part_in_week, week_to_plan
from storage.actor import Actor
from storage.database import Database
from storage.departments import Department
from storage.parcel import BULK, Parcel
from storage.transaction import Transaction
from storage.types import Json

log = logging.getLogger(__name__)

WEEK = DAY * 7
RESULT_AT = time(18, 25)
QUESTIONS = frozenset({Scheduled.WEEK_ASK, Scheduled.WEEK_REMIND})


@dataclass(frozen=True, slots=True)
class Place:
    """A department at this moment."""

    department: Department
    calendar: WorkCalendar
    settings: dict[Scheduled, Setting]
    now: datetime

    @property
    def id(self) -> int:
        return self.department.id

    @property
    def today(self) -> date:
        return local_date(self.now, self.department.zone)

    @property
    def monday(self) -> date:
        return week_of(self.today)[0]

    def is_on(self, kind: Scheduled) -> bool:
        return self.settings[kind].is_on

    def times(self, monday: date) -> WeekTimes | None:
        return times_by(self.settings, self.calendar, self.department, monday)

    def evening(self) -> datetime:
        return instant_of(self.today, QUIET_FROM, self.department.zone)


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do for one department: of which week, and since when it is owed."""

    kind: Scheduled
    monday: date
    day: date
    due_at: datetime


async def look(database: Database) -> bool:
    """Do what is due; whether anything was put into the outbox."""
    froze, told = await _do_all(database, freezes=True), await _do_all(database, freezes=False)
    return froze or told


async def _do_all(database: Database, *, freezes: bool) -> bool:
    """The freezes before the rest is looked for: a table that is late by as much shows what they froze."""
    async with database.read() as tx:
        owed = [(each, await _owed(tx, each, freezes=freezes)) for each in await tx.departments.all()]
    done = [await _do(database, department, errand) for department, errands in owed for errand in errands]
    return any(done)


async def _owed(tx: Transaction, department: Department, *, freezes: bool) -> list[Errand]:
    place = await _place(tx, department)
    founded = await tx.departments.founded_at(department.id)
    errands = _freezes(place) if freezes else _messages(place)
    due = [each for each in errands if founded <= each.due_at <= place.now]
    return [each for each in due if await _is_open(tx, place, each)]


async def _is_open(tx: Transaction, place: Place, errand: Errand) -> bool:
    """Somebody is still to be written to; a look that finds nobody writes nothing."""
    if errand.kind is Scheduled.WEEK_FREEZE:
        return (place.id, "") not in await tx.duties.taken(errand.kind, errand.day)
    return bool(await _waiting(tx, place, errand))


async def _place(tx: Transaction, department: Department) -> Place:
    calendar = await tx.calendar.of_department(department.id)
    return Place(department, calendar, await tx.schedule.of_department(department.id), tx.clock.now())


def _freezes(place: Place) -> list[Errand]:
    """Of this week, and of the last one if nobody was there to do it."""
    found = [place.times(monday) for monday in (place.monday - WEEK, place.monday)]
    return [Errand(Scheduled.WEEK_FREEZE, each.monday, each.first_day, each.freeze_at) for each in found if each]


def _messages(place: Place) -> list[Errand]:
    """Of today: what was not sent by the evening is not sent any more."""
    if place.now >= place.evening():
        return []
    found = []
    coming = week_to_plan(place.today, place.calendar)
    if coming is not None and (times := place.times(coming)):
        found.append(Errand(Scheduled.WEEK_ASK, coming, place.today, times.ask_at))
    if is_first_day(place.today, place.calendar) and (times := place.times(place.monday)):
        found += _of_first_day(place, times)
    if _is_last_day(place):
        at = place.settings[Scheduled.WEEK_RESULT].at or RESULT_AT
        due_at = instant_of(place.today, at, place.department.zone)
        found.append(Errand(Scheduled.WEEK_RESULT, place.monday, place.today, due_at))
    return [each for each in found if place.is_on(each.kind)]


def _of_first_day(place: Place, times: WeekTimes) -> list[Errand]:
    table_at = max(times.table_at, times.freeze_at)
    table = Errand(Scheduled.WEEK_TABLE, times.monday, times.first_day, table_at)
    if place.now >= times.freeze_at:
        return [table]
    return [Errand(Scheduled.WEEK_REMIND, times.monday, times.first_day, times.remind_at), table]


def _is_last_day(place: Place) -> bool:
    rest_of_week = place.calendar.workdays(place.today + DAY, place.monday + DAY * 6)
    return place.calendar.is_workday(place.today) and rest_of_week == 0


async def _do(database: Database, department: Department, errand: Errand) -> bool:
    """One department's trouble is not another's: it is logged, and tried again with the next look."""
    try:
        async with database.write() as tx:
            place = await _place(tx, department)
            if errand.kind is Scheduled.WEEK_FREEZE:
                return await _freeze(tx, place, errand)
            return await _tell(tx, place, errand)
    except Exception:
        log.exception("%s was not done: department %s", errand.kind, department.id)
        return False


async def _freeze(tx: Transaction, place: Place, errand: Errand) -> bool:
    """Everybody who works on some day of the week, confirmed or not."""
    lateness = _lateness(errand, place.now)
    if not await tx.duties.take(errand.kind, place.id, errand.day, "", errand.due_at, lateness):
        return False
    people = await _parts(tx, place, errand.monday)
    for person, part in people:
        if part.is_planned:
            await tx.week_plans.freeze(person.person_id, errand.monday, errand.due_at)
    touched = [week_key(person.person_id, errand.monday) for person, _part in people]
    return await tx.outbox.touch(*touched) if touched else False


async def _tell(tx: Transaction, place: Place, errand: Errand) -> bool:
    """Once to each, whoever ticks."""
    lateness = _lateness(errand, place.now)
    late = hours(place.now, place.department.zone) if lateness is Lateness.LATE else ""
    told = False
    for person in await _waiting(tx, place, errand):
        day, due_at = errand.day, errand.due_at
        if await tx.duties.take(errand.kind, person.person_id, day, _slot(place), due_at, lateness):
            await (_put_question if errand.kind in QUESTIONS else _put_report)(tx, place, errand, person, late)
            told = True
    return told


async def _waiting(tx: Transaction, place: Place, errand: Errand) -> list[Actor]:
    """Who was not written to yet; who is asleep by their own clock is left for a later look."""
    taken = await tx.duties.taken(errand.kind, errand.day)
    return [
        each
        for each in await _people(tx, place, errand)
        if (each.person_id, _slot(place)) not in taken and not is_quiet(place.now, each.own_zone, place.calendar)
    ]


async def _people(tx: Transaction, place: Place, errand: Errand) -> list[Actor]:
    match errand.kind:
        case Scheduled.WEEK_ASK:
            return [person for person, part in await _parts(tx, place, errand.monday) if part.is_asked]
        case Scheduled.WEEK_REMIND:
            return await _unconfirmed(tx, place, errand)
        case _ if await _is_frozen(tx, place, errand.monday):
            return await tx.people.readers_of_report(place.id, errand.day)
    return []


async def _unconfirmed(tx: Transaction, place: Place, errand: Errand) -> list[Actor]:
    people = [person for person, part in await _parts(tx, place, errand.monday) if part.is_reminded]
    plans = await tx.week_plans.of_people([each.person_id for each in people], errand.monday)
    confirmed = {person_id for person_id, plan in plans.items() if plan.is_confirmed}
    return [each for each in people if each.person_id not in confirmed]


async def _is_frozen(tx: Transaction, place: Place, monday: date) -> bool:
    """A department without managers, or in its first days, has nothing to be told of."""
    managers = [each.person_id for each in await tx.people.managers(place.id)]
    return any(plan.is_frozen for plan in (await tx.week_plans.of_people(managers, monday)).values())


def _slot(place: Place) -> str:
    """An owner reads several departments: a row for each of them."""
    return str(place.id)[-5:]


async def _put_question(tx: Transaction, place: Place, errand: Errand, person: Actor, late: str) -> None:
    """The draft, below everything else: an edit of an earlier one would not be noticed."""
    del place, late
    if errand.kind is Scheduled.WEEK_ASK:
        await tx.week_plans.draft(person.person_id, errand.monday)
    call = "remind" if errand.kind is Scheduled.WEEK_REMIND else ""
    args: Json = {"monday": errand.monday.toordinal(), "call": call}
    key = week_key(person.person_id, errand.monday)
    await tx.outbox.put(Parcel(key, person.telegram_id, person.person_id, BULK, view="week", args=args, fresh=True))


async def _put_report(tx: Transaction, place: Place, errand: Errand, reader: Actor, late: str) -> None:
    is_table = errand.kind is Scheduled.WEEK_TABLE
    key = (week_table_key if is_table else week_result_key)(place.id, errand.monday, reader.person_id)
    args: Json = {"department_id": place.id, "monday": errand.monday.toordinal(), "late": late}
    view = "week_table" if is_table else "week_result"
    parcel = Parcel(key, reader.telegram_id, reader.person_id, BULK, view=view, args=args, repeat=False, fresh=is_table)
    await tx.outbox.put(parcel)


async def _parts(tx: Transaction, place: Place, monday: date) -> list[tuple[Actor, WeekPart]]:
    """What each manager has to do with the week, by their own days: leave, the first and the last one."""
    times = place.times(monday)
    if times is None:
        return []
    calendars = await tx.calendar.of_team(place.id)
    book = await tx.plans.book(place.id, monday, monday + DAY * 6)
    tenures = {each.id: each.tenure(place.department.zone) for each in book.people}
    return [
        (each, part_in_week(times, tenures[each.person_id].on(calendars[each.person_id])))
        for each in await tx.people.managers(place.id)
        if each.person_id in tenures
    ]


def _lateness(errand: Errand, now: datetime) -> Lateness:
    return Lateness.ON_TIME if now - errand.due_at <= ON_TIME_WITHIN else Lateness.LATE
