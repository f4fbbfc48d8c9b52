"""Discounts (spec/4): in tenths of a percent; what one costs, and what lies between the limit and what was asked."""

import re
from typing import Final

from sales.core.money import Kopecks
from sales.core.words import clean

WHOLE: Final = 1000
"""100 %, in tenths of a percent."""
USUAL_LIMIT: Final = 50
STEP: Final = 10

_SHARE: Final = re.compile(
    r"(?<![\w.,])(?P<sign>[-−–]?)(?P<whole>[0-9]{1,6})(?:[.,](?P<part>[0-9]+))? ?(?P<unit>%|процент\w*|percent)?"
    r"(?![\w%]|[.,][0-9])"
)


def read_share(text: str) -> int | None:
    """«12%», «0,5», «7.5 %» as the whole text; None for 0, −3, 101 and what is none."""
    found = _SHARE.fullmatch(clean(text).strip(" .!"))
    return None if found is None else tenths_of(found)


def find_share(text: str) -> re.Match[str] | None:
    """Where a share is said: with its sign rather than a bare number («24 Часа 5%»); the last bare one else."""
    found = list(_SHARE.finditer(clean(text)))
    return next((each for each in found if each["unit"]), found[-1] if found else None)


def tenths_of(share: re.Match[str]) -> int | None:
    """None for what no discount can be: nothing, less than nothing, more than all, a hundredth of a percent."""
    part = (share["part"] or "0").rstrip("0") or "0"
    tenths = int(share["whole"]) * 10 + int(part[0])
    is_one = not share["sign"] and len(part) == 1 and 0 < tenths <= WHOLE
    return tenths if is_one else None


def count_lost(amount: Kopecks, share: int) -> Kopecks:
    """What a discount costs: of 300 000 ₽ and 12 % it is 36 000 ₽; half a kopeck is one."""
    return (amount * share * 2 + WHOLE) // (WHOLE * 2)


def offer_between(limit: int, asked: int) -> int | None:
    """A whole percent in the middle of the limit and what was asked: of 5 % and 12 % it is 8 %; None for no room."""
    middle = (limit + asked) // 2 // STEP * STEP
    return middle if limit < middle < asked else None
