"""How likely a payment is, in percents or in words: точно 95, скорее 70, может 40 (SPEC 13)."""

import re
from dataclasses import dataclass
from typing import Final

from sales.entry.numerals import NUMERAL, numeral
from sales.entry.reading import Line, words

_BEFORE = r"(?:(?:с |на )?(?:вероятность\w*|probability|chance) (?:в |of )?|на |с )?"
_PERCENT = re.compile(
    rf"(?<![\w.,-]){_BEFORE}(?P<percent>[0-9]+) ?(?:%|(?:проц(?:ент(?:а|ов)?)?\.?|pct|percent)(?!\w))"
)
_SPOKEN = re.compile(rf"(?<!\w){_BEFORE}(?P<words>{NUMERAL}) (?:проц(?:ент(?:а|ов)?)?|percent)(?!\w)")
_NAMED = re.compile(words(r"(?:с )?(?:вероятность\w*|probability|chance) (?P<percent>[0-9]+)(?![0-9.,]*[^\W_])"))
_EVEN = re.compile(words("50 ?(?:/|-|на) ?50", "пятьдесят на пятьдесят", "фифти[- ]фифти"))
_IN_WORDS: Final = (
    (re.compile(words("точно", "наверняка", "железно", "definitely", "certainly", "for sure", "sure")), 95),
    (re.compile(words("скорее всего", "скорее", "вероятно", "likely", "probably")), 70),
    (re.compile(words("может быть", "может", "возможно", "maybe", "perhaps")), 40),
)
_WHOLE: Final = 100
_EVENLY: Final = 50


@dataclass(frozen=True, slots=True)
class Chance:
    """The percent, or None where more than a hundred was said."""

    percent: int | None


def take_chance(line: Line) -> Chance | None:
    """The probability of a line, taken out of it; figures say more than words."""
    if line.take(_EVEN):
        return Chance(_EVENLY)
    figure = _figure(line)
    said = [percent for pattern, percent in _IN_WORDS if line.take(pattern)]
    return figure or (Chance(said[0]) if said else None)


def _figure(line: Line) -> Chance | None:
    digits = line.take(_PERCENT) or line.take(_NAMED)
    if digits:
        return _chance(int(digits["percent"]))
    spoken = line.take(_SPOKEN)
    return _chance(numeral(spoken["words"])) if spoken else None


def _chance(percent: int | None) -> Chance:
    return Chance(percent if percent is not None and percent <= _WHOLE else None)
