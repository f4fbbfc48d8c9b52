"""Who a line is about: the words left when everything else is understood, and which of them are only a comment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sales.core.words import fold
from sales.entry.name_forms import is_dropped, is_small
from sales.entry.names import (
    MOST_OFFERED,
    TAKEN_FROM,
    Ambiguous,
    Candidate,
    ClientFinding,
    Found,
    KnownClient,
    Ranked,
    Unknown,
    decide,
    is_word_of,
    rank,
)
from sales.entry.reading import Piece

LONGEST_NEW_NAME: Final = 4
"""Words: more is not a name but a story."""

_EDGE = re.compile(r"^(?:[^\w«\"„“'№$€-]|-(?![0-9]))+|[^\w»\"“”'%₽$€]+$")
_OF_COMMENT = re.compile(
    "по|за|до|про|об?о?|насчет|под|через|без|после|перед|как|если|но|чтобы|из-за|about|after|because|"
    "(?:по)?прос(?:ит|ят|ил[аи]?)|нет|денег|no|счет[уа]?|договор[уа]?|хот(?:ят|ел[аи]?)|хочет|ждут|ждет|wants?|asks?"
)
_HARDLY_NAME = re.compile(r"[\W\d_]*|или|or|и|and")


@dataclass(frozen=True, slots=True)
class Whom:
    client: ClientFinding | None
    comment: tuple[str, ...]


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


def whom(pieces: Sequence[Piece], clients: Sequence[KnownClient], *, strict: bool) -> Whom:
    """The client of the line and the rest of its words. Strict, for money: no word by the name is guessed away."""
    texts = [text for piece in sorted(pieces) if (text := _EDGE.sub("", piece.text)) and _has_content(text)]
    guesses = [_guess(text, clients, strict=strict) for text in texts]
    named = [guess for guess in guesses if guess.ranked]
    if not named:
        return _nobody_known(texts)
    best = max(named, key=lambda guess: guess.weight)
    client = _finding(best, named, strict=strict)
    asked = not isinstance(client, Found)
    own = () if strict and asked else best.extras  # the question shows the whole of it
    others = [guess for guess in guesses if guess is best or not (asked and _is_rival(guess, strict=False))]
    comment = [word for guess in others for word in (own if guess is best else (guess.written,))]
    return Whom(client, tuple(comment))


def _finding(best: Guess, named: Sequence[Guess], *, strict: bool) -> ClientFinding:
    """Two names in one line are asked about, and so is a name with a strange word beside it."""
    rivals = [guess for guess in named if guess is best or _is_rival(guess, strict=strict)]
    ranked = sorted({one for guess in rivals for one in guess.ranked}, key=lambda one: (-one.score, one.client.name))
    found = decide(best.name, ranked if len(rivals) > 1 else best.ranked)
    if isinstance(found, Found) and best.doubtful:
        return Ambiguous(best.name, (Candidate(found.id, found.name),))
    return found


def _is_rival(guess: Guess, *, strict: bool) -> bool:
    """Another name that stands alone; beside money also one in a story, unless it begins as a comment does."""
    taken, alone, _ = guess.weight
    return taken and (alone or (strict and not _OF_COMMENT.fullmatch(fold(guess.written.split()[0]))))


def _nobody_known(texts: Sequence[str]) -> Whom:
    """The first words that may be a name are one; a long story is a comment, and the name is asked."""
    for place, text in enumerate(texts):
        words = _without_small(text.split())
        if words and len(words) <= LONGEST_NEW_NAME and not _OF_COMMENT.fullmatch(fold(text.split()[0])):
            return Whom(Unknown(" ".join(words)), (*texts[:place], *texts[place + 1 :]))
    return Whom(None, tuple(texts))


def _has_content(text: str) -> bool:
    return any(
        (not is_dropped(fold(word)) and not _HARDLY_NAME.fullmatch(word)) or word[:1].isdigit() for word in text.split()
    )


def _without_small(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while kept and is_small(fold(kept[0])):
        kept.pop(0)
    while kept and is_small(fold(kept[-1])):
        kept.pop()
    return kept


def _guess(text: str, clients: Sequence[KnownClient], *, strict: bool) -> Guess:
    words = text.split()
    letters = [word for word in words if not word[0].isdigit()]
    ranked = rank(" ".join(words if strict or not letters else letters), clients, MOST_OFFERED + 1)
    if not ranked:
        return Guess(text, text, (), (), doubtful=False)
    runs = _runs(words, ranked[0].client.normal)
    doubtful = any(_is_attached(run, words, strict=strict) for run in runs)
    kept = (" ".join(words[slice(*run)] if run[0] else _without_small(words[slice(*run)])) for run in runs)
    name = " ".join(_without_small(words)) if strict or len(words) <= LONGEST_NEW_NAME else _name_only(words, runs)
    return Guess(text, name, tuple(ranked), tuple(kept), doubtful=doubtful)


def _name_only(words: Sequence[str], runs: Sequence[tuple[int, int]]) -> str:
    extra = {place for run in runs for place in range(*run)}
    return " ".join(_without_small([word for place, word in enumerate(words) if place not in extra]))


def _runs(words: Sequence[str], normal: str) -> list[tuple[int, int]]:
    """The words that are not of the name, in runs from … to, prepositions with what follows them."""
    own = [is_word_of(word, normal) for word in words]
    runs: list[tuple[int, int]] = []
    start = None
    for place, mine in enumerate([*own, True]):
        if mine and start is not None:
            runs.append((start, place))
        start = None if mine else place if start is None else start
    return [run for run in runs if _has_content(" ".join(words[slice(*run)]))]


def _is_attached(run: tuple[int, int], words: Sequence[str], *, strict: bool) -> bool:
    """Whether the run touches the name without a preposition between."""
    start, end = run
    touching = words[end - 1] if start == 0 else words[start]
    folded = fold(touching)
    if is_small(folded) or _OF_COMMENT.fullmatch(folded):
        return False
    if strict:
        return True
    shouting = " ".join(words).isupper()
    return touching[0].isdigit() or (touching[0].isupper() and not shouting and start > 0)
