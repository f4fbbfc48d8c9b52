"""Keys that open the door: of which kind, and to what. Only their SHA-256 is kept (spec/0, 0.4)."""

import hashlib
import secrets
from enum import StrEnum

TOKEN_BYTES = 24


class TokenKind(StrEnum):
    """What a token opens; one of another kind is as good as none."""

    API = "api"
    PBX = "pbx"
    """Calls of a telephone exchange come in."""
    LEAD = "lead"
    """Requests from a site come in."""
    FEED = "feed"
    """Tables for a spreadsheet go out."""
    HOOK = "hook"
    """Opens nothing: what happens here is told to an address, signed by its secret."""
    ICS = "ics"
    """A person's own calendar goes out."""


class TokenScope(StrEnum):
    """What a token of the API may do."""

    READ_PAYMENTS = "read:payments"
    WRITE_FACTS = "write:facts"
    READ_CLIENTS = "read:clients"
    WRITE_CLIENTS = "write:clients"


PREFIXES = {TokenKind.API: "rpr_"}
PERSONAL = frozenset({TokenKind.ICS})
"""Made by anybody for themselves; all others by the owner."""


def make_token(kind: TokenKind) -> str:
    """192 random bits, in letters that a path and a header bear."""
    return PREFIXES.get(kind, "") + secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """The 64 hexadecimal signs by which it is known."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
