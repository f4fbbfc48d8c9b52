"""Calibration of probabilities (SPEC 12): of what was said at 80 %, how much came within five days.

By decile of the said probability: 80–89 is one, 90–100 the last. An item is judged once its five days are over. Ten
judged items of a decile are enough to say «ваши 80 % сбываются в 55 %», where the two differ by 15 points or more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sales.calendar.calendar import DAY
from sales.core.money import Kopecks, Percent

CAME_WITHIN = DAY * 5
"""Calendar days after the day that was said; earlier is in time too."""

ENOUGH_JUDGED = 10
WORTH_SAYING = Percent(150)
_LAST_DECILE = 90


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """An item of a frozen week, and the sum of its payment now where that has been paid in full."""

    person_id: int
    payment_id: int
    probability: int
    day: date
    paid: Kopecks | None


@dataclass(frozen=True, slots=True)
class Prediction:
    """An item as it was frozen: the probability and the day that were said, and the day its sum had come in full."""

    probability: int
    day: date
    came_on: date | None

    @property
    def came(self) -> bool:
        """In full within five calendar days after the day that was said, or before it."""
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


def make_predictions(
    items: Iterable[FrozenItem], facts: Mapping[int, Iterable[tuple[date, Kopecks]]]
) -> dict[int, list[Prediction]]:
    """By person. What stands in several weeks was predicted by the first of them, in which order the items come.

    `facts`: by payment, days and sums of its money, the earliest first.
    """
    found: dict[int, list[Prediction]] = {}
    first: dict[int, FrozenItem] = {}
    for item in items:
        first.setdefault(item.payment_id, item)
    for item in first.values():
        came_on = None if item.paid is None else day_in_full(item.paid, facts.get(item.payment_id, ()))
        found.setdefault(item.person_id, []).append(Prediction(item.probability, item.day, came_on))
    return found


def day_in_full(amount: Kopecks, facts: Iterable[tuple[date, Kopecks]]) -> date | None:
    """The day on which the sum had first come in full; the earliest facts first."""
    came = 0
    for day, part in facts:
        came += part
        if came >= amount:
            return day
    return None


def calibrate(items: Iterable[Prediction], today: date) -> tuple[Decile, ...]:
    """The deciles of which something is judged, from the lowest."""
    judged: dict[int, list[Prediction]] = {}
    for item in items:
        if item.is_judged(today):
            judged.setdefault(decile_of(item.probability), []).append(item)
    return tuple(_decile(start, judged[start]) for start in sorted(judged))


def decile_of(probability: int) -> int:
    """0, 10 … 90; a hundred stands with the nineties."""
    return min(_LAST_DECILE, probability // 10 * 10)


def _decile(start: int, items: list[Prediction]) -> Decile:
    said = Percent.of(Fraction(sum(item.probability for item in items), 100), len(items)) or Percent(0)
    return Decile(start, len(items), sum(item.came for item in items), said)


def proposal(deciles: Iterable[Decile]) -> Decile | None:
    """The decile that is worth a word, the farthest off; the more often used one where two are alike."""
    worth = [each for each in deciles if each.count >= ENOUGH_JUDGED and abs(each.gap) >= WORTH_SAYING.tenths]
    return max(worth, key=lambda each: (abs(each.gap), each.count, each.start), default=None)
