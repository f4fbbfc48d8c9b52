"""Clients, the people there, and what was done with them: calls, meetings, notes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
    type_coerce,
)
from sqlalchemy.orm import Mapped, mapped_column

from sales.activities.activities import ActivityType, ContactKind, Outcome
from sales.clients.card_fields import ClientKind, Segment
from storage.tables.changes import Changing
from storage.tables.types import Base, BigKey, FormOfName, NormalForm, ShortName, Word

BEGINS = text("begins > 0")
AHEAD = text("happened_at IS NULL AND cancelled_at IS NULL AND undone_at IS NULL")
LIVE = text("archived_at IS NULL")
CALLED: Mapping[str, Any] = {
    "sqlite_where": text("archived_at IS NULL AND do_not_call IS 0"),
    "postgresql_where": text("archived_at IS NULL AND do_not_call IS false"),
}
"""Who may be forgotten to be rung."""

ONE_OF_AN_INN = text("inn IS NOT NULL AND archived_at IS NULL")

Coded = String(40).with_variant(String(40, collation="C"), "postgresql")
"""Compared sign by sign, so that a beginning of a word is a range of an index."""


class ClientRow(Changing, Base):
    __tablename__ = "clients"
    __table_args__ = (
        Index(None, "owner_id", "normal", sqlite_where=LIVE, postgresql_where=LIVE),
        Index(None, "department_id", "normal", sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_clients_owner_called", "owner_id", "created_at", **CALLED),
        Index("ix_clients_called", "department_id", "created_at", **CALLED),
        Index(None, "owner_id", "touched_at"),
        Index(None, "referred_by_id"),
        Index(None, "merged_into_id"),
        Index(
            "uq_clients_inn",
            "department_id",
            "inn",
            "kpp",
            unique=True,
            sqlite_where=ONE_OF_AN_INN,
            postgresql_where=ONE_OF_AN_INN,
        ),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Empty for a client without a master, after its manager was deactivated."""
    name: Mapped[str] = mapped_column(String(120))
    normal: Mapped[str] = mapped_column(String(120))
    """The name as sales.entry.clients.names normalises it, precomputed for the search."""
    inn: Mapped[str | None] = mapped_column(String(12), index=True)
    """Branches share one; with the same KPP there is one client of it in a department."""
    kpp: Mapped[str] = mapped_column(String(9), default="", server_default=text("''"))
    kind: Mapped[ClientKind | None] = mapped_column(Word(ClientKind, 8))
    line: Mapped[str | None] = mapped_column(String(120))
    turnover: Mapped[int | None]
    segment: Mapped[Segment | None] = mapped_column(Word(Segment, 3))
    city: Mapped[str | None] = mapped_column(String(120))
    territory: Mapped[str | None] = mapped_column(String(120))
    source: Mapped[str | None] = mapped_column(String(120))
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    terms_days: Mapped[int | None] = mapped_column(SmallInteger)
    """Days that the client may owe (отсрочка)."""
    credit_limit: Mapped[int | None]
    usual_lat: Mapped[float | None]
    usual_lon: Mapped[float | None]
    """Where they are usually met (sales.road.places): kept when the places of meetings are thrown out."""
    do_not_call: Mapped[bool] = mapped_column(default=False, server_default=false())
    blanks_asked_at: Mapped[datetime | None]
    """When what the week plan needs of the card was asked, or put aside: it is asked once."""
    draft_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    """Last use by its owner: the picker shows recent clients first."""
    archived_at: Mapped[datetime | None]
    comment: Mapped[str | None] = mapped_column(Text)
    """What was said of the client and has no place of its own."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    """The same client, which is kept: this one is archived, and its buttons open that one."""
    forgotten_at: Mapped[datetime | None]
    """When what could tell of people was taken out of it, for good."""


SHORT_CLIENT_NAME = type_coerce(ClientRow.name, ShortName())
"""What views print; the whole name stands on the client's own card."""

