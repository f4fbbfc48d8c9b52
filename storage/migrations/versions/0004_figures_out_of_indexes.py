"""Figures out of indexes: the month's contacts, slips and bonuses are read without looking up rows"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AUTHOR = ["author_id", "local_date", "type", "undone_at", "happened_at", "outcome"]
DEPARTMENT = ["department_id", "local_date", "owner_id", "undone_at", "amount", "confirmed_by"]
OWNER_DAY = ["owner_id", "local_date", "undone_at", "amount", "confirmed_by", "client_id"]
CLIENT = ["client_id", "local_date"]
OWNER = ["owner_id", "due_on", "closed_at"]
MOVED, UNDONE = sa.text("due_on > first_due_on"), sa.text("undone_at IS NOT NULL")


def upgrade() -> None:
    _renewed("ix_activities_author", "activities", [*AUTHOR, "client_id"])
    _renewed("ix_facts_department_day", "facts", [*DEPARTMENT, "client_id"])
    _renewed("ix_facts_owner_day", "facts", [*OWNER_DAY, "payment_id", "department_id"])
    op.drop_index("ix_facts_client_id_local_date", table_name="facts")
    op.create_index("ix_facts_client_day", "facts", [*CLIENT, "undone_at", "amount"])
    _renewed("ix_expected_payments_owner_due", "expected_payments", [*OWNER, "cancelled_at"])
    _partial("ix_expected_payments_moved", ["owner_id", "due_on", "first_due_on"], MOVED)
    _partial("ix_expected_payments_undone", ["id"], UNDONE)


def downgrade() -> None:
    op.drop_index("ix_expected_payments_undone", table_name="expected_payments")
    op.drop_index("ix_expected_payments_moved", table_name="expected_payments")
    _renewed("ix_expected_payments_owner_due", "expected_payments", OWNER)
    op.drop_index("ix_facts_client_day", table_name="facts")
    op.create_index("ix_facts_client_id_local_date", "facts", CLIENT)
    _renewed("ix_facts_owner_day", "facts", OWNER_DAY)
    _renewed("ix_facts_department_day", "facts", DEPARTMENT)
    _renewed("ix_activities_author", "activities", AUTHOR)


def _renewed(name: str, table: str, columns: list[str]) -> None:
    op.drop_index(name, table_name=table)
    op.create_index(name, table, columns)


def _partial(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "expected_payments", columns, sqlite_where=where, postgresql_where=where)
