"""Whom a task is for: «Анне, Борису: …», «всем: …», in any case form and with a slip of the thumb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.fuzz import ratio

from sales.core.words import fold

ALIKE: Final = 80
APART: Final = 8
LONGEST_HEAD: Final = 12
"""Words."""
_AND: Final = re.compile(r"\s*(?:[,;&+/]|\s(?:и|and)\s)\s*")
_ALL: Final = frozenset({"всем", "все", "отделу", "команде", "everybody", "everyone", "all"})
SELF: Final = frozenset({"мне", "себе", "me", "myself"})


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """`forms`: the first and the whole name as they may be said, «Анна», «Анне»."""

    id: int
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForWhom:
    """`unknown`: names of nobody, or of several; `text`: what is left of the words."""

    ids: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    text: str = ""
    is_everybody: bool = False


def split_people(body: str, known: Sequence[KnownPerson]) -> ForWhom:
    """Names before a colon, or at the beginning as long as they are somebody's."""
    head, colon, rest = body.partition(":")
    if colon and len(head.split()) <= LONGEST_HEAD and not head.rstrip()[-1:].isdigit():
        return _of_head(head, rest.strip(), known)
    words = body.split()
    for count in range(min(len(words), LONGEST_HEAD), 0, -1):
        found = _of_head(" ".join(words[:count]).strip(" ,"), " ".join(words[count:]), known)
        if (found.ids or found.is_everybody) and not found.unknown:
            return found
    return ForWhom(text=body.strip())


def _of_head(head: str, rest: str, known: Sequence[KnownPerson]) -> ForWhom:
    names = [each for each in _AND.split(f" {head} ".strip()) if each.strip()]
    if any(fold(each) in _ALL for each in names):
        return ForWhom(text=rest, is_everybody=True)
    found = {name: find_person(name, known) for name in names}
    ids = tuple(dict.fromkeys(each for each in found.values() if each is not None))
    return ForWhom(ids, tuple(name for name, each in found.items() if each is None), rest)


def find_person(name: str, known: Sequence[KnownPerson]) -> int | None:
    """Who is surely meant; None for nobody, and where two are as near."""
    found = find_alike(name, known)
    return found[0] if len(found) == 1 else None


def find_alike(name: str, known: Sequence[KnownPerson]) -> tuple[int, ...]:
    """Everybody who may be meant."""
    said = fold(name).strip(" .!")
    scores = {each.id: _likeness(said, each) for each in known}
    best = max(scores.values(), default=0.0)
    return () if best < ALIKE else tuple(each for each, score in scores.items() if best - score < APART)


def _likeness(said: str, person: KnownPerson) -> float:
    forms = [fold(form) for form in person.forms]
    first, _space, begun = said.partition(" ")
    if begun and any(form.partition(" ")[2].startswith(begun.rstrip(".")) for form in forms if " " in form):
        said = first  # «Анне Ив.», as two of one name are told apart: what follows begins this one's second name
    return max((ratio(said, form) for form in forms), default=0.0)
