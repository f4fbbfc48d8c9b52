"""
The week plan by the clock: asked about on the last workday before it, reminded of on its first one, told to the lead
once it is frozen (scheduler.week_freeze), and at its end what came of it.

Each has a lateness of its own. A question is late until the evening, then the reminder stands for it. A reminder ends
with the freeze. The table and the result go out until the quiet hours of their day. Nobody is written to at night, by
their own clock.
"""

from datetime import date, datetime
from functools import partial

from reports.message.format import hours
from reports.message.view import Keyed
from reports.week.result import WeekResultView
from reports.week.table import WeekTableView
from reports.week.week import WeekView
from reports.week.week_screen import REMINDS
from sales.calendar.calendar import DAY, week_of
from sales.calendar.quiet import QUIET_FROM
from sales.calendar.slots import Lateness, instant_of
from sales.schedule.schedule import Scheduled
from sales.week.times import WeekTimes, is_first_day, week_to_plan
from scheduler.sight import OwedWork, Sight, take_sight
from scheduler.week_duty import WeekDuty, parts_of, times_of
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import ScheduledDepartment
from storage.engine.actor import Actor
from storage.transaction import Transaction

QUESTIONS = frozenset({Scheduled.WEEK_ASK, Scheduled.WEEK_REMIND})


async def list_owed(sight: Sight) -> list[OwedWork]:
    """What somebody is still to be written of; a look that finds nobody writes nothing."""
    return [
        OwedWork(f"{duty.kind}, department {place.id}", partial(_tell, department_id=place.id, duty=duty))
        for place in sight.places
        for duty in _duties(sight, place)
        if place.founded_at <= duty.due_at <= sight.now and await _waiting(sight, place, duty)
    ]


def _duties(sight: Sight, place: ScheduledDepartment) -> list[WeekDuty]:
    """Of today: what was not sent by the evening is not sent any more."""
    today = sight.today(place)
    if sight.now >= instant_of(today, QUIET_FROM, place.zone):
        return []
    found, monday, coming = [], week_of(today)[0], week_to_plan(today, place.calendar)
    if coming is not None and (times := times_of(place, coming)):
        found.append(WeekDuty(Scheduled.WEEK_ASK, coming, today, times.ask_at))
    if is_first_day(today, place.calendar) and (times := times_of(place, monday)):
        found += _of_first_day(times, sight.now)
    due_at = place.due_at(Scheduled.WEEK_RESULT, today)
    if due_at is not None and place.calendar.workdays(today + DAY, monday + DAY * 6) == 0:
        found.append(WeekDuty(Scheduled.WEEK_RESULT, monday, today, due_at))
    return [each for each in found if place.settings[each.kind].is_on]


def _of_first_day(times: WeekTimes, now: datetime) -> list[WeekDuty]:
    table = WeekDuty(Scheduled.WEEK_TABLE, times.monday, times.first_day, max(times.table_at, times.freeze_at))
    if now >= times.freeze_at:
        return [table]
    return [WeekDuty(Scheduled.WEEK_REMIND, times.monday, times.first_day, times.remind_at), table]


async def _tell(tx: Transaction, department_id: int, duty: WeekDuty) -> bool:
    """Once to each, whoever ticks; an owner who reads several departments is written to about each of them."""
    sight = await take_sight(tx)
    place, lateness, told = sight.place(department_id), duty.lateness(sight.now), False
    late = hours(sight.now, place.zone) if lateness is Lateness.LATE else ""
    for person in await _waiting(sight, place, duty):
        taken = await sight.tx.system.duties.take(
            duty.kind, person.person_id, duty.day, "", duty.due_at, lateness, department_id=department_id
        )
        if not taken:
            continue
        if duty.kind in QUESTIONS:
            await _put_question(sight.tx, duty, person)
        else:
            await _put_report(sight.tx, place, duty, person, late)
        told = True
    return told


async def _waiting(sight: Sight, place: ScheduledDepartment, duty: WeekDuty) -> list[Actor]:
    """Who was not written to yet; who is asleep by their own clock is left for a later look."""
    taken = await sight.read_taken(duty.kind, duty.day)
    people = place.awake(_people(sight, place, duty), sight.now)
    left = [each for each in people if DoneDuty(each.person_id, department_id=place.id) not in taken]
    if not left or duty.kind is Scheduled.WEEK_ASK:
        return left
    if duty.kind is Scheduled.WEEK_REMIND:
        return await _list_unconfirmed(sight.tx, left, duty)
    return left if await _is_frozen(sight.tx, place, duty) else []


def _people(sight: Sight, place: ScheduledDepartment, duty: WeekDuty) -> list[Actor]:
    match duty.kind:
        case Scheduled.WEEK_ASK:
            return [person for person, part in parts_of(place, duty.monday) if part.is_asked]
        case Scheduled.WEEK_REMIND:
            return [person for person, part in parts_of(place, duty.monday) if part.is_reminded]
        case _:
            return place.report_readers(duty.day) or list(sight.timetable.owners)


async def _list_unconfirmed(tx: Transaction, people: list[Actor], duty: WeekDuty) -> list[Actor]:
    plans = await tx.system.week_plans.of_people([each.person_id for each in people], duty.monday)
    confirmed = {person_id for person_id, plan in plans.items() if plan.is_confirmed}
    return [each for each in people if each.person_id not in confirmed]


async def _is_frozen(tx: Transaction, place: ScheduledDepartment, duty: WeekDuty) -> bool:
    """A department without managers, or in its first days, has nothing to be told of."""
    managers = [each.actor.person_id for each in place.managers]
    plans = await tx.system.week_plans.of_people(managers, duty.monday) if managers else {}
    return any(plan.is_frozen for plan in plans.values())


async def _put_question(tx: Transaction, duty: WeekDuty, person: Actor) -> None:
    """The draft, below everything else: an edit of an earlier one would not be noticed."""
    if duty.kind is Scheduled.WEEK_ASK:
        await tx.system.week_plans.draft(person.person_id, duty.monday)
    view = WeekView(monday=duty.monday, call=REMINDS if duty.kind is Scheduled.WEEK_REMIND else "")
    key = view.key_for(person.person_id, duty.monday)
    await tx.system.outbox.put(view.under(key).send_unasked(person, fresh=True, silent=True))


async def _put_report(tx: Transaction, place: ScheduledDepartment, duty: WeekDuty, reader: Actor, late: str) -> None:
    is_table = duty.kind is Scheduled.WEEK_TABLE
    report = (_table if is_table else _result)(place.id, duty.monday, reader.person_id, late)
    await tx.system.outbox.put(report.send_unasked(reader, repeat=False, fresh=is_table, silent=True))


def _table(department_id: int, monday: date, reader_id: int, late: str) -> Keyed:
    view = WeekTableView(department_id=department_id, monday=monday, late=late)
    return view.under(view.key_for(department_id, monday, reader_id))


def _result(department_id: int, monday: date, reader_id: int, late: str) -> Keyed:
    view = WeekResultView(department_id=department_id, monday=monday, late=late)
    return view.under(view.key_for(department_id, monday, reader_id))
