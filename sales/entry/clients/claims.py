"""Names with a number or a day in them («24 Часа», «Школа 57», «Чёрная Пятница») are seen before numbers are read."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from sales.entry.clients.day_names import claim_day_names
from sales.entry.clients.deed_names import places_of_deed_names
from sales.entry.clients.name_forms import NUMBERED, bare_word
from sales.entry.clients.names import KnownClient, Roster
from sales.entry.days.day_words import DAY_WORDS
from sales.entry.days.time_words import unclear_time
from sales.entry.deeds.verb_words import lead_of
from sales.entry.numbers.amount_terms import FOREIGN_WORD, terms
from sales.entry.numbers.numerals import NOMINATIVE, SLANG, VALUES, WORD, numeral
from sales.entry.reading import TAKEN, Line, Piece

_TOKEN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(rf"[0-9]|(?<!\w){WORD}(?!\w)")
_NUMBER_AT = re.compile(r"(?<=[^\W\d])(?=[0-9])")
_UNIT_FOLLOWS = re.compile(r" ?(?:тыс|тр\b|т\.|т\b|[kк](?! [а-я]*[^а-я ])\b|млн|мил|лям|кк\b|р\b|р\.|руб|₽|%|проц)")
MOST_APART = 3
"""Words into which a thumb parts a name."""
_TIME_PRECEDES = re.compile(r"(?<!\w)(?:до|к|ко|под|перед|после|по|в|во|на|через) $")
_SPAN_PRECEDES = re.compile(r"(?:через|in|до|с|каждые) $")


class Token(NamedTuple):
    start: int
    end: int
    bare: str
    written: str


def claim(line: Line, clients: Sequence[KnownClient]) -> list[Piece]:
    """The known names that a reader of numbers would break, taken out of the line; the longer name goes first."""
    written = _tokens(line.left)
    counted = _count(written)
    claimed = [*_claim_deed_names(line, clients), *claim_day_names(line, clients), *_take_known(line, written, clients)]
    claimed += _take_known(line, counted, clients) if counted != written else []
    return claimed + _take_known(line, counted, clients, turned=True)


def _claim_deed_names(line: Line, clients: Sequence[KnownClient]) -> list[Piece]:
    claimed = []
    for start, end, normal in list(places_of_deed_names(line.left, clients)):
        claimed.append(Piece(start, normal.ljust(end - start)[: end - start]))
        line.drop(start, end)
    return claimed


def _take_known(
    line: Line, tokens: Sequence[Token], clients: Sequence[KnownClient], *, turned: bool = False
) -> list[Piece]:
    """`turned`: «57 школа», «57-я школа» is «Школа 57»."""
    claimed: list[Piece] = []
    begun = _beginnings(Roster.of(clients).normals)
    names = {name for token in tokens for key in (token.bare, token.written) for name in begun.get(key, ())}
    for normal in sorted(names, key=lambda name: (-len(name), name)):
        tokens = [token for token in tokens if TAKEN not in line.left[token.start : token.end]]
        run = _find_turned(tokens, normal, line.left) if turned else _find(tokens, normal, line.left)
        if run:
            claimed.append(_piece(line, run, normal, turned=turned))
            line.drop(run[0].start, run[-1].end)
    return claimed


def _piece(line: Line, run: Sequence[Token], normal: str, *, turned: bool) -> Piece:
    """As it was written, and as wide; only a number in words stands in digits, as the name has it."""
    start, end = run[0].start, run[-1].end
    if turned or any(token.written in NOMINATIVE for token in run):
        return Piece(start, normal.ljust(end - start))
    if not any(token.bare.isdigit() and not token.written[0].isdigit() for token in run):
        return line.piece(start, end)
    said = " ".join(token.bare if token.bare.isdigit() else line.written[token.start : token.end] for token in run)
    return Piece(start, said.ljust(end - start))


@lru_cache(maxsize=64)
def _beginnings(normals: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The breakable names by their first word, and by the whole without spaces."""
    found: dict[str, tuple[str, ...]] = {}
    for normal in filter(is_breakable, dict.fromkeys(normals)):
        whole = normal.replace(" ", "")
        for key in dict.fromkeys((_bare_words(normal)[0], whole, _NUMBER_AT.split(whole)[0])):
            found[key] = (*found.get(key, ()), normal)
    return found


@lru_cache(maxsize=65536)
def is_breakable(normal: str) -> bool:
    """A number beside letters, or a number word, a currency or a day's name beside other words."""
    if re.search("[0-9]", normal):
        return not normal.replace(" ", "").isdigit()
    if " " not in normal:
        return normal in SLANG
    return (
        _NUMBER.search(normal) is not None
        or bool(terms(normal))
        or holds_deed(normal)
        or FOREIGN_WORD.search(normal) is not None
        or holds_time(normal)
    )


