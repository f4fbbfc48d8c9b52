"""Deals move through stages of their department, have papers and answers, and money knows its deal"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNDER_WAY, MADE = sa.text("closed_at IS NULL"), sa.text("undone_at IS NULL")
OF_A_DEAL = sa.text("deal_id IS NOT NULL")
ALWAYS: dict[str, Any] = {
    "created_on": sa.Date(),
    "stage_since": sa.Date(),
    "furthest": sa.String(length=16),
    "used_at": sa.DateTime(timezone=True),
}


def upgrade() -> None:
    _make_lists()
    _make_answers()
    _make_moves()
    with op.batch_alter_table("departments") as departments:
        departments.add_column(sa.Column("classic_roi", sa.Boolean(), server_default=sa.false(), nullable=False))
        departments.add_column(sa.Column("hides_top", sa.Boolean(), server_default=sa.false(), nullable=False))
    _widen_deals()
    _widen_facts()


def _make_lists() -> None:
    """A department's own stages and reasons."""
    op.create_table(
        "stages",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("ord", sa.BigInteger(), nullable=False),
        sa.Column("probability", sa.BigInteger(), nullable=False),
        sa.Column("stuck_after", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_stages_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stages")),
        sa.UniqueConstraint("department_id", "code", name=op.f("uq_stages_department_id_code")),
    )
    op.create_table(
        "lost_reasons",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("ord", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_lost_reasons_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_reasons")),
        sa.UniqueConstraint("department_id", "code", name=op.f("uq_lost_reasons_department_id_code")),
    )


def _make_answers() -> None:
    """What clients answered, and what a month cost."""
    op.create_table(
        "roi_months",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("profit", sa.BigInteger(), nullable=False),
        sa.Column("investment", sa.BigInteger(), nullable=False),
        sa.Column("by_id", BIG_KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_roi_months_by_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_roi_months_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roi_months")),
        sa.UniqueConstraint("department_id", "month", name=op.f("uq_roi_months_department_id_month")),
    )
    op.create_table(
        "nps_answers",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("client_id", BIG_KEY, nullable=False),
        sa.Column("owner_id", BIG_KEY, nullable=True),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("by_id", BIG_KEY, nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_nps_answers_by_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_nps_answers_client_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_nps_answers_department_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_nps_answers_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nps_answers")),
    )
    for by in ("client_id", "department_id"):
        op.create_index(op.f(f"ix_nps_answers_{by}_local_date"), "nps_answers", [by, "local_date"])


def _make_moves() -> None:
    op.create_table(
        "deal_papers",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("deal_id", BIG_KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("got_on", sa.Date(), nullable=True),
        sa.Column("by_id", BIG_KEY, nullable=True),
        sa.Column("file_id", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_deal_papers_by_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_deal_papers_deal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_papers")),
        sa.UniqueConstraint("deal_id", "kind", name=op.f("uq_deal_papers_deal_id_kind")),
    )
    op.create_table(
        "stage_moves",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("deal_id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("owner_id", BIG_KEY, nullable=True),
        sa.Column("from_stage", sa.String(length=16), nullable=True),
        sa.Column("to_stage", sa.String(length=16), nullable=False),
        sa.Column("reached_before", sa.String(length=16), nullable=True),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("cohort", sa.Date(), nullable=False),
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.Column("by_id", BIG_KEY, nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_stage_moves_by_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_stage_moves_deal_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_stage_moves_department_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_stage_moves_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_moves")),
    )


def _index_moves() -> None:
    """After the moves of the deals that there are."""
    op.create_index(op.f("ix_stage_moves_deal_id_at"), "stage_moves", ["deal_id", "at"])
    for name, columns in {
        "ix_stage_moves_cohort": ["department_id", "cohort", "from_stage", "days", "owner_id"],
        "ix_stage_moves_day": ["department_id", "local_date", "owner_id", "step", "reached_before", "to_stage"],
    }.items():
        op.create_index(name, "stage_moves", columns, sqlite_where=MADE, postgresql_where=MADE)


def _widen_deals() -> None:
    """Of a deal that there is, nobody has noted by which stages it came: it begins at the one where it stands."""
    with op.batch_alter_table("deals") as deals:
        for column in _new_in_deals():
            deals.add_column(column)
    op.execute(
        "UPDATE deals SET created_on = date(created_at), stage_since = date(created_at), furthest = stage,"
        " used_at = created_at, won_at = CASE WHEN stage = 'payment' THEN closed_at END"
    )
    op.execute(
        "INSERT INTO stage_moves (deal_id, department_id, owner_id, to_stage, step, at, local_date, cohort)"
        " SELECT id, department_id, owner_id, stage, 0, created_at, created_on, created_on FROM deals"
    )
    _index_moves()
    with op.batch_alter_table("deals") as deals:
        for name, kind in ALWAYS.items():
            deals.alter_column(name, existing_type=kind, nullable=False)
    for name, columns in {
        "ix_deals_closed": ["department_id", "closed_at", "owner_id", "won_at"],
        "ix_deals_cohort": ["department_id", "created_on", "owner_id", "furthest", "closed_at"],
    }.items():
        op.create_index(name, "deals", columns, sqlite_where=MADE, postgresql_where=MADE)
    op.create_index(op.f("ix_deals_draft_id"), "deals", ["draft_id"], unique=True)
    open_ones = ["department_id", "stage", "owner_id", "amount"]
    op.create_index("ix_deals_open", "deals", open_ones, sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY)


def _widen_facts() -> None:
    with op.batch_alter_table("facts") as facts:
        facts.add_column(sa.Column("deal_id", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE facts SET deal_id = (SELECT deal_id FROM expected_payments WHERE id = facts.payment_id)"
        " WHERE payment_id IS NOT NULL"
    )
    columns = ["deal_id", "local_date", "undone_at", "amount"]
    op.create_index("ix_facts_deal_day", "facts", columns, sqlite_where=OF_A_DEAL, postgresql_where=OF_A_DEAL)


def _new_in_deals() -> tuple["sa.Column[Any]", ...]:
    """Columns are of one table each: they are made anew."""
    return (
        sa.Column("kind", sa.String(length=8), server_default="sale", nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("lot", sa.String(length=120), nullable=True),
        sa.Column("discount", sa.BigInteger(), nullable=True),
        sa.Column("ship_on", sa.Date(), nullable=True),
        sa.Column("shipped_on", sa.Date(), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("won_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.Column("furthest", sa.String(length=16), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost_to", sa.String(length=120), nullable=True),
        sa.Column("draft_id", sa.String(length=40), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_index("ix_facts_deal_day", "facts")
    with op.batch_alter_table("facts") as facts:
        facts.drop_column("deal_id")
    for name in ("ix_deals_open", op.f("ix_deals_draft_id"), "ix_deals_cohort", "ix_deals_closed"):
        op.drop_index(name, "deals")
    with op.batch_alter_table("deals") as deals:
        for column in _new_in_deals():
            deals.drop_column(column.name)
    with op.batch_alter_table("departments") as departments:
        departments.drop_column("hides_top")
        departments.drop_column("classic_roi")
    for table in ("stage_moves", "deal_papers", "nps_answers", "roi_months", "lost_reasons", "stages"):
        op.drop_table(table)
