"""What people type, made safe to read: a name pasted from a web page once hid a right-to-left mark, and looked right.

Digits of other scripts are never numbers here: int("٣٤") is 34, and nobody meant that.
"""

import re
import unicodedata
from functools import lru_cache

LINE_LIMIT = 1000
"""Letters of a one-line entry that are read; more is a letter to somebody, not an entry."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})  # controls, zero-width and bidi, halves of pairs, private use
_LOOKALIKES = str.maketrans("aceopxykmthbi", "асеорхукмтнви")
_CYRILLIC = re.compile("[а-яё]")
_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"\w+")


def clean(text: str, limit: int = LINE_LIMIT) -> str:
    """One line of visible letters in NFC, runs of spaces made one, cut to its limit."""
    return " ".join(_visible(text[: limit * 4]).split())[:limit].rstrip()


def clean_lines(text: str, limit: int = LINE_LIMIT) -> str:
    """As clean(), but a new line stays a new line."""
    lines = (clean(line, limit) for line in text[: limit * 4].splitlines())
    return "\n".join(line for line in lines if line)[:limit].rstrip()


def add_line(before: str | None, said: str | None) -> str:
    """`said` below what stood there; "" where neither says anything."""
    return "\n".join(part for part in (before, said) if part)


def find_unsaid(before: str | None, said: str | None) -> str:
    """The lines that do not stand there yet. Whole ones are looked at: «нет» stands in «интернет», too."""
    stood = {fold(line) for line in (before or "").splitlines()}
    return "\n".join(line for line in (said or "").splitlines() if fold(line) not in stood)


def _visible(text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    if normal.isprintable():  # as nearly every line is: of spaces it has the usual one, and nothing unseen
        return normal
    seen = (" " if char.isspace() else char for char in normal)
    return unicodedata.normalize("NFC", "".join(c for c in seen if unicodedata.category(c) not in _UNSEEN))


@lru_cache(maxsize=8192)  # one word is asked for by every reader of a line
def fold(text: str) -> str:
    """Lower case, ё→е, Latin lookalikes in Cyrillic words made Cyrillic; as long as the text, so that places agree."""
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text).replace("ё", "е")
    return _WORD.sub(_one_alphabet, lowered)


def _one_alphabet(word: re.Match[str]) -> str:
    said = word[0]
    mixed = _CYRILLIC.search(said) and _LATIN.search(said)
    return said.translate(_LOOKALIKES) if mixed else said


def has_foreign_digits(text: str) -> bool:
    """Digits that are not 0–9: Arabic, full-width, superscript."""
    return any(char.isnumeric() and not char.isascii() for char in text)
