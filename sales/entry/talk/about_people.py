"""«что у Бориса?»: a question about somebody whom the speaker watches, and what of them is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Ambiguous, ClientFinding, Found, KnownClient, find_client
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.questions import find_kind, find_period, is_of_question
from sales.entry.talk.typos import correct_question

MOST_WORDS = 2
"""Of a name."""
_OF_PEOPLE: Final = re.compile(
    r"(?<!\w)(?:как|где|у|с|про|о|об|по|за|дела|делает|поживает|успевает|справляется|сделал\w?|принес\w*|принёс|"
    r"собрал\w?|продал\w?|закрыл\w?|работает|покажи|мен[ео]джер\w?|сотрудник\w?|это|how|is|are|doing|about|of|at|with|"
    r"manager|did|does|прошл\w+|следующ\w+|будущ\w+|текущ\w+|эт\w{1,2}|last|next|this)(?!\w)"
)
_ASKED: Final = re.compile(
    r"(?<!\w)(?:день|day|что|чё|как|где|сколько|покажи|кто|какие|какой|what|how|where|show)(?!\w)"
)


_SCREENS: Final = frozenset({IntentKind.VISITS, IntentKind.WEEK, IntentKind.DEBTS, IntentKind.STATS})
"""Asked for by a word alone: «визиты Бориса». Money that came is never asked for so: «пришло Борис» is a record."""


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """`kind` None: how they are today."""

    name: str
    """As it was said."""
    who: ClientFinding
    kind: IntentKind | None
    period: str


def read_about_person(asked: str, people: Sequence[KnownClient]) -> AskedPerson | None:
    """`asked` is folded. None where nobody of them is named, or a word is neither a name's nor a question's."""
    if not people or any(sign.isdigit() for sign in asked):
        return None
    words = asked.split()
    meant = correct_question(asked)
    names = [word for word, read in zip(words, meant.split(), strict=True) if not _is_of_question(read)]
    asks = _ASKED.search(meant) or len(names) == len(words) or find_kind(meant) in _SCREENS
    if not 1 <= len(names) <= MOST_WORDS or not asks:
        return None
    who = _find_by_letters(names, people) or find_client(" ".join(names), people)
    if not isinstance(who, Found | Ambiguous):
        return None
    rest = " ".join(read for word, read in zip(words, meant.split(), strict=True) if word not in names)
    return AskedPerson(" ".join(names), who, find_kind(rest), find_period(rest))


def _find_by_letters(said: Sequence[str], people: Sequence[KnownClient]) -> ClientFinding | None:
    """«Анна Ил.»: as many letters of the second name as tell two people apart; None without such letters."""
    if len(said) < MOST_WORDS:
        return None
    begins = [word.rstrip(".") for word in said]
    found = [each for each in people if _is_begun(fold(each.name).split(), begins)]
    if len(found) == 1:
        return Found(found[0].id, found[0].name)
    return find_client(begins[0], found) if found else None


def _is_begun(name: Sequence[str], said: Sequence[str]) -> bool:
    return len(name) >= len(said) and all(whole.startswith(begun) for whole, begun in zip(name, said, strict=False))


def _is_of_question(word: str) -> bool:
    return _OF_PEOPLE.fullmatch(word) is not None or is_of_question(word)
