"""Sums and days as banks write them; what can be read two ways is not read at all."""

import re
from contextlib import suppress
from datetime import date
from typing import Final

from sales.core.money import LARGEST, ROUBLE, Kopecks

_KOPECKS: Final = "([0-9]{1,2})"
_SPACED: Final = rf"([0-9]+|[0-9]{{1,3}}(?:[ \u00a0\u202f'][0-9]{{3}})+)(?:[.,-]{_KOPECKS})?"
_DOTTED: Final = rf"([0-9]{{1,3}}(?:\.[0-9]{{3}})+),{_KOPECKS}|([0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}})"
_COMMAED: Final = rf"([0-9]{{1,3}}(?:,[0-9]{{3}})+)\.{_KOPECKS}|([0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}})"
_SUM: Final = re.compile(f"(?:{_SPACED}|{_DOTTED}|{_COMMAED})")
_NO_DIGIT: Final = re.compile("[^0-9]")
_DAY: Final = re.compile(r"([0-9]{2})\.([0-9]{2})\.((?:20)?[0-9]{2})")
_ISO: Final = re.compile(r"(20[0-9]{2})-([0-9]{2})-([0-9]{2})")
_CENTURY: Final = 2000


def read_total(text: str) -> Kopecks | None:
    """`150000.00`, `150000-00`, `150 000,5`, `1.234.567,89`; None for `-5`, `1e5`, `12.345`, which say no sum."""
    found = _SUM.fullmatch(text.strip())
    if found is None:
        return None
    dotted, commaed = found[3] or found[5], found[6] or found[8]
    whole = _NO_DIGIT.sub("", found[1] or dotted or commaed)
    kopecks = found[2] or found[4] or found[7] or ""
    amount = int(whole) * ROUBLE + int(kopecks.ljust(2, "0")) if len(whole) < len(str(LARGEST)) else LARGEST + 1
    return amount if amount <= LARGEST else None


def read_amount(text: str) -> Kopecks | None:
    """A document's sum: as read_total, and never zero."""
    return read_total(text) or None


def read_day(text: str) -> date | None:
    """`20.11.2026`, `20.11.26` or `2026-11-20`; None for another form and for a day that no calendar has."""
    with suppress(ValueError):
        if found := _DAY.fullmatch(text.strip()):
            return date(_CENTURY + int(found[3]) % 100, int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(text.strip()):
            return date(int(found[1]), int(found[2]), int(found[3]))
    return None
