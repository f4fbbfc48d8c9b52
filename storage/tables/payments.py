"""Expected payments, the events of their lives, and the facts: money that came or went back."""

from datetime import date, datetime
from enum import IntFlag

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.payments.facts import FactKind, FactSource
from sales.payments.payments import PaymentEventKind
from storage.tables.changes import Changing
from storage.tables.types import Base, BigKey, Json, Word

MADE = text("undone_at IS NULL")
MOVED_AWAY, TAKEN_BACK = text("due_on > first_due_on"), text("undone_at IS NOT NULL")
"""Few of the rows: a partial index finds them without walking through all the others."""


BEGINS, BEGINS_A_CLIENT = text("begins > 0"), text("begins > 3")


class Begins(IntFlag):
    """What a fact is the first money of."""

    DEAL = 1
    PAYMENT = 2
    CLIENT = 4
    REGULAR = 8
    """The client's second deal; a payment without a deal is one of its own, and so is a receipt without either."""


class ExpectedPaymentRow(Changing, Base):
    """The state is derived: from amount, received, cancelled_at and undone_at (sales.payments.payments)."""

    __tablename__ = "expected_payments"
    __table_args__ = (
        Index("ix_expected_payments_owner_due", "owner_id", "due_on", "closed_at", "cancelled_at"),
        Index("ix_expected_payments_department_due", "department_id", "due_on", "closed_at"),
        Index(
            "ix_expected_payments_first_due",
            "department_id",
            "first_due_on",
            "owner_id",
            "amount",
            "received",
            sqlite_where=MADE,
            postgresql_where=MADE,
        ),
        Index(
            "ix_expected_payments_open",
            "owner_id",
            "due_on",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_expected_payments_owed",
            "department_id",
            "due_on",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_expected_payments_closed",
            "owner_id",
            "closed_at",
            sqlite_where=text("closed_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
        Index(
            "ix_expected_payments_moved",
            "owner_id",
            "due_on",
            "first_due_on",
            sqlite_where=MOVED_AWAY,
            postgresql_where=MOVED_AWAY,
        ),
        Index("ix_expected_payments_undone", "id", sqlite_where=TAKEN_BACK, postgresql_where=TAKEN_BACK),
        Index(None, "client_id", "due_on"),
        Index(None, "created_by", "created_at"),
        Index(
            "ix_expected_payments_deal",
            "deal_id",
            sqlite_where=text("deal_id IS NOT NULL"),
            postgresql_where=text("deal_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deals.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    """Σ facts linked to it that are not undone, kept in the same transaction as the facts."""
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    contract_due_on: Mapped[date | None]
    """By the contract: the day of shipping and the client's terms. Empty: the first day that was said."""
    moves: Mapped[int] = mapped_column(default=0)
    probability: Mapped[int]
    probability_manual: Mapped[bool]
    invoice: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(16))
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """Set while nothing is left to wait for: paid in full, cancelled or undone. Reopened by an undone fact."""
    cancelled_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    draft_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    ask_from: Mapped[date | None]
    """«Не спрашивать до …»: an overdue one is not asked about before that day."""


class PaymentEventRow(Base):
    """What became of a payment (sales.payments.payments.PaymentEventKind). Only ever added to.

    But for the reason of a move that nobody had asked about when it was made: it is told once, and audited.
    """

    __tablename__ = "payment_events"
    __table_args__ = (Index(None, "payment_id", "at"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("expected_payments.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[PaymentEventKind] = mapped_column(Word(PaymentEventKind, 24))
    before: Mapped[Json | None] = mapped_column(JSON)
    after: Mapped[Json | None] = mapped_column(JSON)
    reason: Mapped[str | None] = mapped_column(String(40))


class FactRow(Changing, Base):
    """Money that came (amount > 0) or went back (a refund, amount < 0, on its own date)."""

    __tablename__ = "facts"
    __table_args__ = (
        Index(
            "ix_facts_department_day",
            "department_id",
            "local_date",
            "owner_id",
            "undone_at",
            "amount",
            "confirmed_by",
            "client_id",
            "deal_id",
            "payment_id",
        ),
        Index(
            "ix_facts_owner_day",
            "owner_id",
            "local_date",
            "undone_at",
            "amount",
            "confirmed_by",
            "client_id",
            "payment_id",
            "department_id",
        ),
        Index("ix_facts_client_day", "client_id", "local_date", "undone_at", "amount"),
        Index("ix_facts_payment_day", "payment_id", "local_date", "undone_at", "owner_id", "amount"),
        Index(None, "entered_by", "created_at"),
        Index(
            "ix_facts_deal_day",
            "deal_id",
            "local_date",
            "undone_at",
            "amount",
            sqlite_where=text("deal_id IS NOT NULL"),
            postgresql_where=text("deal_id IS NOT NULL"),
        ),
        Index(
            "ix_facts_begun",
            "department_id",
            "local_date",
            "owner_id",
            "begins",
            "deal_id",
            "payment_id",
            sqlite_where=BEGINS,
            postgresql_where=BEGINS,
        ),
        Index("ix_facts_new_client", "client_id", sqlite_where=BEGINS_A_CLIENT, postgresql_where=BEGINS_A_CLIENT),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    """Empty for what came before Reper."""
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("expected_payments.id"))
    """Empty for money that nobody expected."""
    amount: Mapped[int]
    kind: Mapped[FactKind] = mapped_column(Word(FactKind, 8))
    local_date: Mapped[date]
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    source: Mapped[FactSource] = mapped_column(Word(FactSource, 16))
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]
    happened_at: Mapped[datetime]
    receipt_id: Mapped[int | None] = mapped_column(index=True)
    """The id of the first part: one receipt spread over several items is undone together."""
    draft_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    """Of the first part only."""
    created_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    comment: Mapped[str | None] = mapped_column(Text)
    """The papers it came by, and whatever was said beside the sum: «п/п 1234»."""
    deal_id: Mapped[int | None]
    """Its payment's, and of money that nobody expected the client's deal under way."""
    bank_day: Mapped[date | None]
    """Booked by the bank that day: a document of a statement stands behind it."""
    begins: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """Begins, kept by the database itself (storage.engine.first_triggers)."""
