"""What is left of the plan, in deals, meetings and calls (SPEC 12), by one's own last 90 days.

Shown from ten observations on: two lucky deals once promised a whole department that three calls were enough.
"""

from dataclasses import dataclass
from enum import StrEnum

from sales.core.money import Kopecks

OBSERVED_DAYS = 90
ENOUGH_OBSERVATIONS = 10


@dataclass(frozen=True, slots=True)
class Observed:
    """One's own last 90 days: deals with their first fact in them, the money of those deals, meetings, calls."""

    deals: int
    revenue: Kopecks
    meetings: int
    calls: int


class NoNumber(StrEnum):
    """Why a number cannot be said."""

    NO_PLAN = "no_plan"
    TOO_FEW_DEALS = "too_few_deals"
    NO_REVENUE = "no_revenue"
    TOO_FEW_MEETINGS = "too_few_meetings"
    TOO_FEW_CALLS = "too_few_calls"


@dataclass(frozen=True, slots=True)
class Needed:
    """A whole number of deals, meetings or calls, or the reason why there is none."""

    count: int | None
    reason: NoNumber | None = None


@dataclass(frozen=True, slots=True)
class Decomposition:
    deals: Needed
    meetings: Needed
    calls: Needed


def decompose(rest: Kopecks | None, observed: Observed) -> Decomposition:
    """Deals for the rest of the plan, meetings for those deals, calls for those meetings; each step rounded up.

    deals = rest / average check, meetings = deals × (meetings per deal), calls = meetings × (calls per meeting).
    `rest` is None without a plan. What follows from a number that cannot be said cannot be said either.
    """
    deals = _deals(rest, observed)
    meetings = _step(deals, observed.meetings, observed.deals, NoNumber.TOO_FEW_MEETINGS)
    return Decomposition(deals, meetings, _step(meetings, observed.calls, observed.meetings, NoNumber.TOO_FEW_CALLS))


def _deals(rest: Kopecks | None, observed: Observed) -> Needed:
    if rest is None:
        return Needed(None, NoNumber.NO_PLAN)
    if rest <= 0:
        return Needed(0)
    if observed.deals < ENOUGH_OBSERVATIONS:
        return Needed(None, NoNumber.TOO_FEW_DEALS)
    if observed.revenue <= 0:
        return Needed(None, NoNumber.NO_REVENUE)
    return Needed(_up(rest * observed.deals, observed.revenue))


def _step(wanted: Needed, made: int, led_to: int, too_few: NoNumber) -> Needed:
    if not wanted.count:
        return wanted
    if made < ENOUGH_OBSERVATIONS:
        return Needed(None, too_few)
    return Needed(_up(wanted.count * made, led_to))


def _up(part: int, whole: int) -> int:
    return -(-part // whole)
