"""Looks now and then what time owes, and says when it last did so to the end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.delivery.alarm import tell_owners
from bot.metrics import TICK_LATE
from bot.telegram.clock import ClockWatch
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from scheduler.tick import Tick
from storage.cluster.posts import FenceError
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble

log = logging.getLogger(__name__)

TICK_SECONDS = 5


class Ticker:
    def __init__(
        self, database: Database, watch: ClockWatch, put: Callable[[], None], ask: Callable[[], Awaitable[object]]
    ) -> None:
        """`put`: called when something is in the outbox. `ask`: any call of Telegram's, whose answer has its hour."""
        self._database = database
        self._watch = watch
        self._ask = ask
        self._tick = Tick(database, put=put)
        self.looked: float | None = None
        """When the clock was last looked at to the end, by the loop's time."""

    async def look(self) -> None:
        """A look that fails is a look less: the rows stay due, and the updates must come in all the same."""
        now = asyncio.get_running_loop().time()
        TICK_LATE.set(0 if self.looked is None else max(0, now - self.looked - TICK_SECONDS))
        try:
            await self.tick()
            self.looked = now
        except FenceError as error:
            log.warning("%s", error)
        except Exception as error:
            if not is_database_trouble(error):
                log.exception("a look at the clock failed")
            else:
                log.warning("the database did not answer: %s", type(error).__name__)

    async def look_if_moved(self) -> None:
        """After a poll: what a moved clock brings comes before what is said after it."""
        if self._watch.moved.is_set():
            self._watch.moved.clear()
            await self.look()

    async def tick(self) -> None:
        """Do what is due, unless our clock cannot be trusted just now."""
        self._watch.compare()
        if self._watch.wants_answer:
            await self._ask_hour()
        if self._watch.alarms():
            async with self._database.write() as tx:
                await tell_owners(tx, "clock", _about_clock)
        if self._watch.is_trusted:
            await self._tick.look()

    async def _ask_hour(self) -> None:
        """Who keeps the clock may be another process than the one that polls, and webhooks bring no hour."""
        try:
            await self._ask()
        except Exception as error:  # noqa: BLE001  the next look asks again; until then no duty is taken
            log.debug("Telegram did not say the hour: %s", type(error).__name__)


def _about_clock() -> Markup:
    text = _("⚠️ The clock of the bot's machine is over two minutes off. No check-ins or reminders until it is right.")
    return fill(text)
