"""Names with a number or a day in them («24 Часа», «Школа 57», «Чёрная Пятница») are seen before numbers are read."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sales.entry.clients.name_forms import bare_word
from sales.entry.clients.names import KnownClient, Roster
from sales.entry.days.day_words import DAY_WORDS
from sales.entry.numbers.amount_terms import FOREIGN_WORD
from sales.entry.numbers.numerals import WORD
from sales.entry.reading import Line, Piece

_TOKEN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(rf"[0-9]|(?<!\w){WORD}(?!\w)")
_UNIT_FOLLOWS = re.compile(r" ?(?:тыс|тр\b|т\.|т\b|[kк](?! [а-я]*[^а-я ])\b|млн|мил|лям|кк\b|р\b|р\.|руб|₽|%|проц)")
_SPAN_PRECEDES = re.compile(r"(?:через|in|до|с|каждые) $")


class Token(NamedTuple):
    start: int
    end: int
    bare: str
    written: str


def claim(line: Line, clients: Sequence[KnownClient]) -> list[Piece]:
    """The known names that a reader of numbers would break, taken out of the line; the longer name goes first."""
    tokens, claimed = _tokens(line.left), []
    begun = _beginnings(Roster.of(clients).normals)
    names = {name for token in tokens for key in (token.bare, token.written) for name in begun.get(key, ())}
    for normal in sorted(names, key=lambda name: (-len(name), name)):
        span = _find(tokens, normal, line.left)
        if span:
            claimed.append(line.piece(*span))
            line.drop(*span)
            tokens = [token for token in tokens if not span[0] <= token.start < span[1]]
    return claimed


@lru_cache(maxsize=64)
def _beginnings(normals: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The breakable names by their first word, and by the whole without spaces."""
    found: dict[str, tuple[str, ...]] = {}
    for normal in filter(is_breakable, dict.fromkeys(normals)):
        for key in (_bare_words(normal)[0], normal.replace(" ", "")):
            found[key] = (*found.get(key, ()), normal)
    return found


@lru_cache(maxsize=65536)
def is_breakable(normal: str) -> bool:
    """A number beside letters, or a number word, a currency or a day's name beside other words."""
    if re.search("[0-9]", normal):
        return not normal.replace(" ", "").isdigit()
    several = " " in normal
    return several and (
        _NUMBER.search(normal) is not None
        or FOREIGN_WORD.search(normal) is not None
        or any(day.pattern.search(normal) for day in DAY_WORDS)
    )


@lru_cache(maxsize=65536)
def _bare_words(normal: str) -> tuple[str, ...]:
    return tuple(bare_word(word, counted=True) for word in normal.split())


def _tokens(folded: str) -> list[Token]:
    return [Token(*one.span(), bare_word(one[0], counted=True), one[0]) for one in _TOKEN.finditer(folded)]


def _find(tokens: Sequence[Token], normal: str, folded: str) -> tuple[int, int] | None:
    wanted = _bare_words(normal)
    whole = normal.replace(" ", "")
    for place, token in enumerate(tokens):
        run = tokens[place : place + len(wanted)]
        glued = folded[token.start : token.end] == whole
        span = (token.start, token.end if glued else run[-1].end)
        if (glued or tuple(one.bare for one in run) == wanted) and _is_name(span, folded):
            return span
    return None


def _is_name(span: tuple[int, int], folded: str) -> bool:
    """«Вектор 2» before «млн» is «Вектор» and two millions; «через 24 часа» is a time."""
    start, end = span
    ends_in_number = folded[end - 1].isdigit()
    money = ends_in_number and _UNIT_FOLLOWS.match(folded, end)
    spell = folded[start].isdigit() and _SPAN_PRECEDES.search(folded, 0, start)
    return not money and not spell
