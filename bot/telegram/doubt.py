"""
A token that is refused is looked at again before it is given up.

A local Bot API server has answered 401 to valid tokens while it started; what ends with code 2 is not started again.
"""

import asyncio
import logging

from bot.telegram.telegram import WrongTokenError

log = logging.getLogger(__name__)

LOOKED_FOR = 120.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 20.0


class TokenDoubt:
    """Times are the loop's, in seconds."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._pause = 0.0

    def note_refusal(self) -> float:
        """How long to wait before the next look. Raises WrongTokenError where the refusals have lasted."""
        now = asyncio.get_running_loop().time()
        if self._since is None:
            self._since = now
            log.error("Telegram refuses BOT_TOKEN; asking again for %.0f minutes, then giving up", LOOKED_FOR / 60)
        left = self._since + LOOKED_FOR - now
        if left <= 0:
            raise WrongTokenError
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or FIRST_PAUSE)
        return min(self._pause, left)

    def note_acceptance(self) -> None:
        """Telegram took the token: the doubt is over."""
        if self._since is not None:
            log.warning("Telegram takes BOT_TOKEN again")
        self._since, self._pause = None, 0.0
