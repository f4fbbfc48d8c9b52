"""Who is to look again. Made before all parts, so that none of them has to know another to wake it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.precedence import Precedence


class Bell(asyncio.Event):
    """One that other processes can be called by, too."""

    def __init__(self) -> None:
        super().__init__()
        self.call_others: Callable[[], None] = _nobody
        self.is_loud = False
        """Whoever sets it calls the others as well."""

    def set(self) -> None:
        """Something is there: whoever waits here looks, and where it is loud, whoever waits elsewhere."""
        super().set()
        if self.is_loud:
            self.call_others()

    def hear(self) -> None:
        """Another process has called."""
        super().set()


def _nobody() -> None:
    return


@dataclass(frozen=True, slots=True)
class Signals:
    inbox: Bell = field(default_factory=Bell)
    """An update waits to be handled, or the worker is to stop."""
    door: Bell = field(default_factory=Bell)
    """As `inbox`, of what came in by the door."""
    outbox: Bell = field(default_factory=Bell)
    """Something waits to be sent, or a call has ended and its chat is free again."""
    people: Precedence = field(default_factory=Precedence)
    """Who is waited for, and so goes first."""
