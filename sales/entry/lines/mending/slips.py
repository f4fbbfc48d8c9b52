"""Slips of the thumb in the word that says what is done: «олпата», «пришл», «встерча»."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from sales.core.words import fold
from sales.entry.clients.name_forms import bare_word

_DEEDS = (
    "оплата оплату оплатил оплатила оплатили заплатил заплатила заплатили предоплата пришло пришла поступило "
    "поступила поступил перевел перевела перевели перечислил перечислила перечислили получили погасили закинул "
    "закинули ожидаем ожидается возврат перенос перенести позвонил позвонила созвонились звонок встреча "
    "встречу встретился встретилась презентация обещали обещает платит оплатит payment received expecting "
    "meeting called refund"
)
_MEANT: Final = tuple(_DEEDS.split())
_OTHERS = (
    "перевезли перевезла перевозили доплата уплата зарплата расплата перелет поступали поступала обещания "
    "обещание приела присло заплатка получил получила позвонила созвонилась"
)
_REAL: Final = frozenset(_OTHERS.split())
"""Words of their own, one letter from a deed."""
_WORD: Final = re.compile(r"(?<![\w-])[^\W\d_]{5,}(?![\w-])")
_ENDINGS: Final = "мхюйься"
"""One more letter of these makes another form: «оплатам»."""


def mend_slips(text: str, own: Collection[str]) -> str:
    """The text with the first such word as it was meant. `own`: the bare words of the clients' names, left alone."""
    for word in _WORD.finditer(text):
        said = fold(word[0])
        meant = "" if bare_word(said, counted=False) in own else _find_meant(said)
        if meant:
            return text[: word.start()] + meant + text[word.end() :]
    return text


@lru_cache(maxsize=4096)
def _find_meant(said: str) -> str:
    """The deed one slip away; empty where there is none, or where another ending makes another word of it."""
    if said in _REAL or said in _MEANT:
        return ""
    near = [word for word in _MEANT if OSA.distance(said, word, score_cutoff=1) == 1 and _is_a_slip(said, word)]
    return near[0] if near else ""


def _is_a_slip(said: str, word: str) -> bool:
    """«пришлю» and «позвонит» end otherwise, and are no slips; neither is another first letter."""
    if len(said) == len(word) and sorted(said) == sorted(word):
        return True
    ends = said[-1] == word[-1] or said == word[:-1] or (said[:-1] == word and said[-1] not in _ENDINGS)
    return said[0] == word[0] and ends
