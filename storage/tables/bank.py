"""Statements of the bank: whose accounts there are, files that were read, and documents that came in."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from sales.bank.directions import Way
from sales.bank.matches import BankJobKind, ChoiceState, DocumentState
from storage.tables.types import Base, BigKey, Json, Word


class BankAccountRow(Base):
    """An account that a file has named."""

    __tablename__ = "bank_accounts"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    account: Mapped[str] = mapped_column(String(34), unique=True)
    is_ours: Mapped[bool | None]
    """Empty until somebody has said so."""
    name: Mapped[str] = mapped_column(String(60), default="")
    """«Сбер»; empty where nobody named it."""
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """Whose money comes there; empty for all of them."""
    is_active: Mapped[bool] = mapped_column(server_default=true())
    """Statements of it are awaited; one that is closed holds nothing up."""
    said_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[datetime | None]


class BankStatementRow(Base):
    """A file. It is not kept: its sum, its counts and what came in are."""

    __tablename__ = "bank_statements"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    file_id: Mapped[str | None] = mapped_column(String(255))
    """Telegram's, while an account of it is asked about: the file is fetched again then."""
    loaded_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    loaded_at: Mapped[datetime | None]
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    accounts: Mapped[list[str]] = mapped_column(JSON)
    covers: Mapped[Json] = mapped_column(JSON)
    """First and last days by account, as ISO: its sections, or the header where there are none."""
    counts: Mapped[Json] = mapped_column(JSON)
    difference: Mapped[int] = mapped_column(default=0)
    """What came less what its own totals say, in kopecks."""
    accepted_at: Mapped[datetime | None]
    """A second tap took it in spite of that."""


class BankDocumentRow(Base):
    """What came in, or went back to a client. `other_…` is who paid, or who was paid."""

    __tablename__ = "bank_documents"
    __table_args__ = (Index(None, "statement_id", "place"), Index(None, "client_id"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statements.id"))
    """The last file that holds it, and its place there."""
    place: Mapped[int]
    way: Mapped[Way] = mapped_column(Word(Way, 12))
    account: Mapped[str] = mapped_column(String(34))
    day: Mapped[date]
    number: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int]
    other_account: Mapped[str] = mapped_column(String(34))
    other_inn: Mapped[str | None] = mapped_column(String(12))
    other_kpp: Mapped[str] = mapped_column(String(9))
    other_name: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(String(210))
    state: Mapped[DocumentState] = mapped_column(Word(DocumentState, 8))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    """Whose a person has said that it is."""
    with_id: Mapped[int | None]
    """The document with which it was one answer, and behind which the money stands."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class BankReceiptRow(Base):
    """The money that a document stands behind: one document alone behind each."""

    __tablename__ = "bank_receipts"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    receipt_id: Mapped[int] = mapped_column(unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("bank_documents.id"), index=True)
    has_confirmed: Mapped[bool]
    """It was only claimed before."""


class BankJobRow(Base):
    """What the house is still to do with a file: put its documents down, or choose those that one tap confirms."""

    __tablename__ = "bank_jobs"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statements.id"), unique=True)
    """One at a time of each file."""
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[BankJobKind] = mapped_column(Word(BankJobKind, 8))
    packed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The file as it was read, without its outgoing money; gone with the row."""
    ours: Mapped[list[str]] = mapped_column(JSON)
    """Our accounts as it began: another order of documents would be another file."""
    step_id: Mapped[int | None]
    """The tap, as soon as something of it is put down."""
    done: Mapped[int]
    total: Mapped[int]
    """Documents that are kept, as soon as that is known; or as many as the tap was shown."""
    new: Mapped[int]


CHOICE_AT_WORK = text("state IN ('waits', 'back')")


class BankChoiceRow(Base):
    """A document that one tap has chosen among many: what it is to confirm or to pay, until the house has done it."""

    __tablename__ = "bank_choices"
    __table_args__ = (
        Index("ix_bank_choices_at_work", "id", sqlite_where=CHOICE_AT_WORK, postgresql_where=CHOICE_AT_WORK),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    step_id: Mapped[int] = mapped_column(index=True)
    """The tap: it takes back all of it."""
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statements.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("bank_documents.id"))
    client_id: Mapped[int]
    facts: Mapped[list[int]] = mapped_column(JSON)
    items: Mapped[list[int]] = mapped_column(JSON)
    recorded: Mapped[list[int]] = mapped_column(JSON)
    """Receipts that it has made."""
    state: Mapped[ChoiceState] = mapped_column(Word(ChoiceState, 8))


class ClientAccountRow(Base):
    """An account from which a client pays, as a person has said."""

    __tablename__ = "client_accounts"
    __table_args__ = (UniqueConstraint("account", "client_id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    account: Mapped[str] = mapped_column(String(34))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    said_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[datetime]


class UnseenReceiptRow(Base):
    """Money that was said, and no statement of its days holds it: what was said or asked about it since."""

    __tablename__ = "unseen_receipts"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    receipt_id: Mapped[int] = mapped_column(unique=True)
    is_cash: Mapped[bool]
    asked_at: Mapped[datetime | None]
    said_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[datetime]
