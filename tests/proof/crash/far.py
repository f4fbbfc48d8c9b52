"""Stories told to real processes: the bot is forked, killed with SIGKILL at its n-th point, and begun anew."""

import asyncio
import signal
from typing import Any

from sales.core.people import Role
from simulator.hands.phone import Phone
from tests.proof.crash.judge import SPEAKING, Picture, picture
from tests.proof.crash.scenarios import Scenario
from tests.proof.crash.yard import PATIENCE, Yard
from tests.town import Someone

ORDERS = {"arguments": ["run", "--follow-clock"], "unpaced": True}
EARLY = "2026-11-20T05:40:00Z"
"""Twenty to nine in Moscow: the clock owes nothing for a while."""

WAITING = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'pending') + (SELECT count(*) FROM outbox WHERE state = 'pending')
"""


class FarTown:
    """What the stories need of a town, with a bot that is another process."""

    def __init__(self, yard: Yard, owner: Phone) -> None:
        self._yard = yard
        self._owner = owner
        self.people: dict[str, Someone] = {}

    async def manager(self, name: str) -> Someone:
        return await self._joins(name, Role.MANAGER)

    async def lead(self, name: str) -> Someone:
        return await self._joins(name, Role.LEAD)

    async def has_clients(self, someone: Someone, *names: str) -> None:
        async with self._yard.database.write() as tx:
            for name in names:
                await tx.as_(someone.actor).clients.create(name)

    async def stranger(self, name: str) -> Someone:
        someone = self.people[name] = Someone(self, await self._yard.sim.person(name), None)  # type: ignore[arg-type]
        return someone

    async def settle(self) -> None:
        """Until nothing is left to poll, to do or to send; a bot that was killed is begun anew."""
        async with asyncio.timeout(PATIENCE):
            while await self._waits():
                if not self._yard.bots[-1].alive:
                    await self._yard.bot()
                await asyncio.sleep(0.02)

    async def left(self) -> Picture:
        phones = [self._owner, *(each.phone for each in self.people.values())]
        calls = [call["params"] for method in SPEAKING for call in await self._yard.sim.calls(method)]
        return await picture(self._yard.database, phones, calls, alike=False)

    async def _waits(self) -> bool:
        return bool(await self._yard.sim.pending()) or (await self._yard.rows(WAITING))[0][0] > 0

    async def _joins(self, name: str, role: Role) -> Someone:
        phone = await self._yard.sim.person(name)
        [token] = await self._yard.invited(self._owner, name, role=role)
        async with self._yard.database.write() as tx:
            actor = (await tx.system.invitations.redeem(token, phone.id, name, "ru")).actor
        someone = self.people[name] = Someone(self, phone, actor)  # type: ignore[arg-type]
        return someone


async def told(yard: Yard, scenario: Scenario, kill: str) -> tuple[bool, Picture]:
    """Whether the bot came to the point at which it was to be killed, and what the story left."""
    yard.orders = dict(ORDERS)
    town: Any = FarTown(yard, await yard.owner())
    await scenario.before(town)
    first = await yard.bot(kill=kill)
    await scenario.story(town)
    await town.settle()
    killed = not first.alive
    last = yard.bots[-1]
    last.signal(signal.SIGKILL)
    await last.ended()
    assert not killed or await first.ended() == -signal.SIGKILL, yard.log.read_text()
    return killed, await town.left()
