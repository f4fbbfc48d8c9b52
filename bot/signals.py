"""Who is to look again. Made before all parts, so that none of them has to know another to wake it."""

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Signals:
    inbox: asyncio.Event = field(default_factory=asyncio.Event)
    """Something waits to be handled, or the worker is to stop."""
    outbox: asyncio.Event = field(default_factory=asyncio.Event)
    """Something waits to be sent, or a call has ended and its chat is free again."""
