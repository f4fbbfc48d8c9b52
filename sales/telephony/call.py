"""A call as an exchange tells it, whichever that is (spec/6)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias

from sales.core.errors import ReperError

TALK_FROM: Final = 30
"""Seconds: a shorter call of ours was not got through."""
MOST_SECONDS: Final = 24 * 3600
LOGGED_BEFORE: Final = timedelta(minutes=10)
LOGGED_AFTER: Final = timedelta(minutes=60)
"""Of its beginning: people write a call down as it is to begin, and up to an hour later. What was written earlier is
another call.
"""


class Exchange(StrEnum):
    """By whose rules what comes in is read."""

    GENERAL = "general"
    MANGO = "mango"
    ZADARMA = "zadarma"
    """Novofon too."""
    MEGAFON = "megafon"
    """Gravitel, and other «облачные АТС» of the same kind."""
    UIS = "uis"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class CallResult(StrEnum):
    ANSWERED = "answered"
    MISSED = "missed"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Call:
    """`phone`: the other side's digits, with + where there are ten or more; empty where it hides."""

    external_id: str
    started_at: datetime
    direction: Direction
    phone: str
    extension: str
    """Ours: a short number, a login, or a whole phone."""
    talk_seconds: int
    result: CallResult
    line: str = ""
    """Our number that was rung or shown; by it somebody without an extension is known."""
    record_url: str = ""
    """Kept, and never fetched."""

    @property
    def is_missed(self) -> bool:
        """They rang, and nobody spoke to them."""
        return self.direction is Direction.IN and self.result is not CallResult.ANSWERED

    @property
    def is_talk(self) -> bool:
        """Something was said, so that an outcome is owed."""
        if self.direction is Direction.IN:
            return self.result is CallResult.ANSWERED
        return self.result is CallResult.ANSWERED and self.talk_seconds >= TALK_FROM

    def to_json(self) -> dict[str, Any]:
        """As it waits to be heard."""
        return asdict(self) | {"started_at": self.started_at.isoformat()}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Call":
        """What `to_json` has written."""
        words = {"direction": Direction(said["direction"]), "result": CallResult(said["result"])}
        return cls(**{**said, **words, "started_at": datetime.fromisoformat(said["started_at"])})


@dataclass(frozen=True, slots=True)
class Ignore:
    """It is well said, and tells of no call that is over: its beginning, or two of ours who talk."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Not theirs, 401; or not to be understood, 422. Nothing of it is kept."""

    status: int
    why: str


Heard: TypeAlias = Call | Ignore | Refuse


@dataclass(frozen=True, slots=True)
class ExchangeOptions:
    """What a connection keeps: whose, and by what it proves itself."""

    exchange: Exchange = Exchange.GENERAL
    zone: str = "UTC"
    """Of the exchange's cabinet, for hours that name none."""
    key: str = ""
    secret: str = ""

    @classmethod
    def of(cls, options: Mapping[str, object], zone: str) -> "ExchangeOptions":
        """Of a token's own; `zone`: of its department, where the token says none."""
        said = {name: str(options.get(name) or "") for name in ("zone", "key", "secret")}
        known = str(options.get("exchange") or Exchange.GENERAL)
        return cls(Exchange(known), said["zone"] or zone, said["key"], said["secret"])


class UnreadableCallError(ReperError):
    """What came in is no call: a field is not there, or makes no sense."""
