"""Clients beside whom a row of a base is held: those that exist and the rows before it, found by what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from rapidfuzz import fuzz, process

from sales.clients.card_fields import CardField
from sales.clients.sameness import SHORTEST, SPELT_ALIKE, Alike, Identity, alike, stand_in_one_town
from sales.entry.clients.likeness import numbers_of
from sales.entry.clients.name_forms import legal_form
from sales.imports.cells import BaseRow
from sales.imports.judged import KnownBase
from sales.imports.people_cells import BasePerson

BEGINNING: Final = 3
FEW_WORDS: Final = 2
MOST_WORDS: Final = 6


@dataclass(slots=True)
class BaseClient:
    """A client as it is filled so far: one that exists, or a row that is no question."""

    base: KnownBase | None
    identity: Identity
    normal: str
    row: int | None = None
    writes: dict[CardField, Any] = field(default_factory=dict)
    comment: str = ""
    people: list[BasePerson] = field(default_factory=list)
    emails: set[str] = field(default_factory=set)
    owner_id: int | None = None
    sets_owner: bool = False


class BaseClients:
    """All of one file, each at its place."""

    def __init__(self) -> None:
        self.all: list[BaseClient] = []
        self._by_inn: dict[str, list[int]] = {}
        self._by_phone: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._blocks: dict[tuple[frozenset[str], str], tuple[list[str], list[int]]] = {}

    def add(self, entity: BaseClient) -> int:
        """Its place."""
        place = len(self.all)
        self.all.append(entity)
        self._by_name.setdefault(entity.normal, []).append(place)
        for key in _keys(entity.normal):
            names, places = self._blocks.setdefault(key, ([], []))
            names.append(entity.normal)
            places.append(place)
        self.index(place, entity.identity, Identity(""))
        return place

    def index(self, place: int, now: Identity, before: Identity) -> None:
        """By what is known of it now, and was not before."""
        if now.inn and not before.inn:
            self._by_inn.setdefault(now.inn, []).append(place)
        for phone in now.phones - before.phones:
            self._by_phone.setdefault(phone, []).append(place)

    def find_near(self, said: Identity, normal: str) -> list[int]:
        """Everybody whom the row may be: by INN, phone, name, or a name that is spelt almost so."""
        found = [*self._by_inn.get(said.inn, ())] if said.inn else []
        for phone in said.phones:
            found += self._by_phone.get(phone, ())
        found += self._by_name.get(normal, ())
        if len(normal) >= SHORTEST:
            for key in _keys(normal) & self._blocks.keys():
                names, places = self._blocks[key]
                near = process.extract(normal, names, scorer=fuzz.ratio, score_cutoff=SPELT_ALIKE, limit=None)
                found += [places[at] for _name, _score, at in near]
        return sorted(set(found))

    def compare(self, said: Identity, normal: str, entity: BaseClient, row: BaseRow) -> Alike:
        """As everywhere; and two signs make one: the name with the phone, unless both have an INN.

        A row of money that says nothing but the name is of who is called so, as a typed line is.
        """
        other = entity.identity
        named = normal == entity.normal and stand_in_one_town(said.city, other.city)
        if named and said.phones & other.phones and not (said.inn and other.inn):
            return Alike.SAME
        if named and row.item and not (said.inn or said.phones) and _have_one_form(said.name, other.name):
            return Alike.SAME
        return alike(said, other)

    def rank(self, said: Identity, normal: str, place: int) -> tuple[bool, float, int]:
        """How near it is to the row, beside others that may be the same."""
        entity = self.all[place]
        return bool(said.phones & entity.identity.phones), fuzz.ratio(normal, entity.normal), -place

    def is_branch(self, said: Identity, place: int) -> bool:
        """Of one INN, with another KPP."""
        return bool(said.inn) and said.inn == self.all[place].identity.inn


def _have_one_form(one: str, other: str) -> bool:
    """ООО and ИП of one name are two; where either is not written they may be one."""
    forms = {legal_form(one), legal_form(other)} - {None}
    return len(forms) <= 1


def make_identity(values: Mapping[CardField, Any], phones: Iterable[str]) -> Identity:
    """By what a row, or a card, says of a client."""
    return Identity(
        str(values.get(CardField.NAME) or ""),
        str(values.get(CardField.INN) or ""),
        str(values.get(CardField.KPP) or ""),
        str(values.get(CardField.CITY) or ""),
        frozenset(each for each in phones if each),
    )


def _keys(normal: str) -> set[tuple[frozenset[str], str]]:
    """By which names with a slip are found: the beginnings of two of three words, or of one, with the same numbers."""
    numbers = numbers_of(normal)
    begins = sorted({word[:BEGINNING] for word in normal.split()})
    whole = normal.replace(" ", "")
    found = {whole[:BEGINNING], "…" + whole[-BEGINNING:]}
    if len(begins) > FEW_WORDS:
        found = {f"{one} {other}" for one, other in combinations(begins[:MOST_WORDS], 2)}
    elif len(begins) == FEW_WORDS:
        found = {*begins, " ".join(begins)}
    return {(numbers, each) for each in found}
