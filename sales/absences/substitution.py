"""Who acts for whom: due payments and reminders go to the substitute, ownership stays (SPEC 3).

A substitute who is away in their turn hands on to their own; where that leads to nobody, or in a circle, the lead acts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sales.core.errors import MistakeError


class OwnSubstituteError(MistakeError):
    """Nobody stands in for themselves."""


@dataclass(frozen=True, order=True, slots=True)
class Substitution:
    """From `first` to `last`, both included, `substitute` acts for `person` on the days that the person is away."""

    first: date
    last: date
    person: int
    substitute: int

    def __post_init__(self) -> None:
        if self.person == self.substitute:
            raise OwnSubstituteError

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def acting_for(person: int, absent: Collection[int], substitutes: Mapping[int, int]) -> int | None:
    """Who gets what is due to the person that day: themselves where they are at work; None means the lead.

    `absent`: who is away, or works here no more; `substitutes`: those of that day.
    """
    seen: set[int] = set()
    while person in absent:
        seen.add(person)
        following = substitutes.get(person)
        if following is None or following in seen:
            return None
        person = following
    return person


def duties_on(
    people: Iterable[int], absent: Collection[int], substitutes: Mapping[int, int]
) -> dict[int | None, tuple[int, ...]]:
    """Who acts for whom that day: everybody at work acts for themselves; None holds those left to the lead."""
    found: dict[int | None, tuple[int, ...]] = {}
    for person in people:
        acting = acting_for(person, absent, substitutes)
        found[acting] = (*found.get(acting, ()), person)
    return found
