"""Who of one's clients is near, and why to call on them; pure (spec/4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sales.clients.sections import FORGOTTEN_AFTER
from sales.core.money import Kopecks
from sales.road.places import Point

WITHIN: Final = 3000.0
"""Metres."""
MOST: Final = 8
OWES, AWAITED, FORGOTTEN = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A client within reach. Sums in kopecks; `silent` days since the last contact."""

    client_id: int
    name: str
    point: Point
    metres: float
    debt: Kopecks = 0
    awaited: Kopecks = 0
    """Until Sunday, without what is owed already."""
    silent: int = 0

    @property
    def is_forgotten(self) -> bool:
        return self.silent > FORGOTTEN_AFTER.days

    @property
    def score(self) -> int:
        return OWES * (self.debt > 0) + AWAITED * (self.awaited > 0) + FORGOTTEN * self.is_forgotten


def choose_near(neighbours: Iterable[Neighbour]) -> list[Neighbour]:
    """The eight whom it is most worth to call on, the nearest of equals first; without any reason only where no
    other is near.
    """
    near = [each for each in neighbours if each.metres <= WITHIN]
    worth = [each for each in near if each.score] or near
    return sorted(worth, key=lambda each: (-each.score, each.metres, each.client_id))[:MOST]
