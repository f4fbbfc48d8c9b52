"""A house for the stories of storage: two departments, their people, and a clock that only the test moves."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from typing import TypeVar

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.money import Kopecks
from sales.core.people import Role
from sales.payments.payment import Payment
from storage.clients.client import Client
from storage.database import Database
from storage.engine.actor import Actor
from storage.engine.migrate import migrate
from storage.payments.payments import NewPayment
from storage.transaction import Transaction
from tests.clock import FRIDAY, MovableClock, moscow

T = TypeVar("T")

ROUBLES = 100
THOUSAND = 1000 * ROUBLES

MOSCOW, KAZAN = 1, 2
"""The ids of the two departments."""

PEOPLE = (
    ("Ирина", Role.OWNER, None),
    ("Анна", Role.MANAGER, MOSCOW),
    ("Борис", Role.MANAGER, MOSCOW),
    ("Ольга", Role.LEAD, MOSCOW),
    ("Софья", Role.ASSISTANT, MOSCOW),
    ("Денис", Role.DIRECTOR, None),
    ("Виктор", Role.MANAGER, KAZAN),
    ("Роман", Role.LEAD, KAZAN),
)
TELEGRAM = {name: 100 + number for number, (name, _, _) in enumerate(PEOPLE)}


class House:
    """`house.anna`, `house.olga` … are the actors; `house.write()` is a transaction."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self.database = database
        self.clock = clock
        self.actors: dict[str, Actor] = {}

    async def open(self) -> "House":
        async with self.read() as tx:
            for name, telegram_id in TELEGRAM.items():
                actor = await tx.system.staff.actor_by_telegram(telegram_id)
                assert actor is not None
                self.actors[name] = actor
        return self

    @property
    def irina(self) -> Actor:
        """The owner."""
        return self.actors["Ирина"]

    @property
    def anna(self) -> Actor:
        """A manager in Moscow."""
        return self.actors["Анна"]

    @property
    def boris(self) -> Actor:
        """Another manager in Moscow."""
        return self.actors["Борис"]

    @property
    def olga(self) -> Actor:
        """The lead of Moscow."""
        return self.actors["Ольга"]

    @property
    def sofia(self) -> Actor:
        """The assistant of Moscow."""
        return self.actors["Софья"]

    @property
    def denis(self) -> Actor:
        """The director."""
        return self.actors["Денис"]

    @property
    def viktor(self) -> Actor:
        """A manager in Kazan."""
        return self.actors["Виктор"]

    @property
    def roman(self) -> Actor:
        """The lead of Kazan."""
        return self.actors["Роман"]

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.write()

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        return self.database.read()

    @asynccontextmanager
    async def tried(self) -> AsyncIterator[Transaction]:
        """A transaction that leaves nothing behind."""
        async with self.database.writer.open() as session:
            yield Transaction(session, self.clock)

    async def does(self, deed: Callable[[Transaction], Awaitable[T]]) -> T:
        """One deed in a transaction of its own."""
        async with self.write() as tx:
            return await deed(tx)

    async def at_once(self, *deeds: Callable[[Transaction], Awaitable[T]]) -> list[T | BaseException]:
        """Deeds in transactions of their own that have all begun before the first acts; what came of each.

        SQLite has one writer: there they stand in a queue, as they do in the product.
        """
        begun = asyncio.Barrier(1 if self.database.is_sqlite else len(deeds))

        async def alone(deed: Callable[[Transaction], Awaitable[T]]) -> T:
            async with self.write() as tx:
                await begun.wait()
                return await deed(tx)

        return await asyncio.gather(*(alone(deed) for deed in deeds), return_exceptions=True)

    async def client(self, owner: Actor, name: str = "Ромашка") -> Client:
        return await self.does(lambda tx: tx.as_(owner).clients.create(name))

    async def awaits(
        self, client: Client, amount: Kopecks = 150 * THOUSAND, on: date = FRIDAY, owner: Actor | None = None
    ) -> Payment:
        """The client's owner awaits money of it."""
        who = owner or next(each for each in self.actors.values() if each.person_id == client.owner_id)
        return await self.does(lambda tx: tx.as_(who).payments.expect(NewPayment(client.id, amount, on)))

    async def awaits_overnight(self, *amounts: int, on: date = FRIDAY) -> list[Payment]:
        """In thousands, recorded the evening before, of one client of Anna's."""
        now = self.clock.now()
        self.clock.move_to(moscow("17:00", FRIDAY - timedelta(days=1)))
        client = await self.client(self.anna)
        payments = [await self.awaits(client, amount * THOUSAND, on) for amount in amounts]
        self.clock.move_to(now)
        return payments


async def settled_house(url: str) -> None:
    """Migrate an empty database and let the people of the house in."""
    await migrate(url)
    database = Database(url, MovableClock())
    try:
        await found(database)
    finally:
        await database.dispose()


async def found(database: Database) -> None:
    """Let the people of the house in, the way they come: by links."""
    async with database.write() as tx:
        token = await tx.system.invitations.owner_link()
        assert token is not None
        owner = (await tx.system.invitations.redeem(token, TELEGRAM["Ирина"], "Ирина", "ru")).actor
        for name in ("Москва", "Казань"):
            await tx.as_(owner).departments.create(name, "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        for name, role, department_id in PEOPLE[1:]:
            token = await tx.as_(owner).invitations.invite(role, name, department_id)
            await tx.system.invitations.redeem(token, TELEGRAM[name], name, "ru")
