"""Addresses and buttons of what is connected by the door."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.door.tokens import TokenKind


class ConnectionsAddress(Address):
    """All that is connected."""

    name = "connections"


class ConnectionAddress(Address):
    """One of them, by its id."""

    name = "connection"

    more: bool = False
    token_id: int


class ConnectionDeed(StrEnum):
    NEW = "new"
    """Of `kind`."""
    GIVE = "give"
    """The `scope` of a token; a second tap gives it once more, and takes nothing."""
    TAKE = "take"
    TURN = "turn"
    """Given or taken: of older messages."""
    SAY = "say"
    """The event whose place among HookEvent is `scope`."""
    HUSH = "hush"
    TELL = "tell"
    """Told, or told no more: of older messages."""
    ON = "on"
    """A program that was off, or paused."""
    PAUSE = "pause"
    TRY = "try"
    """It is told something of no meaning, to see whether it takes it."""
    REVOKE = "gone"


class ConnectionPress(Press, prefix="conn"):
    """A token of the house, by its id; 0: one that is to be made."""

    deed: ConnectionDeed
    token_id: Id = 0
    kind: TokenKind = TokenKind.API
    scope: Id = 0
    """Its place among TokenScope, or HookEvent: the words of it hold the separator."""
