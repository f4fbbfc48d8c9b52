"""What people of the house ask of each other."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.asks.ask import AskKind, AskState, HelpWay
from storage.tables.types import Base, BigKey, Word

UNANSWERED = text("state IN ('given', 'accepted', 'taken')")


class AskRow(Base):
    """A task, a call for help, a discount, a note: one object with states (sales.asks.ask)."""

    __tablename__ = "asks"
    __table_args__ = (
        Index("ix_asks_open", "department_id", "kind", "due_at", sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
        Index(None, "department_id", "id"),
        Index(None, "department_id", "kind", "answered_at"),
        Index(None, "to_id", "state"),
        Index(None, "from_id", "state"),
        Index(None, "client_id"),
        Index(None, "deal_id"),
        Index(None, "payment_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[AskKind] = mapped_column(Word(AskKind, 12))
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Nobody: whoever leads the department that day, until one of them has answered."""
    to_chat_id: Mapped[int | None]
    """A linked group that answers it."""
    text: Mapped[str] = mapped_column(Text)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deals.id"))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("expected_payments.id"))
    value: Mapped[int | None]
    """A discount that is asked, in tenths of a percent."""
    allowed: Mapped[int | None]
    """Up to so much."""
    due_at: Mapped[datetime | None]
    proposed_at: Mapped[datetime | None]
    state: Mapped[AskState] = mapped_column(Word(AskState, 10))
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)
    way: Mapped[HelpWay | None] = mapped_column(Word(HelpWay, 8))
    helped: Mapped[bool | None]
    rung_at: Mapped[datetime | None]
    """A reminder to oneself, or a task with an hour, has been said at its hour."""
    draft_id: Mapped[str | None] = mapped_column(String(32), unique=True)
