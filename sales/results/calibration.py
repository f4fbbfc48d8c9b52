"""Calibration of probabilities (SPEC 12): of what was said at 80 %, how much came within five days.

By decile of the said probability: 80–89 is one, 90–100 the last. An item is judged once its five days are over. Ten
judged items of a decile are enough to say «ваши 80 % сбываются в 55 %», where the two differ by 15 points or more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sales.calendar.calendar import DAY
from sales.core.money import Percent

CAME_WITHIN = DAY * 5
"""Calendar days after the day that was said; earlier is in time too."""

ENOUGH_JUDGED = 10
WORTH_SAYING = Percent(150)
_LAST_DECILE = 90


@dataclass(frozen=True, slots=True)
class Said:
    """An item as it was frozen: the probability and the day that were said, and the day its sum had come in full."""

    probability: int
    day: date
    came_on: date | None

    @property
    def came(self) -> bool:
        return self.came_on is not None and self.came_on <= self.day + CAME_WITHIN

    def is_judged(self, today: date) -> bool:
        """Its five days are over; what came early waits for them too, or good news would be counted first."""
        return self.day + CAME_WITHIN < today


@dataclass(frozen=True, slots=True)
class Decile:
    """Judged items said at about the same probability. `said` is the mean of what was said of them."""

    start: int
    count: int
    came: int
    said: Percent

    @property
    def rate(self) -> Percent:
        """How often they came."""
        return Percent.of(self.came, self.count) or Percent(0)

    @property
    def gap(self) -> int:
        """Said − rate in tenths: above 0 for who promises more than comes."""
        return self.said.tenths - self.rate.tenths


def calibrate(items: Iterable[Said], today: date) -> tuple[Decile, ...]:
    """The deciles of which something is judged, from the lowest."""
    judged: dict[int, list[Said]] = {}
    for item in items:
        if item.is_judged(today):
            judged.setdefault(decile_of(item.probability), []).append(item)
    return tuple(_decile(start, judged[start]) for start in sorted(judged))


def decile_of(probability: int) -> int:
    """0, 10 … 90; a hundred stands with the nineties."""
    return min(_LAST_DECILE, probability // 10 * 10)


def _decile(start: int, items: list[Said]) -> Decile:
    said = Percent.of(Fraction(sum(item.probability for item in items), 100), len(items)) or Percent(0)
    return Decile(start, len(items), sum(item.came for item in items), said)


def proposal(deciles: Iterable[Decile]) -> Decile | None:
    """The decile that is worth a word, the farthest off; the more often used one where two are alike."""
    worth = [each for each in deciles if each.count >= ENOUGH_JUDGED and abs(each.gap) >= WORTH_SAYING.tenths]
    return max(worth, key=lambda each: (abs(each.gap), each.count, each.start), default=None)
