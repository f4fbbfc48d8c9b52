"""The INN and its control digits (spec/1): a slip of a digit is said before it is stored."""

import re
from enum import StrEnum
from typing import Final

from sales.clients.card_fields import ClientKind

_SPACES: Final = re.compile(r"[ \u00a0\u202f]")
_DIGITS: Final = re.compile("[0-9]+")
_WHOLE_CELL: Final = re.compile(r"([0-9]+)[.,]0")
"""A number as Excel shows it: 7707083893.0."""

_ROUNDED: Final = re.compile(r"[0-9][.,][0-9]+[eEеЕ]\+?[0-9]+")
_LAST_OF_TEN: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH: Final = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH: Final = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
COMPANY: Final = 10
PERSON: Final = 12


class InnMistake(StrEnum):
    LENGTH = "length"
    """Neither ten nor twelve ASCII digits."""
    ROUNDED = "rounded"
    """«7,70708E+09»: the last digits are lost."""
    REGION = "region"
    """Of region 00, all zeros among them: their sum agrees, and there is no such INN."""
    CONTROL = "control"
    """«последняя цифра не сходится»"""


KEPT_ALL_THE_SAME: Final = frozenset({InnMistake.CONTROL})
"""Said, and kept by a second tap: so many digits may be a foreign or a mistyped paper's; zeros are nobody's."""


def read_inn(text: str) -> str | InnMistake:
    """The digits of an INN, ten of a company or twelve of a person, or what is wrong with them."""
    digits = inn_digits(text)
    if _ROUNDED.fullmatch(digits):
        return InnMistake.ROUNDED
    if not _DIGITS.fullmatch(digits) or len(digits) not in {COMPANY, PERSON}:
        return InnMistake.LENGTH
    if digits.startswith("00"):
        return InnMistake.REGION
    return digits if _agrees([int(digit) for digit in digits]) else InnMistake.CONTROL


def inn_digits(text: str) -> str:
    """As it is stored: without spaces, and without what Excel puts behind a number."""
    bare = _SPACES.sub("", text)
    cell = _WHOLE_CELL.fullmatch(bare)
    return cell[1] if cell else bare


def kind_by_inn(inn: str) -> ClientKind:
    """Ten digits are a company's; of twelve a sole trader is the likelier."""
    return ClientKind.COMPANY if len(inn) == COMPANY else ClientKind.SOLE


def _agrees(digits: list[int]) -> bool:
    if len(digits) == COMPANY:
        return _control(_LAST_OF_TEN, digits) == digits[9]
    return _control(_ELEVENTH, digits) == digits[10] and _control(_TWELFTH, digits) == digits[11]


def _control(weights: tuple[int, ...], digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 % 10
