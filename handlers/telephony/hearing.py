"""What becomes of a call: whose it is, which record is of it, who is told at once (spec/6)."""

from datetime import timedelta
from typing import Final

from handlers.framework.replies import Reply, Say, Touch
from reports.telephony.missed import MissedCallsView, MissedCallView, find_free_from, list_told
from sales.activities.activities import ActivityType, CallOutcome
from sales.core.clock import local_date
from sales.core.people import SELLERS
from sales.telephony.call import Call
from storage.activities.activities import NewActivity
from storage.clients.contacts import ten_digits
from storage.engine.actor import Actor
from storage.telephony.call import PbxCall
from storage.telephony.calls import CallParties, CallPlace
from storage.transaction import Transaction

WORTH_SAYING: Final = timedelta(hours=12)
"""An older missed call is counted, and told to nobody."""


async def take_in(tx: Transaction, place: CallPlace, call: Call, *, tells: bool = True) -> list[Reply]:
    """Once, however often it comes; what two of ours say to each other is no call.

    `tells`: of a missed one whoever is to ring back; not of what is long over.
    """
    calls = tx.system.pbx_calls
    if await calls.is_ours(place.department_id, call):
        return []
    person = await _find_person(tx, place, call)
    parties = await _match(tx, place, call, person)
    call_id = await calls.add(place, call, parties)
    if call_id is None:
        return []
    if call.is_missed:
        return await _tell_missed(tx, place, call, call_id) if tells else []
    if person is not None and parties.client_id is not None and not parties.is_closed:
        await _record(tx, call_id, call, parties, person)
    rung = await calls.answer(place.department_id, call.phone, call.started_at)
    return [reply for each in rung for reply in await touch_missed(tx, each)]


async def _tell_missed(tx: Transaction, place: CallPlace, call: Call, call_id: int) -> list[Reply]:
    """At once in working hours; another one of the same number only shows how often it was."""
    calls, now = tx.system.pbx_calls, tx.clock.now()
    if ten_digits(call.phone) is None or now - call.started_at > WORTH_SAYING:
        return []
    if (answered_at := await calls.was_answered(place.department_id, call)) is not None:
        await calls.answer(place.department_id, call.phone, answered_at)
        return []
    first = await calls.find_waiting(place.department_id, call.phone, now - WORTH_SAYING)
    if first is not None and first.id != call_id:
        return await touch_missed(tx, first)
    if first is None:
        return []
    told = await list_told(tx, first)
    free = {each.person_id: await find_free_from(tx, each) for each in told}
    awake = [each for each, at in free.items() if at is None]
    if not awake:
        await calls.set_due(call_id, min((at for at in free.values() if at is not None), default=None))
    view = MissedCallView(call_id=call_id)
    return [Say(view.under(view.key_for(call_id, each)), to=each) for each in awake]


async def touch_missed(tx: Transaction, call: PbxCall) -> list[Reply]:
    """Whoever was told of it sees how it stands."""
    watching = {each.person_id for each in await tx.system.staff.watching(call.department_id)}
    owner_id = None if call.client_id is None else await tx.system.pbx_calls.find_owner(call.client_id)
    sellers = {each.person_id for each in await tx.system.staff.managers(call.department_id)}
    told = watching | sellers | {each for each in (owner_id, call.person_id) if each is not None}
    place = await tx.system.departments.get(call.department_id)
    today = local_date(tx.clock.now(), place.zone)
    keys = [(MissedCallView.key_for(call.id, each), MissedCallsView.key_for(each, today)) for each in sorted(told)]
    return [Touch(key) for both in keys for key in both]


async def _find_person(tx: Transaction, place: CallPlace, call: Call) -> Actor | None:
    person_id = await tx.system.pbx_calls.find_person(place.department_id, call)
    return None if person_id is None else await tx.system.staff.actor(person_id)


async def _match(tx: Transaction, place: CallPlace, call: Call, person: Actor | None) -> CallParties:
    """The one client with that number: of who spoke, else of the department; of two nobody is chosen.

    Of a colleague's client nothing is asked: whoever spoke does not see it.
    """
    calls, who = tx.system.pbx_calls, None if person is None else person.person_id
    if person is not None and person.role in SELLERS:
        own = await tx.as_(person).clients.by_phone(call.phone)
        if own:
            client_id = own[0].id if len(own) == 1 else None
            contact_id = None if client_id is None else await calls.find_contact(client_id, call.phone)
            return CallParties(who, client_id, contact_id)
    others = await calls.list_clients(place.department_id, call.phone)
    if others:
        client_id = others[0] if len(others) == 1 else None
        contact_id = None if client_id is None else await calls.find_contact(client_id, call.phone)
        return CallParties(who, client_id, contact_id, is_closed=True)
    return CallParties(who, is_closed=await calls.is_nobodys(place.department_id, call.phone))


async def _record(tx: Transaction, call_id: int, call: Call, parties: CallParties, person: Actor) -> None:
    """The record that they have written themselves, else one without an outcome; what was missed makes none."""
    if call.is_missed or parties.client_id is None:
        return
    calls = tx.system.pbx_calls
    logged = await calls.find_logged(person.person_id, parties.client_id, call.started_at)
    if logged is None:
        outcome = None if call.is_talk else CallOutcome.NO_ANSWER
        new = NewActivity(parties.client_id, ActivityType.CALL, call.started_at, outcome, contact_id=parties.contact_id)
        logged = (await tx.as_(person).activities.log_call(new, call_id)).id
    await calls.set_activity(call_id, logged)
