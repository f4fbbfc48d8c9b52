"""What became of money that did not come in time."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base, BigKey


class DebtCaseRow(Base):
    """Of an expected payment that was overdue once, and was moved, disputed or brought to the lead.

    While it is awaited it stays a debt, whatever day is promised. A promise itself is a move with its reason among the
    payment's events.
    """

    __tablename__ = "debt_cases"

    payment_id: Mapped[int] = mapped_column(
        BigKey, ForeignKey("expected_payments.id"), primary_key=True, autoincrement=False
    )
    opened_at: Mapped[datetime]
    promised_on: Mapped[date | None]
    """The last promise; it holds while the payment is due on that day."""
    disputed_at: Mapped[datetime | None]
    dispute: Mapped[str | None] = mapped_column(Text)
    probability: Mapped[int | None]
    probability_manual: Mapped[bool | None]
    """What the payment had before the dispute, which took it down to nothing."""
    escalated_at: Mapped[datetime | None]
    """«🆘 РОПу»: the manager has asked for help with it."""
