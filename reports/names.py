"""People are first names; two of one name keep as much of the second as tells them apart."""

from collections import Counter
from collections.abc import Iterable, Mapping

from reports.language import current_language
from storage.actor import Actor

_DATIVE = (("ия", "ии"), ("а", "е"), ("я", "е"), ("й", "ю"), ("вь", "ви"), ("ь", "ю"))
_FLEETING = {"Пётр": "Петру", "Павел": "Павлу", "Лев": "Льву"}
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"


def first_names(people: Iterable[Actor]) -> dict[int, str]:
    """By person id: «Анна», and where there are two of them «Анна К.»."""
    return told_apart({each.person_id: each.name for each in people})


def told_apart(names: Mapping[int, str]) -> dict[int, str]:
    """Whole names by person id, to first names that differ."""
    firsts = {person_id: name.partition(" ")[0] for person_id, name in names.items()}
    count = Counter(firsts.values())
    return {person_id: _told_apart(name, firsts[person_id], count) for person_id, name in names.items()}


def _told_apart(name: str, first: str, count: Counter[str]) -> str:
    rest = name.split()[1:]
    return f"{first} {rest[0][0]}." if count[first] > 1 and rest else first


def to_whom(name: str) -> str:
    """«Напомнить Виктору»: the dative of a Russian first name; any other stays as it is."""
    if current_language() != "ru" or not name or " " in name:
        return name
    if name in _FLEETING:
        return _FLEETING[name]
    for ending, dative in _DATIVE:
        if name.endswith(ending):
            return name.removesuffix(ending) + dative
    return name + "у" if name[-1] in _CONSONANTS else name
