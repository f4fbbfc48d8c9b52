"""What came in from Telegram and by the door, what goes out, and where every conversation stands."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, Text, false, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.door.sources import ItemSource
from storage.tables.types import Base, BigKey, Json, Word

PENDING = literal_column("'pending'", String)
"""To be compared with, and no parameter: the indexes of what waits are found by the word alone, and SQLite plans a
statement anew, each time that it is run, where a parameter might be that word.
"""


class InboxRow(Base):
    """One update as Telegram sent it, or what came in by the door. Done in the transaction of everything it caused."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_pending",
            "chat_id",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(None, "received_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    update_id: Mapped[int | None] = mapped_column(unique=True)
    """Empty for an item of our own, such as a file that was fetched."""
    source: Mapped[ItemSource] = mapped_column(
        Word(ItemSource, 8), default=ItemSource.TELEGRAM, server_default="telegram"
    )
    external_key: Mapped[str | None] = mapped_column(String(160), unique=True, index=True)
    """What came in by the door is told by it when it comes again; it begins with the token's number."""
    chat_id: Mapped[int]
    """Whose order it keeps; of what came in by the door, the token's number, negative."""
    payload: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default="pending")
    """pending → done, or dead after five tries or when it cannot be decoded."""
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(200))


class OutboxRow(Base):
    """A message that has a key. `wanted` counts what was put under it, `sent` what Telegram has."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_pending",
            "lane",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index("ix_outbox_message", "chat_id", "message_id"),
        Index(None, "updated_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    chat_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Whose rights are looked at again before it goes out; empty for strangers and groups."""
    lane: Mapped[int]
    """0 for replies to people, 1 for bulk."""
    content: Mapped[Json | None] = mapped_column(JSON)
    """A finished message; where `view` is to be rendered at the moment of sending, what is to be known beside it."""
    view: Mapped[str | None] = mapped_column(String(40))
    args: Mapped[Json | None] = mapped_column(JSON)
    erase: Mapped[bool] = mapped_column(Boolean, default=False)
    wanted: Mapped[int] = mapped_column(default=1)
    sent: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(8), default="pending")
    """pending → sent; or lost (outcome unknown, not repeated), dropped (not to be seen any more), dead (refused)."""
    repeat: Mapped[bool] = mapped_column(Boolean, default=True)
    """After an unknown outcome: send again, flagged (questions, replies) or not (summaries, files)."""
    flagged: Mapped[bool] = mapped_column(Boolean, default=False)
    """It may have reached the person twice, and says so."""
    silent: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """A new one comes without a sound: nobody is in a hurry to read it."""
    claimed_at: Mapped[datetime | None]
    """Set and committed before the call: found after a crash, the outcome is unknown."""
    claimed_by: Mapped[int | None]
    """The process that makes the call, where there are several."""
    message_id: Mapped[int | None]
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    error: Mapped[str | None] = mapped_column(String(200))


class DialogRow(Base):
    """Where somebody stands in an open dialog. Steps by name: an index would move when a step is added."""

    __tablename__ = "dialogs"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    number: Mapped[int]
    """Grows with every dialog opened: a press that carries an older one is stale."""
    name: Mapped[str | None] = mapped_column(String(24))
    """Empty while none is open."""
    step: Mapped[str | None] = mapped_column(String(24))
    trail: Mapped[list[str]] = mapped_column(JSON)
    """The steps passed, for Back."""
    draft: Mapped[Json] = mapped_column(JSON)
    screen: Mapped[int]
    """Which drawing of the screen is the live one; typing draws it anew below."""
    updated_at: Mapped[datetime]


class WireRow(Base):
    """Small facts of the line itself: the owner link printed, the last poll, an outage."""

    __tablename__ = "wire"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Json] = mapped_column(JSON)
    updated_at: Mapped[datetime]
