"""The INN and its control digits (spec/1): a slip of a digit is said before it is stored."""

import re
from enum import StrEnum
from typing import Final

_SPACES: Final = re.compile(r"[ \u00a0\u202f]")
_DIGITS: Final = re.compile("[0-9]+")
_LAST_OF_TEN: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH: Final = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH: Final = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
COMPANY: Final = 10
PERSON: Final = 12


class InnMistake(StrEnum):
    LENGTH = "length"
    """Neither ten nor twelve ASCII digits."""
    REGION = "region"
    """Of region 00, all zeros among them: their sum agrees, and there is no such INN."""
    CONTROL = "control"
    """«последняя цифра не сходится»"""


def read_inn(text: str) -> str | InnMistake:
    """The digits of an INN, ten of a company or twelve of a person, or what is wrong with them."""
    digits = _SPACES.sub("", text)
    if not _DIGITS.fullmatch(digits) or len(digits) not in {COMPANY, PERSON}:
        return InnMistake.LENGTH
    if digits.startswith("00"):
        return InnMistake.REGION
    return digits if _agrees([int(digit) for digit in digits]) else InnMistake.CONTROL


def _agrees(digits: list[int]) -> bool:
    if len(digits) == COMPANY:
        return _control(_LAST_OF_TEN, digits) == digits[9]
    return _control(_ELEVENTH, digits) == digits[10] and _control(_TWELFTH, digits) == digits[11]


def _control(weights: tuple[int, ...], digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 % 10
