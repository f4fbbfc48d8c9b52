"""Calls of an exchange on both databases: kept once, owed, counted against what was said."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.telephony.call import Call, CallResult, Direction, Exchange
from storage.activities.activities import NewActivity
from storage.activities.done import count_done
from storage.telephony.calls import CallParties, CallPlace
from storage.transaction import Transaction
from tests.clock import FRIDAY, moscow
from tests.storage.house import House

PHONE = "+79161234567"


def call(call_id: str, at: datetime, **more: Any) -> Call:
    facts: dict[str, Any] = {"direction": Direction.OUT, "phone": PHONE, "extension": "A101", "talk_seconds": 125}
    return Call(call_id, at, result=more.pop("result", CallResult.ANSWERED), **facts | more)


async def test_a_call_is_kept_owed_said_and_counted(house: House) -> None:
    """Of the exchange three, of which one is written down and one is told twice; two are said besides."""
    anna, at = house.anna, moscow("10:00")
    place = CallPlace(anna.department_id or 0, anna.zone, Exchange.GENERAL)
    async with house.write() as tx:
        calls, mine = tx.system.pbx_calls, tx.as_(anna)
        await tx.as_(house.olga).people.set_numbers(anna.person_id, "a101", "9160000000")
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.olga).people.set_numbers(house.boris.person_id, "A101", None)
        assert await calls.find_person(place.department_id, call("1", at)) == anna.person_id
        assert (
            await calls.find_person(place.department_id, call("1", at, extension="", line="+79160000000")) is not None
        )
        client = await mine.clients.create("Вектор")
        await mine.contacts.add(client.id, "Мария", PHONE)
        assert await calls.list_clients(place.department_id, PHONE) == [client.id]
        who = CallParties(anna.person_id, client.id, await calls.find_contact(client.id, PHONE))
        first = await calls.add(place, call("1", at), who) or 0
        assert await calls.add(place, call("1", at, talk_seconds=9), who) is None
        second = await calls.add(place, call("2", at + timedelta(minutes=70)), CallParties(anna.person_id)) or 0
        missed = await calls.add(place, call("3", at, direction=Direction.IN, result=CallResult.MISSED), who) or 0
        made = await mine.activities.log_call(NewActivity(client.id, ActivityType.CALL, at), first)
        await calls.set_activity(first, made.id)
        slot = moscow("13:00")
        await calls.add(place, call("0", at - timedelta(days=1)), CallParties(house.boris.person_id))
        owing = await calls.list_owing(place.department_id, FRIDAY, slot)
        assert owing == {anna.person_id: [first, second]}, "of a file those of today are asked about"
        assert await calls.list_new(place.department_id, [call("1", at), call("9", at)]) == [call("9", at)]

        logged = await mine.activities.log(NewActivity(client.id, ActivityType.CALL, at, CallOutcome.TALKED))
        assert logged.talk_seconds == 125
        with pytest.raises(NotYoursError):
            await mine.activities.get(made.id)
        assert await calls.list_owing(place.department_id, FRIDAY, slot) == {anna.person_id: [second]}
        assert await calls.mark_asked([second], slot)
        await _look(tx, house, second, missed)
        await mine.pbx_calls.set_client(second, client.id)
        await mine.pbx_calls.say(second, CallOutcome.SEND_PROPOSAL)
        await mine.pbx_calls.take_back(second)
        await calls.set_due(missed, at)
        assert [each.id for each in await calls.list_due(slot)] == [missed]
        assert [each.id for each in await calls.answer(place.department_id, PHONE, slot)] == [missed]
        (answer,) = await tx.as_(house.olga).pbx_calls.list_answers(at, slot, place.department_id)
        assert answer == (at, slot)
        done = (await count_done(tx.session, [anna.person_id], FRIDAY, FRIDAY))[anna.person_id]
        assert (done.said, done.rung) == (1, 2)


async def _look(tx: Transaction, house: House, second: int, missed: int) -> None:
    """What a colleague may not, the lead may; how often it was missed."""
    with pytest.raises(NotYoursError):
        await tx.as_(house.boris).pbx_calls.get(second)
    seen = await tx.as_(house.olga).pbx_calls.get(missed)
    assert (await tx.as_(house.olga).pbx_calls.count_missed(seen))[0] == 1
    with pytest.raises(NotYoursError):
        await tx.as_(house.olga).pbx_calls.say(second, CallOutcome.TALKED)
    with pytest.raises(AlreadyDoneError):
        await tx.as_(house.anna).pbx_calls.say(second, CallOutcome.TALKED)
