"""Money that waits for a word before it is counted, and what can be taken back beside records and changes."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.core.undo import UndoStepKind
from sales.payments.held import HeldAnswer, HeldKind, HeldWhy
from storage.tables.types import Base, BigKey, Json, Word

WAITS = text("answered_at IS NULL")


class HeldMoneyRow(Base):
    """It counts nowhere: no plan, no figure and no list reads this table."""

    __tablename__ = "held_money"
    __table_args__ = (
        Index("ix_held_money_waiting", "person_id", "client_id", sqlite_where=WAITS, postgresql_where=WAITS),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    kind: Mapped[HeldKind] = mapped_column(Word(HeldKind, 8))
    why: Mapped[HeldWhy] = mapped_column(Word(HeldWhy, 8))
    amount: Mapped[int]
    day: Mapped[date]
    details: Mapped[Json] = mapped_column(JSON)
    alike_payment_id: Mapped[int | None]
    alike_receipt_id: Mapped[int | None]
    checkin_id: Mapped[int | None]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[HeldAnswer | None] = mapped_column(Word(HeldAnswer, 8))
    draft_id: Mapped[str | None] = mapped_column(String(40), unique=True)


class UndoStepRow(Base):
    """Something that was done in one tap and is taken back in one: `refs` says by ids of what.

    `subject_id`: the check-in, the plan, the held money or the person on whose screen its button stands.
    """

    __tablename__ = "undo_steps"
    __table_args__ = (Index(None, "person_id", "at"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[UndoStepKind] = mapped_column(Word(UndoStepKind, 16))
    subject_id: Mapped[int]
    at: Mapped[datetime]
    refs: Mapped[Json] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
