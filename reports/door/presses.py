"""Addresses and buttons of what is connected by the door."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.door.tokens import TokenKind


class ConnectionsAddress(Address):
    """All that is connected."""

    name = "connections"


class ConnectionDeed(StrEnum):
    NEW = "new"
    """Of `kind`."""
    TURN = "turn"
    """The `scope` of a token, given or taken."""
    REVOKE = "gone"


class ConnectionPress(Press, prefix="conn"):
    """A token of the house, by its id; 0: one that is to be made."""

    deed: ConnectionDeed
    token_id: Id = 0
    kind: TokenKind = TokenKind.API
    scope: Id = 0
    """Its place among TokenScope: the words of it hold the separator."""
