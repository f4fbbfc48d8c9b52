"""A piece of a line as the name of a client: whom it may name, and which of its words are not of the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from sales.core.words import fold
from sales.entry.clients.likeness import numbers_of
from sales.entry.clients.name_forms import is_dropped, is_small, normal_form, sound, stem
from sales.entry.clients.names import (
    APART,
    MOST_OFFERED,
    TAKEN_FROM,
    KnownClient,
    Ranked,
    Roster,
    differs,
    differs_in_form,
    is_spelt_alike,
    is_word_of,
    rank,
)
from sales.entry.clients.nominative import names_nothing
from sales.entry.deeds.small_talk import NEVER_A_NAME
from sales.entry.numbers.amount_terms import exact_terms

LONGEST_NEW_NAME: Final = 4
"""Words: more is not a name but a story."""
_HARDLY_NAME = re.compile(r"[\W\d_]*|или|or|и|and|ко|co")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A piece of the line, the clients it may name, and the words in it that are not the name."""

    written: str
    name: str
    """What would be created, where nobody is meant."""
    ranked: tuple[Ranked, ...]
    extras: tuple[str, ...]
    doubtful: bool
    """A word stands by the name as if it were part of it: «Ромашка Юг»."""

    @property
    def weight(self) -> tuple[bool, bool, float]:
        best = self.ranked[0].score if self.ranked else 0.0
        return best >= TAKEN_FROM, not self.extras, best


def has_content(text: str) -> bool:
    """Whether a word of it may be of a name: a number, or no small word."""
    return any(
        (not is_dropped(fold(word)) and not _HARDLY_NAME.fullmatch(word)) or any(char.isdigit() for char in word)
        for word in text.split()
    )


def without_small(words: Sequence[str]) -> list[str]:
    """Without prepositions and the like at both ends; those between stay."""
    kept = list(words)
    while kept and is_small(fold(kept[0])):
        kept.pop(0)
    while kept and (is_small(fold(kept[-1])) or fold(kept[-1]) in {"и", "and", "&"}):
        kept.pop()
    return kept


def make_guess(text: str, clients: Sequence[KnownClient], *, strict: bool) -> Guess:
    """Which clients the words may name, best first, and whether that is doubtful. `strict`: a number is of the name."""
    words = text.split()
    letters = [word for word in words if not word[0].isdigit()]
    whole = strict or not letters or _is_numbered(text, clients)
    ranked = rank(" ".join(words if whole else letters), clients, MOST_OFFERED + 1)
    ranked = [one for one in ranked if not _only_looks_like(words, one.client.normal)]
    if not ranked:
        return Guess(text, text, (), (), doubtful=False)
    client = ranked[0].client
    if is_spelt_alike(normal_form(text), client.normal) and not differs_in_form(text, client):
        return Guess(text, text, tuple(ranked), (), doubtful=False)
    runs = _runs(words, client.normal)
    doubtful = (
        any(_is_attached(run, words, strict=strict or not _is_whole(words, client.normal)) for run in runs)
        or any(_is_joined(word, client.normal) for word in words)
        or differs_in_form(text, client)
        or _is_said_twice(words, client.normal)
    )
    if runs and not doubtful:
        extra = {place for run in runs for place in range(*run)}
        own = " ".join(word for place, word in enumerate(words) if place not in extra)
        ranked = rank(own, clients, MOST_OFFERED + 1) or ranked
    kept = (" ".join(words[slice(*run)] if run[0] else without_small(words[slice(*run)])) for run in runs)
    name = " ".join(without_small(words)) if strict or len(words) <= LONGEST_NEW_NAME else _name_only(words, runs)
    return Guess(text, name, tuple(ranked), tuple(kept), doubtful=doubtful)


def part_name(text: str, clients: Sequence[KnownClient]) -> Guess | None:
    """«маяк отгрузили», «приняла Зубная Фея»: one known name, with verbs and adverbs, else None."""
    words, own = text.split(), _stems_of(Roster.of(clients).normals)
    apart = [
        word.islower() and stem(fold(word)) not in own and not is_dropped(fold(word)) and names_nothing(fold(word))
        for word in words
    ]
    if not any(apart) or all(apart):
        return None
    named = [list(run) for told, run in groupby(range(len(words)), key=apart.__getitem__) if not told]
    found = [(run, rank(" ".join(words[place] for place in run), clients, MOST_OFFERED + 1)) for run in named]
    sure = [
        (run, ranked)
        for run, ranked in found
        if ranked
        and ranked[0].score >= TAKEN_FROM
        and not _only_looks_like([words[place] for place in run], ranked[0].client.normal)
    ]
    if len(sure) != 1:
        return None
    ((run, ranked),) = sure
    name = " ".join(words[place] for place in run)
    if (len(ranked) > 1 and ranked[0].score - ranked[1].score < APART) or differs(name, ranked[0].client):
        return None
    told = (" ".join(words[: run[0]]), " ".join(words[run[-1] + 1 :]))
    return Guess(" ".join(words), name, tuple(ranked), tuple(filter(None, told)), doubtful=False)


