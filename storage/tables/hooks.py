"""What is to be told to programs elsewhere, until it is."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base, BigKey

WAITS = text("state = 'pending'")


class HookMessageRow(Base):
    """One event for one address, put here in the transaction of the event."""

    __tablename__ = "hook_messages"
    __table_args__ = (Index("ix_hook_messages_due", "not_before", "id", sqlite_where=WAITS, postgresql_where=WAITS),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("door_tokens.id"))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="pending", server_default=text("'pending'"))
    """pending → sent, or dead: given up, or its address was turned off."""
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
