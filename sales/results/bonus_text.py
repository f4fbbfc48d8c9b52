"""Rates and steps as an owner types them: «1,5 %» and «0 0; 80 0,8; 100 1; 120 1,25»."""

import re
from enum import StrEnum

from sales.core.errors import MistakeError
from sales.core.money import Percent
from sales.results.bonus import BonusStep, check_rate, check_steps

_NUMBER = r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?"
_RATE = re.compile(rf"\s*{_NUMBER}\s*%?\s*")
_BETWEEN = r"(?=[\s%–—:=×x*])\s*%?\s*(?:[–—:=×x*]|-(?=\s))?\s*"
"""A hyphen before a digit is a minus, and no K is below 0."""

_STEP = re.compile(rf"\s*(?:от\s+|from\s+)?([0-9]{{1,4}})(?:[.,]([0-9]))?{_BETWEEN}{_NUMBER}\s*")
_SEPARATORS = re.compile(r"[;\n]+")


class BonusTextMistake(StrEnum):
    NOT_A_RATE = "not_a_rate"
    NOT_A_STEP = "not_a_step"


class WrongBonusTextError(MistakeError):
    """`fragment` is the part that was not understood, as it was typed."""

    def __init__(self, mistake: BonusTextMistake, fragment: str) -> None:
        super().__init__(mistake.value)
        self.mistake = mistake
        self.fragment = fragment


def parse_rate(text: str) -> int:
    """«1,5 %» is 150. Raises WrongBonusTextError, WrongRateError."""
    found = _RATE.fullmatch(text)
    if found is None:
        raise WrongBonusTextError(BonusTextMistake.NOT_A_RATE, text.strip())
    return check_rate(_scale(found[1], found[2], 2))


def parse_steps(text: str) -> tuple[BonusStep, ...]:
    """A step a line, or between semicolons: from what percent, then K. Raises WrongBonusTextError, WrongStepsError."""
    steps = tuple(_step(part) for part in _SEPARATORS.split(text) if part.strip())
    check_steps(steps)
    return steps


def _step(part: str) -> BonusStep:
    found = _STEP.fullmatch(part)
    if found is None:
        raise WrongBonusTextError(BonusTextMistake.NOT_A_STEP, part.strip())
    return BonusStep(Percent(_scale(found[1], found[2], 1)), _scale(found[3], found[4], 2))


def _scale(whole: str, part: str | None, digits: int) -> int:
    """The number without its point: 1,5 with two digits is 150. Both are ASCII digits by the pattern."""
    return int(whole + (part or "").ljust(digits, "0"))
