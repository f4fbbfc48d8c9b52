"""Deals, the stages they go through, their papers; what clients answered about them, and what a month cost."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.deals.deal import DealKind, PaperKind
from sales.deals.kpi import NpsAnswer
from sales.deals.stages import StageKind
from storage.tables.changes import Changing
from storage.tables.types import Base, BigKey, Word

UNDER_WAY, MADE = text("closed_at IS NULL"), text("undone_at IS NULL")


class StageRow(Base):
    """A department that has changed nothing has no rows: it goes by sales.deals.stages.DEFAULT_STAGES."""

    __tablename__ = "stages"
    __table_args__ = (UniqueConstraint("department_id", "code"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(40))
    """Empty for a default that keeps its name in the reader's language."""
    ord: Mapped[int]
    probability: Mapped[int]
    stuck_after: Mapped[int | None]
    kind: Mapped[StageKind] = mapped_column(Word(StageKind, 8))
    archived_at: Mapped[datetime | None]


class LostReasonRow(Base):
    """As with stages: no rows, and it goes by sales.deals.deal.LostReason."""

    __tablename__ = "lost_reasons"
    __table_args__ = (UniqueConstraint("department_id", "code"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(40))
    ord: Mapped[int]
    archived_at: Mapped[datetime | None]


class DealRow(Changing, Base):
    __tablename__ = "deals"
    __table_args__ = (
        Index(None, "client_id", "closed_at"),
        Index("ix_deals_under_way", "client_id", sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
        Index(None, "owner_id", "stage"),
        Index(
            "ix_deals_cohort",
            "department_id",
            "created_on",
            "owner_id",
            "furthest",
            "closed_at",
            "source",
            sqlite_where=MADE,
            postgresql_where=MADE,
        ),
        Index(
            "ix_deals_stage_day",
            "department_id",
            "stage_since",
            "stage",
            "owner_id",
            "amount",
            sqlite_where=MADE,
            postgresql_where=MADE,
        ),
        Index(
            "ix_deals_open",
            "department_id",
            "stage",
            "owner_id",
            "amount",
            "client_id",
            "stage_since",
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str] = mapped_column(String(120))
    amount: Mapped[int | None]
    stage: Mapped[str] = mapped_column(String(16))
    kind: Mapped[DealKind] = mapped_column(Word(DealKind, 8), server_default=DealKind.SALE)
    source: Mapped[str | None] = mapped_column(String(120))
    deadline: Mapped[date | None]
    lot: Mapped[str | None] = mapped_column(String(120))
    discount: Mapped[int | None]
    """In tenths of a percent."""
    ship_on: Mapped[date | None]
    shipped_on: Mapped[date | None]
    created_at: Mapped[datetime]
    created_on: Mapped[date]
    """The department's day: the cohort that the deal belongs to."""
    closed_at: Mapped[datetime | None]
    won_at: Mapped[datetime | None]
    stage_since: Mapped[date]
    furthest: Mapped[str] = mapped_column(String(16))
    """The furthest stage by its standing moves, kept in the same transaction as they are."""
    used_at: Mapped[datetime]
    """Made, moved or paid for last: of several deals of a client money goes to the last used."""
    lost_reason: Mapped[str | None] = mapped_column(String(120))
    lost_to: Mapped[str | None] = mapped_column(String(120))
    draft_id: Mapped[str | None] = mapped_column(String(40), index=True, unique=True)
    undone_at: Mapped[datetime | None]
    """Made by mistake; it is closed then, too, and none of its moves stands."""


class StageMoveRow(Base):
    """From stage to stage; the first one of a deal is its creation. Only ever added to, or said undone.

    What a funnel counts stands in its indexes, so that a million moves are not looked up one by one.
    """

    __tablename__ = "stage_moves"
    __table_args__ = (
        Index(None, "deal_id", "at"),
        Index(
            "ix_stage_moves_cohort",
            "department_id",
            "cohort",
            "from_stage",
            "days",
            "owner_id",
            sqlite_where=MADE,
            postgresql_where=MADE,
        ),
        Index(
            "ix_stage_moves_day",
            "department_id",
            "local_date",
            "owner_id",
            "step",
            "reached_before",
            "to_stage",
            sqlite_where=MADE,
            postgresql_where=MADE,
        ),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Whose the deal was at that moment: it counts for them."""
    from_stage: Mapped[str | None] = mapped_column(String(16))
    to_stage: Mapped[str] = mapped_column(String(16))
    reached_before: Mapped[str | None] = mapped_column(String(16))
    """The furthest stage before it: what a deal reaches for the first time is told by it."""
    step: Mapped[int]
    """1 forward, −1 back, 0 made, lost or taken up again (sales.deals.funnel.step_of)."""
    at: Mapped[datetime]
    local_date: Mapped[date]
    cohort: Mapped[date]
    """The day on which the deal was made."""
    days: Mapped[int | None]
    """Calendar days of the visit that it ended."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None] = mapped_column(String(120))
    undone_at: Mapped[datetime | None]


class DealPaperRow(Base):
    """A paper that is awaited, or that has come."""

    __tablename__ = "deal_papers"
    __table_args__ = (UniqueConstraint("deal_id", "kind"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"))
    kind: Mapped[PaperKind] = mapped_column(Word(PaperKind, 16))
    due_on: Mapped[date | None]
    got_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    file_id: Mapped[str | None] = mapped_column(String(200))


class PaperFileRow(Base):
    """A file of a paper: Telegram keeps it, and gives it again by this name."""

    __tablename__ = "paper_files"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(Word(PaperKind, 16))
    file_id: Mapped[str] = mapped_column(String(200))
    is_picture: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class NpsAnswerRow(Base):
    """What a client said when the manager asked: 0–10, or that nothing was said."""

    __tablename__ = "nps_answers"
    __table_args__ = (Index(None, "department_id", "local_date"), Index(None, "client_id", "local_date"))

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Whose client it was when it was asked."""
    answer: Mapped[NpsAnswer] = mapped_column(Word(NpsAnswer, 8))
    comment: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    local_date: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    undone_at: Mapped[datetime | None]


class RoiMonthRow(Base):
    """What a department's month brought and cost, as its lead typed it."""

    __tablename__ = "roi_months"
    __table_args__ = (UniqueConstraint("department_id", "month"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    month: Mapped[date]
    """Its first day."""
    profit: Mapped[int]
    investment: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
