"""The name of «от Зари», «Меркурию», «с Лесным двором»: a guess at its first case, offered beside what was written."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from sales.core.words import fold

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

_OF: Final = ("gent",)
_TO: Final = ("datv",)
_WITH: Final = ("ablt",)
_INTO: Final = ("accs", "loct")
_CASES: Final = {
    **dict.fromkeys(("от", "у", "из", "для", "до", "без"), _OF),
    **dict.fromkeys(("к", "ко", "по"), _TO),
    **dict.fromkeys(("перед", "над"), _WITH),
    **dict.fromkeys(("с", "со"), (*_WITH, *_OF)),
    **dict.fromkeys(("в", "во", "на", "о", "об", "про"), _INTO),
    "за": ("accs", *_WITH),
}
"""The cases that a preposition asks for, the likelier first. Without one, any: «позвонил Меркурию»."""
_RUSSIAN: Final = re.compile("[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_SHORTEST: Final = 4
_TELLING: Final = frozenset({"VERB", "INFN", "GRND", "ADVB", "PRTS", "ADJS", "COMP", "PRED"})
_HARDLY: Final = 0.1


def nominative(name: str, preposition: str = "") -> str:
    """The name itself where nothing can be guessed: «Вектора» after «от» is «Вектор», «Ромашка» stays."""
    form, words = _part_form(name.split())
    asked = _CASES.get(fold(preposition))
    if not words or (asked is None and _turn(words, "nomn")):
        return name
    turned = next((found for case in asked or _find_cases(words[0]) if (found := _turn(words, case))), words)
    return " ".join([*form, *turned])


@lru_cache(maxsize=4096)
def first_cases(word: str) -> frozenset[str]:
    """What a folded word may be called in the first case: «яной» is «яна», «льва» is «лев»."""
    if not _RUSSIAN.fullmatch(word):
        return frozenset()
    return frozenset(fold(each.normal_form) for each in _analyzer().parse(word) if each.tag.POS == "NOUN")


@lru_cache(maxsize=4096)
def is_first_name(word: str) -> bool:
    """Whether the folded word may be what somebody is called, in any case."""
    return any("Name" in each.tag for each in _analyzer().parse(word))


@lru_cache(maxsize=4096)
def is_word(word: str) -> bool:
    """Whether the dictionary has the folded word, in whatever form."""
    return bool(_analyzer().word_is_known(word))


@lru_cache(maxsize=4096)
def names_nothing(word: str) -> bool:
    """Whether the folded word is a verb or an adverb, and hardly a noun: «обещали», «срочно»; «стой» may be a slip."""
    if not is_word(word):
        return False
    told = sum(each.score for each in _analyzer().parse(word) if each.tag.POS in _TELLING and each.tag.mood != "impr")
    return bool(told > 1 - _HARDLY)


def _part_form(words: list[str]) -> tuple[list[str], list[str]]:
    """«ИП», «ООО», and the name behind it."""
    forms = next((place for place, word in enumerate(words) if not word.isupper()), len(words))
    return words[:forms], words[forms:]


def _find_cases(word: str) -> list[str]:
    """The cases that the word may stand in, the likelier first: «Альфу» is rather of Альфа than of Альф."""
    readings = _analyzer().parse(word) if _RUSSIAN.fullmatch(word) else []
    return [each.tag.case for each in sorted(readings, key=lambda each: "Name" in each.tag)]


def _turn(words: Sequence[str], case: str) -> list[str]:
    """The words with their head in the first case, if it stands in this one; what follows the head stays as it is."""
    qualities: list[tuple[str, Parse]] = []
    for place, word in enumerate(words):
        read = _read(word, case)
        if read is None:
            return []
        if read.tag.POS == "NOUN":
            noun = _inflect(word, read, read.tag.number, None)
            before = [_inflect(said, each, read.tag.number, read.tag.gender) for said, each in qualities]
            return [*before, noun, *words[place + 1 :]]
        qualities.append((word, read))
    return [_inflect(word, read, read.tag.number, read.tag.gender) for word, read in qualities]


def _read(word: str, case: str) -> "Parse | None":
    """The likeliest reading of the word as a noun or an adjective in the case."""
    if not _RUSSIAN.fullmatch(word) or len(word) < _SHORTEST:
        return None
    readings = _analyzer().parse(word)
    return next((each for each in readings if each.tag.case == case and each.tag.POS in {"NOUN", "ADJF"}), None)


def _inflect(word: str, read: "Parse", number: str, gender: str | None) -> str:
    """In the first case, with the capitals of what was written; ё only where it stood."""
    wanted = {"nomn", number} | ({gender} if gender and number == "sing" and read.tag.POS == "ADJF" else set())
    turned = read.inflect(wanted)
    if turned is None:
        return word
    return "".join(_spell(sign, was) for sign, was in zip_longest(turned.word, word[: len(turned.word)], fillvalue=""))


def _spell(sign: str, was: str) -> str:
    sign = "е" if sign == "ё" and was.lower() == "е" else sign
    return sign.upper() if was.isupper() else sign


@cache
def _analyzer() -> "MorphAnalyzer":
    """Imported when first asked: a dictionary of 15 MB, read in a fifteenth of a second."""
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415

    return MorphAnalyzer()
