"""Whether two records are one client (spec/1): one definition for entry, contacts, import, merge and the bank."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from sales.core.words import fold
from sales.entry.clients.likeness import numbers_of
from sales.entry.clients.name_forms import normal_form, sound

_TOWN: Final = re.compile(r"^(?:г\.|г |гор\.|город )")
_CYRILLIC: Final = re.compile("[а-я]")
SPELT_ALIKE: Final = 92
SHORTEST: Final = 5


class Alike(StrEnum):
    SAME = "same"
    LIKELY = "likely"
    """Asked, and never taken for the same."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a client is told by; an empty field says nothing."""

    name: str
    inn: str = ""
    kpp: str = ""
    city: str = ""
    phones: frozenset[str] = frozenset()
    """The last ten digits of every contact's."""


def alike(one: Identity, other: Identity) -> Alike:
    """By INN first, then by phone, then by name; another INN is another client whatever the name."""
    if one.inn and other.inn:
        if one.inn != other.inn:
            return Alike.NO
        return Alike.LIKELY if _differ(one.kpp, other.kpp) else Alike.SAME
    if one.phones & other.phones:
        return Alike.LIKELY
    if not stand_in_one_town(one.city, other.city):
        return Alike.NO
    return Alike.LIKELY if _are_named_alike(normal_form(one.name), normal_form(other.name)) else Alike.NO


def stand_in_one_town(one: str, other: str) -> bool:
    """Where either city is not known they may."""
    return not _differ(_town(one), _town(other))


def _town(city: str) -> str:
    """«г. Москва» is «Москва»."""
    return _TOWN.sub("", fold(city)).strip()


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _are_named_alike(one: str, other: str) -> bool:
    """Equal normal forms, «Romashka» and «Ромашка», or longer ones with a slip of the thumb and the same numbers."""
    if one == other:
        return bool(one)
    if _CYRILLIC.search(one) is None or _CYRILLIC.search(other) is None:
        one, other = sound(one), sound(other)
        if one == other:
            return any(sign.isalpha() for sign in one)
    long = min(len(one), len(other)) >= SHORTEST and numbers_of(one) == numbers_of(other)
    return long and fuzz.ratio(one, other) >= SPELT_ALIKE
