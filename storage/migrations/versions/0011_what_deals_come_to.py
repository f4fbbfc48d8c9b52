"""Indexes that answer alone what deals come to: a department of two hundred thousand is counted in a moment"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MADE, UNDER_WAY = sa.text("undone_at IS NULL"), sa.text("closed_at IS NULL")
AHEAD = sa.text("happened_at IS NULL AND cancelled_at IS NULL AND undone_at IS NULL")

COHORT = ["department_id", "created_on", "owner_id", "furthest", "closed_at"]
OPEN = ["department_id", "stage", "owner_id", "amount"]
CLOSED = ["department_id", "closed_at", "owner_id", "won_at"]
STAGE_DAY = ["department_id", "stage_since", "stage", "owner_id", "amount"]
FACTS = ["department_id", "local_date", "owner_id", "undone_at", "amount", "confirmed_by", "client_id"]
FIRST_DUE = ["department_id", "first_due_on", "owner_id", "amount", "received"]


def upgrade() -> None:
    _replace("ix_deals_cohort", "deals", [*COHORT, "source"], MADE)
    _replace("ix_deals_open", "deals", [*OPEN, "client_id", "stage_since"], UNDER_WAY)
    op.drop_index("ix_deals_closed", "deals")
    op.create_index("ix_deals_stage_day", "deals", STAGE_DAY, sqlite_where=MADE, postgresql_where=MADE)
    _replace("ix_facts_department_day", "facts", [*FACTS, "deal_id", "payment_id"])
    op.create_index(
        "ix_expected_payments_first_due", "expected_payments", FIRST_DUE, sqlite_where=MADE, postgresql_where=MADE
    )
    ahead = ["client_id", "planned_at"]
    op.create_index("ix_activities_planned", "activities", ahead, sqlite_where=AHEAD, postgresql_where=AHEAD)


def downgrade() -> None:
    op.drop_index("ix_activities_planned", "activities")
    op.drop_index("ix_expected_payments_first_due", "expected_payments")
    _replace("ix_facts_department_day", "facts", FACTS)
    op.drop_index("ix_deals_stage_day", "deals")
    op.create_index("ix_deals_closed", "deals", CLOSED, sqlite_where=MADE, postgresql_where=MADE)
    _replace("ix_deals_open", "deals", OPEN, UNDER_WAY)
    _replace("ix_deals_cohort", "deals", COHORT, MADE)


def _replace(name: str, table: str, columns: list[str], where: "sa.TextClause | None" = None) -> None:
    op.drop_index(name, table)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
