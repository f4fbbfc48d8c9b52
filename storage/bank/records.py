"""Rows of statements and documents, read as the trade sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from sales.bank.directions import Movement, Way
from sales.bank.matches import DocumentState
from sales.bank.statement import Document, Side
from sales.core.money import Kopecks
from sales.core.rights import Action
from storage.engine.actor import Actor
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import reach
from storage.tables import BankAccountRow, BankDocumentRow, BankReceiptRow, BankStatementRow, FactRow
from storage.tables.types import Json

LONGEST_NAME, LONGEST_NUMBER, LONGEST_PURPOSE = 160, 40, 210
_US = Side(frozenset(), "", None, "", "")


@dataclass(frozen=True, slots=True)
class BankAccount:
    id: int
    account: str
    is_ours: bool | None
    """None until somebody has said so."""
    name: str
    department_id: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class BankStatement:
    """A file as it is kept: its counts, and none of its outgoing money."""

    id: int
    sha256: str
    name: str
    file_id: str | None
    loaded_by: int
    loaded_at: datetime | None
    """None while an account of it is asked about."""
    first_on: date | None
    last_on: date | None
    accounts: list[str]
    covers: Json
    counts: Json
    difference: Kopecks
    accepted_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it may be confirmed: its totals agree, or a second tap took them as they are."""
        return self.loaded_at is not None and (not self.difference or self.accepted_at is not None)


@dataclass(frozen=True, slots=True)
class BankDocument:
    """What came in, or went back to a client."""

    id: int
    key: str
    statement_id: int
    place: int
    way: Way
    account: str
    day: date
    number: str
    amount: Kopecks
    other_account: str
    other_inn: str | None
    other_kpp: str
    other_name: str
    purpose: str
    state: DocumentState
    client_id: int | None

    @property
    def movement(self) -> Movement:
        """As matching takes it."""
        accounts = frozenset({self.other_account} - {""})
        other = Side(accounts, self.other_account, self.other_inn, self.other_kpp, self.other_name)
        payer, payee = (other, _US) if self.way is Way.IN else (_US, other)
        document = Document(
            "",
            self.number,
            self.amount,
            self.day,
            self.day,
            None,
            has_bad_day=False,
            payer=payer,
            payee=payee,
            purpose=self.purpose,
        )
        return Movement(document, self.way, self.account, self.day)


ACCOUNTS = check_types(BankAccount, select(*columns_of(BankAccount, BankAccountRow)).order_by(BankAccountRow.id))
STATEMENTS = check_types(BankStatement, select(*columns_of(BankStatement, BankStatementRow)))
DOCUMENTS = check_types(
    BankDocument, select(*columns_of(BankDocument, BankDocumentRow)).order_by(BankDocumentRow.place)
)


def is_reached(actor: Actor, action: Action) -> ColumnElement[bool]:
    """Of a document: its money, or its main one's, is in that right's reach."""
    row, link = BankDocumentRow, BankReceiptRow
    behind = select(link.id).join(FactRow, FactRow.receipt_id == link.receipt_id).correlate(row)
    stands = (reach(actor, action, FactRow.owner_id, FactRow.department_id), FactRow.undone_at.is_(None))
    return behind.where(link.document_id == func.coalesce(row.with_id, row.id), *stands).exists()


def row_of(movement: Movement) -> dict[str, object]:
    """The values of a document's row, but for its key and place."""
    other = movement.other
    return {
        "way": movement.way,
        "account": movement.account,
        "day": movement.day,
        "number": movement.document.number[:LONGEST_NUMBER],
        "amount": movement.amount,
        "other_account": other.account[:34],
        "other_inn": other.inn,
        "other_kpp": other.kpp[:9],
        "other_name": other.name[:LONGEST_NAME],
        "purpose": movement.document.purpose[:LONGEST_PURPOSE],
        "state": DocumentState.WAITS,
    }
