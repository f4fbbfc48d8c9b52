"""Who a line is about: the words left when everything else is understood, and which of them are only a comment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sales.core.words import fold
from sales.entry.clients.contacts import KnownContact, find_contact
from sales.entry.clients.name_forms import is_dropped, is_small, normal_form, stem
from sales.entry.clients.names import (
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
    differs_in_form,
    is_spelt_alike,
    is_word_of,
    rank,
)
from sales.entry.clients.nominative import nominative
from sales.entry.deeds.small_talk import NEVER_A_NAME
from sales.entry.numbers.amount_terms import terms
from sales.entry.reading import Piece

SURELY: Final = 95
"""A name in some case form, and not a part of one or a slip."""
LONGEST_NEW_NAME: Final = 4
"""Words: more is not a name but a story."""

_EDGE = re.compile(r"^(?:[^\w«\"„“'№$€-]|-(?![0-9]))+|[^\w»\"“”'%₽$€+]+$")
_HARDLY_NAME = re.compile(r"[\W\d_]*|или|or|и|and|ко|co")
_QUOTES = re.compile("[«»„“”\"']")
_TOKEN = re.compile(r"[^\W_]+")


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
        """To choose the best by: a sure match, then one that leaves no word over, then the nearer."""
        best = self.ranked[0].score if self.ranked else 0.0
        return best >= TAKEN_FROM, not self.extras, best


def whom(
    pieces: Sequence[Piece],
    clients: Sequence[KnownClient],
    *,
    strict: bool,
    contacts: Sequence[KnownContact] = (),
) -> Whom:
    """The client of the line and the rest of its words. Strict, for money: no word by the name is guessed away."""
    texts = [text for piece in sorted(pieces) if (text := _EDGE.sub("", piece.text)) and _has_content(text)]
    guesses = [_guess(text, clients, strict=strict) for text in texts]
    named = [guess for guess in guesses if guess.ranked]
    person = _contact(texts, contacts)
    if not named:
        return person or _nobody_known(texts)
    best = max(named, key=lambda guess: guess.weight)
    client = _finding(best, named, strict=strict)
    if person is not None and not isinstance(client, Found):
        return person
    other = _another_within(best, client, clients, strict=strict)
    if other is not None:
        client = Ambiguous(best.name, other)
    asked = not isinstance(client, Found)
    own = () if strict and asked else best.extras  # the question shows the whole of it
    others = [guess for guess in guesses if guess is best or not (asked and _is_rival(guess, strict=False))]
    comment = [word for guess in others for word in (own if guess is best else (guess.written,))]
    return Whom(client, tuple(comment))


def joined_names(pieces: Sequence[Piece], names: Sequence[Piece]) -> list[Piece]:
    """«Школа 57 буфет»: a known name that was taken for its number, with the words that touch it."""
    left, joined = list(pieces), []
    for name in names:
        start, text = name
        for piece in [*left]:
            if 0 <= piece.start - start - len(text) <= 1 and piece.text.strip():
                text += " " * (piece.start - start - len(text)) + piece.text
                left.remove(piece)
            elif 0 <= start - piece.start - len(piece.text) <= 1 and piece.text.strip():
                text = piece.text + " " * (start - piece.start - len(piece.text)) + text
                start = piece.start
                left.remove(piece)
        joined.append(Piece(start, text))
    return [*left, *joined]


def _contact(texts: Sequence[str], contacts: Sequence[KnownContact]) -> Whom | None:
    """Somebody at a client, named in the first words of a piece."""
    for place, text in enumerate(texts if contacts else ()):
        words = _without_small(text.split())
        for length in (3, 2, 1):
            named = len(words) >= length and not is_small(fold(words[length - 1]))
            found = find_contact(" ".join(words[:length]), contacts) if named else None
            if found is not None:
                rest = " ".join(words[length:])
                return Whom(found, tuple(part for part in (*texts[:place], rest, *texts[place + 1 :]) if part))
    return None


def _finding(best: Guess, named: Sequence[Guess], *, strict: bool) -> ClientFinding:
    """Two names in one line are asked about, and so is a name with a strange word beside it."""
    rivals = [guess for guess in named if guess is best or _is_rival(guess, strict=strict)]
    ranked = sorted({one for guess in rivals for one in guess.ranked}, key=lambda one: (-one.score, one.client.name))
    found = decide(best.name, ranked if len(rivals) > 1 else best.ranked)
    if isinstance(found, Found) and best.doubtful:
        return Ambiguous(best.name, (Candidate(found.id, found.name),))
    return found


def _another_within(
    best: Guess, client: ClientFinding, clients: Sequence[KnownClient], *, strict: bool
) -> tuple[Candidate, ...] | None:
    """«Вектору и Берегу», «от Вектора за Берег»: another known client among the words beside the name."""
    if not isinstance(client, Found):
        return None
    for extra in best.extras:
        words = extra.split()
        if fold(words[0]) == "по" or (not strict and fold(words[0]) not in {"и", "с", "со", "and"} and len(words) > 1):
            continue  # «по договору с Ромашкой», a story
        near = rank(" ".join(word for word in words if fold(word) not in {"и", "and"}), clients, 1)
        if near and near[0].score >= SURELY and near[0].client.id != client.id:
            return (Candidate(client.id, client.name), Candidate(near[0].client.id, near[0].client.name))
    return None


def _is_rival(guess: Guess, *, strict: bool) -> bool:
    """Another name that stands alone; beside money also one in a story, unless it begins as a comment does."""
    taken, alone, _ = guess.weight
    return taken and (alone or (strict and not NEVER_A_NAME.fullmatch(fold(guess.written.split()[0]))))


def _nobody_known(texts: Sequence[str]) -> Whom:
    """The first words that may be a name are one; a long story is a comment, and the name is asked."""
    for place, text in enumerate(texts):
        words = text.split()
        name = _without_small(words[: _end_of_name(words)])
        if name and len(name) <= LONGEST_NEW_NAME and _has_content(" ".join(name)) and not _starts_as_comment(words):
            rest = " ".join(words[_end_of_name(words) :])
            spelt = " ".join(_QUOTES.sub(" ", " ".join(name)).split())
            nearer = nominative(spelt, words[0] if len(words) > len(name) else "")
            return Whom(
                Unknown(spelt, nearer if nearer != spelt else ""),
                tuple(part for part in (*texts[:place], rest, *texts[place + 1 :]) if part),
            )
    return Whom(None, tuple(texts))


def _starts_as_comment(words: Sequence[str]) -> bool:
    first = fold(words[0])
    return bool(NEVER_A_NAME.fullmatch(first)) and not is_small(first)


def _end_of_name(words: Sequence[str]) -> int:
    """Before the first word of a comment: «Smart Logistics ждут КП»."""
    for place, word in enumerate(words):
        folded = fold(word).strip(",.!")
        if (
            place
            and NEVER_A_NAME.fullmatch(folded)
            and not (
                is_small(folded) and place + 1 < len(words) and word[:1].islower() and words[place + 1][:1].isupper()
            )
        ):
            return place
    return len(words)


def _has_content(text: str) -> bool:
    return any(
        (not is_dropped(fold(word)) and not _HARDLY_NAME.fullmatch(word)) or any(char.isdigit() for char in word)
        for word in text.split()
    )


def _without_small(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while kept and is_small(fold(kept[0])):
        kept.pop(0)
    while kept and (is_small(fold(kept[-1])) or fold(kept[-1]) in {"и", "and", "&"}):
        kept.pop()
    return kept


def _guess(text: str, clients: Sequence[KnownClient], *, strict: bool) -> Guess:
    words = text.split()
    letters = [word for word in words if not word[0].isdigit()]
    ranked = rank(" ".join(words if strict or not letters else letters), clients, MOST_OFFERED + 1)
    if not ranked:
        return Guess(text, text, (), (), doubtful=False)
    client = ranked[0].client
    if is_spelt_alike(normal_form(text), client.normal) and not differs_in_form(text, client):
        return Guess(text, text, tuple(ranked), (), doubtful=False)
    runs = _runs(words, client.normal)
    doubtful = (
        any(_is_attached(run, words, strict=strict) for run in runs)
        or any(_is_joined(word, client.normal) for word in words)
        or differs_in_form(text, client)
    )
    if runs and not doubtful:
        extra = {place for run in runs for place in range(*run)}
        own = " ".join(word for place, word in enumerate(words) if place not in extra)
        ranked = rank(own, clients, MOST_OFFERED + 1) or ranked
    kept = (" ".join(words[slice(*run)] if run[0] else _without_small(words[slice(*run)])) for run in runs)
    name = " ".join(_without_small(words)) if strict or len(words) <= LONGEST_NEW_NAME else _name_only(words, runs)
    return Guess(text, name, tuple(ranked), tuple(kept), doubtful=doubtful)


def _name_only(words: Sequence[str], runs: Sequence[tuple[int, int]]) -> str:
    extra = {place for run in runs for place in range(*run)}
    return " ".join(_without_small([word for place, word in enumerate(words) if place not in extra]))


def _runs(words: Sequence[str], normal: str) -> list[tuple[int, int]]:
    """The words that are not of the name, in runs from … to, prepositions with what follows them."""
    own = _mark_own(words, normal)
    runs: list[tuple[int, int]] = []
    start = None
    for place, mine in enumerate([*own, True]):
        if mine and start is not None:
            runs.append((start, place))
        start = None if mine else place if start is None else start
    return [run for run in runs if _has_content(" ".join(words[slice(*run)]))]


def _mark_own(words: Sequence[str], normal: str) -> list[bool]:
    """Which words are of the name. What only looks like one («берут» of «Берег») is none beside the name itself."""
    own = [is_word_of(word, normal) for word in words]
    said = [stem(normal_form(word)) if mine else "" for word, mine in zip(words, own, strict=True)]
    whole = stem(normal).split()
    if not set(whole) <= set(said):
        return own
    return [mine and (one in whole or is_dropped(fold(word))) for mine, one, word in zip(own, said, words, strict=True)]


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
    if is_small(folded) or any(not term.bare for term in terms(folded)) or NEVER_A_NAME.fullmatch(folded):
        return False
    if strict:
        return True
    shouting = " ".join(words).isupper()
    return touching[0].isdigit() or (touching[0].isupper() and not shouting and start > 0)
