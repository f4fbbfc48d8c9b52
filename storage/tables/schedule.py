"""What time owes: a row for every duty, so that three processes ticking at once do each thing once."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base, BigKey


class DutyRow(Base):
    """One scheduled thing for one subject at one local moment. Who inserts the row does the thing."""

    __tablename__ = "duties"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "department_id", "local_date", "slot"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    """ask, remind, summary, morning …"""
    subject_id: Mapped[int]
    """A person for ask, remind and morning; a department for summary."""
    department_id: Mapped[int] = mapped_column(default=0, server_default="0")
    """Which department a person is written to about, where it may be one of several; else 0."""
    local_date: Mapped[date]
    slot: Mapped[str] = mapped_column(String(5), default="")
    due_at: Mapped[datetime]
    done_at: Mapped[datetime]
    lateness: Mapped[str] = mapped_column(String(8))
    """on_time, late or skipped (sales.calendar.slots)."""
    told: Mapped[bool] = mapped_column(default=False)
    """A skipped duty is said once, in the next summary."""


class CheckinRow(Base):
    """The question to one manager at one slot. One per (person, local date, slot), whatever restarts or runs twice."""

    __tablename__ = "checkins"
    __table_args__ = (
        UniqueConstraint("person_id", "local_date", "slot"),
        Index(None, "department_id", "local_date", "slot"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    local_date: Mapped[date]
    slot: Mapped[str] = mapped_column(String(5))
    asked_at: Mapped[datetime]
    asked_again_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When nothing was left to answer: by buttons, «Без изменений», or by facts logged by themselves."""
    unchanged: Mapped[bool] = mapped_column(default=False)


class CheckinAnswerRow(Base):
    """What was said of one payment at one slot; the last word of the day stands."""

    __tablename__ = "checkin_answers"
    __table_args__ = (UniqueConstraint("checkin_id", "payment_id"), Index(None, "payment_id"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("expected_payments.id"))
    answer: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why it is not coming today; a move carries its reason in the payment's own story."""
    answered_at: Mapped[datetime]
    answered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))


class DayPlanRow(Base):
    """The snapshot of what a manager awaits on a day, frozen at the day's first question."""

    __tablename__ = "day_plans"
    __table_args__ = (UniqueConstraint("person_id", "local_date"), Index(None, "department_id", "local_date"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    local_date: Mapped[date]
    frozen_at: Mapped[datetime]


class DayPlanItemRow(Base):
    __tablename__ = "day_plan_items"
    __table_args__ = (UniqueConstraint("plan_id", "payment_id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("day_plans.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("expected_payments.id"))
    amount: Mapped[int]
    """The rest of the payment as the day began."""


class ReminderRow(Base):
    """A promise to speak up: for a planned activity or a payment. version grows with every snooze."""

    __tablename__ = "reminders"
    __table_args__ = (
        Index("ix_reminders_due", "state", "due_at"),
        Index(None, "activity_id"),
        Index(None, "person_id", "sent_at"),
        Index(None, "told_to", "sent_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    told_to: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who stands in for the absent person and hears it instead."""
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activities.id"))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("expected_payments.id"))
    kind: Mapped[str] = mapped_column(String(12))
    """day_before, hour_before, brief, at_time, snoozed."""
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """waiting → sent → done, or over the night waiting → collected → sent with the morning message.

    dropped when its subject was done, moved or cancelled first.
    """
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
