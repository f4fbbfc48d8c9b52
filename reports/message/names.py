"""People are first names; two of one name keep as much of the second as tells them apart."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reports.message.columns import cut
from reports.message.language import current_language
from reports.message.language import gettext as _
from storage.engine.actor import Actor

LONGEST = 18

_DATIVE = (("ия", "ии"), ("а", "е"), ("я", "е"), ("й", "ю"), ("вь", "ви"), ("ь", "ю"))
_FLEETING = {"Пётр": "Петру", "Павел": "Павлу", "Лев": "Льву"}
_ACCUSATIVE = (("а", "у"), ("я", "ю"), ("й", "я"), ("вь", "вь"), ("ь", "я"))
_FLED = {"Пётр": "Петра", "Павел": "Павла", "Лев": "Льва"}
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"


def first_names(people: Iterable[Actor]) -> dict[int, str]:
    """By person id: «Анна», and where there are two of them «Анна К.»."""
    return tell_apart({each.person_id: each.name for each in people})


def tell_apart(names: Mapping[int, str]) -> dict[int, str]:
    """Whole names by person id, to first names that differ; a very long one is cut, for a line holds more than it."""
    firsts = {person_id: cut(name.partition(" ")[0], LONGEST) for person_id, name in names.items()}
    count = Counter(firsts.values())
    return {person_id: _tell_apart(name, firsts[person_id], count) for person_id, name in names.items()}


def _tell_apart(name: str, first: str, count: Counter[str]) -> str:
    rest = name.split()[1:]
    return f"{first} {rest[0][0]}." if count[first] > 1 and rest else first


def to_whom(name: str) -> str:
    """«Напомнить Виктору»: the dative of a Russian first name; any other stays as it is."""
    return _decline(name, _FLEETING, _DATIVE, "у")


def for_whom(name: str) -> str:
    """«за Бориса»: the accusative of a Russian first name."""
    return _decline(name, _FLED, _ACCUSATIVE, "а")


def _decline(name: str, fleeting: Mapping[str, str], endings: Iterable[tuple[str, str]], after_consonant: str) -> str:
    if current_language() != "ru" or not name or " " in name:
        return name
    if name in fleeting:
        return fleeting[name]
    for ending, other in endings:
        if name.endswith(ending):
            return name.removesuffix(ending) + other
    return name + after_consonant if name[-1] in _CONSONANTS else name


NAMED = 8
"""So many are all named; of more, the first two."""
FIRST = 2


def some_names(names: Sequence[str]) -> str:
    """«Анна, Борис и ещё 298»: a message has no room for three hundred of them."""
    if len(names) <= NAMED:
        return ", ".join(names)
    return _("{names} and {n} more").format(names=", ".join(names[:FIRST]), n=len(names) - FIRST)
