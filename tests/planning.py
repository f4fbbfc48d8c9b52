"""Plans, payments and absences put straight into the store, for stories that are told of something else."""

from datetime import date, datetime, time

from sales.absences.absences import AbsenceKind
from sales.activities.activities import ActivityType, CallOutcome, Outcome
from sales.payments.facts import FactKind
from simulator.hands.phone import Seen
from storage.activities.activities import NewActivity
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction
from tests.town import FRIDAY, MOSCOW, Someone, Town

THOUSAND = 100_000
"""Roubles, in kopecks."""


def at(wall: str, day: date = FRIDAY) -> datetime:
    """That hour in Moscow."""
    return datetime.combine(day, time.fromisoformat(wall), MOSCOW)


async def client_id(tx: Transaction, someone: Someone, name: str) -> int:
    """Theirs of that name, made where there is none."""
    known = [each for each in await tx.as_(someone.actor).clients.search(name) if each.name == name]
    return known[0].id if known else (await tx.as_(someone.actor).clients.create(name)).id


async def plans(
    town: Town,
    someone: Someone,
    client: str,
    wall: str,
    day: date = FRIDAY,
    kind: ActivityType = ActivityType.CALL,
    comment: str | None = None,
) -> int:
    async with town.database.write() as tx:
        new = NewActivity(await client_id(tx, someone, client), kind, at(wall, day), comment=comment)
        return (await tx.as_(someone.actor).activities.plan(new)).id


async def has_called(
    town: Town,
    someone: Someone,
    client: str,
    wall: str,
    day: date = FRIDAY,
    outcome: Outcome = CallOutcome.TALKED,
    kind: ActivityType = ActivityType.CALL,
) -> int:
    async with town.database.write() as tx:
        new = NewActivity(await client_id(tx, someone, client), kind, at(wall, day), outcome)
        return (await tx.as_(someone.actor).activities.log(new)).id


async def expects(town: Town, someone: Someone, client: str, thousands: int, day: date = FRIDAY) -> int:
    async with town.database.write() as tx:
        new = NewPayment(await client_id(tx, someone, client), thousands * THOUSAND, day, 80)
        return (await tx.as_(someone.actor).payments.expect(new)).id


async def received(
    town: Town,
    someone: Someone,
    client: str,
    thousands: int,
    wall: str = "10:00",
    day: date = FRIDAY,
    payment_id: int | None = None,
) -> int:
    """Off plan without a payment; a negative sum went back."""
    kind = FactKind.RECEIPT if thousands > 0 else FactKind.REFUND
    async with town.database.write() as tx:
        owned = await client_id(tx, someone, client)
        on = () if payment_id is None else (payment_id,)
        new = NewFact(owned, abs(thousands) * THOUSAND, day, on, kind, at(wall, day))
        return (await tx.as_(someone.actor).receipts.record(new)).id


async def is_away(town: Town, someone: Someone, first: date, last: date) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).absences.add(someone.id, first, last, AbsenceKind.VACATION)


async def lives_in(town: Town, someone: Someone, zone: str) -> None:
    async with town.database.write() as tx:
        await tx.as_(someone.actor).people.set_zone(zone)


async def reminders_of(someone: Someone, client: str) -> list[Seen]:
    """The reminders in the chat that are not answered yet."""
    chat = await someone.phone.chat()
    return [each for each in chat if each.by_bot and client in each.text and "+1 ч" in each.labels]