@lru_cache(maxsize=65536)
def holds_time(normal: str) -> bool:
    """«Чёрная Пятница», «Новый Год»"""
    return any(day.pattern.search(normal) for day in DAY_WORDS) or bool(unclear_time(Line(normal), events=False))


@lru_cache(maxsize=65536)
def _bare_words(normal: str) -> tuple[str, ...]:
    return tuple(bare_word(word, counted=True) for word in normal.split())


@lru_cache(maxsize=65536)
def holds_deed(normal: str) -> bool:
    """«Возврат Тары»: a word of the name says what is done, and says nothing in it."""
    return " " in normal and lead_of(normal, priced=False) is not None


def hide_deeds(folded: str, clients: Sequence[KnownClient]) -> str:
    """The text as long as it is, without the names that hold a deed."""
    for start, end, _ in list(places_of_deed_names(folded, clients)):
        folded = folded[:start] + TAKEN * (end - start) + folded[end:]
    return hide_names(folded, clients, holds_deed)


def hide_names(folded: str, clients: Sequence[KnownClient], hides: Callable[[str], object]) -> str:
    """The text as long as it is, without the names of which `hides` says so by their normal form."""
    for normal in filter(hides, Roster.of(clients).normals):
        if run := _find(_tokens(folded), normal, folded):
            start, end = run[0].start, run[-1].end
            folded = folded[:start] + TAKEN * (end - start) + folded[end:]
    return folded


def names_anybody(folded: str, clients: Sequence[KnownClient]) -> bool:
    """Whether a word of it is of somebody's name."""
    own = {bare_word(word, counted=True) for normal in Roster.of(clients).normals for word in normal.split()}
    return any(token.bare in own for token in _tokens(folded))


def _tokens(folded: str) -> list[Token]:
    return [
        Token(*one.span(), bare_word(NOMINATIVE.get(one[0], one[0]), counted=True), one[0])
        for one in _TOKEN.finditer(folded)
        if not NUMBERED.match(folded, one.start())
    ]


def _count(tokens: Sequence[Token]) -> list[Token]:
    """«школа пятьдесят семь», as a voice keyboard writes it: the number words are one number."""
    found: list[Token] = []
    for token in tokens:
        said = f"{found[-1].written} {token.written}" if found and found[-1].bare.isdigit() else token.written
        value = next((numeral(one) for one in (said, token.written) if _is_numeral(one)), None)
        if value is None:
            found.append(token)
            continue
        joined = said != token.written and _is_numeral(said) and numeral(said) is not None
        start, written = (found.pop().start, said) if joined else (token.start, token.written)
        found.append(Token(start, token.end, str(value), written))
    return found


def _is_numeral(text: str) -> bool:
    return all(word in VALUES for word in text.split())


def _find(tokens: Sequence[Token], normal: str, folded: str) -> Sequence[Token]:
    """The words that are the name; empty where there are none."""
    wanted = _bare_words(normal)
    whole = normal.replace(" ", "")
    for place in range(len(tokens)):
        run = tokens[place : place + len(wanted)]
        if tuple(one.bare for one in run) != wanted:
            run = _join_glued(tokens[place : place + MOST_APART], whole)
        if run and _is_name(run, normal, folded):
            return run
    return ()


_SUFFIXES: Final = frozenset({"я", "й", "ю", "ой", "ая", "ую", "ый", "ом", "м", "го", "му"})
_ORDINAL_END: Final = re.compile(r"(?:-?(?:[ая]я|[оы]й|[оы]м|ой|ю|ю|й|я|м|е|ей|го|му))? ")


def _find_turned(tokens: Sequence[Token], normal: str, folded: str) -> Sequence[Token]:
    """«в 57 школе»: the number of the name stands before its word."""
    wanted = _bare_words(normal)
    if len(wanted) != 2 or not wanted[1].isdigit():  # noqa: PLR2004
        return ()
    bare = [token for token in tokens if token.written not in _SUFFIXES]
    for number, word in pairwise(bare):
        alike = number.bare == wanted[1] and word.bare == wanted[0]
        if alike and _ORDINAL_END.fullmatch(folded, number.end, word.start):
            return (number, word)
    return ()


def _join_glued(run: Sequence[Token], whole: str) -> Sequence[Token]:
    """The words that make the name without spaces: «техно 2000», «24часа»."""
    written = ""
    for place, token in enumerate(run, 1):
        written += token.written
        if written == whole:
            return run[:place]
    return ()


def _is_name(run: Sequence[Token], normal: str, folded: str) -> bool:
    """«Вектор 2» before «млн» is «Вектор» and two millions; «через 24 часа», «до нового года» is a time."""
    ends_in_number = run[-1].bare[-1:].isdigit()
    money = ends_in_number and _UNIT_FOLLOWS.match(folded, run[-1].end)
    spell = run[0].bare[:1].isdigit() and _SPAN_PRECEDES.search(folded, 0, run[0].start)
    timed = _TIME_PRECEDES.search(folded, 0, run[0].start) and holds_time(normal)
    return not money and not spell and not timed
