"""
What part of Telegram's pace is ours: of 25 messages a second, among all processes that deliver.

Each may send `per_second` evenly, and holds a turn or so for when it is late; within any second all of them together
stay under 26. Who wants little leaves the rest to who wants much. What is given is never more than is left of what the
others were given already: who has too much of it takes less with their next beat.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ALONE, ALONE_HELD = 24.0, 1.5
AMONG_HELD = 1.25
MOST = 25.9
"""Of any second, of which the whole ones count."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Messages a second: what a process would send, and what it may."""

    wanted: float
    share: float


@dataclass(frozen=True, slots=True)
class Share:
    per_second: float
    held: float
    part: int
    parts: int
    """We are one of so many, counted from 0."""


def find_share(wishes: Mapping[int, Wish], own: int) -> Share:
    """Of the process with this number, one of those that wish."""
    parts = len(wishes)
    if parts == 1:
        return Share(ALONE, ALONE_HELD, 0, 1)
    whole = max(0.0, MOST - AMONG_HELD * parts)
    fair = _find_fair({number: wish.wanted for number, wish in wishes.items()}, whole)[own]
    left = whole - sum(wish.share for number, wish in wishes.items() if number != own)
    return Share(max(0.0, min(fair, left)), AMONG_HELD, sorted(wishes).index(own), parts)


def _find_fair(wanted: Mapping[int, float], whole: float) -> dict[int, float]:
    """The least first, each what it wants or an equal part of what is left; what nobody wants is dealt out evenly."""
    found, left, waiting = {}, whole, sorted(wanted, key=wanted.__getitem__)
    for place, number in enumerate(waiting):
        found[number] = min(wanted[number], left / (len(waiting) - place))
        left -= found[number]
    return {number: given + max(0.0, left) / len(found) for number, given in found.items()}
