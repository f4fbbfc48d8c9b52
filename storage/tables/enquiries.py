"""What sites' forms have sent."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base, BigKey, Json


class EnquiryRow(Base):
    """Somebody asks for something: personal data, and where they agreed that we have it."""

    __tablename__ = "enquiries"
    __table_args__ = (
        Index(None, "department_id", "came_at"),
        Index(None, "owner_id", "came_at"),
        Index(None, "client_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    token_id: Mapped[int] = mapped_column(ForeignKey("door_tokens.id"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Whom it was given to."""
    is_new: Mapped[bool]
    name: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(120))
    text: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(120))
    page: Mapped[str | None] = mapped_column(String(300))
    marks: Mapped[Json | None] = mapped_column(JSON)
    came_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    called_at: Mapped[datetime | None]
    spam_at: Mapped[datetime | None]
    spam_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