@lru_cache(maxsize=64)
def _stems_of(normals: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word) for normal in normals for word in normal.split())


def _is_numbered(text: str, clients: Sequence[KnownClient]) -> bool:
    """Whether a number of the words is of a name: «встреча в школе 57»."""
    said = set(stem(normal_form(text)).split())
    names = (set(one.client.normal.split()) for one in rank(text, clients, MOST_OFFERED + 1))
    return any(any(word.isdigit() for word in name) and {stem(word) for word in name} <= said for name in names if name)


def _only_looks_like(words: Sequence[str], normal: str) -> bool:
    """«через час» is not «24 Часа», «остаток» no «Точка Роста»: words of a comment that have letters of the name."""
    meant = [word for word in words if not is_small(fold(word))]
    own = [fold(word) for word in meant if is_word_of(word, normal)] or [fold(word) for word in meant]
    if not all(NEVER_A_NAME.fullmatch(word) for word in own):
        return False
    said = {stem(normal_form(word)) for word in own}
    return bool(numbers_of(normal)) or not said <= set(stem(normal).split())


def _name_only(words: Sequence[str], runs: Sequence[tuple[int, int]]) -> str:
    extra = {place for run in runs for place in range(*run)}
    return " ".join(without_small([word for place, word in enumerate(words) if place not in extra]))


def _runs(words: Sequence[str], normal: str) -> list[tuple[int, int]]:
    """The words that are not of the name, in runs from … to, prepositions with what follows them."""
    own = _mark_own(words, normal)
    runs: list[tuple[int, int]] = []
    start = None
    for place, mine in enumerate([*own, True]):
        if mine and start is not None:
            runs.append((start, place))
        start = None if mine else place if start is None else start
    return [run for run in runs if has_content(" ".join(words[slice(*run)]))]


def _mark_own(words: Sequence[str], normal: str) -> list[bool]:
    """Which words are of the name. What only looks like one («берут» of «Берег») is none beside the name itself."""
    own = [is_word_of(word, normal) for word in words]
    said = [stem(normal_form(word)) if mine else "" for word, mine in zip(words, own, strict=True)]
    whole = stem(normal).split()
    if not set(whole) <= set(said):
        return own
    return [mine and (one in whole or is_dropped(fold(word))) for mine, one, word in zip(own, said, words, strict=True)]


def _is_said_twice(words: Sequence[str], normal: str) -> bool:
    """«Вектор и Вектор-Юг перевели 50к» is of two clients."""
    said = [stem(part) for word in words for part in normal_form(word).split()]
    own = [stem(part) for part in normal.split()]
    return any(len(one) > 1 and said.count(one) > own.count(one) for one in own)


def _is_whole(words: Sequence[str], normal: str) -> bool:
    """Whether every word of the name was said: of «Hot Dog Cafe» only a part is of «Кафе Уют»."""
    said = normal_form(" ".join(words)).split()
    heard = {each for word in said for each in (word, stem(word), sound(word))}
    return all({own, stem(own), sound(own)} & heard for own in normal.split())


def _is_joined(word: str, normal: str) -> bool:
    """«Вектор-Юг»: a part of the word is the name, and a part is not."""
    parts = _TOKEN.findall(word)
    own = [is_word_of(part, normal) for part in parts]
    return len(parts) > 1 and any(own) and not all(own) and not is_spelt_alike(fold(word).replace("-", " "), normal)


def _is_of_paper(words: Sequence[str], place: int) -> bool:
    """«счёт 145»"""
    return (
        place > 0
        and NEVER_A_NAME.fullmatch(fold(words[place - 1])) is not None
        and not is_small(fold(words[place - 1]))
    )


def _is_attached(run: tuple[int, int], words: Sequence[str], *, strict: bool) -> bool:
    """Whether the run touches the name without a preposition between."""
    start, end = run
    touching = words[end - 1] if start == 0 else words[start]
    folded = fold(touching)
    if touching[0].isdigit() and _is_of_paper(words, end - 1 if start == 0 else start):
        return False
    if is_small(folded) or exact_terms(folded) or NEVER_A_NAME.fullmatch(folded):
        return False
    if strict:
        return True
    shouting = " ".join(words).isupper()
    return touching[0].isdigit() or (touching[0].isupper() and not shouting and start > 0)
