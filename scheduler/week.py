"""
The week plan by the clock: asked about on the last workday before it, reminded of on its first one, told to the lead
once it is frozen (scheduler.week_freeze), and at its end what came of it.

Each has a lateness of its own. A question is late until the evening, then the reminder stands for it. A reminder ends
with the freeze. The table and the result go out until the quiet hours of their day. Nobody is written to at night, by
their own clock.
"""

from datetime import date, datetime, time
from functools import partial

from reports.message.format import hours
from reports.message.view import Keyed
from reports.week.result import WeekResultView
from reports.week.table import WeekTableView
from reports.week.week import REMINDS, WeekView
from sales.calendar.calendar import DAY, week_of
from sales.calendar.quiet import QUIET_FROM
from sales.calendar.slots import Lateness, instant_of
from sales.schedule.schedule import Scheduled
from sales.week.times import WeekTimes, is_first_day, week_to_plan
from scheduler.sight import Deed, Sight, seen
from scheduler.week_errand import Errand, parts_of, times_of
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import Place
from storage.engine.actor import Actor
from storage.transaction import Transaction

RESULT_AT = time(18, 25)
QUESTIONS = frozenset({Scheduled.WEEK_ASK, Scheduled.WEEK_REMIND})


async def owed(sight: Sight) -> list[Deed]:
    """What somebody is still to be written of; a look that finds nobody writes nothing."""
    return [
        Deed(f"{errand.kind}, department {place.id}", partial(_tell, department_id=place.id, errand=errand))
        for place in sight.places
        for errand in _errands(sight, place)
        if place.founded_at <= errand.due_at <= sight.now and await _waiting(sight, place, errand)
    ]


def _errands(sight: Sight, place: Place) -> list[Errand]:
    """Of today: what was not sent by the evening is not sent any more."""
    today = sight.today(place)
    if sight.now >= instant_of(today, QUIET_FROM, place.zone):
        return []
    found, monday, coming = [], week_of(today)[0], week_to_plan(today, place.calendar)
    if coming is not None and (times := times_of(place, coming)):
        found.append(Errand(Scheduled.WEEK_ASK, coming, today, times.ask_at))
    if is_first_day(today, place.calendar) and (times := times_of(place, monday)):
        found += _of_first_day(times, sight.now)
    if place.calendar.is_workday(today) and place.calendar.workdays(today + DAY, monday + DAY * 6) == 0:
        due_at = instant_of(today, place.settings[Scheduled.WEEK_RESULT].at or RESULT_AT, place.zone)
        found.append(Errand(Scheduled.WEEK_RESULT, monday, today, due_at))
    return [each for each in found if place.settings[each.kind].is_on]


def _of_first_day(times: WeekTimes, now: datetime) -> list[Errand]:
    table = Errand(Scheduled.WEEK_TABLE, times.monday, times.first_day, max(times.table_at, times.freeze_at))
    if now >= times.freeze_at:
        return [table]
    return [Errand(Scheduled.WEEK_REMIND, times.monday, times.first_day, times.remind_at), table]


async def _tell(tx: Transaction, department_id: int, errand: Errand) -> bool:
    """Once to each, whoever ticks; an owner who reads several departments is written to about each of them."""
    sight = await seen(tx)
    place, lateness, told = sight.place(department_id), errand.lateness(sight.now), False
    late = hours(sight.now, place.zone) if lateness is Lateness.LATE else ""
    for person in await _waiting(sight, place, errand):
        taken = await sight.tx.system.duties.take(
            errand.kind, person.person_id, errand.day, "", errand.due_at, lateness, department_id=department_id
        )
        if not taken:
            continue
        if errand.kind in QUESTIONS:
            await _put_question(sight.tx, errand, person)
        else:
            await _put_report(sight.tx, place, errand, person, late)
        told = True
    return told


async def _waiting(sight: Sight, place: Place, errand: Errand) -> list[Actor]:
    """Who was not written to yet; who is asleep by their own clock is left for a later look."""
    taken = await sight.taken(errand.kind, errand.day)
    people = place.awake(_people(sight, place, errand), sight.now)
    left = [each for each in people if DoneDuty(each.person_id, department_id=place.id) not in taken]
    if not left or errand.kind is Scheduled.WEEK_ASK:
        return left
    if errand.kind is Scheduled.WEEK_REMIND:
        return await _unconfirmed(sight.tx, left, errand)
    return left if await _is_frozen(sight.tx, place, errand) else []


def _people(sight: Sight, place: Place, errand: Errand) -> list[Actor]:
    match errand.kind:
        case Scheduled.WEEK_ASK:
            return [person for person, part in parts_of(place, errand.monday) if part.is_asked]
        case Scheduled.WEEK_REMIND:
            return [person for person, part in parts_of(place, errand.monday) if part.is_reminded]
        case _:
            return place.report_readers(errand.day) or list(sight.timetable.owners)


async def _unconfirmed(tx: Transaction, people: list[Actor], errand: Errand) -> list[Actor]:
    plans = await tx.system.week_plans.of_people([each.person_id for each in people], errand.monday)
    confirmed = {person_id for person_id, plan in plans.items() if plan.is_confirmed}
    return [each for each in people if each.person_id not in confirmed]


async def _is_frozen(tx: Transaction, place: Place, errand: Errand) -> bool:
    """A department without managers, or in its first days, has nothing to be told of."""
    managers = [each.actor.person_id for each in place.managers]
    plans = await tx.system.week_plans.of_people(managers, errand.monday) if managers else {}
    return any(plan.is_frozen for plan in plans.values())


async def _put_question(tx: Transaction, errand: Errand, person: Actor) -> None:
    """The draft, below everything else: an edit of an earlier one would not be noticed."""
    if errand.kind is Scheduled.WEEK_ASK:
        await tx.system.week_plans.draft(person.person_id, errand.monday)
    view = WeekView(monday=errand.monday, call=REMINDS if errand.kind is Scheduled.WEEK_REMIND else "")
    key = view.key_for(person.person_id, errand.monday)
    await tx.system.outbox.put(view.under(key).unasked(person, fresh=True))


async def _put_report(tx: Transaction, place: Place, errand: Errand, reader: Actor, late: str) -> None:
    is_table = errand.kind is Scheduled.WEEK_TABLE
    report = (_table if is_table else _result)(place.id, errand.monday, reader.person_id, late)
    await tx.system.outbox.put(report.unasked(reader, repeat=False, fresh=is_table))


def _table(department_id: int, monday: date, reader_id: int, late: str) -> Keyed:
    view = WeekTableView(department_id=department_id, monday=monday, late=late)
    return view.under(view.key_for(department_id, monday, reader_id))


def _result(department_id: int, monday: date, reader_id: int, late: str) -> Keyed:
    view = WeekResultView(department_id=department_id, monday=monday, late=late)
    return view.under(view.key_for(department_id, monday, reader_id))
