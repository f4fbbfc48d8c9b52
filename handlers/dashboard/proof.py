"""
Telegram's word for who has opened the Mini App: `initData`, signed with the bot's token (spec/7, 7.1).

It is taken once. A repeat within half a minute is the same opening, whose answer was lost on the way; a later one is
somebody who has found it.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from aiogram.utils.web_app import safe_parse_webapp_init_data

AGE = timedelta(hours=1)
AHEAD = timedelta(seconds=60)
AGAIN = timedelta(seconds=30)
LONGEST = 4096
MOST = 10_000


class ProofError(ValueError):
    """Not signed by our bot, too old, of nobody, or used before."""


class Proofs:
    """Remembers, while the process lives, which were used when."""

    def __init__(self) -> None:
        self._used: OrderedDict[str, datetime] = OrderedDict()

    def read(self, init_data: str, token: str, now: datetime) -> int:
        """The Telegram id of who has opened it. Raises ProofError."""
        if len(init_data) > LONGEST:
            raise ProofError
        try:
            found = safe_parse_webapp_init_data(token, init_data)
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise ProofError from None
        if found.user is None or not -AHEAD <= now - found.auth_date <= AGE:
            raise ProofError
        self._use(found.hash, now)
        return found.user.id

    def _use(self, what: str, now: datetime) -> None:
        while self._used and (len(self._used) > MOST or now - next(iter(self._used.values())) > AGE + AHEAD):
            self._used.popitem(last=False)
        if now - self._used.setdefault(what, now) > AGAIN:
            raise ProofError
