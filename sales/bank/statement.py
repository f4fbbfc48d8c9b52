"""A statement as it was read: accounts, their sections and documents. Nothing here knows whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sales.core.money import Kopecks

MOST_BYTES = 15_000_000
MOST_DOCUMENTS = 20_000


class StatementTrouble(StrEnum):
    """Why nothing of the file is taken."""

    NOT_ONE = "not_one"
    CUT = "cut"
    """No КонецФайла: the rest of it is somewhere else."""
    DIALECT = "dialect"
    """«СекцияДокумент=выписка» with СуммаПриход: another country's format, refused by name."""
    LETTERS = "letters"
    """In none of the encodings a word of the format reads."""
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"


class StatementError(Exception):
    """`documents` is how many were whole before the trouble."""

    def __init__(self, trouble: StatementTrouble, documents: int = 0) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.documents = documents


@dataclass(frozen=True, slots=True)
class Side:
    """Who pays, or who is paid."""

    accounts: frozenset[str]
    """…Счет and …РасчСчет, where they are given."""
    account: str
    """The first that is given, or empty."""
    inn: str | None
    kpp: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """One СекцияДокумент. Where `amount` or `day` is None it could not be read, and is only listed."""

    kind: str
    number: str
    amount: Kopecks | None
    day: date | None
    """«Дата», the document's own."""
    came_on: date | None
    went_on: date | None
    has_bad_day: bool
    payer: Side
    payee: Side
    purpose: str


@dataclass(frozen=True, slots=True)
class Statement:
    accounts: tuple[str, ...]
    """Every account that the header or a section names, once, in their order."""
    first: date | None
    last: date | None
    """Of what the file says that it tells of; of its documents, where it does not say."""
    totals: Mapping[str, Kopecks]
    """Σ ВсегоПоступило by account, where any section gives it."""
    documents: tuple[Document, ...]
    covers: Mapping[str, tuple[tuple[date, date], ...]] = field(default_factory=dict)
    """First and last days that it tells of, by account: its sections, or the header's where they say none."""
    warnings: int = 0
    """Documents that had no end of their own."""
