"""The run: a workday for each kind of trouble, kills through all of them, and the checker at every day's end."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from time import monotonic

from tests.proof.chaos.book import Findings
from tests.proof.chaos.checker import Checker
from tests.proof.chaos.lead import Lead
from tests.proof.chaos.nemesis import (
    Nemesis,
    Trouble,
    clock_off,
    database_locked,
    disk_full,
    frozen,
    line_down,
)
from tests.proof.chaos.person import Person
from tests.proof.chaos.seller import MIX, MORNING, WITHOUT_UNDO, Deed, Seller
from tests.proof.chaos.town import MONDAY, PATIENCE, Town

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    troubles: tuple[Trouble, ...] = ()
    mix: Sequence[tuple[Deed, int]] = MIX
    apart: bool = False
    """In a town of its own, on a small disk of its own."""


SCENARIOS = (
    Scenario("kill -9"),
    Scenario("frozen for 5 s", (frozen,)),
    Scenario("the line: 429, 5xx, resets, HTML, delays", (line_down,)),
    Scenario("the clock an hour off", (clock_off,), WITHOUT_UNDO),
    Scenario("the database locked", (database_locked,)),
    Scenario("all of these", (frozen, line_down, clock_off, database_locked), WITHOUT_UNDO),
    Scenario("the disk full", (disk_full,), apart=True),
)


@dataclass(frozen=True, slots=True)
class Station:
    """An hour of the day, and what the clock owes then to each department."""

    wall: str
    duty: tuple[str, str] = ("", "")


DAY = (
    Station("09:00"),
    Station("11:45", ("ask", "12:00")),
    Station("12:00", ("summary", "12:00")),
    Station("15:45", ("ask", "16:00")),
    Station("16:00", ("summary", "16:00")),
    Station("17:45", ("ask", "18:00")),
    Station("18:00", ("summary", "18:00")),
)
SHORT_DAY = DAY[:2]

LONGEST_STATION = 900.0
"""Real seconds. Everybody gives up waiting after PATIENCE, so that only a fault of the storm itself takes as long."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a whole run."""

    kills: int = 200
    updates: int = 5000
    departments: int = 2
    managers: int = 20
    processes: int = 1
    is_posted: bool = False
    """Telegram posts the updates to all processes, instead of being polled by one."""
    day: Sequence[Station] = DAY
    scenarios: Sequence[Scenario] = SCENARIOS


@dataclass(slots=True)
class Total:
    kills: int = 0
    found: list[Findings] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return all(each.is_clean for each in self.found)

    def told(self) -> str:
        updates, lost, doubled, repeated, marked = (
            sum(column)
            for column in zip(
                *((f.updates, len(f.lost), len(f.doubled), f.repeated, f.marked) for f in self.found), strict=True
            )
        )
        return (
            f"chaos: {self.kills} kills, {updates} updates, {lost} lost, {doubled} doubled effects, "
            f"{repeated} doubled messages, {marked} flagged"
        )


class StuckError(Exception):
    """An hour of the day does not come to its end; who is at what."""


