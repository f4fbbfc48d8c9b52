"""Calls as telephone exchanges tell them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.telephony.call import CallResult, Direction, Exchange
from storage.tables.types import Base, BigKey, Word

IS_DUE = text("due_at IS NOT NULL")


class PbxCallRow(Base):
    """One call. It counts also where nobody knows who rang; whose it is may be said later."""

    __tablename__ = "pbx_calls"
    __table_args__ = (
        UniqueConstraint("department_id", "provider", "external_id"),
        UniqueConstraint("activity_id"),
        Index(None, "department_id", "local_date"),
        Index(None, "department_id", "phone10", "started_at"),
        Index(None, "person_id", "local_date"),
        Index(None, "client_id"),
        Index(None, "contact_id"),
        Index(None, "log_id"),
        Index("ix_pbx_calls_due", "due_at", sqlite_where=IS_DUE, postgresql_where=IS_DUE),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    token_id: Mapped[int | None] = mapped_column(ForeignKey("door_tokens.id"))
    """By whose address it came; empty for one of a file."""
    log_id: Mapped[int | None] = mapped_column(ForeignKey("call_logs.id"))
    """The file that it came by."""
    provider: Mapped[Exchange] = mapped_column(Word(Exchange, 16))
    external_id: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime]
    local_date: Mapped[date]
    """The department's day of its beginning."""
    direction: Mapped[Direction] = mapped_column(Word(Direction, 3))
    phone: Mapped[str | None] = mapped_column(String(20))
    """Of the other side, to be rung back; empty where it hides."""
    phone10: Mapped[str | None] = mapped_column(String(10))
    """Its last ten digits; empty where there are fewer: matched to nobody, and asked of nobody."""
    extension: Mapped[str | None] = mapped_column(String(40))
    talk_seconds: Mapped[int]
    result: Mapped[CallResult] = mapped_column(Word(CallResult, 8))
    record_url: Mapped[str | None] = mapped_column(String(500))
    """Kept, and never fetched."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Of ours, by the extension or the work phone."""
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activities.id"))
    """The record of it, which is one call's alone."""
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """When a missed one is to be told (again)."""
    answered_at: Mapped[datetime | None]
    """Of a missed one: when somebody rang back, or said so."""
    asked_at: Mapped[datetime | None]
    """When its outcome was asked for first."""
    closed_at: Mapped[datetime | None]
    """No outcome is asked for: it is nobody's client, or another's."""


MISSED = and_(PbxCallRow.direction == Direction.IN, PbxCallRow.result != CallResult.ANSWERED)
WAITS_FOR_ANSWER = and_(MISSED, PbxCallRow.answered_at.is_(None))


class CallLogRow(Base):
    """A file of calls that somebody has brought, and perhaps taken back."""

    __tablename__ = "call_logs"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    reverted_at: Mapped[datetime | None]
    kept: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Calls of it that stayed: somebody had said something of them."""
