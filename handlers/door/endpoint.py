"""
What is asked at the door, and how it is answered. No HTTP server here: bot.door carries these in and out.

* Lookup: reads, and answers. In a read transaction.
* Hook: something happened elsewhere. It is stored as an item of the inbox, and answered 200 when that is committed; the
  worker hears it afterwards (`Hearer`), exactly once.
* Deed: writes, and answers with what came of it, in the one transaction of both. Asked again under the same
  Idempotency-Key, it answers the same and does nothing.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from handlers.framework.defaults import Defaults
from handlers.framework.replies import Replies
from sales.core.errors import ReperError
from sales.door.sources import ItemSource
from sales.door.tokens import TokenKind, TokenScope
from storage.door.tokens import DoorToken
from storage.tables.types import Json
from storage.transaction import Transaction

MOST_BYTES = 256 * 1024
MOST_FILE_BYTES = 5 * 1024 * 1024
JSON = "application/json"
TEXT = "text/plain"
YEARS = range(2000, 2100)
"""Of other years nothing is kept, and days beyond them are no days of a calendar's."""
LONGEST_KEY = 120
MOST_FIELDS = 100


class ProblemError(ReperError):
    """The answer is a refusal, told as RFC 9457 has it. Nothing was stored or done."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        wait: int = 0,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        """`wait`: seconds after which to ask again; `members`: what else the answer says."""
        super().__init__(detail)
        self.members = members or {}
        self.status = status
        self.detail = detail
        self.headers = {**({"Retry-After": str(wait)} if wait else {}), **(headers or {})}


@dataclass(frozen=True, slots=True)
class DoorRequest:
    """What somebody asks, after the door has looked at the token, the pace and the size."""

    tx: Transaction
    """Read-only, but for a Deed."""
    token: DoorToken | None
    """None where the endpoint has no kind: it looks for a proof of its own."""
    parts: Mapping[str, str]
    """The named parts of the path."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By names in small letters."""
    body: bytes
    defaults: Defaults
    is_repeated: bool = False
    """Its proof was taken before: long ago, or of another page."""
    bot_token: str = ""
    """By which Telegram signs what the Mini App shows as its proof; empty for every other endpoint."""

    @property
    def bearer(self) -> DoorToken:
        """The token, where the endpoint has a kind. Raises LookupError for one that has none."""
        if self.token is None:
            raise LookupError("this endpoint asks for no token")
        return self.token


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    """`tagged`: it carries an ETag, and who has it already is answered 304."""

    body: bytes = b""
    status: int = 200
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    tagged: bool = False
    replies: Replies = field(default_factory=list)
    """Of a Deed: what people are told of it, as a handler's replies, and each with its person."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """What a Hook has read, to be stored. `key` is unique at its token: the same event again changes nothing."""

    what: str
    """The name of its hearer (handlers.endpoints.HEARERS)."""
    key: str
    data: Json
    source: ItemSource = ItemSource.API
    answer: DoorAnswer = DoorAnswer(b"{}")


@dataclass(frozen=True, slots=True)
class HeardItem:
    """What came in by the door, as the worker brings it: in the transaction in which it is done."""

    tx: Transaction
    token: DoorToken
    """Perhaps revoked since: what was accepted is heard."""
    data: Json
    came_at: datetime
    defaults: Defaults


Answers: TypeAlias = Callable[[DoorRequest], Awaitable[DoorAnswer]]
Reads: TypeAlias = Callable[[DoorRequest], Awaitable[Inbound | DoorAnswer]]
FindsProof: TypeAlias = Callable[[str, str, datetime], str]
"""Of `Authorization`, the bot's token, the moment: the key of a good proof, which is taken once; empty for none."""
Hearer: TypeAlias = Callable[[HeardItem], Awaitable[Replies]]
"""Of an item; what it says names its person (`Say(…, to=…)`), for nobody in a chat has asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """
    `path`: with `{token}` in it the token stands there, and a wrong one is an absent path; else it is that of
    `Authorization: Bearer`. `kind` None: open to everybody, it looks for a proof of its own.
    """

    path: str
    kind: TokenKind | None = None
    scope: TokenScope | None = None
    methods: tuple[str, ...] = ("GET",)
    most_bytes: int = MOST_BYTES

    @property
    def is_bearer(self) -> bool:
        return self.kind is not None and "{token}" not in self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Endpoint):
    answer: Answers
    is_long: bool = False
    """It reads thousands of rows: in a thread, so that nobody waits for it."""
    find_proof: FindsProof | None = None
    """Of Telegram's for who asks: it is told the bot's own token, to look at what was signed with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook(Endpoint):
    read: Reads
    methods: tuple[str, ...] = ("POST",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed(Endpoint):
    do: Answers
    methods: tuple[str, ...] = ("POST",)


def make_answer(value: Any, status: int = 200, *, tagged: bool = False, replies: Replies | None = None) -> DoorAnswer:
    """The value as JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return DoorAnswer(body, status, tagged=tagged, replies=[] if replies is None else replies)


def read_json(body: bytes, *, once: bool = False) -> Json:
    """The object in a body; `once`: in which nothing is said twice. Raises ProblemError for whatever else."""
    pairs = _refuse_twice if once else dict
    try:
        said = json.loads(body, parse_constant=_refuse_constant, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        raise ProblemError(400, "The body is not JSON in UTF-8.") from None
    if not isinstance(said, dict):
        raise ProblemError(400, "The body is to be a JSON object.")
    if len(said) > MOST_FIELDS:
        raise ProblemError(400, f"Up to {MOST_FIELDS} fields.")
    return said


def read_day(said: str, name: str, example: str) -> date:
    """The day that is said, within years of which something may be kept. Raises ProblemError."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise ProblemError(400, f"{name} is written as {example}.")
    return day


def make_key(*parts: object) -> str:
    """The key of an event, of what tells it apart; whatever the length of that."""
    key = ":".join(str(part) for part in parts)
    plain = key.isascii() and key.isprintable() and len(key) <= LONGEST_KEY
    return key if plain else hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _refuse_twice(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ProblemError(400, "A field stands there twice.")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
