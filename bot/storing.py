"""What comes in by the door, or Telegram posts, becomes rows of the inbox: together, in one commit."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.signals import Bell
from storage.database import Database
from storage.door.tokens import NOTED_EVERY
from storage.queues.inbox import NewItem

GATHER_SECONDS = 0.05
"""A commit waits for the disk, and the whole loop with it: a hundred calls a second need not each have their own."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    items: Sequence[NewItem]
    token_id: int | None
    """One whose use is to be noted."""
    done: "asyncio.Future[None]"


class Storing:
    def __init__(self, database: Database, bell: Bell, gather_seconds: float = GATHER_SECONDS) -> None:
        """`bell`: rung for whoever does them."""
        self._database = database
        self._bell = bell
        self._gather_seconds = gather_seconds
        self._waiting: list[_Waiting] = []
        self._task: asyncio.Task[None] | None = None
        self._noted: dict[int, datetime] = {}
        """Of tokens, when their use was noted last: once a minute is enough."""

    async def store(self, *items: NewItem, used: int | None = None) -> None:
        """Returns when they are committed. Raises what the database has refused: nothing is stored then."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(items, used, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write(), name="door")
        await done

    async def _write(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._gather_seconds)
            batch, self._waiting = self._waiting, []
            try:
                await self._write_batch(batch)
            except Exception as error:  # noqa: BLE001  each of those who wait is told
                for each in batch:
                    if not each.done.done():
                        each.done.set_exception(error)
            else:
                for each in batch:
                    if not each.done.done():
                        each.done.set_result(None)

    async def _write_batch(self, batch: Sequence[_Waiting]) -> None:
        items = [item for each in batch for item in each.items]
        now = self._database.clock.now()
        said = {each.token_id for each in batch if each.token_id is not None}
        used = {each for each in said if each not in self._noted or self._noted[each] <= now - NOTED_EVERY}
        async with self._database.write() as tx:
            await tx.system.inbox.store(items)
            if used:
                await tx.system.door_tokens.note_use(used)
        self._noted |= dict.fromkeys(used, now)
        if items:
            self._bell.set()
