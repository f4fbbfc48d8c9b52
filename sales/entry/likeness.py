"""How near two names are: the best of three, the whole without spaces, the same words in any order, a part of the name.

Compared as written, without case endings, and, where neither says enough, as heard: «Vector» is «Вектор».
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from rapidfuzz import fuzz, process

from sales.entry.name_forms import sound, stem

WORDS_WEIGH: Final = 0.97
PART_WEIGHS: Final = 0.93
STEM_WEIGHS: Final = 0.98
SOUND_WEIGHS: Final = 0.95
SURE: Final = 85.0
"""From here on the spelling says it all."""

NOT_SURE: Final = 84.0
"""«Дом Вектор» and «Дом Заря» share a word, and are never one client for that."""

SHORTEST_PART: Final = 3

_NUMBER = re.compile("[0-9]+")
Scores: TypeAlias = dict[int, float]
"""The place in the list of names, and how near that name is, 0 to 100."""


def numbers_of(normal: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(normal))


def scores(said: str, names: Sequence[str], least: float) -> Scores:
    """The names that reach the least score; said and names are normal forms."""
    found = _whole(said, names, least)
    bare, stems = stem(said), [stem(name) for name in names]
    _better(found, _bare(bare, stems, least))
    if max(found.values(), default=0) < SURE:
        _better(found, _by_ear(said, names, least))
    return found


def _bare(said: str, names: Sequence[str], least: float) -> Scores:
    found = _weighed(_whole(said, names, least), STEM_WEIGHS)
    _better(found, _words(said, names, least))
    _better(found, _parts(said, names, least))
    return found


def _by_ear(said: str, names: Sequence[str], least: float) -> Scores:
    """Only across alphabets: within one, the ear hears less than the eye sees."""
    foreign = [place for place, name in enumerate(names) if name.isascii() != said.isascii()]
    near = _bare(sound(said), [sound(names[place]) for place in foreign], least)
    return {foreign[place]: score * SOUND_WEIGHS for place, score in near.items()}


def _whole(said: str, names: Sequence[str], least: float) -> Scores:
    return _extract(said.replace(" ", ""), [name.replace(" ", "") for name in names], fuzz.ratio, least)


def _words(said: str, names: Sequence[str], least: float) -> Scores:
    shared = _extract(said, names, fuzz.token_set_ratio, least)
    return {place: 100 * WORDS_WEIGH if one >= 100 else min(one, NOT_SURE) for place, one in shared.items()}  # noqa: PLR2004


def _parts(said: str, names: Sequence[str], least: float) -> Scores:
    """What was said is a part of the name; the other way round «Кимоно» would be «Ким»."""
    if len(said) < SHORTEST_PART:
        return {}
    longer = [place for place, name in enumerate(names) if len(name) >= len(said)]
    parts = _extract(said, [names[place] for place in longer], fuzz.partial_ratio, least)
    return {longer[place]: score * PART_WEIGHS for place, score in parts.items()}


def _weighed(found: Scores, weight: float) -> Scores:
    return {place: score * weight for place, score in found.items()}


def _better(found: Scores, others: Scores) -> None:
    for place, score in others.items():
        found[place] = max(score, found.get(place, 0))


def _extract(said: str, names: Sequence[str], scorer: Callable[..., float], least: float) -> Scores:
    near = process.extract(said, names, scorer=scorer, limit=None, score_cutoff=least)
    return {place: score for _, score, place in near}
