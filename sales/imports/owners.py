"""Whom a cell of «Кто ведёт» means: a seller of the department, by name in any order, case and case form."""

from collections.abc import Sequence
from dataclasses import dataclass

from sales.entry.clients.name_forms import bare_word, normal_form
from sales.imports.troubles import RowTrouble


@dataclass(frozen=True, slots=True)
class KnownSeller:
    id: int
    name: str


def match_owner(text: str, sellers: Sequence[KnownSeller]) -> int | RowTrouble:
    """By all words; else by some of them: «Анна» of Анна Иванова, «Иванова А.». Two that fit are asked about."""
    said = _words(text)
    if not said:
        return RowTrouble.OWNER_UNKNOWN
    whole = [each.id for each in sellers if sorted(_words(each.name)) == sorted(said)]
    found = whole or [each.id for each in sellers if _fits(said, _words(each.name))]
    if len(found) > 1:
        return RowTrouble.OWNER_TWO
    return found[0] if found else RowTrouble.OWNER_UNKNOWN


def _words(name: str) -> list[str]:
    return [bare_word(word, counted=False) for word in normal_form(name.replace(".", " ")).split()]


def _fits(said: Sequence[str], name: Sequence[str]) -> bool:
    """Each word of the shorter one is a word of the longer, or the first letter of one."""
    shorter, longer = sorted((list(said), list(name)), key=len)
    if not shorter or all(len(word) == 1 for word in shorter):
        return False
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        met = next(
            (each for each in left if each == word or (min(len(each), len(word)) == 1 and each[0] == word[0])), None
        )
        if met is None:
            return False
        left.remove(met)
    return True
