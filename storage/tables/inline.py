"""Texts that their author may pass on through a query."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base, BigKey


class PreparedTextRow(Base):
    """Minutes, a letter about a debt: under a token, for an hour, for whoever has prepared it (spec/7)."""

    __tablename__ = "prepared_texts"
    __table_args__ = (Index(None, "person_id", "made_at"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    token: Mapped[str] = mapped_column(String(12), unique=True)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
