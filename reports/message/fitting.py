"""
What a phone of 360 pixels would tear apart is kept together: a sum with the word before it, a bracket, a sign, a
separator with what it follows; a line without room goes on below in the place of a separator, that none ends it; and a
row of buttons whose words have no room becomes two.

Widths are estimates in hundredths of a digit, as the phones' fonts have them in common (reports.message.columns). A
line that fits is left as it is.
"""

import re
from collections.abc import Sequence
from html import unescape
from typing import Final
from unicodedata import category

from reports.message.columns import COLOUR, DIGIT, HALF, width
from reports.message.format import NBSP
from reports.message.markup import Markup
from reports.message.message import Button, Keyboard

LINE: Final = 2950
"""What surely fits: 277 pixels of letters of 15, less a tenth, for the apps' fonts differ."""

WHOLE: Final = 3280
"""The same without the tenth: what is wider surely does not fit."""

CHUNK: Final = 2400
"""No more than that is kept together: a chunk that is wider than its line would be broken within a word."""

SIGN: Final = 210
"""An emoji's width; the table of letters counts it as a digit."""

ROOM: Final = {1: 3630, 2: 1700, 3: 1072, 4: 760, 5: 575}
"""Of a label, where so many stand in a row; digits and signs, as in a calendar, stand closer."""

CORNER: Final = 150
"""Of a button that leads out of the chat: the apps put a sign of it above the label's end."""

WORD_JOINER: Final = "\u2060"
GOES_ON: Final = f"\n{WORD_JOINER}"
"""In the place of a separator where a line is broken; no other line begins so."""
_BROKEN_NUMBER = re.compile(r"(?<=[…–])(?=\d)")
"""«0–10» and «…0001» may be broken behind their sign."""

SHORT_WORD, LAST_WORD = 2, 8
_TOKENS = re.compile(r"(?:<[^>]*>|[^\s<]|[^\S ])+| +")
_TAGS = re.compile(r"<[^>]*>")
_SUM = re.compile(r"[«(]?[+−-]?\d\S*")
_COUNT = re.compile(r"[\d\u00a0,.]+")
_SEPARATORS = frozenset("·—→")
_WORD = re.compile(r"[^\W\d_]{2}")
"""What has none, as «K 0.5 → 50 ₽», would stand alone."""
_DOT = f"{NBSP}· "
"""One that may end a row: a break behind it would tear nothing apart."""
_EVEN = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


def keep_together(text: Markup) -> Markup:
    """The same text with no-break spaces where a break would leave a sum, a bracket or a sign alone on a line."""
    parts = [part if part.startswith("<pre>") else _keep_lines(part) for part in _EVEN.split(str(text))]
    return Markup("".join(parts))


def fit_rows(keyboard: Keyboard) -> Keyboard:
    """Rows in which a label would be cut become rows of fewer buttons."""
    return tuple(row for given in keyboard for row in _split_row(given))


def _split_row(row: tuple[Button, ...]) -> Sequence[tuple[Button, ...]]:
    for rows in range(1, len(row)):
        each = -(-len(row) // rows)
        found = [row[at : at + each] for at in range(0, len(row), each)]
        if all(_has_room(part) for part in found):
            return found
    return [(button,) for button in row]


def _has_room(row: tuple[Button, ...]) -> bool:
    room = ROOM.get(len(row))
    return room is None or all(measure(each.label) + CORNER * _leads_out(each) <= room for each in row)


def _leads_out(button: Button) -> bool:
    return bool(button.url or button.app or button.copy or button.passes or button.search)


def measure(text: str) -> int:
    """In hundredths of a digit, signs included."""
    signs = sum(category(letter) == "So" for letter in text)
    arrows = sum(letter in "‹›" for letter in text)
    return width(text.replace(COLOUR, "")) + signs * (SIGN - DIGIT) - arrows * HALF


def _keep_lines(text: str) -> str:
    return "\n".join(line if measure(_strip_tags(line)) <= LINE else _keep_line(line) for line in text.split("\n"))


def _strip_tags(markup: str) -> str:
    return unescape(_TAGS.sub("", markup))


def _keep_line(line: str) -> str:
    tokens = _TOKENS.findall(line)
    words = [_strip_tags(token) for token in tokens]
    chunk = 0
    for at in range(len(tokens) - 2, 0, -1):  # from the end: what a long chain has no room for breaks at its beginning
        if tokens[at] != " ":
            chunk = 0 if tokens[at].isspace() else chunk
            continue
        chunk += measure(words[at + 1])
        if _holds(words, at) and measure(words[at - 1]) + chunk <= CHUNK:
            tokens[at] = NBSP
        else:
            chunk = 0
    held = "".join(tokens)
    return _BROKEN_NUMBER.sub(WORD_JOINER, held if measure(_strip_tags(line)) <= WHOLE else _break_at_dots(held))


def _break_at_dots(line: str) -> str:
    """In rows that surely fit, as far as the separators let it; what would stand alone goes with what is before it."""
    parts: list[str] = []
    for part in line.split(_DOT):
        if parts and _WORD.search(_strip_tags(part)) is None:
            parts[-1] += f"{NBSP}·{NBSP}{part}"
        else:
            parts.append(part)
    rows = parts[0]
    for part in parts[1:]:
        row = rows.rpartition(GOES_ON)[2]
        rows += (_DOT if measure(_strip_tags(f"{row}{_DOT}{part}")) <= LINE else GOES_ON) + part
    return rows


def _holds(words: Sequence[str], at: int) -> bool:
    """Whether the space at that place must not become the end of a line."""
    before, after = words[at - 1], words[at + 1]
    is_last = at + 2 >= len(words)
    closes = is_last or not _SEPARATORS.isdisjoint(words[at + 3 : at + 4])
    if after in _SEPARATORS or (_is_sign(after) and closes):
        return True
    if before in _SEPARATORS:
        return is_last or all(_is_sum(each) or _is_sign(each) for each in words[at + 1 :: 2])
    if _is_sign(before):
        return True
    if _is_sum(after) or after.endswith(")"):
        return True
    if _COUNT.fullmatch(before) or (before.isalpha() and len(before) <= SHORT_WORD):
        return True
    return is_last and len(after) <= LAST_WORD


def _is_sign(word: str) -> bool:
    return not any(letter.isalnum() for letter in word)


def _is_sum(word: str) -> bool:
    return _SUM.match(word) is not None
