"""Who acts for whom: due payments and reminders go to the substitute, ownership stays (SPEC 3).

A substitute who is away in their turn hands on to their own; where that leads to nobody, or in a circle, the lead acts.
"""

from collections.abc import Collection, Iterable, Mapping

from sales.core.errors import MistakeError


class OwnSubstituteError(MistakeError):
    """Nobody stands in for themselves."""


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
