"""Which of a few sums make up one: bounded, for the number of ways doubles with every further item."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from sales.core.money import Kopecks

MOST_ITEMS: Final = 12
MOST_PARTS: Final = 6

Ids = tuple[int, ...]


def list_sums(items: Sequence[tuple[int, Kopecks]], most: int = MOST_PARTS) -> Mapping[Kopecks, Ids | None]:
    """Ids by the sum that two to `most` of the first twelve come to; None where several sets come to the same."""
    found: dict[Kopecks, Ids | None] = {}
    for parts in _list_parts(items[:MOST_ITEMS], most):
        total = sum(amount for _id, amount in parts)
        found[total] = None if total in found else tuple(each for each, _amount in parts)
    return found


def find_set(items: Sequence[tuple[int, Kopecks]], total: Kopecks, most: int = MOST_PARTS) -> Ids:
    """The first of the sets that come to it: the fewest, and of those the oldest; () where none does."""
    parts = (each for each in _list_parts(items[:MOST_ITEMS], most) if sum(amount for _id, amount in each) == total)
    return tuple(each for each, _amount in next(parts, ()))


def _list_parts(items: Sequence[tuple[int, Kopecks]], most: int) -> Iterable[tuple[tuple[int, Kopecks], ...]]:
    return (parts for size in range(2, most + 1) for parts in combinations(items, size))
