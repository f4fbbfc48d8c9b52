"""Clients by name, in any case form: «от Ромашки» is «Ромашка», and a near miss is asked, not guessed (SPEC 5, 13)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class KnownClient:
    """One of the speaker's own clients, with the normal form made once, when the name was stored."""

    id: int
    name: str
    normal: str


@dataclass(frozen=True, slots=True)
class Candidate:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """One client, clearly ahead of the others."""

    id: int
    name: str
    kind: Literal["found"] = "found"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """One to five clients to choose from, the likeliest first: two are alike, or the best is not near enough."""

    text: str
    candidates: tuple[Candidate, ...]
    kind: Literal["ambiguous"] = "ambiguous"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody like that: «Создать „…“?»"""

    text: str
    kind: Literal["unknown"] = "unknown"


ClientFinding: TypeAlias = Found | Ambiguous | Unknown
