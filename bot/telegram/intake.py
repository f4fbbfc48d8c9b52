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

from bot.metrics import UPDATES
from bot.signals import Signals
from bot.storing import Storing
from bot.telegram.doubt import TokenDoubt
from bot.telegram.telegram import (
    ALLOWED_UPDATES,
    AnotherPollerError,
    PollError,
    UpdateSource,
    WrongTokenError,
)
from storage.cluster.posts import FenceError
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble
from storage.queues.inbox import NewItem
from storage.queues.wire import LAST_POLL, OUTAGE_SEEN
from storage.transaction import Transaction

log = logging.getLogger(__name__)

POLL_SECONDS = 25
QUIET = timedelta(hours=24)
SEEN_EVERY = timedelta(seconds=15)
OUTAGE = timedelta(minutes=2)
"""A press lives 150 s in Telegram's queue: after a longer gap the open questions are asked again."""


AT_ONCE = 2
"""Posted updates that are done as they come; of more, what comes together is stored together and waits for a worker."""

LARGEST = 2**63 - 1
"""What a column holds. One greater number in a batch would keep all of it out."""


class Intake:
    def __init__(
        self,
        updates: UpdateSource,
        database: Database,
        signals: Signals,
        after_poll: Callable[[], Awaitable[None]],
        handle_new: Callable[[NewItem], Awaitable[bool]],
        met_rival: Callable[[], Awaitable[None]],
        may_poll: Callable[[], bool] = lambda: True,
    ) -> None:
        """`handle_new`: stores and handles an update that comes alone; False where it was not even stored.

        `met_rival`: told of each poll that another process has ended. `may_poll`: whether no other does.
        """
        self._updates = updates
        self._database = database
        self._signals = signals
        self._after_poll = after_poll
        self._handle_new = handle_new
        self._offset: int | None = None
        self._known = False
        self._polled: float | None = None
        self._noted = 0.0
        self._heard = 0.0
        self._doubt = TokenDoubt()
        self._busy = 0
        self._posted = Storing(database, signals.inbox, gather_seconds=0)
        self._met_rival = met_rival
        self._may_poll = may_poll
        self.is_posted = False
        """Telegram posts the updates, and is not asked for them."""
        self.trouble = ""
        """Why the last poll failed, in Telegram's own words where it has said any; empty after one that did not."""

    @property
    def polled(self) -> float | None:
        """When Telegram last answered and its answer was stored, by the loop's time."""
        return self._polled

    async def run(self) -> None:
        """Poll until cancelled. Raises WrongTokenError when that lasts, FenceError where another process has begun to;
        everything else is waited out.
        """
        self._known, self._polled, pause = False, None, 0.0
        while True:
            try:
                await self.once(POLL_SECONDS)
            except WrongTokenError:
                self.trouble = "Telegram refuses BOT_TOKEN"
                await asyncio.sleep(self._doubt.note_refusal())
            except Exception as error:  # noqa: BLE001  _longest_pause raises what waiting does not mend
                pause = min(_longest_pause(error), pause * 2 or 0.5)
                self.trouble = _name(error)
                log.warning("poll failed, again in %.1f s: %s", pause, self.trouble)
                await self._count_rival(error)
                await asyncio.sleep(pause)
            else:
                pause, self.trouble = 0.0, ""
                self._doubt.note_acceptance()

    async def _count_rival(self, error: Exception) -> None:
        if not isinstance(error, AnotherPollerError):
            return
        try:
            await self._met_rival()
        except Exception as trouble:
            if not is_database_trouble(trouble):
                raise

    async def once(self, wait: int = 0) -> int:
        """One poll; how many updates it brought. They are stored when this returns."""
        if not self._known:
            await self._begin()
        if not self._may_poll():
            raise FenceError("Another process polls.")
        updates = await self._updates.raw_updates(
            offset=self._offset, timeout=wait, allowed_updates=list(ALLOWED_UPDATES)
        )
        items = [item for update in updates if (item := _item(update)) is not None]
        if updates and not items:
            raise PollError("a batch without a single number")
        await self._after_poll()
        await self._store(items)
        self._offset = self._next_offset(items)
        if items:
            UPDATES.inc(len(items))
        return len(items)

    def _next_offset(self, items: list[NewItem]) -> int | None:
        """After the greatest of the batch.

        After a quiet day from nowhere: the next number may be a lesser one, and would count as confirmed.
        """
        at = asyncio.get_running_loop().time()
        if items:
            self._heard = at
            return max(item.update_id or 0 for item in items) + 1
        return None if at - self._heard > QUIET.total_seconds() else self._offset

    async def take(self, update: dict[str, Any]) -> bool:
        """One that Telegram posts: stored when this returns. False for one without a number."""
        item = _item(update)
        if item is None:
            return False
        await asyncio.create_task(self._take(item), name="webhook")  # whether or not Telegram goes on listening
        UPDATES.inc()
        return True

    async def _take(self, item: NewItem) -> None:
        if self._busy < AT_ONCE:
            self._busy += 1
            try:
                if await self._handle_new(item):
                    return
            finally:
                self._busy -= 1
        await self._posted.store(item)

    async def note_line(self) -> None:
        """Where Telegram posts: it can be reached, and we are there."""
        await self._store([])

    def now(self) -> datetime:
        """Aware UTC."""
        return self._database.clock.now()

    async def _begin(self) -> None:
        async with self._database.read() as tx:
            self._offset = await tx.system.inbox.next_offset()
        self._heard = asyncio.get_running_loop().time()
        self._known = True

    async def _store(self, items: list[NewItem]) -> None:
        """The updates, and now and then the fact that the line works: a gap is seen by its absence."""
        at = asyncio.get_running_loop().time()
        # the loop's time counts a stopped process too, and not a moved clock; it begins with the machine, not with us
        silent = self._polled is None or at - self._polled > OUTAGE.total_seconds()
        note = silent or at - self._noted > SEEN_EVERY.total_seconds()
        alone = len(items) == 1 and not note
        if (items or note) and not (alone and await self._handle_new(items[0])):
            async with self._database.write() as tx:
                await tx.system.inbox.store(items)
                if note:
                    await _note(tx, silent=silent)
            if items:
                self._signals.inbox.set()
        self._polled, self._noted = at, at if note else self._noted


