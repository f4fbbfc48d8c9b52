"""What SPEC 12 and spec/2 compute of deals beside money: a denominator of nothing is «—», None here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from sales.core.money import Kopecks, Percent, half_up

ENOUGH_ANSWERS = 5
"""Of NPS: fewer say nothing."""

ONE_ANSWER_IN = timedelta(days=90)
"""Of several answers of a client within them the last counts."""

ASKED_AFTER, ASKED_WITHIN = timedelta(days=7), timedelta(days=14)
"""From a week after a deal's last money on, for a week of mornings; later a mark would be about nothing any more."""


class NpsAnswer(StrEnum):
    """As it was given: a number, or «0–6», which is a critic whatever the number."""

    ZERO = "0"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"
    CRITIC = "0-6"
    SEVEN = "7"
    EIGHT = "8"
    NINE = "9"
    TEN = "10"
    NONE = "none"
    """Asked, and the client did not answer: it counts nowhere, and is not asked again."""


PROMOTERS = frozenset({NpsAnswer.NINE, NpsAnswer.TEN})
PASSIVE = frozenset({NpsAnswer.SEVEN, NpsAnswer.EIGHT})


CRITICS = frozenset(NpsAnswer) - PROMOTERS - PASSIVE - {NpsAnswer.NONE}


@dataclass(frozen=True, slots=True)
class Nps:
    score: int | None
    """None under five answers."""
    count: int


def nps(answers: Iterable[NpsAnswer]) -> Nps:
    """% of 9–10 less % of 0–6, rounded once at the end, half away from zero."""
    given = [each for each in answers if each is not NpsAnswer.NONE]
    if len(given) < ENOUGH_ANSWERS:
        return Nps(None, len(given))
    promoters = sum(each in PROMOTERS for each in given)
    critics = sum(each in CRITICS for each in given)
    exact = Fraction((promoters - critics) * 100, len(given))
    return Nps(half_up(exact) if exact >= 0 else -half_up(-exact), len(given))


def pick_counted(given: Iterable[tuple[int, date, NpsAnswer]]) -> list[NpsAnswer]:
    """Of each client (its id, the local day, the mark, in the order they were given) the last within 90 days."""
    kept: dict[int, date] = {}
    found = []
    for client_id, day, answer in reversed(list(given)):
        if client_id not in kept or kept[client_id] - day >= ONE_ANSWER_IN:
            kept[client_id] = day
            found.append(answer)
    return found


def roi(profit: Kopecks | None, investment: Kopecks | None, *, classic: bool) -> Percent | None:
    """profit / investment, or classic (profit − investment) / investment; None of a month that nobody typed."""
    if profit is None or investment is None:
        return None
    return Percent.of(profit - investment if classic else profit, investment)


@dataclass(frozen=True, slots=True)
class DatedPayment:
    """An expected payment by its first date: what it was to bring, and what came on that date or before."""

    amount: Kopecks
    came_by_then: Kopecks


def rate_paid_in_time(payments: Iterable[DatedPayment]) -> Percent | None:
    """A part counts as what came by then; a surplus is no punctuality."""
    found = list(payments)
    in_time = sum(min(each.amount, max(0, each.came_by_then)) for each in found)
    return Percent.of(in_time, sum(each.amount for each in found))


def average_check(total: Kopecks, count: int) -> Kopecks | None:
    """Σ facts / deals in kopecks, half up (SPEC 12); None («—») without a deal."""
    return half_up(Fraction(total, count)) if count else None


def closing_rate(won: int, lost: int) -> Percent | None:
    """won / (won + lost) (SPEC 12); None («—») where no deal was closed."""
    return Percent.of(won, won + lost)


@dataclass(frozen=True, slots=True)
class Presentations:
    well: int = 0
    failed: int = 0
    unanswered: int = 0

    @property
    def rate(self) -> Percent | None:
        return Percent.of(self.well, self.well + self.failed)


def places(pace: Mapping[int, Percent | None]) -> dict[int, int]:
    """By person, the place by pace; equals share one. Who has no pace is out of it («вне зачёта»)."""
    counted = {who: each for who, each in pace.items() if each is not None}
    return {who: 1 + sum(other > each for other in counted.values()) for who, each in counted.items()}
