"""What is awaited of a client, owed by it and came of it: lists, its own page, and who is near on the road."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from reports.clients.history import ClientMoneyView
from reports.message.format import short
from sales.calendar.calendar import week_of
from sales.core.tally import tally
from sales.road.places import Point
from storage.engine.actor import Actor
from storage.tables import DebtCaseRow, ExpectedPaymentRow, FactRow
from tests.proof.figures.files import draw
from tests.proof.figures.life import Life

HERE = Point(55.75, 37.61)


@dataclass(frozen=True, slots=True)
class Owed:
    client: int
    owner: int | None
    place: int
    day: date
    rest: int
    is_debt: bool


async def check_clients(life: Life) -> None:
    tx, house = life.tx, life.house
    owed = await _read_owed(life)
    for reader in (house.irina, life.lead, *life.people):
        seen = [each for each in owed if _reads(life, reader, each)]
        money = await tx.as_(reader).client_money.of(life.clients)
        sums = {client: money.get(client, (0, 0)) for client in life.clients}
        assert sums == {client: _sum(seen, client) for client in life.clients}, reader.name
        for client in life.dice.sample(life.clients, min(3, len(life.clients))):
            debts = await tx.as_(reader).debts.of_client(client)
            rests = [each.rest for each in seen if each.client == client and each.is_debt]
            assert tally([each.rest for each in debts]) == tally(rests)
        for near in await tx.as_(reader).nearby.list_around(HERE):
            until_sunday = [each for each in seen if each.day <= week_of(life.today)[1]]
            awaited, late = _sum(until_sunday, near.client_id)[0], _sum(seen, near.client_id)[1]
            assert (near.awaited, near.debt) == (awaited, late), near.name
            life.happened["near a client on the road"] += 1
    fact = FactRow
    for client in life.dice.sample(life.clients, min(3, len(life.clients))):
        query = select(fact.amount).where(fact.client_id == client, fact.undone_at.is_(None))
        came = sum(await tx.session.scalars(query))
        page = await draw(life, ClientMoneyView(client_id=client), house.irina)
        assert f"пришло {short(came)} в 2026" in page.splitlines()[0], page


def _reads(life: Life, reader: Actor, each: Owed) -> bool:
    if reader == life.house.irina:
        return True
    return each.place == life.place if reader == life.lead else each.owner == reader.person_id


def _sum(seen: list[Owed], client: int) -> tuple[int, int]:
    """Awaited, and owed."""
    of_it = [each for each in seen if each.client == client]
    return sum(each.rest for each in of_it if not each.is_debt), sum(each.rest for each in of_it if each.is_debt)


async def _read_owed(life: Life) -> list[Owed]:
    row = ExpectedPaymentRow
    followed = set(await life.tx.session.scalars(select(DebtCaseRow.payment_id)))
    query = select(row.id, row.client_id, row.owner_id, row.department_id, row.due_on, row.amount - row.received).where(
        row.closed_at.is_(None), row.cancelled_at.is_(None), row.undone_at.is_(None), row.amount > row.received
    )
    return [
        Owed(client, owner, place, day, rest, day < life.today or key in followed)
        for key, client, owner, place, day, rest in await life.tx.session.execute(query)
    ]
