"""
What a process keeps of the house between its transactions: who works where and when, and by what names a person's
clients are known. Each under the version that the database had as it was read (storage.tables.versions): of another
version nothing is known.

Values only: whoever is given one must not change it. Whose they are is part of their name, as in `Session.once`.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from storage.engine.version_triggers import HOUSE

MOST_KEPT = 20_000
"""Things known of the house: some megabytes; who asks for more begins anew."""

MOST_NAMES = 50_000
"""Of clients and contacts, of all people together; who was not heard for the longest is forgotten first. 20 MB."""


@dataclass(slots=True)
class Shelf:
    """What is known of one version of one subject."""

    version: int
    kept: dict[Hashable, Any] = field(default_factory=dict)
    weight: int = 0
    """Names of clients in it."""


class Memory:
    def __init__(self) -> None:
        self._house = Shelf(-1)
        self._clients: OrderedDict[int, Shelf] = OrderedDict()
        self._weight = 0

    def of_house(self, version: int) -> Shelf:
        """What is known of this version, to be read and added to; empty where it is another one, or too much."""
        if self._house.version != version or len(self._house.kept) >= MOST_KEPT:
            self._house = Shelf(version)
        return self._house

    def of_clients(self, person_id: int, version: int) -> Shelf:
        """As `of_house`, of the names of a person's clients."""
        assert person_id != HOUSE  # noqa: S101
        shelf = self._clients.get(person_id)
        if shelf is None or shelf.version != version:
            self._drop(person_id)
            shelf = self._clients[person_id] = Shelf(version)
        self._clients.move_to_end(person_id)
        return shelf

    def weigh(self, person_id: int, shelf: Shelf, names: int) -> None:
        """So many names were put on this shelf: others go, until all are few enough."""
        if self._clients.get(person_id) is shelf:  # and not one that was given up meanwhile
            shelf.weight += names
            self._weight += names
        while self._weight > MOST_NAMES:
            self._drop(next(iter(self._clients)))

    def _drop(self, person_id: int) -> None:
        shelf = self._clients.pop(person_id, None)
        if shelf is not None:
            self._weight -= shelf.weight
