"""The demo's telephone exchange: three calls of this morning of which nothing is said yet, asked of at 13:00."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from handlers.telephony.hearing import take_in
from sales.telephony.call import Call, CallResult, Direction, Exchange
from storage.engine.actor import Actor
from storage.telephony.calls import CallPlace
from storage.transaction import Transaction

SetClock = Callable[[date, int, int], datetime]
EXTENSION = "101"
STRANGER = "+79165554567"


async def write_calls(
    tx: Transaction, owner: Actor, whose: tuple[Actor, Sequence[int]], set_clock: SetClock, today: date
) -> None:
    """Of one manager: with a client, from a client, with somebody whom nobody knows."""
    manager, clients = whose
    await tx.as_(owner).people.set_numbers(manager.person_id, EXTENSION, None)
    place = CallPlace(manager.department_id or 0, manager.zone, Exchange.GENERAL)
    phones = [(await tx.as_(manager).contacts.of_client(each))[0].phone or "" for each in (clients[0], clients[2])]
    for number, (minute, way, phone, seconds) in enumerate(
        ((5, Direction.OUT, phones[0], 125), (12, Direction.IN, phones[1], 280), (20, Direction.OUT, STRANGER, 70))
    ):
        at = set_clock(today, 8, minute)
        said = "".join(sign for sign in phone if sign in "+0123456789")
        call = Call(f"demo {number}", at, way, said, EXTENSION, seconds, CallResult.ANSWERED)
        await take_in(tx, place, call, tells=False)
