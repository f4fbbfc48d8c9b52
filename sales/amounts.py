"""Sums as people say them: «150к», «1,2 млн», «148 500,50 р» (SPEC 13). Kopecks exact, no floats anywhere."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sales.money import Kopecks


class AmountMistake(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    ZERO = "zero"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class AmountChoice:
    """A bare «150»: 150 ₽ or 150 000 ₽?"""

    smaller: Kopecks
    larger: Kopecks


AmountReading: TypeAlias = Kopecks | AmountChoice | AmountMistake
