"""What one process at a time does, and how long it is believed to be alive."""

from enum import StrEnum

from sales.core.errors import ReperError

EXPIRES_SECONDS = 8.0
"""By the server's clock. A holder that was not heard of so long is followed by another."""

LEASE_SECONDS = 6.0
"""By the holder's own: it acts no longer after its last beat, so that it has stopped before another begins."""


class Post(StrEnum):
    POLL = "poll"
    """Asks Telegram for updates."""
    CLOCK = "clock"
    """Does what time brings, backs up, and clears up after the dead."""


class FenceError(ReperError):
    """Another process has taken the post: whoever held it before writes nothing as its holder any more."""
