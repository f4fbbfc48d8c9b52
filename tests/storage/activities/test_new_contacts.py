"""Contacts made: a client counts once, for who got hold of them first, and where there is somebody to go on with."""

from datetime import date

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome, Outcome
from storage.activities.activities import NewActivity
from storage.clients.client import Client
from storage.engine.actor import Actor
from tests.clock import moscow
from tests.storage.house import House

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
CALL, MEETING = ActivityType.CALL, ActivityType.MEETING


async def _did(
    house: House,
    who: Actor,
    client: Client,
    outcome: Outcome | None = CallOutcome.TALKED,
    kind: ActivityType = CALL,
    at: str = "10:00",
) -> int:
    new = NewActivity(client.id, kind, moscow(at), outcome=outcome)
    return (await house.does(lambda tx: tx.as_(who).activities.log(new))).id


async def _made(house: House, first: date = NOVEMBER[0]) -> dict[int, int]:
    async with house.read() as tx:
        return await tx.system.new_contacts.count_made(
            [house.anna.person_id, house.boris.person_id], first, NOVEMBER[1]
        )


async def test_each_client_counts_once(house: House) -> None:
    romashka, lada = await house.client(house.anna), await house.client(house.anna, "Лада")
    for at in ("09:00", "10:00"):
        await _did(house, house.anna, romashka, at=at)
    await _did(house, house.anna, lada, MeetingOutcome.THINKING, MEETING)
    assert await _made(house) == {house.anna.person_id: 2}


async def test_who_was_not_reached_is_no_contact(house: House) -> None:
    romashka = await house.client(house.anna)
    await _did(house, house.anna, romashka, CallOutcome.NO_ANSWER)
    await _did(house, house.anna, romashka, CallOutcome.REFUSED)
    await _did(house, house.anna, romashka, MeetingOutcome.DID_NOT_HAPPEN, MEETING)
    await _did(house, house.anna, romashka, None)
    assert await _made(house) == {}


async def test_a_client_reached_before_these_days_is_not_new(house: House) -> None:
    romashka = await house.client(house.anna)
    await _did(house, house.anna, romashka)
    house.clock.move_to(moscow("10:00", date(2026, 11, 23)))
    new = NewActivity(romashka.id, CALL, moscow("09:00", date(2026, 11, 23)), outcome=CallOutcome.TALKED)
    await house.does(lambda tx: tx.as_(house.anna).activities.log(new))
    assert await _made(house, date(2026, 11, 23)) == {}


async def test_what_was_taken_back_was_no_contact(house: House) -> None:
    call = await _did(house, house.anna, await house.client(house.anna))
    await house.does(lambda tx: tx.as_(house.anna).activity_changes.undo(call))
    assert await _made(house) == {}
