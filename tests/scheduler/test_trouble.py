"""One department's trouble is not another's: a deed that stumbles is logged, left undone whole, and tried again."""

from collections.abc import Sequence
from functools import partial

import pytest

from scheduler.sight import OwedWork, Sight
from scheduler.tick import Tick
from storage.transaction import Transaction
from tests.town import Town


class Notes:
    """A part that notes down each of these names; the stumbling one raises after it has written."""

    def __init__(self, *names: str, stumbles: str = "") -> None:
        self._names = names
        self._stumbles = stumbles

    async def list_owed(self, sight: Sight) -> Sequence[OwedWork]:
        return [OwedWork(f"a note of {name}", partial(self._note, name=name)) for name in self._names]

    async def _note(self, tx: Transaction, name: str) -> bool:
        await tx.system.wire.set(name, {"noted": True})
        if name == self._stumbles:
            raise RuntimeError("no more ink")
        return True


async def noted(town: Town, *names: str) -> list[str]:
    async with town.database.read() as tx:
        return [name for name in names if await tx.system.wire.get(name) is not None]


async def test_what_comes_after_it_is_done(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    parts = [Notes("first", "second", "third", stumbles="second"), Notes("fourth")]

    assert await Tick(town.database, parts).look()

    assert await noted(town, "first", "second", "third", "fourth") == ["first", "third", "fourth"]
    assert "not done: a note of second" in caplog.text
    assert "no more ink" in caplog.text


async def test_the_next_look_does_it(town: Town) -> None:
    assert not await Tick(town.database, [Notes("second", stumbles="second")]).look()
    assert await Tick(town.database, [Notes("second")]).look()
    assert await noted(town, "second") == ["second"]
