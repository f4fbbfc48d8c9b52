"""A town just before its story, and the story told again and again, each time with a cut at another point."""

import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sales.core.clock import SystemClock
from simulator.clock import SimClock
from simulator.core import Core
from storage.database import sqlite_url
from storage.engine.actor import Actor
from tests.clock import moscow
from tests.proof.crash.judge import SPEAKING, Picture, complaints, doubled, picture
from tests.proof.crash.power import Power, PoweredDatabase, PoweredTown
from tests.proof.crash.scenarios import Scenario
from tests.quick import quick
from tests.storage.postgres import Postgres
from tests.town import TOKEN, Someone, Town


class Shelf(Protocol):
    """A database, kept as it was before a story and put back before each telling."""

    database: PoweredDatabase

    async def keep(self) -> None: ...

    async def put_back(self) -> None: ...


class FileShelf:
    def __init__(self, file: Path) -> None:
        self._file = file
        self.database = quick(PoweredDatabase(sqlite_url(file), SystemClock()))

    async def keep(self) -> None:
        await self.database.dispose()  # the last connection takes the -wal with it
        shutil.copy(self._file, self._file.with_suffix(".kept"))

    async def put_back(self) -> None:
        await self.database.dispose()
        shutil.copy(self._file.with_suffix(".kept"), self._file)


class ServerShelf:
    def __init__(self, postgres: Postgres, name: str) -> None:
        self._postgres = postgres
        self._name = name
        self.database = PoweredDatabase(postgres.url(name), SystemClock())

    async def keep(self) -> None:
        await self.database.dispose()
        self._postgres.create(f"{self._name}_kept", self._name)

    async def put_back(self) -> None:
        await self.database.dispose()
        self._postgres.drop(self._name)
        self._postgres.create(self._name, f"{self._name}_kept")


@dataclass(frozen=True)
class Eve:
    core: Core
    people: dict[str, tuple[int, Actor]]
    department_id: int

    @classmethod
    async def lived(cls, database: PoweredDatabase, before: Callable[[Town], Awaitable[None]]) -> "Eve":
        """From 11:40 in Moscow on Friday 20 November 2026, with an owner and a department."""
        core = Core(clock=SimClock(moscow("11:40"), frozen=True), token=TOKEN)
        town = PoweredTown(core, database, Power())
        await town.opens()
        await before(town)
        return cls(core, {name: (each.phone.id, each.actor) for name, each in town.people.items()}, town.department_id)

    async def town(self, database: PoweredDatabase, power: Power) -> PoweredTown:
        town = PoweredTown(deepcopy(self.core), database, power)
        town.department_id = self.department_id
        for name, (number, actor) in self.people.items():
            town.people[name] = Someone(town, await town.simulation.phone(number), actor)
        town.owner = town.people["Ирина"]
        await town.settle()
        return town


class Telling:
    def __init__(self, shelf: Shelf, scenario: Scenario, eve: Eve) -> None:
        self._shelf = shelf
        self._scenario = scenario
        self._eve = eve

    @classmethod
    async def of(cls, shelf: Shelf, scenario: Scenario) -> "Telling":
        eve = await Eve.lived(shelf.database, scenario.before)
        await shelf.keep()
        return cls(shelf, scenario, eve)

    async def cut_at(self, n: int) -> tuple[Power, Picture]:
        """The story with the power gone at its n-th point, or never where n is 0 or beyond the last."""
        await self._shelf.put_back()
        power = Power(n)
        town = await self._eve.town(self._shelf.database, power)
        power.counts = True
        await self._scenario.story(town)
        power.counts = False
        return power, await left_by(town)


async def left_by(town: Town) -> Picture:
    phones = [await town.simulation.phone(number) for number in town.core.world.people]
    calls = [call.params for method in SPEAKING for call in town.core.calls(method)]
    return await picture(town.database, phones, calls, alike=town.database.is_sqlite)


@dataclass
class Sweep:
    """What came of many cuts."""

    points: int = 0
    cuts: Counter[str] = field(default_factory=Counter)
    doubled: int = 0
    withheld: int = 0
    complaints: list[str] = field(default_factory=list)


async def swept(telling: Telling, every: int = 1, first: int = 1, *, to_the_end: bool = True) -> Sweep:
    """n = first, first + every … up to the points that the story has, or until there is a complaint; one at least."""
    power, measure = await telling.cut_at(0)
    found = Sweep(points=len(power.points), complaints=complaints(measure, measure))
    for n in range((first - 1) % max(1, min(every, found.points)) + 1, found.points + 1, every):
        if found.complaints and not to_the_end:
            break
        power, seen = await telling.cut_at(n)
        assert power.was_cut, f"told again the story has {len(power.points)} points, not {found.points}"
        point = power.points[n - 1]
        found.cuts[point] += 1
        found.doubled += doubled(measure, seen)
        found.withheld += seen.withheld
        found.complaints += [f"cut at {n}, {point}: {each}" for each in complaints(measure, seen)]
    return found
