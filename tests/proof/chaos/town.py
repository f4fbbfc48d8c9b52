"""Two departments and their leads, a simulator and a machine of the bot's own: its clock, its disk, its processes."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Role
from simulator.front.process import start
from simulator.hands.driver import Phone, Simulation
from storage.database import Database
from storage.engine.actor import Actor
from storage.engine.migrate import migrate
from tests.proof.chaos.keepsake import keep_known_messages
from tests.proof.chaos.ledger import Ledger
from tests.proof.chaos.proxy import Proxy
from tests.proof.chaos.witness import Witness
from tests.proof.crash.machine_clock import MachineClock
from tests.proof.crash.yard import Launcher, Yard

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = date(2026, 11, 16)
OPENING = datetime.combine(MONDAY, time(8, 50), MOSCOW).astimezone(UTC)
EXPECTING = ("Вектор", "Ромашка", "СтройГрад")
"""Clients whose money is expected; what comes from ИП Ким never is, so that each sum that came is one record."""

UNEXPECTED = "ИП Ким"
PATIENCE = 90.0
"""Real seconds within which everything must be answered, whatever happens to the bot, or be on its way still."""

LONGEST_PATIENCES = 4
"""So many of them, where it is on its way: a busy machine is slow, and loses nothing by that."""

ONE_MIGRATION = asyncio.Lock()
"""Alembic works on one database of a process at a time."""


@dataclass(frozen=True, slots=True)
class Member:
    phone: Phone
    actor: Actor

    @property
    def id(self) -> int:
        return self.actor.person_id


class Town:
    def __init__(self, yard: Yard, clock: MachineClock, witness: Witness) -> None:
        self.yard = yard
        self.clock = clock
        self.witness = witness
        self.ledger = Ledger()
        self.proxy: Proxy | None = None
        """Where Telegram posts, instead of being polled."""
        self.owner: Member | None = None
        self.departments: list[int] = []
        self.managers: list[Member] = []
        self.leads: list[Member] = []
        self.first_update = 0
        self.minute = 0
        """Of the day, as the last station said: what the nemesis does to a clock does not count."""
        self.pushed = 0

    @property
    def today(self) -> date:
        return self.clock.now().astimezone(MOSCOW).date()

    def next_workday(self) -> date:
        """No holiday comes near."""
        days = (self.today + timedelta(days=ahead) for ahead in range(1, 4))
        return next(day for day in days if day.weekday() < 5)

    async def settle(self, departments: int, managers: int) -> None:
        """Everybody is there before the first bot runs."""
        async with self.yard.database.write() as tx:
            phone = await self.yard.sim.person("Ирина")
            token = await tx.system.invitations.owner_link()
            owner = (await tx.system.invitations.redeem(token or "", phone.id, phone.name, "ru")).actor
        self.owner = Member(phone, owner)
        for number in range(1, departments + 1):
            await self._found(owner, number, managers)
        self.first_update = await self.yard.sim.next_update_id()

    async def _found(self, owner: Actor, number: int, managers: int) -> None:
        async with self.yard.database.write() as tx:
            name = f"Отдел {number}"
            made = await tx.as_(owner).departments.create(name, "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        self.departments.append(made.id)
        self.leads.append(await self._joins(owner, Role.LEAD, f"Ольга {number}", made.id))
        for place in range(1, managers + 1):
            self.managers.append(await self._joins(owner, Role.MANAGER, f"Анна {number}{place:02}", made.id))

    async def _joins(self, owner: Actor, role: Role, name: str, department: int) -> Member:
        phone = await self.yard.sim.person(name)
        async with self.yard.database.write() as tx:
            token = await tx.as_(owner).invitations.invite(role, name, department)
            actor = (await tx.system.invitations.redeem(token, phone.id, name, "ru")).actor
            if role is Role.MANAGER:
                for client in (*EXPECTING, UNEXPECTED):
                    await tx.as_(actor).clients.create(client)
        return Member(phone, actor)

    async def reach(self, wall: str, day: date) -> None:
        """The machine's clock and Telegram's show it; a clock is never right to the second."""
        hour = time.fromisoformat(wall)
        self.minute = hour.hour * 60 + hour.minute
        at = datetime.combine(day, hour, MOSCOW).astimezone(UTC) + timedelta(seconds=1)
        self.clock.show(at)
        await self.yard.sim.clock.move_to(at)

    async def quiet(self) -> None:
        """Nothing waits any more: not with Telegram, not to be done, not to be sent. Raises TimeoutError."""
        async with asyncio.timeout(LONGEST_PATIENCES * PATIENCE):
            while await self.yard.sim.pending() or await self._waiting():  # noqa: ASYNC110  others' rows
                await asyncio.sleep(0.1)

    async def has_on_its_way(self, chat: int) -> bool:
        """Whether something of that chat waits: with Telegram, to be done, or to be sent."""
        waiting = " UNION ALL ".join(
            f"SELECT id FROM {table} WHERE state = 'pending' AND chat_id = :chat" for table in ("inbox", "outbox")
        )
        return bool(await self.yard.sim.pending()) or bool(await self.yard.rows(waiting, chat=chat))

    async def pushed_ids(self) -> range:
        """The updates that Telegram has had for the bot."""
        return range(self.first_update, await self.yard.sim.next_update_id())

    async def _waiting(self) -> int:
        tables = ("inbox", "outbox")
        counts = [f"(SELECT count(*) FROM {table} WHERE state = 'pending')" for table in tables]
        return int((await self.yard.rows(f"SELECT {' + '.join(counts)}"))[0][0])


@asynccontextmanager
async def opened(launcher: Launcher, folder: Path, url: str, *, posts_to: int = 0) -> AsyncIterator[Town]:
    """A town of nobody yet, on a migrated database. `posts_to`: how many processes Telegram posts to; 0: is polled."""
    async with ONE_MIGRATION:
        await migrate(url)
    clock = MachineClock(folder / "clock")
    clock.show(OPENING)
    database = Database(url, clock)
    await keep_known_messages(database)
    async with (
        start(clock=OPENING.isoformat()) as simulator,
        Simulation.at(simulator.url) as sim,
        Witness.of(simulator.url) as witness,
        Proxy.before(posts_to) as proxy,
    ):
        yard = Yard(launcher, simulator, sim, folder, database)
        yard.orders = {"clock": str(folder / "clock"), "keys": True, "ticks": 2}
        clock.show(await sim.clock.now())
        try:
            town = Town(yard, clock, witness)
            town.proxy = proxy if posts_to else None
            yield town
        finally:
            for bot in yard.bots:
                bot.signal(signal.SIGKILL)
                await bot.ended()
            await database.dispose()
