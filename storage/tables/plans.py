"""What is promised for a month, and by what rules it is paid: versions are added, never written over."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.core.people import Profile
from sales.plans.plans import Metric
from storage.tables.changes import Changing
from storage.tables.types import Base, BigKey, Json, Word

OF_PERSON, OF_DEPARTMENT = text("person_id IS NOT NULL"), text("person_id IS NULL")


class PlanRow(Changing, Base):
    """One version of a month's plan of a person, or (person_id empty) of the department itself."""

    __tablename__ = "plans"
    __table_args__ = (
        Index(
            "uq_plans_person",
            "person_id",
            "metric",
            "month",
            "version",
            unique=True,
            sqlite_where=OF_PERSON,
            postgresql_where=OF_PERSON,
        ),
        Index(
            "uq_plans_department",
            "department_id",
            "metric",
            "month",
            "version",
            unique=True,
            sqlite_where=OF_DEPARTMENT,
            postgresql_where=OF_DEPARTMENT,
        ),
        Index(None, "department_id", "month"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    metric: Mapped[Metric] = mapped_column(Word(Metric, 16))
    month: Mapped[date]
    """Its first day."""
    version: Mapped[int]
    value: Mapped[int | None]
    """Kopecks or a count; empty: the plan was withdrawn, which is not 0."""
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    is_assumed: Mapped[bool] = mapped_column(server_default=false())
    """Reper's own, as somebody came or left in mid-month, until the lead has answered."""


class NormRow(Base):
    """How much is to be done: of a profile in a department, or of one person. What is empty is as it was before."""

    __tablename__ = "norms"
    __table_args__ = (
        Index("uq_norms_person", "person_id", unique=True, sqlite_where=OF_PERSON, postgresql_where=OF_PERSON),
        Index(
            "uq_norms_profile",
            "department_id",
            "profile",
            unique=True,
            sqlite_where=OF_DEPARTMENT,
            postgresql_where=OF_DEPARTMENT,
        ),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    profile: Mapped[Profile | None] = mapped_column(Word(Profile, 16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    calls_a_day: Mapped[int | None]
    meetings_a_week: Mapped[int | None]
    new_contacts_a_month: Mapped[int | None]
    cold_calls_a_day: Mapped[int | None]
    warm_calls_a_day: Mapped[int | None]
    current_calls_a_day: Mapped[int | None]
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class BonusRulesRow(Base):
    """By what a department's bonus sheet is counted. A month keeps the version that stood at its end."""

    __tablename__ = "bonus_rules"
    __table_args__ = (UniqueConstraint("department_id", "version"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    version: Mapped[int]
    rules: Mapped[Json] = mapped_column(JSON)
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class ScheduleRow(Base):
    """Whether and when a department gets a scheduled message; no row: as sales.schedule.schedule has it."""

    __tablename__ = "department_schedule"
    __table_args__ = (UniqueConstraint("department_id", "kind"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[str] = mapped_column(String(24))
    is_on: Mapped[bool]
    at: Mapped[str | None] = mapped_column(String(5))
    """HH:MM of the department's wall; empty: the usual time."""


class ReportSnapshotRow(Base):
    """What a summary report said when it was sent, so that a later one can say «пересчитано»."""

    __tablename__ = "report_snapshots"
    __table_args__ = (UniqueConstraint("department_id", "kind", "local_date"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[str] = mapped_column(String(24))
    local_date: Mapped[date]
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_at: Mapped[datetime]
    figures: Mapped[Json] = mapped_column(JSON)
    """By person id, what was printed of them."""
