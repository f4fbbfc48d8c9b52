"""
A plan as a lead types it, in the chat or in a cell of the workbook.

In the chat «150» may be roubles or thousands and is asked about. In a cell it is roubles, or what the table's title
says; whether so few can be meant, is for whoever knows the plans that stand.
Nobody plans kopecks: a sum is rounded to roubles. A plan of 0 is a plan; a dash takes the plan back to unset.
"""

import re
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from sales.core.money import LARGEST, ROUBLE, Kopecks, half_up
from sales.core.words import clean, fold
from sales.entry.numbers.amounts import AmountChoice, AmountMistake, AmountReading, read_amount
from sales.plans.plans import Metric

LARGEST_COUNT: Final = 100_000
"""More deals a month than that nobody makes: it was meant to be money."""

FEWEST: Final = 100 * ROUBLE
"""Fewer roubles nobody plans: a «2» is 2 млн rather, or thousands."""

MOST_IN_UNITS: Final = 1_000_000_000
"""Roubles. More a month in a table of thousands was written in roubles."""

_NOTHING: Final = re.compile(r"0+(?:[.,]0+)?")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_ROUBLES: Final = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,2})[0-9]*)?")
_DASHES: Final = frozenset({"-", "–", "—", "−", "нет", "none"})


class Unset(StrEnum):
    """What stands in a cell that sets nothing."""

    UNTOUCHED = "untouched"
    """Empty: whatever stands in the book stays."""
    WITHDRAWN = "withdrawn"
    """A dash: the plan is to be unset."""


Cell: TypeAlias = int | Unset | AmountMistake


def read_plan(metric: Metric, text: str) -> AmountReading:
    """Kopecks of a money plan, otherwise a count; which of two sums was meant, or why it is neither."""
    said = clean(text)
    if _NOTHING.fullmatch(said):
        return 0
    if metric is not Metric.MONEY:
        return _count(said)
    found = read_amount(said)
    if isinstance(found, AmountChoice) and found.smaller < FEWEST:
        return AmountChoice(found.smaller * 1000, found.smaller * 1_000_000)
    return whole_roubles(found) if isinstance(found, int) else found


def read_cell(metric: Metric, text: str, unit: int = 1) -> Cell:
    """`unit`: of a number that names none itself, 1000 in a table of thousands."""
    said = "".join(clean(text).split())
    if not said:
        return Unset.UNTOUCHED
    if fold(said) in _DASHES:
        return Unset.WITHDRAWN
    if said.startswith("(") and said.endswith(")"):  # as accountants write what is below nothing
        return AmountMistake.NEGATIVE
    roubles = _ROUBLES.fullmatch(said) if metric is Metric.MONEY else None
    if roubles is None:
        found = read_plan(metric, text)
        return found.smaller if isinstance(found, AmountChoice) else found
    if unit > 1:
        exact = Fraction(f"{roubles[1]}.{roubles[2] or 0}") * unit
        return AmountMistake.TOO_LARGE if exact > MOST_IN_UNITS else half_up(exact) * ROUBLE
    amount = int(roubles[1]) * ROUBLE + int((roubles[2] or "").ljust(2, "0"))
    return AmountMistake.TOO_LARGE if amount > LARGEST else whole_roubles(amount)


def is_bare(metric: Metric, text: str) -> bool:
    """Whether it is a sum as a plain number, above nothing."""
    said = "".join(clean(text).split())
    return metric is Metric.MONEY and bool(_ROUBLES.fullmatch(said)) and not _NOTHING.fullmatch(said)


def whole_roubles(amount: Kopecks) -> Kopecks:
    """Kopecks in and out; fifty kopecks go up."""
    return half_up(Fraction(amount, ROUBLE)) * ROUBLE


def _count(said: str) -> int | AmountMistake:
    digits = "".join(said.split())
    if digits.startswith(("-", "−", "–")):
        return AmountMistake.NEGATIVE
    if not (digits.isascii() and _COUNT.fullmatch(digits)):
        return AmountMistake.NOT_A_NUMBER
    return AmountMistake.TOO_LARGE if int(digits) > LARGEST_COUNT else int(digits)
