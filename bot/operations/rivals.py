"""
Somebody else who polls with our token: Telegram ends the poll of one when the other begins, and updates go to either.

A conflict or two are a neighbour that is going, as when a new version takes over; more are told to the owners.
"""

import asyncio
import logging
from collections import deque

from bot.delivery.alarm import tell_owners
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from storage.database import Database

log = logging.getLogger(__name__)

MANY = 4
WITHIN = 600.0
TOLD_EVERY = 3600.0


class Rivals:
    """Times are the loop's, in seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._met: deque[float] = deque(maxlen=MANY)
        self._told_at: float | None = None

    async def note_rival(self) -> None:
        """Another conflict; the owners are told when there are many of them."""
        now = asyncio.get_running_loop().time()
        self._met.append(now)
        lately = len(self._met) == MANY and now - self._met[0] <= WITHIN
        if not lately or (self._told_at is not None and now - self._told_at < TOLD_EVERY):
            return
        self._told_at = now
        log.error("another process polls with this BOT_TOKEN")
        async with self._database.write() as tx:
            await tell_owners(tx, "rival", _about_rival)


def _about_rival() -> Markup:
    text = _(
        "⚠️ The bot runs in two places with one token: what people write may go to either.\n"
        "Stop one of them, or give it a token of its own from BotFather."
    )
    return fill(text)