FORM_OF_CLIENT = type_coerce(ClientRow.name, FormOfName())


class ContactRow(Changing, Base):
    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("client_id", "phone10"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(20))
    phone10: Mapped[str | None] = mapped_column(String(10), index=True)
    """The last ten digits, by which a phone is found however it was written."""
    email: Mapped[str | None] = mapped_column(String(120))
    birthday: Mapped[date | None]
    is_main: Mapped[bool] = mapped_column(default=False, server_default=false())
    telegram_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    """Works there no more: neither shown nor rung."""


class ClientWordRow(Base):
    """By what a client is found: the words of its name, without endings, and as they are heard."""

    __tablename__ = "client_words"
    __table_args__ = (Index(None, "word", "client_id"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    word: Mapped[str] = mapped_column(Coded, primary_key=True)


class ContactWordRow(Base):
    """By what somebody at a client's is found: the words of their name, as normal_form has them."""

    __tablename__ = "contact_words"
    __table_args__ = (Index(None, "word", "contact_id"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(Coded, primary_key=True)


class TerritoryRow(Base):
    """Whose a new client of it becomes."""

    __tablename__ = "territories"
    __table_args__ = (UniqueConstraint("department_id", "normal"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    name: Mapped[str] = mapped_column(String(120))
    normal: Mapped[str] = mapped_column(String(120))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class NotTheSameRow(Base):
    """«Не дубль»: two clients that look alike and are two, for everybody of the department. The lower id first."""

    __tablename__ = "duplicate_no"

    a_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


NORMAL_CONTACT_NAME = type_coerce(ContactRow.name, NormalForm())


class ActivityRow(Changing, Base):
    """A call, a meeting, a note: planned (planned_at set, happened_at empty) or done."""

    __tablename__ = "activities"
    __table_args__ = (
        Index(
            "ix_activities_report",
            "department_id",
            "local_date",
            "author_id",
            "type",
            "undone_at",
            "happened_at",
            "outcome",
        ),
        Index(
            "ix_activities_author",
            "author_id",
            "local_date",
            "type",
            "undone_at",
            "happened_at",
            "outcome",
            "client_id",
            "kind",
        ),
        Index(None, "client_id", "local_date"),
        Index(None, "author_id", "recorded_at"),
        Index("ix_activities_planned", "client_id", "planned_at", sqlite_where=AHEAD, postgresql_where=AHEAD),
        Index("ix_activities_new_contact", "client_id", sqlite_where=BEGINS, postgresql_where=BEGINS),
        Index("ix_activities_begun", "author_id", "local_date", sqlite_where=BEGINS, postgresql_where=BEGINS),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who did it or is to do it; empty for a plan whose master was deactivated."""
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deals.id"))
    type: Mapped[ActivityType] = mapped_column(Word(ActivityType, 16))
    kind: Mapped[ContactKind | None] = mapped_column(Word(ContactKind, 8))
    outcome: Mapped[Outcome | None] = mapped_column(Word(Outcome, 24))
    comment: Mapped[str | None] = mapped_column(Text)
    local_date: Mapped[date]
    """The department's day of happened_at, or of planned_at while it is only planned."""
    planned_at: Mapped[datetime | None]
    happened_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    accuracy: Mapped[float | None]
    """Within so many metres, as the phone said."""
    file_id: Mapped[str | None] = mapped_column(String(200))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("activities.id"))
    """The activity whose next step this is."""
    draft_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    """When its present state was set, planned, done or cancelled: ten minutes to undo run from here."""
    undone_at: Mapped[datetime | None]
    edits: Mapped[int] = mapped_column(Integer, server_default="0")
    """How often it was moved, called off or changed: by it a calendar knows the newer one."""
    edited_at: Mapped[datetime | None]
    """When that was last."""
    begins: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """1 where somebody got hold of the client for the first time: kept by storage.engine.first_triggers."""
