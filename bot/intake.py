"""
From Telegram into the inbox, and no further.

The framework's own polling confirms updates before handlers run: killed, it lost 20 of 20. Here a batch is committed
before the next poll confirms it, and when the commit fails the offset stays where it was.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from aiogram.exceptions import AiogramError
from sqlalchemy.exc import SQLAlchemyError

from bot.telegram import ALLOWED_UPDATES, Line, PollError, WrongTokenError
from storage.database import Database
from storage.inbox import NewItem
from storage.transaction import Transaction
from storage.wire import LAST_POLL, OUTAGE_SEEN

log = logging.getLogger(__name__)

POLL_SECONDS = 25
SEEN_EVERY = timedelta(seconds=15)
OUTAGE = timedelta(minutes=2)
"""A press lives 150 s in Telegram's queue: after a longer gap the open questions are asked again."""


class Intake:
    def __init__(
        self, line: Line, database: Database, stored: Callable[[], None], polled: Callable[[], Awaitable[None]]
    ) -> None:
        self._line = line
        self._database = database
        self._stored = stored
        self._after_poll = polled
        self._offset: int | None = None
        self._known = False
        self._polled = 0.0
        self._noted = 0.0

    async def run(self) -> None:
        """Poll until cancelled. Raises WrongTokenError; everything else is waited out."""
        pause = 0.0
        while True:
            try:
                await self.once(POLL_SECONDS)
                pause = 0.0
            except (PollError, AiogramError, OSError) as error:
                pause = min(30.0, pause * 2 or 0.5)
                log.warning("poll failed, again in %.1f s: %s", pause, error)
                await asyncio.sleep(pause)
            except WrongTokenError:
                raise
            except SQLAlchemyError as error:  # Telegram keeps what was not confirmed
                pause = min(5.0, pause * 2 or 0.5)
                log.warning("the database did not take a batch, again in %.1f s: %s", pause, type(error).__name__)
                await asyncio.sleep(pause)

    async def once(self, wait: int = 0) -> int:
        """One poll; how many updates it brought. They are stored when this returns."""
        if not self._known:
            await self._begin()
        updates = await self._line.raw_updates(offset=self._offset, timeout=wait, allowed_updates=list(ALLOWED_UPDATES))
        items = [item for update in updates if (item := _item(update)) is not None]
        await self._store(items)
        if items:
            self._offset = max(item.update_id or 0 for item in items) + 1
            self._stored()
        await self._after_poll()
        return len(items)

    async def _begin(self) -> None:
        async with self._database.read() as tx:
            self._offset = await tx.inbox.next_offset()
        self._known = True

    async def _store(self, items: list[NewItem]) -> None:
        """The updates, and now and then the fact that the line works: a gap is seen by its absence."""
        at = asyncio.get_running_loop().time()
        silent = at - self._polled > OUTAGE.total_seconds()  # counts a stopped process too, not a moved clock
        note = silent or at - self._noted > SEEN_EVERY.total_seconds()
        if items or note:
            async with self._database.write() as tx:
                await tx.inbox.store(items)
                if note:
                    await _note(tx, silent=silent)
        self._polled, self._noted = at, at if note else self._noted


async def _note(tx: Transaction, *, silent: bool) -> None:
    now = tx.clock.now()
    last = await tx.wire.get(LAST_POLL)
    if silent and last and now - datetime.fromisoformat(last["at"]) > OUTAGE:
        await tx.wire.set(OUTAGE_SEEN, {"since": last["at"], "until": now.isoformat()})
    await tx.wire.set(LAST_POLL, {"at": now.isoformat()})


def _item(update: dict[str, Any]) -> NewItem | None:
    update_id = update.get("update_id")
    if not isinstance(update_id, int):
        log.error("an update without a number was passed over")
        return None
    return NewItem(update_id, _chat_id(update), update)


def _chat_id(update: dict[str, Any]) -> int:
    """The chat whose order it belongs to; 0 for what cannot be told."""
    for kind in ALLOWED_UPDATES:
        event = update.get(kind)
        if not isinstance(event, dict):
            continue
        carriers = (event.get("chat"), _inner(event, "message", "chat"), event.get("from"))
        for carrier in carriers:
            if isinstance(carrier, dict) and isinstance(carrier.get("id"), int):
                return int(carrier["id"])
    return 0


def _inner(event: dict[str, Any], *path: str) -> Any:
    value: Any = event
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
