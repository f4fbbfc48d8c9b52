"""What was promised for a week and for a day: frozen copies that no later edit of a payment reaches."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.types import Base, BigKey


class WeekPlanRow(Base):
    """A manager's week: asked about, confirmed or not, frozen once."""

    __tablename__ = "week_plans"
    __table_args__ = (UniqueConstraint("person_id", "monday"), Index(None, "department_id", "monday"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    monday: Mapped[date]
    sunday: Mapped[date]
    """Its last day, kept so that a statement finds the week of a fact without counting days."""
    drafted_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """Empty in a frozen one: frozen unconfirmed, and marked so."""
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    frozen_at: Mapped[datetime | None]


class WeekPlanItemRow(Base):
    """A payment as it was when the week was frozen."""

    __tablename__ = "week_plan_items"
    __table_args__ = (UniqueConstraint("plan_id", "payment_id"), Index(None, "payment_id"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("week_plans.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("expected_payments.id"))
    amount: Mapped[int]
    """What it owed as the week began."""
    due_on: Mapped[date]
    probability: Mapped[int]


class TomorrowPlanRow(Base):
    """A manager's plan of one day, made on the workday before and frozen that evening."""

    __tablename__ = "tomorrow_plans"
    __table_args__ = (UniqueConstraint("person_id", "local_date"), Index(None, "department_id", "local_date"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    local_date: Mapped[date]
    """The planned day."""
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]


class TomorrowItemRow(Base):
    """A payment as it was promised when the day was frozen."""

    __tablename__ = "tomorrow_items"
    __table_args__ = (UniqueConstraint("plan_id", "payment_id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("tomorrow_plans.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("expected_payments.id"))
    amount: Mapped[int]
    probability: Mapped[int]


class TomorrowEditRow(Base):
    """What the manager said of one payment of that day: another sum of it, or (0, with a reason) none of it."""

    __tablename__ = "tomorrow_edits"
    __table_args__ = (UniqueConstraint("plan_id", "payment_id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("tomorrow_plans.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("expected_payments.id"))
    amount: Mapped[int]
    reason: Mapped[str | None] = mapped_column(String(40))
    said_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[datetime]
