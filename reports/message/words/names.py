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
_HISSING = tuple((f"{letter}а", f"{letter}и") for letter in "гкхжшчщ")
_GENITIVE = (("ия", "ии"), *_HISSING, ("а", "ы"), ("я", "и"), ("й", "я"), ("вь", "ви"), ("ь", "я"))
_FLED = {"Пётр": "Петра", "Павел": "Павла", "Лев": "Льва"}
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"


def first_names(people: Iterable[Actor]) -> dict[int, str]:
    """By person id: «Анна», and where there are two of them «Анна К.»."""
    return tell_apart({each.person_id: each.name for each in people})


def tell_apart(names: Mapping[int, str]) -> dict[int, str]:
    """Whole names by person id, to first names that differ; a very long one is cut, for a line holds more than it.

    «Анна», «Анна К.», «Анна Ив.» beside «Анна Ил.»; two of one whole name are numbered.
    """
    firsts = {person_id: cut(name.partition(" ")[0], LONGEST) for person_id, name in names.items()}
    alike: dict[str, dict[int, str]] = {}
    for person_id, name in names.items():
        alike.setdefault(firsts[person_id], {})[person_id] = name.partition(" ")[2].strip()
    return {each: told for first, rests in alike.items() for each, told in _tell_each_apart(first, rests).items()}


def _tell_each_apart(first: str, rests: Mapping[int, str]) -> dict[int, str]:
    """By as many letters of what follows the first name as it takes."""
    if len(rests) == 1:
        return dict.fromkeys(rests, first)
    count = Counter(rests.values())
    told, before = {}, Counter[str]()
    for person_id, rest in rests.items():
        before[rest] += 1
        short = _shortest(rest, [other for other in count if other != rest])
        name = f"{first} {cut(short, LONGEST)}".strip()
        told[person_id] = f"{name} {before[rest]}" if count[rest] > 1 else name
    return told


def _shortest(rest: str, others: Iterable[str]) -> str:
    """«К.», «Ив.»: of what begins alike more, whole where another one only goes on, and where it is a number."""
    shared = max((_shared(rest, other) for other in others), default=0)
    return rest if shared + 1 >= len(rest) or rest[shared].isdigit() else f"{rest[: shared + 1].rstrip()}."


def _shared(one: str, other: str) -> int:
    """How many letters they begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def to_whom(name: str) -> str:
    """«Напомнить Виктору»: the dative of a Russian first name; any other stays as it is."""
    return _decline(name, _FLEETING, _DATIVE, "у")


def for_whom(name: str) -> str:
    """«за Бориса»: the accusative of a Russian first name."""
    return _decline(name, _FLED, _ACCUSATIVE, "а")


def of_whom(name: str) -> str:
    """«Поручение от Ольги»: the genitive of a Russian first name."""
    return _decline(name, _FLED, _GENITIVE, "а")


def _decline(name: str, fleeting: Mapping[str, str], endings: Iterable[tuple[str, str]], after_consonant: str) -> str:
    if current_language() != "ru" or not name:
        return name
    first, _space, rest = name.partition(" ")
    if rest:  # «Анне К.», told apart from another Анна; a whole name stays as it is
        return f"{_decline(first, fleeting, endings, after_consonant)} {rest}" if rest.endswith(".") else name
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
