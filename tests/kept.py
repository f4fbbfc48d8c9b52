"""A town as it stood at some moment, to begin other stories with: lived through once, copied for each of them."""

import asyncio
import pickle
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.engine.actor import Actor
from tests.town import Someone, Town, founded

Life = Callable[[Town], Awaitable[None]]


@dataclass(frozen=True)
class Kept:
    file: Path
    core: bytes
    """Its Telegram, pickled: read back, it is a copy of its own, made ten times as quickly as by `deepcopy`."""
    department_id: int
    owner: tuple[int, Actor]
    people: dict[str, tuple[int, Actor]]

    @classmethod
    def lived(cls, file: Path, life: Life | None = None) -> "Kept":
        """On a migrated file: an owner, a department, and what `life` has done with them."""

        async def live() -> Kept:
            async with founded(file) as town:
                await town.opens()
                if life is not None:
                    await life(town)
                assert town.owner is not None
                people = {name: (each.phone.id, each.actor) for name, each in town.people.items()}
                return cls(
                    file, pickle.dumps(town.core), town.department_id, (town.owner.phone.id, town.owner.actor), people
                )

        return asyncio.run(live())

    @asynccontextmanager
    async def again(self, path: Path) -> AsyncIterator[Town]:
        """A copy of it on a file there."""
        shutil.copy(self.file, path)
        async with founded(path, core=pickle.loads(self.core)) as town:
            town.department_id = self.department_id
            town.owner = await _someone(town, *self.owner)
            town.people = {name: await _someone(town, *each) for name, each in self.people.items()}
            yield town


async def _someone(town: Town, phone: int, actor: Actor) -> Someone:
    return Someone(town, await town.simulation.phone(phone), actor)
