"""The forecast to the month's end (SPEC 12), and which payments close what is needed today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sales.core.money import Exact, Kopecks, half_up
from sales.payments.awaited import Awaited, of_days, sum_weighted, total
from sales.plans.need import Need
from sales.plans.pace import Workdays

SAFE_FROM = 80
MOST_CLOSING = 4
"""More than four payments close nothing today: nobody can call them all before noon."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the period will end with. `by_pace` is None before its first workday is over."""

    weighted: Kopecks
    safe: Kopecks
    maximum: Kopecks
    by_pace: Kopecks | None


def forecast(fact: Kopecks, awaited: Iterable[Awaited], last: date, days: Workdays) -> Forecast:
    """From the fact so far and what is awaited up to the period's last day, overdue items included.

    weighted = fact + Σ rest·p, safe = fact + Σ rest of p ≥ 80, maximum = fact + Σ rest, by pace = fact / n × N
    """
    items = of_days(awaited, date.min, last)
    return Forecast(
        weighted=half_up(fact + sum_weighted(items)),
        safe=fact + total(item for item in items if item.probability >= SAFE_FROM),
        maximum=fact + total(items),
        by_pace=_by_pace(fact, days),
    )


def still_coming(awaited: Iterable[Awaited], days: Workdays) -> tuple[Awaited, ...]:
    """What may come before the period is over: nothing any more once the department's last workday has closed."""
    return () if days.total and not days.left else tuple(awaited)


def _by_pace(fact: Kopecks, days: Workdays) -> Kopecks | None:
    return (2 * fact * days.total + days.done) // (2 * days.done) if days.done else None


@dataclass(frozen=True, slots=True)
class Closing:
    """What closes the need: «СтройГрад 200 @60 % + Ромашка 150 @80 %». `short` is what even these leave open."""

    items: tuple[Awaited, ...]
    short: Kopecks


def what_closes(need: Need, awaited: Iterable[Awaited], today: date, last: date, most: int = MOST_CLOSING) -> Closing:
    """A few payments, the soonest ones, whose chances add up to the need (Σ rest·p).

    They are taken day by day (overdue ones count as today's), on one day the greatest rest·p first, then the larger
    sum. What turns out to be needless is left out again. Where more than `most` of the soonest would be
    wanted, the greatest of the period do as much as they can, told in the order of their days.
    """
    wanted = need.exact or 0
    items = [item for item in of_days(awaited, date.min, last) if item.weighted > 0]
    soonest = sorted(items, key=lambda item: (max(item.day, today), *_greatest(item)))
    found = _enough(soonest, wanted)
    if len(found) > most or sum_weighted(found) < wanted:
        found = _enough(sorted(items, key=_greatest)[:most], wanted)
    return Closing(tuple(item for item in soonest if item in found), max(0, half_up(wanted - sum_weighted(found))))


def _greatest(item: Awaited) -> tuple[Exact, Kopecks, int]:
    return -item.weighted, -item.rest, item.payment_id


def _enough(ordered: Iterable[Awaited], wanted: Exact) -> list[Awaited]:
    """From the first on until the need is met, then without those that it is met without, the smallest first."""
    taken: list[Awaited] = []
    sure: Exact = 0
    for item in ordered:
        if sure >= wanted:
            break
        taken.append(item)
        sure += item.weighted
    for item in sorted(taken, key=_greatest, reverse=True):
        if sure - item.weighted >= wanted:
            taken.remove(item)
            sure -= item.weighted
    return taken
