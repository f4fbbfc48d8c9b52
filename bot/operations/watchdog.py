"""
Somebody who watches from within: a loop that hangs cannot say so itself.

A thread counts the loop's beats. Without one for two minutes it writes down where everything stands and ends the
process: the supervisor starts it again, and nothing accepted is lost. What is merely unwell for long is told.
"""

import asyncio
import faulthandler
import logging
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from bot.delivery.alarm import tell_owners
from bot.operations import supervisor
from bot.operations.health import Health, Vitals
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from storage.engine.connections.trouble import is_database_trouble

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
CHECK_SECONDS = 15.0
LONG = 600.0
"""Unwell for so long, it will not pass by itself."""
LOOK_SECONDS = 5.0
STUCK_LOOKS = 24
"""Looks without a beat, not seconds: a process that was stopped, or a laptop that slept, has missed one."""
STUCK_CODE = 70

WORDS: dict[str, Callable[[], str]] = {
    "tick": lambda: _("check-ins and reminders stand still"),
    "inbox": lambda: _("people's messages are not handled"),
    "outbox": lambda: _("messages are not sent"),
}
"""Of the troubles that an owner can be told of through Telegram at all."""


@asynccontextmanager
async def watch_vitals(vitals: Vitals) -> AsyncIterator[None]:
    """Watch over the block."""
    watchdog = Watchdog(vitals)
    over = threading.Event()
    threading.Thread(target=watchdog.guard, args=(over,), name="watchdog", daemon=True).start()
    task = asyncio.create_task(watchdog.run(), name="watchdog")
    try:
        yield
    finally:
        over.set()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Watchdog:
    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self._beats = 0
        self._unwell_since: float | None = None
        self._told = False

    async def run(self) -> None:
        """Beat, and look how we are now and then."""
        checked = -CHECK_SECONDS
        while True:
            self._beats += 1
            now = asyncio.get_running_loop().time()
            if now - checked >= CHECK_SECONDS:
                checked = now
                supervisor.notify(supervisor.ALIVE)
                await self._check(now)
            await asyncio.sleep(BEAT_SECONDS)

    async def _check(self, now: float) -> None:
        try:
            await self.judge(await self._vitals.health(), now)
        except Exception as error:
            if not is_database_trouble(error):
                log.exception("the watchdog could not look")

    async def judge(self, health: Health, now: float) -> None:
        """Tell once of what has lasted long; it may be told again after it was well."""
        if not health.troubles:
            self._unwell_since, self._told = None, False
            return
        self._unwell_since = now if self._unwell_since is None else self._unwell_since
        if self._told or now - self._unwell_since < LONG:
            return
        self._told = True
        log.error("unwell for long: %s", "; ".join(health.troubles.values()))
        await self._tell(health)

    async def _tell(self, health: Health) -> None:
        found = [trouble for trouble in health.troubles if trouble in WORDS]
        if found and self._vitals.database is not None:
            async with self._vitals.database.write() as tx:
                await tell_owners(tx, "health", lambda: _about(found))

    def guard(self, over: threading.Event) -> None:
        """In a thread of its own: ends the process when the loop has stopped turning."""
        seen, missed = self._beats, 0
        while not over.wait(LOOK_SECONDS):
            seen, missed = self._beats, (missed + 1 if self._beats == seen else 0)
            if missed >= STUCK_LOOKS:
                log.critical("the loop hangs; ending, to be started again")
                faulthandler.dump_traceback()  # files and lines only, no values
                os._exit(STUCK_CODE)


def _about(troubles: list[str]) -> Markup:
    rows = [fill("• {what}", what=WORDS[trouble]()) for trouble in troubles]
    last = fill(_("Whoever runs the bot should look at its log and restart it."))
    return lines(fill(_("⚠️ The bot has been unwell for ten minutes:")), *rows, last)