class Storm:
    """One town and its nemesis, for some of the scenarios."""

    def __init__(self, town: Town, size: Size, seed: str, say: Say) -> None:
        self.town = town
        self.size = size
        self.say = say
        self.random = random.Random(f"{seed}:storm")
        kills, updates = self._share(size.kills), self._share(size.updates)
        self.nemesis = Nemesis(town, f"{seed}:nemesis", 0, updates / max(1, kills), size.processes)
        self.sellers = {each.id: Seller(town, each, f"{seed}:{each.id}") for each in town.managers}
        self.leads = [Lead(town, each, f"{seed}:{each.id}", self.sellers) for each in town.leads]
        self.checker = Checker(town.yard.database, town.ledger, town.witness)
        self.day = MONDAY

    @property
    def people(self) -> Sequence[Person]:
        return [*self.sellers.values(), *self.leads]

    def _share(self, whole: int) -> int:
        return -(-whole // len(self.size.scenarios))

    async def opens(self) -> None:
        """Everybody says hello, so that they may be written to."""
        await self.nemesis.starts()
        owners = [Person(self.town, each, "") for each in (self.town.owner,) if each is not None]
        await asyncio.gather(*(each.says("/menu") for each in (*owners, *self.sellers.values(), *self.leads)))

    async def rages(self, scenario: Scenario) -> Findings:
        """One workday of it; then the books are looked at."""
        begun, pushed, kills = monotonic(), self.town.pushed, self.nemesis.kills
        self.nemesis.kills_left = self._share(self.size.kills)
        for place, station in enumerate(self.size.day, start=1):
            goal = pushed + self._share(self.size.updates) * place // len(self.size.day)
            await self._passes(station, scenario, goal)
        while self.nemesis.kills_left:
            await self.nemesis.kill()
            await asyncio.gather(*(lead.acts() for lead in self.leads))
        await self._quiet()
        found = await self.checker.look(await self.town.pushed_ids())
        met = ", ".join(f"{times} {name.replace('_', ' ')}" for name, times in self.nemesis.met.items())
        self.nemesis.met.clear()
        self.say(
            f"{scenario.name}: {self.nemesis.kills - kills} kills{', ' if met else ''}{met} in "
            f"{monotonic() - begun:.0f} s; by now {found.told()}"
        )
        self.day = self.town.next_workday()
        return found

    async def _passes(self, station: Station, scenario: Scenario, goal: int) -> None:
        """The clock comes to this hour, what it owes is done, and people go about their work under trouble."""
        await self._quiet()
        await self.town.reach(station.wall, self.day)
        await self._duty(station)
        try:
            async with asyncio.timeout(LONGEST_STATION), self.nemesis.raging(*scenario.troubles):
                await self._works(station, scenario, goal)
        except TimeoutError:
            busy = [f"{each.member.phone.name} {each.doing}" for each in self.people if each.doing]
            raise StuckError(f"{scenario.name}, {station.wall}: {', '.join(busy)}") from None

    async def _works(self, station: Station, scenario: Scenario, goal: int) -> None:
        if station is self.size.day[0]:  # something to be asked about for everybody
            await asyncio.gather(*(each.acts(MORNING) for each in self.sellers.values()))
        reading = (each.reads() for each in self.leads)
        sellers = (self._until(goal, partial(each.acts, scenario.mix)) for each in self.sellers.values())
        await asyncio.gather(*reading, *sellers, *(self._until(goal, each.acts) for each in self.leads))

    async def _until(self, goal: int, acts: Callable[[], Awaitable[None]]) -> None:
        """Everybody at their own pace."""
        while self.town.pushed < goal:
            await acts()

    async def _duty(self, station: Station) -> None:
        """The tick finds it within seconds, also when it is killed in the middle."""
        kind, slot = station.duty
        if not kind:
            return
        if self.nemesis.kills_left > 0 and self.random.random() < 0.5:
            await asyncio.sleep(self.random.uniform(0, 3))
            await self.nemesis.kill()
        query = f"SELECT count(*) FROM duties WHERE kind = '{kind}' AND slot = '{slot}' AND lateness <> 'skipped'"
        wanted = (self._days + 1) * len(self.town.departments)
        try:
            async with asyncio.timeout(PATIENCE):
                while (await self.checker.rows(query))[0][0] < wanted:
                    await self._somebody_speaks()
        except TimeoutError:
            self.town.ledger.missing.append(f"the {kind} of {slot} on {self.day}")

    async def _somebody_speaks(self) -> None:
        """A clock that jumps to the next hour is believed with Telegram's next answer: a poll may wait 25 s for one."""
        await self.random.choice(self.leads).types("/who")
        await asyncio.sleep(1)

    @property
    def _days(self) -> int:
        days = (MONDAY + timedelta(days=ahead) for ahead in range((self.day - MONDAY).days))
        return sum(day.weekday() < 5 for day in days)

    async def _quiet(self) -> None:
        with suppress(TimeoutError):  # the checker says what still waits
            await self.town.quiet()
