"""By which numbers the exchange knows somebody of ours, as a lead types them: «101», «доб. 101, 8 916 123-45-67»."""

import re
from dataclasses import dataclass
from typing import Final

from sales.clients.phones import PHONE
from sales.core.words import clean

LONGEST_EXTENSION: Final = 40
_PHONE_DIGITS: Final = 10
_WHOLE: Final = re.compile(r"\b[0-9]{10,15}\b")
_TOKEN: Final = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,39})")


@dataclass(frozen=True, slots=True)
class WorkNumbers:
    """`phone`: the last ten digits."""

    extension: str | None
    phone: str | None


def read_numbers(text: str) -> WorkNumbers | None:
    """None where there is neither, or more than one of a kind. Russian words beside the numbers are passed over."""
    said = clean(text)
    found = PHONE.search(said) or _WHOLE.search(said)
    rest = f"{said[: found.start()]} {said[found.end() :]}" if found else said
    tokens = _TOKEN.findall(rest)
    numbered = [each for each in tokens if any(sign.isdigit() for sign in each)] or tokens
    if len(numbered) > 1 or not (numbered or found):
        return None
    digits = re.sub("[^0-9]", "", found[0])[-_PHONE_DIGITS:] if found else None
    return WorkNumbers(numbered[0] if numbered else None, digits)
