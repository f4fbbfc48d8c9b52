"""Clients by name, in any case form: «от Ромашки» is «Ромашка», and a near miss is asked, not guessed (SPEC 5, 13)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import Final, Literal, NamedTuple, Self, TypeAlias, overload

from rapidfuzz import fuzz

from sales.entry.clients.likeness import Names, is_meant, numbers_of, scores
from sales.entry.clients.name_forms import SOLE, legal_form, marks_of, normal_form, sound, stem

TAKEN_FROM: Final = 85
"""Below this the best match is asked for."""

ASKED_FROM: Final = 60
"""Below this nobody is offered: it is a new name."""

SHORT_NAME: Final = 4
SHORT_ASKED_FROM: Final = 78
"""Three letters of four are found in any long name."""

APART: Final = 5
"""The best two nearer than this are both offered."""

OFFERED_WITHIN: Final = 10
MOST_OFFERED: Final = 5
SPELT_ALIKE: Final = 92
"""Letters that two spellings of one name share, of a hundred (spec/1, «sameness»)."""

ALIKE: Final = 75
"""A word this near to a word of the name is that word, in another case form or with a slip of the thumb."""


@dataclass(frozen=True, slots=True)
class KnownClient:
    """One of the speaker's own clients, with the normal form made once, when the name was stored."""

    id: int
    name: str
    normal: str
    form: str | None = None
    """Of the name as it was stored; `name` may be shown without it."""

    @classmethod
    def make_named(cls, client_id: int, name: str) -> Self:
        """With what a search compares, made of the name."""
        return cls(client_id, name, normal_form(name), legal_form(name))


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
    preposition: str = ""
    """«от» of «от Зари»: it tells in which case the name stands."""
    kind: Literal["unknown"] = "unknown"


ClientFinding: TypeAlias = Found | Ambiguous | Unknown


class Ranked(NamedTuple):
    client: KnownClient
    score: float


@lru_cache(maxsize=64)
def _names(normals: tuple[str, ...]) -> Names:
    """The same clients are asked for from message to message."""
    return Names(normals)


class Roster(Sequence[KnownClient]):
    """Clients to be looked among many times: a message of ten records asks for each of its words."""

    def __init__(self, clients: Sequence[KnownClient]) -> None:
        self._clients = tuple(clients)
        self._names = _names(tuple(client.normal for client in self._clients))
        self._scores: dict[tuple[str, float], dict[int, float]] = {}

    @classmethod
    def of(cls, clients: Sequence[KnownClient]) -> "Roster":
        """The clients, looked through once; a roster stays itself."""
        return clients if isinstance(clients, cls) else cls(clients)

    @overload
    def __getitem__(self, place: int) -> KnownClient: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[KnownClient, ...]: ...

    def __getitem__(self, place: int | slice) -> KnownClient | tuple[KnownClient, ...]:
        return self._clients[place]

    def __len__(self) -> int:
        return len(self._clients)

    def scores(self, said: str, least: float) -> dict[int, float]:
        """The places of the clients whose names reach the least score."""
        key = (said, least)
        if key not in self._scores:
            self._scores[key] = scores(said, self._names, least)
        return self._scores[key]

    @property
    def normals(self) -> tuple[str, ...]:
        return self._names.normals


def rank(text: str, clients: Sequence[KnownClient], limit: int = MOST_OFFERED) -> list[Ranked]:
    """The clients nearest to the text, the best first; what is nothing like it is left out."""
    said = normal_form(text)
    if not said:
        return []
    least = SHORT_ASKED_FROM if len(stem(said)) <= SHORT_NAME else ASKED_FROM
    roster = Roster.of(clients)
    found = roster.scores(said, least)
    numbers = numbers_of(said)
    ranked = [Ranked(clients[place], _allow(numbers, clients[place].normal, score)) for place, score in found.items()]
    ranked = [one if is_meant(said, one.client.normal) else _doubt(one) for one in ranked]
    never = _of_other_gender(said)
    ranked = [
        Ranked(one.client, min(one.score, TAKEN_FROM - 1.0)) if never and never.search(one.client.normal) else one
        for one in ranked
    ]
    ranked = _lower_outdone(text, said, [one for one in ranked if one.score >= ASKED_FROM])
    return nsmallest(limit, ranked, key=lambda one: (-one.score, one.client.name, one.client.id))


def _doubt(one: Ranked) -> Ranked:
    return Ranked(one.client, min(one.score, TAKEN_FROM - 1.0))


def _allow(said: frozenset[str], normal: str, score: float) -> float:
    """«Школа 12» is never simply «Школа 57»: a number that the name has not is asked about."""
    return min(score, TAKEN_FROM - 1.0) if said and said - numbers_of(normal) else score


