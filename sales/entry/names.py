"""Clients by name, in any case form: «от Ромашки» is «Ромашка», and a near miss is asked, not guessed (SPEC 5, 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, Literal, NamedTuple, Self, TypeAlias

from sales.entry.likeness import numbers_of, scores
from sales.entry.name_forms import normal_form

TAKEN_FROM: Final = 85
"""Below this the best match is asked for."""

ASKED_FROM: Final = 60
"""Below this nobody is offered: it is a new name."""

APART: Final = 5
"""The best two nearer than this are both offered."""

OFFERED_WITHIN: Final = 10
MOST_OFFERED: Final = 5
ALIKE: Final = 75
"""A word this near to a word of the name is that word, in another case form or with a slip of the thumb."""


@dataclass(frozen=True, slots=True)
class KnownClient:
    """One of the speaker's own clients, with the normal form made once, when the name was stored."""

    id: int
    name: str
    normal: str

    @classmethod
    def named(cls, client_id: int, name: str) -> Self:
        return cls(client_id, name, normal_form(name))


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
    """Nobody like that: «Создать «…»?»"""

    text: str
    kind: Literal["unknown"] = "unknown"


ClientFinding: TypeAlias = Found | Ambiguous | Unknown


class Ranked(NamedTuple):
    client: KnownClient
    score: float


def rank(text: str, clients: Sequence[KnownClient], limit: int = MOST_OFFERED) -> list[Ranked]:
    """The clients nearest to the text, the best first; what is nothing like it is left out."""
    said = normal_form(text)
    if not said:
        return []
    found = scores(said, [client.normal for client in clients], ASKED_FROM)
    numbers = numbers_of(said)
    ranked = [Ranked(clients[place], _allowed(numbers, clients[place].normal, score)) for place, score in found.items()]
    ranked = [one for one in ranked if one.score >= ASKED_FROM]
    return nsmallest(limit, ranked, key=lambda one: (-one.score, one.client.name, one.client.id))


def _allowed(said: frozenset[str], normal: str, score: float) -> float:
    """«Школа 12» is never simply «Школа 57»: a number that the name has not is asked about."""
    return min(score, TAKEN_FROM - 1.0) if said and said - numbers_of(normal) else score


def find_client(text: str, clients: Sequence[KnownClient]) -> ClientFinding:
    """Who is meant. The text of an answer that is not Found is what the person wrote."""
    return decide(text, rank(text, clients, MOST_OFFERED + 1))


def decide(text: str, ranked: Sequence[Ranked]) -> ClientFinding:
    """One near and clear is taken, two alike or one not near enough are asked, nobody near is a new name."""
    if not ranked:
        return Unknown(text)
    best = ranked[0]
    alone = len(ranked) == 1 or best.score - ranked[1].score >= APART
    if alone and best.score >= TAKEN_FROM:
        return Found(best.client.id, best.client.name)
    near = [one.client for one in ranked if best.score - one.score < OFFERED_WITHIN]
    return Ambiguous(text, tuple(Candidate(client.id, client.name) for client in near[:MOST_OFFERED]))


def is_word_of(word: str, normal: str) -> bool:
    """Whether the word belongs to the name: «Ромашкой» and «ООО» to «Ромашка», «договору» does not."""
    said = normal_form(word).replace(" ", "")
    if said.isdigit():
        return said in normal.split()
    whole = normal.replace(" ", "")
    if len(said) > 2 and said in whole:  # noqa: PLR2004  two letters stand in any name
        return True
    return bool(scores(said, [*normal.split(), whole], ALIKE))
