"""Several processes on one PostgreSQL: who is alive, who holds which post, which chats rest. Times are the server's."""

from datetime import datetime

from sqlalchemy import BigInteger, String, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base, BigKey


class ProcessRow(Base):
    """A process at work. One whose pulse is old counts as dead, and what it had in the air as unknown."""

    __tablename__ = "processes"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    """Its machine and number there, for people who look."""
    roles: Mapped[str] = mapped_column(String(40))
    beat_at: Mapped[datetime]
    wanted: Mapped[float] = mapped_column(default=0)
    """Messages a second that it would send now."""
    share: Mapped[float] = mapped_column(default=0)
    """Messages a second that it may send; those of the living together keep Telegram's pace."""


class HeartbeatRow(Base):
    """Who holds a post. Its holder raises `beat_at` and nobody else; the fence grows with each new holder."""

    __tablename__ = "heartbeats"

    post: Mapped[str] = mapped_column(String(8), primary_key=True)
    fence: Mapped[int] = mapped_column(BigInteger)
    process_id: Mapped[int | None] = mapped_column(BigInteger)
    beat_at: Mapped[datetime]


class ChatRestRow(Base):
    """A chat in which a process speaks, or has just spoken: until then no other does."""

    __tablename__ = "chat_rests"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    process_id: Mapped[int] = mapped_column(BigInteger)
    free_at: Mapped[datetime]
    limited: Mapped[bool] = mapped_column(default=False, server_default=false())
    """It rests because Telegram has said 429."""
