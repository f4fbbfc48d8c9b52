"""By which table of letters a text file was written: no byte of it says so, the words do.

Where people save in Unicode, or as Windows and DOS do, nothing is said; an alphabet that hardly anybody has is named.
"""

import re
from typing import Final

from bot.delivery.sheets.limits import SheetError, SheetTrouble
from sales.core.words import fold

STRAY = 100
"""In how many bytes of UTF-16 there are more zeros than one."""

HEADINGS = (
    *("инн", "названи", "наименовани", "клиент", "контрагент", "организаци", "телефон", "сотрудник", "менеджер"),
    *("имя", "фио", "показател"),
)
SAMPLE: Final = 4096
OF_BYTES: Final = ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
"""Where two are as likely, the first: each of them reads nearly every byte."""
RARE: Final = {"koi8-r": "KOI8-R", "mac-cyrillic": "Mac Cyrillic"}
"""What they are called where people choose one."""
A_HEADING: Final = 1000
"""A word that people write over a column weighs more than all of a sample's letters."""
_WORDS = re.compile(r"\b(?:[А-ЯЁ]?[а-яё]{2,}|[А-ЯЁ]{2,})\b")
_COMMON = re.compile(r"[оеаинтОЕАИНТ]")


def decode(content: bytes) -> tuple[str, str]:
    """The text, and the name of a rare alphabet ("" for all others). Raises SheetError."""
    for encoding in _encodings(content):
        try:
            return content.decode(encoding), RARE.get(encoding, "")
        except UnicodeDecodeError:
            continue
    raise SheetError(SheetTrouble.UNREADABLE)


def is_wide(content: bytes) -> bool:
    """Whether each letter takes more bytes than one: of them zeros are no sign of something else than a text."""
    return len(_encodings(content)) == 1


def _encodings(content: bytes) -> tuple[str, ...]:
    """Excel's «Текст Юникод» is UTF-16 with a mark; without one, every second byte of Latin letters is zero."""
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ("utf-32",)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    even, odd = content[:2000:2].count(0), content[1:2000:2].count(0)
    if max(even, odd) * STRAY > len(content[:2000]):  # a NUL or two are somebody's slip in another encoding
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8-sig", max(OF_BYTES, key=lambda each: _weigh(content[:SAMPLE].decode(each, "replace"))))


def _weigh(text: str) -> int:
    """How much like Russian it reads: headings, whole words in one case, letters that are frequent."""
    folded, words = fold(text), "".join(_WORDS.findall(text))
    named = sum(word in folded for word in HEADINGS)
    return named * A_HEADING + len(words) + len(_COMMON.findall(words))
