"""Who brought whom (spec/1): a tree, and the money of all that came by each root's word."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sales.core.money import Kopecks


@dataclass(frozen=True, slots=True)
class Brought:
    """Below a client: how many, how many words deep, and what they have paid. Its own money is not in it."""

    clients: int
    depth: int
    paid: Kopecks


def children_of(referred_by: Mapping[int, int]) -> dict[int, list[int]]:
    """By who recommended them. `referred_by`: client → who recommended it."""
    found: dict[int, list[int]] = {}
    for client_id, root_id in sorted(referred_by.items()):
        found.setdefault(root_id, []).append(client_id)
    return found


def roots_of(referred_by: Mapping[int, int]) -> list[int]:
    """Who recommended others, and was recommended by nobody."""
    return sorted(set(referred_by.values()) - referred_by.keys())


def sum_brought_by(root_id: int, referred_by: Mapping[int, int], paid: Mapping[int, Kopecks]) -> Brought:
    """A→B 100, A→C 50, B→D 200: A has brought three, two deep, 350."""
    below = list(_below([root_id], children_of(referred_by)))
    clients = [each for level in below for each in level]
    return Brought(len(clients), len(below), sum(paid.get(each, 0) for each in clients))


def _below(level: Iterable[int], children: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Level by level; who stood in one already is not met again."""
    seen = set(level)
    while level := [each for parent in level for each in children.get(parent, ()) if each not in seen]:
        seen.update(level)
        yield level
