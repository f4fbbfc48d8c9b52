"""Numbers to be rung cold, the lists that they came in, what became of each call, and who is never rung again."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.cold.hours import Half
from sales.cold.states import ColdListState, ColdOutcome, ColdSource, ColdState
from storage.tables.types import Base, BigKey, Json, Word

TO_RING = text("state IN ('new', 'again')")
TAKEN = text("taken_by IS NOT NULL")


class ColdListRow(Base):
    """One file of numbers."""

    __tablename__ = "cold_lists"
    __table_args__ = (Index(None, "department_id", "state"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """Empty while an owner of several departments has not said whose hunters ring it."""
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[ColdListState] = mapped_column(Word(ColdListState, 12))
    source: Mapped[ColdSource | None] = mapped_column(Word(ColdSource, 12))
    mapping: Mapped[Json] = mapped_column(JSON)
    """Where in the file what stands (sales.imports.mapping)."""
    counts: Mapped[Json] = mapped_column(JSON)
    """How many rows were passed over and why; whose clients some were."""
    packed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The rows as texts, JSON in zlib; dropped when they are loaded."""
    loaded: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """The last row that is loaded, as a table program counts them."""
    created_at: Mapped[datetime]


class ColdLeadRow(Base):
    """A number. Who rings it has a lease: `taken_by` until `taken_until`, or until its outcome is said."""

    __tablename__ = "cold_leads"
    __table_args__ = (
        UniqueConstraint("phone10", "department_id"),
        Index(
            "ix_cold_leads_to_ring",
            "department_id",
            "state",
            "next_at",
            "id",
            sqlite_where=TO_RING,
            postgresql_where=TO_RING,
        ),
        Index("ix_cold_leads_taken", "taken_by", sqlite_where=TAKEN, postgresql_where=TAKEN),
        Index(None, "list_id", "state"),
        Index(None, "client_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("cold_lists.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(20))
    phone10: Mapped[str | None] = mapped_column(String(10))
    """Both go with the night after «Больше не звонить»."""
    city: Mapped[str | None] = mapped_column(String(120))
    zone: Mapped[str | None] = mapped_column(String(64))
    """By the city; the department's where that is unknown."""
    note: Mapped[str | None] = mapped_column(Text)
    card: Mapped[Json | None] = mapped_column(JSON)
    """What the client's card gets: {fields, person, position}."""
    state: Mapped[ColdState] = mapped_column(Word(ColdState, 8))
    tries: Mapped[int] = mapped_column(SmallInteger, default=0, server_default=text("0"))
    next_at: Mapped[datetime | None]
    """Not before; of a number that was never rung empty."""
    half: Mapped[Half | None] = mapped_column(Word(Half, 2))
    """Of the day, in which nobody has answered."""
    called_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who rang it last: an agreed call-back is theirs."""
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    taken_until: Mapped[datetime | None]
    held_before: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Whose lease has ended without an outcome."""
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))


class ColdTryRow(Base):
    """One call, as it ended."""

    __tablename__ = "cold_tries"
    __table_args__ = (Index(None, "department_id", "local_date"), Index(None, "list_id"), Index(None, "lead_id"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("cold_leads.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("cold_lists.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[ColdOutcome] = mapped_column(Word(ColdOutcome, 12))
    at: Mapped[datetime]
    local_date: Mapped[date]
    """The department's day."""
    undone_at: Mapped[datetime | None]


class NeverCallRow(Base):
    """Somebody asked never to be rung again, whoever of us it is: a number under the installation's key, for ever."""

    __tablename__ = "never_call"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """HMAC-SHA256 of the ten digits, in hexadecimal."""
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
