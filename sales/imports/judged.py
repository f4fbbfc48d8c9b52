"""What a row of a base becomes, and of what it is compared with: values, made nowhere else than in verdicts.py."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sales.clients.card_fields import CardField
from sales.imports.money_cells import BaseItem
from sales.imports.people_cells import BasePerson
from sales.imports.troubles import RowTrouble


class RowVerdict(StrEnum):
    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    """Nothing would change."""
    ITEM = "item"
    """Of a client that is known or stands above: only money that is awaited is new."""
    DOUBLE = "double"
    QUESTION = "question"


class LikelyAnswer(StrEnum):
    """What was said of a row that looks like a client."""

    SHE = "she"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class UpdatePolicy:
    """What becomes of clients that exist: empty fields are filled; those named are replaced."""

    replaced: frozenset[CardField] = frozenset()
    changes_owner: bool = False


@dataclass(frozen=True, slots=True)
class KnownBase:
    """A client that exists, with all that a row may fill."""

    id: int
    owner_id: int | None
    values: Mapping[CardField, Any]
    comment: str = ""
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    items: frozenset[BaseItem] = frozenset()


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom it is judged: a manager brings only clients of their own."""

    person_id: int
    owns_all: bool
    """A manager: every new client is theirs, and a colleague's is left alone."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row's verdict, and what it is to write."""

    number: int
    verdict: RowVerdict
    client_id: int | None = None
    of: int | None = None
    """The earlier row whose client this is."""
    trouble: RowTrouble | None = None
    said: str = ""
    like_id: int | None = None
    """The client that the row looks like."""
    like_row: int | None = None
    values: Mapping[CardField, Any] = field(default_factory=dict)
    comment: str = ""
    people: tuple[BasePerson, ...] = ()
    item: BaseItem | None = None
    owner_id: int | None = None
    sets_owner: bool = False


def count_verdicts(judged: Iterable[Judged]) -> dict[str, int]:
    """How many rows of each verdict; their sum is all rows."""
    return dict(Counter(str(each.verdict) for each in judged))
