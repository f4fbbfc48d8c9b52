"""Calls of the exchange: missed ones that were to wait, and outcomes, asked of in one message twice a day (spec/6)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time
from functools import partial

from reports.general.unasked import find_room
from reports.telephony.digest import CallsDigestView
from reports.telephony.missed import MissedCallsView, MissedCallView, find_free_from, list_told
from sales.calendar.slots import LATE_WITHIN, instant_of
from sales.core.clock import local, local_date
from sales.core.errors import AlreadyDoneError
from sales.schedule.schedule import Scheduled
from sales.week.times import week_to_plan
from scheduler.sight import OwedWork, Sight, slots_of
from scheduler.week_duty import times_of
from storage.checkins.timetable import ScheduledDepartment
from storage.engine.actor import Actor
from storage.queues.messages import NewMessage
from storage.telephony.call import LOOK_BACK, PbxCall
from storage.transaction import Transaction

ASKED = (Scheduled.CALLS_NOON, Scheduled.CALLS_EVENING)


async def list_owed(sight: Sight) -> list[OwedWork]:
    """The missed calls that are due, and a message of outcomes for each person."""
    due = await sight.tx.system.pbx_calls.list_due(sight.now)
    missed = [OwedWork(f"{len(due)} missed calls", partial(tell_missed, due=due))] if due else []
    asked = [(place, slot) for place in sight.places if (slot := _find_slot(sight, place)) is not None]
    there, since = [place.id for place, _slot in asked], (sight.now - LOOK_BACK).date()
    owing = await sight.tx.system.pbx_calls.list_places_owing(there, since) if there else set()
    return [*missed, *[each for place, slot in asked if place.id in owing for each in await _list(sight, place, slot)]]


async def tell_missed(tx: Transaction, due: Sequence[PbxCall]) -> bool:
    """To whoever may be told now, several in one message; in their night they wait for the morning."""
    told: dict[int, list[PbxCall]] = {}
    readers: dict[int, Actor] = {}
    for call in due:
        free = {each.person_id: (each, await find_free_from(tx, each)) for each in await list_told(tx, call)}
        awake = [each for each, at in free.values() if at is None]
        later = min((at for _each, at in free.values() if at is not None), default=None)
        is_mine = await tx.system.pbx_calls.claim_due(call, None if awake else later)
        for each in awake if is_mine else ():
            readers[each.person_id] = each
            told.setdefault(each.person_id, []).append(call)
    for person_id, calls in told.items():
        await tx.system.outbox.put(_make(tx, readers[person_id], calls))
    return bool(told)


def _make(tx: Transaction, reader: Actor, calls: Sequence[PbxCall]) -> NewMessage:
    if len(calls) == 1:
        one = MissedCallView(call_id=calls[0].id)
        return one.under(one.key_for(calls[0].id, reader.person_id)).send_unasked(reader, fresh=True)
    view = MissedCallsView(calls=tuple(each.id for each in calls))
    today = local_date(tx.clock.now(), reader.zone)
    return view.under(view.key_for(reader.person_id, today)).send_unasked(reader, fresh=True)


def _find_slot(sight: Sight, place: ScheduledDepartment) -> tuple[time, datetime] | None:
    """Only within the hour that follows: whoever was silent then is asked the next time."""
    today = sight.today(place)
    if not place.calendar.is_workday(today):
        return None
    hours = sorted(at for each in ASKED if (found := place.settings[each]).is_on and (at := found.at) is not None)
    begun = [(at, moment) for at in hours if (moment := instant_of(today, at, place.zone)) <= sight.now]
    return begun[-1] if begun and sight.now <= begun[-1][1] + LATE_WITHIN else None


async def _list(sight: Sight, place: ScheduledDepartment, slot: tuple[time, datetime]) -> list[OwedWork]:
    every = await sight.tx.system.pbx_calls.list_owing(place.id, sight.today(place), slot[1])
    owing = await _leave_quiet(sight, place, every)
    return [
        OwedWork(f"outcomes of calls, person {each}", partial(_ask, person_id=each, calls=calls, slot=slot))
        for each, calls in owing.items()
    ]


async def _leave_quiet(
    sight: Sight, place: ScheduledDepartment, owing: Mapping[int, Sequence[int]]
) -> Mapping[int, Sequence[int]]:
    """Without those whose day is full: their calls stand in the evening's question (reports.telephony.digest)."""
    today = sight.today(place)
    coming = week_to_plan(today, place.calendar) if place.settings[Scheduled.WEEK_ASK].is_on else None
    times = None if coming is None else times_of(place, coming)
    questions = [*(each.ask_at for each in slots_of(place, today)), *([] if times is None else [times.ask_at])]
    room = await find_room(sight.tx, owing.keys(), place.zone, questions)
    return {each: calls for each, calls in owing.items() if each in room}


async def _ask(tx: Transaction, person_id: int, calls: Sequence[int], slot: tuple[time, datetime]) -> bool:
    """Marked in any case, once; whether it was said."""
    person = await tx.system.staff.actor(person_id)
    if not await tx.system.pbx_calls.mark_asked(calls, slot[1]) or person is None:
        return False
    if await find_free_from(tx, person) is not None:
        return False
    await _match(tx, person, calls)
    view, day = CallsDigestView(calls=tuple(calls)), local(slot[1], person.zone).date()
    key = view.key_for(person_id, day, slot[0].isoformat("minutes"))
    await tx.system.outbox.put(view.under(key).send_unasked(person, silent=True))
    return True


async def _match(tx: Transaction, person: Actor, calls: Sequence[int]) -> None:
    """Whose number was nobody's as they rang may have become a client since."""
    mine = tx.as_(person)
    for call in await mine.pbx_calls.list_own(calls):
        known = await mine.clients.by_phone(call.phone or "") if call.client_id is None else []
        if len(known) == 1:
            with suppress(AlreadyDoneError):  # another one of that number took it along
                await mine.pbx_calls.set_client(call.id, known[0].id)
