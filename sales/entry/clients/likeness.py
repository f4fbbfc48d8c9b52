"""How near two names are: the best of three, the whole without spaces, the same words in any order, a part of the name.

Compared as written, without case endings, and, where neither says enough, as heard: «Vector» is «Вектор».
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from sales.entry.clients.name_forms import sound, stem

WORDS_WEIGH: Final = 0.97
PART_WEIGHS: Final = 0.93
STEM_WEIGHS: Final = 0.98
SOUND_WEIGHS: Final = 0.95
SURE: Final = 85.0
"""From here on the spelling says it all."""

NOT_SURE: Final = 84.0
"""«Дом Вектор» and «Дом Заря» share a word, and are never one client for that."""

SHORTEST_PART: Final = 3
SHORTEST_SLIP: Final = 4
LONG: Final = 8
BEGUN: Final = 6
MOST_OF: Final = 0.7
"""«стройгр» is most of a long word, and enough of it."""
_LATIN = re.compile("[a-z]")
_RUSSIAN = re.compile("[а-я]")
_CASE_ENDING = re.compile("[аяуюеиоы]|[оеаы]м|[оеы]й|[оеё]в|[аы]х|[аы]ми")
_SURNAME: Final = re.compile(r"^[а-я]+(?:[ое]в|[иы]н|[ое]ва|[иы]на|ян|дзе|швили|ский|ская|енко)$")
_KEYS: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_HEARD_ALIKE: Final = tuple(map(set, ("бп", "вф", "гк", "дт", "жш", "зс", "мн", "шщ", "цс", "ьъ", "йи", "эе")))
_VOWELS: Final = frozenset("аоеиуыэюя")
_TWICE = re.compile(r"(.)\1+")

_NUMBER = re.compile("[0-9]+")
_LIKE_AN_ADJECTIVE = re.compile("[оеи]му$")
"""«Оптиму» is of «Оптима», and ends as «новому» does."""
Scores: TypeAlias = dict[int, float]
"""The place in the list of names, and how near that name is, 0 to 100."""


def numbers_of(normal: str) -> frozenset[str]:
    """The numbers in a name: «Вектор 2» and «Вектор 3» are two clients, however alike."""
    return frozenset(_NUMBER.findall(normal))


class Names:
    """Normal forms to be compared with, and what they are compared by, each made once."""

    def __init__(self, normals: Sequence[str]) -> None:
        self.normals = tuple(normals)
        self.wholes = tuple(normal.replace(" ", "") for normal in self.normals)

    @cached_property
    def stems(self) -> "Names":
        """The same names without their endings, for words in any case form."""
        return Names([stem(normal) for normal in self.normals])

    @cached_property
    def heard(self) -> "Names":
        """The same names as they sound, for Latin beside Cyrillic."""
        return Names([sound(normal) for normal in self.normals])

    @cached_property
    def in_latin(self) -> frozenset[int]:
        """The places of those written in ASCII alone."""
        return frozenset(place for place, normal in enumerate(self.normals) if normal.isascii())


def scores(said: str, names: Names, least: float) -> Scores:
    """The names that reach the least score; said is a normal form."""
    found = _whole(said, names, least)
    _better(found, _bare(stem(said), names.stems, least))
    if _LIKE_AN_ADJECTIVE.search(said):
        _better(found, _whole(said[:-1], names, least))
    if max(found.values(), default=0) < SURE:
        _better(found, _by_ear(said, names, least))
    return found


def _bare(said: str, names: Names, least: float) -> Scores:
    found = _weigh(_whole(said, names, least), STEM_WEIGHS)
    _better(found, _words(said, names, least))
    _better(found, _parts(said, names, least))
    return found


def _by_ear(said: str, names: Names, least: float) -> Scores:
    """Only across alphabets: within one, the ear hears less than the eye sees."""
    latin = said.isascii()
    if (latin and len(names.in_latin) == len(names.normals)) or (not latin and not names.in_latin):
        return {}
    near = _bare(sound(said), names.heard, least)
    return {place: score * SOUND_WEIGHS for place, score in near.items() if (place in names.in_latin) is not latin}


def _whole(said: str, names: Names, least: float) -> Scores:
    return _extract(said.replace(" ", ""), names.wholes, fuzz.ratio, least)


def _words(said: str, names: Names, least: float) -> Scores:
    shared = _extract(said, names.normals, fuzz.token_set_ratio, least)
    return {place: 100 * WORDS_WEIGH if one >= 100 else min(one, NOT_SURE) for place, one in shared.items()}  # noqa: PLR2004


def _parts(said: str, names: Names, least: float) -> Scores:
    """What was said is a part of the name; the other way round «Кимоно» would be «Ким»."""
    if len(said) < SHORTEST_PART:
        return {}
    parts = _extract(said, names.normals, fuzz.partial_ratio, least)
    longest = len(said)
    return {place: score * PART_WEIGHS for place, score in parts.items() if len(names.normals[place]) >= longest}


@lru_cache(maxsize=65536)
def is_meant(said: str, normal: str) -> bool:
    """Whether what was said is the name, or whole words of it, in any case form and with a slip of the thumb.

    «нов» is a part of «баранов» and never him, «Заречная» is not Заречье, «Аптекарь» not Пекарь.
    """
    latin = _LATIN.search(said) is not None
    if latin is not normal.isascii() and (
        latin or _RUSSIAN.search(said)
    ):  # heard alike is less than spelt alike: all of the name, then
        return _is_slip(sound(said).replace(" ", ""), sound(normal).replace(" ", ""))
    if _is_another_word(said, normal):
        return False
    pairs = [(said, normal), (stem(said), stem(normal))]
    return any(_is_slip(one.replace(" ", ""), other.replace(" ", "")) or _are_words(one, other) for one, other in pairs)


def _is_another_word(said: str, normal: str) -> bool:
    """«Автодок» is not Автодом: another letter makes another name, unless a thumb or an ear may have taken it for it.

    «Ахметов» is not Ахмедов, either: among families the ear is no excuse.
    """
    if " " in said or " " in normal or stem(said) == stem(normal):
        return False
    one, other = (said, normal) if len(said) == len(normal) else (stem(said), stem(normal))
    apart = [(mine, own) for mine, own in zip(one, other, strict=False) if mine != own]
    if len(one) != len(other) or len(apart) != 1:
        return False
    ((mine, own),) = apart
    near = any(mine in keys and own in keys and abs(keys.index(mine) - keys.index(own)) == 1 for keys in _KEYS)
    heard = {mine, own} in _HEARD_ALIKE and not _SURNAME.search(normal)
    return not near and not heard and not {mine, own} <= _VOWELS


def _are_words(said: str, normal: str) -> bool:
    return all(any(_is_slip(word, own) for own in normal.split()) for word in said.split())


def _is_slip(one: str, other: str) -> bool:
    """The same but for a doubled letter, or one letter, or two of a long word; more letters at the end are a word."""
    one, other = _TWICE.sub(r"\1", one), _TWICE.sub(r"\1", other)
    if other.startswith(one) and len(one) >= max(BEGUN, MOST_OF * len(other)):
        return True
    if one == other or _CASE_ENDING.fullmatch(one.removeprefix(other)):
        return True
    if (
        one[:1] != other[:1]
        or one.startswith(other)
        or other.startswith(one)
        or min(len(one), len(other)) < SHORTEST_SLIP
    ):
        return False
    most = 2 if len(one) >= LONG else 1
    return OSA.distance(one, other, score_cutoff=most) <= most


def _weigh(found: Scores, weight: float) -> Scores:
    return {place: score * weight for place, score in found.items()}


def _better(found: Scores, others: Scores) -> None:
    for place, score in others.items():
        found[place] = max(score, found.get(place, 0))


def _extract(said: str, names: Sequence[str], scorer: Callable[..., float], least: float) -> Scores:
    near = process.extract(said, names, scorer=scorer, limit=None, score_cutoff=least)
    return {place: score for _, score, place in near}
