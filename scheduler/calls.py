"""Calls of the exchange: missed ones that were to wait, and outcomes, asked of in one message twice a day (spec/6)."""

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial

from reports.telephony.digest import CallsDigestView
from reports.telephony.missed import MissedCallView, find_free_from, list_told
from sales.calendar.slots import LATE_WITHIN, instant_of
from sales.core.clock import local
from scheduler.sight import OwedWork, Sight
from storage.checkins.timetable import ScheduledDepartment
from storage.telephony.call import PbxCall
from storage.transaction import Transaction

ASKED_AT = (time(13), time(17, 30))


async def list_owed(sight: Sight) -> list[OwedWork]:
    """A missed call each, and a message of outcomes for each person."""
    due = await sight.tx.system.pbx_calls.list_due(sight.now)
    missed = [OwedWork(f"a missed call {each.id}", partial(tell_missed, call=each)) for each in due]
    return [*missed, *[each for place in sight.places for each in await _list_asked(sight, place)]]


async def tell_missed(tx: Transaction, call: PbxCall) -> bool:
    """To whoever may be told now; in their night it waits for the morning. Whether it was said."""
    told = await list_told(tx, call)
    free = {each.person_id: await find_free_from(tx, each) for each in told}
    awake = [each for each in told if free[each.person_id] is None]
    await tx.system.pbx_calls.set_due(call.id, None if awake else min((at for at in free.values() if at), default=None))
    for reader in awake:
        view = MissedCallView(call_id=call.id)
        key = view.key_for(call.id, reader.person_id)
        await tx.system.outbox.put(view.under(key).send_unasked(reader, fresh=True))
    return bool(awake)


async def _list_asked(sight: Sight, place: ScheduledDepartment) -> list[OwedWork]:
    """Only within the hour that follows: whoever was silent then is asked the next time."""
    today = sight.today(place)
    times = [(each, instant_of(today, each, place.zone)) for each in ASKED_AT]
    slot = next((each for each in times if each[1] <= sight.now <= each[1] + LATE_WITHIN), None)
    if slot is None or not place.calendar.is_workday(today):
        return []
    owing = await sight.tx.system.pbx_calls.list_owing(place.id, today, slot[1])
    return [
        OwedWork(f"outcomes of calls, person {each}", partial(_ask, person_id=each, calls=calls, slot=slot))
        for each, calls in owing.items()
    ]


async def _ask(tx: Transaction, person_id: int, calls: Sequence[int], slot: tuple[time, datetime]) -> bool:
    """Marked in any case, once; whether it was said."""
    person = await tx.system.staff.actor(person_id)
    if not await tx.system.pbx_calls.mark_asked(calls, slot[1]) or person is None:
        return False
    if await find_free_from(tx, person) is not None:
        return False
    view, day = CallsDigestView(calls=tuple(calls)), local(slot[1], person.zone).date()
    key = view.key_for(person_id, day, slot[0].isoformat("minutes"))
    await tx.system.outbox.put(view.under(key).send_unasked(person))
    return True