def _lower_outdone(text: str, said: str, ranked: Sequence[Ranked]) -> list[Ranked]:
    """A full name is certain beside a part of it («Вектор-Юг» and «Вектор»), and beside one of another form or mark."""
    words, form = _words_in(said), legal_form(text)
    owns = {one.client.id: _words_in(one.client.normal) for one in ranked}
    beside = {one.client.id for one in ranked if any(owns[one.client.id] < own <= words for own in owns.values())}
    same = [one.client for one in ranked if owns[one.client.id] == words]
    exact = [client for client in same if marks_of(client.name) == marks_of(text)]
    formed = [client for client in exact if form is not None and (client.form or legal_form(client.name)) == form]
    literal = [client for client in exact if client.normal == said or _stems(client.normal) == _stems(said)]
    literal = [client for client in literal if client.normal == said] or (literal if len(literal) == 1 else [])
    exact = exact or _find_whole_by_ear(said, [one.client for one in ranked])
    others = [client for client in exact if client not in literal]
    if literal and all(len(client.normal) > len(said) or _is_turned(client.normal, said) for client in others):
        exact = formed = literal  # «Иванов» is not «Иванова», who may be «от Иванова»
    if exact:
        beside |= owns.keys() - {client.id for client in formed or exact}
    most = max((one.score for one in ranked), default=0) - OFFERED_WITHIN
    return [Ranked(one.client, min(one.score, most)) if one.client.id in beside else one for one in ranked]


def _stems(normal: str) -> list[str]:
    return [stem(word) for word in normal.split()]


def _is_turned(one: str, other: str) -> bool:
    """«Строй-Инвест» and «Инвест-Строй»: each is called by its own order."""
    return len(one.split()) > 1 and _stems(one) != _stems(other) and set(_stems(one)) == set(_stems(other))


_HIS: Final = re.compile("(?:[оеё]в|[иы]н)$")
_HERS: Final = re.compile("(?:[оеё]в|[иы]н)а$")


def _of_other_gender(said: str) -> re.Pattern[str] | None:
    """«от Орловой» is never Орлов, «с Орловым» never Орлова."""
    return _HIS if said.endswith(("овой", "евой", "иной", "ыной")) else _HERS if said.endswith("ым") else None


def _find_whole_by_ear(said: str, clients: Sequence[KnownClient]) -> list[KnownClient]:
    """«garant» is all of «Гарант», and a part of «Гарант-Юг»."""
    if not said.isascii():
        return []
    return [client for client in clients if not client.normal.isascii() and sound(client.normal) == sound(said)]


@lru_cache(maxsize=65536)
def _words_in(normal: str) -> frozenset[str]:
    return frozenset(stem(word).rstrip("'") for word in normal.split())


def find_client(text: str, clients: Sequence[KnownClient]) -> ClientFinding:
    """Who is meant, where the whole text is a name. The text of an answer that is not Found is what was written."""
    return decide(text, sure_only(text, rank(text, clients, MOST_OFFERED + 1)))


def sure_only(name: str, ranked: Sequence[Ranked]) -> list[Ranked]:
    """What the name holds more than a known one («Вектор-Юг»), or has otherwise («ИП Вектор»), makes it a question."""
    capped = [
        Ranked(one.client, min(one.score, TAKEN_FROM - 1.0) if differs(name, one.client) else one.score)
        for one in ranked
    ]
    return sorted(capped, key=lambda one: -one.score)


def differs(name: str, client: KnownClient) -> bool:
    """Whether the name says anything that the client's own does not: a word, a number, a sign, a legal form."""
    said = normal_form(name)
    more = said != client.normal and not is_spelt_alike(said, client.normal) and _holds_more(said, client.normal)
    return more or differs_in_form(name, client)


def differs_in_form(name: str, client: KnownClient) -> bool:
    """«Ромашка+», «Вектор и Ко», «ИП Вектор» of ООО «Вектор»."""
    return bool(marks_of(name) - marks_of(client.name)) or _is_of_another_form(name, client)


def _holds_more(said: str, normal: str) -> bool:
    return any(not is_word_of(word, normal) for word in said.split())


def _is_of_another_form(name: str, client: KnownClient) -> bool:
    """«ИП Вектор» is not ООО «Вектор»; a company that is called without its form may be any company."""
    said, own = legal_form(name), client.form or legal_form(client.name)
    if said is None or said == own:
        return False
    return own is not None or said == SOLE


def is_spelt_alike(said: str, normal: str) -> bool:
    """One name with other spaces or a slip of the thumb: «строй град», «рмашка»."""
    one, other = said.replace(" ", ""), normal.replace(" ", "")
    if one != other and any(len(word) <= 2 and word not in normal.split() for word in said.split()):  # noqa: PLR2004
        return False  # an initial, «Вектор.ру»
    return fuzz.ratio(stem(one), stem(other)) >= SPELT_ALIKE and numbers_of(one) == numbers_of(other)


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


@lru_cache(maxsize=4096)
def _words_of(normal: str) -> Names:
    return Names([*normal.split(), normal.replace(" ", "")])


@lru_cache(maxsize=16384)
def is_word_of(word: str, normal: str) -> bool:
    """Whether the word belongs to the name: «Ромашкой» and «ООО» to «Ромашка», «договору» does not."""
    said = normal_form(word).replace(" ", "")
    if said.isdigit():
        return said in normal.split()
    whole = normal.replace(" ", "")
    if len(said) > 2 and said in whole:  # noqa: PLR2004  two letters stand in any name
        return True
    return bool(scores(said, _words_of(normal), ALIKE))