async def _note(tx: Transaction, *, silent: bool) -> None:
    now = tx.clock.now()
    last = await tx.system.wire.get(LAST_POLL)
    if silent and last and now - datetime.fromisoformat(last["at"]) > OUTAGE:
        seen = await tx.system.wire.get(OUTAGE_SEEN) or {"since": last["at"]}  # one that nobody has told of yet grows
        await tx.system.wire.set(OUTAGE_SEEN, {"since": seen["since"], "until": now.isoformat()})
    await tx.system.wire.set(LAST_POLL, {"at": now.isoformat()})


def _item(update: dict[str, Any]) -> NewItem | None:
    update_id = _whole(update.get("update_id"))
    if update_id is None or update_id <= 0:
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
            if isinstance(carrier, dict) and (chat_id := _whole(carrier.get("id"))):
                return chat_id
    return 0


def _whole(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST
    return int(value) if fits else None


def _inner(event: dict[str, Any], *path: str) -> Any:
    value: Any = event
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _longest_pause(error: Exception) -> float:
    """Raises what waiting does not mend, such as a wrong token."""
    if isinstance(error, (PollError, AiogramError)):
        return 30.0
    if is_database_trouble(error):  # Telegram keeps what was not confirmed
        return 5.0
    raise error


def _name(error: Exception) -> str:
    """Only our own errors are free of addresses and tokens."""
    return str(error) if isinstance(error, PollError) else type(error).__name__
