"""Departments, their people, how people come in, and the days they do not work."""

from datetime import date, datetime, time

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from sales.absences.absences import AbsenceKind
from sales.calendar.calendar import DayKind
from sales.calendar.slots import Slot
from sales.core.people import Profile, Role
from storage.tables.types import Base, BigKey, Json, Slots, WallTime, Word


class DepartmentRow(Base):
    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(64))
    slots: Mapped[tuple[Slot, ...]] = mapped_column(Slots)
    ask_before: Mapped[int]
    """Minutes before a slot at which managers are asked."""
    remind_before: Mapped[int]
    day_close: Mapped[time] = mapped_column(WallTime)
    created_at: Mapped[datetime]
    classic_roi: Mapped[bool] = mapped_column(server_default=false())
    """(profit − investment) / investment, not profit / investment."""
    hides_top: Mapped[bool] = mapped_column(server_default=false())
    """Nobody is ranked here."""
    counts_confirmed: Mapped[bool] = mapped_column(server_default=false())
    """The month's close and the bonus count confirmed money alone, by the bank's day."""
    keeps_inside: Mapped[bool] = mapped_column(server_default=false())
    """What is written to its people cannot be forwarded; files and invitations can."""
    pins_summary: Mapped[bool] = mapped_column(server_default=true())
    """The running summary stands pinned in its lead's chat."""
    discount_limit: Mapped[int] = mapped_column(server_default="50")
    """Up to so much a manager agrees alone, in tenths of a percent."""


class PersonRow(Base):
    """Somebody invited. telegram_id and activated_at stay empty until they press Start."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    telegram_id: Mapped[int | None] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(Word(Role, 16))
    profile: Mapped[Profile] = mapped_column(Word(Profile, 16), default=Profile.MIXED)
    language: Mapped[str] = mapped_column(String(2))
    zone: Mapped[str | None] = mapped_column(String(64))
    """Moves the quiet hours only; days and schedules are the department's."""
    joined_on: Mapped[date | None]
    """The first day of work, where it stands within a month that is reported; empty: worked here before that."""
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    """Since when Telegram refuses to deliver: blocked, deleted. Healed by /start."""
    forgotten_at: Mapped[datetime | None]
    """Name, account and words are gone for good, the figures stay."""
    extension: Mapped[str | None] = mapped_column(String(40))
    """By which the telephone exchange knows them."""
    work_phone: Mapped[str | None] = mapped_column(String(20))
    """The same, for who rings from a whole number."""


class InvitationRow(Base):
    """A one-time link. Only the SHA-256 of its 192-bit token is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    """Empty for the owner's link, which makes its own person."""
    role: Mapped[Role] = mapped_column(Word(Role, 16))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class CalendarExceptionRow(Base):
    __tablename__ = "calendar_exceptions"
    __table_args__ = (UniqueConstraint("department_id", "local_date"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    local_date: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(Word(DayKind, 8))
    """off, working or short."""


class AbsenceRow(Base):
    __tablename__ = "absences"
    __table_args__ = (Index(None, "person_id", "first_day"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    kind: Mapped[AbsenceKind] = mapped_column(Word(AbsenceKind, 16))
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    """Whom due payments and reminders go to meanwhile; what is owned stays where it is."""
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    agreed_at: Mapped[datetime | None]
    declined_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    declined_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    """The days are worked after all. Only ever set: an absence is not erased."""
    created_at: Mapped[datetime]


class AuditRow(Base):
    """Who did what to whom. Only ever added to."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    before: Mapped[Json | None] = mapped_column(JSON)
    after: Mapped[Json | None] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(Text)
