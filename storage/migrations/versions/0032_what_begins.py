"""What a fact or an activity is the first of"""
# ruff: noqa: S608  only names of ours stand in these statements

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

BEGINS, NEW = sa.text("begins > 0"), sa.text("begins > 3")
CAME = "undone_at IS NULL AND amount > 0 AND client_id IS NOT NULL"
DEAL_OF = (
    "CASE WHEN deal_id IS NOT NULL THEN deal_id * 3 WHEN payment_id IS NOT NULL THEN payment_id * 3 + 1 "
    "ELSE coalesce(receipt_id, id) * 3 + 2 END"
)
MADE = (
    "type IN ('call', 'event', 'meeting', 'presentation') AND outcome IN ('agreed', 'meeting_set', 'presentation_failed', 'presentation_went_well', 'promised_payment', 'proposal', 'send_proposal', 'talked', 'thinking') "
    "AND undone_at IS NULL AND happened_at IS NOT NULL"
)
INDEXES = (
    ("ix_facts_begun", "facts", ["department_id", "local_date", "owner_id", "begins", "deal_id", "payment_id"], BEGINS),
    ("ix_facts_new_client", "facts", ["client_id"], NEW),
    ("ix_activities_new_contact", "activities", ["client_id"], BEGINS),
    ("ix_activities_begun", "activities", ["author_id", "local_date"], BEGINS),
)


def upgrade() -> None:
    """Later it is kept by triggers, which stand outside the revisions: storage.engine.first_triggers."""
    for table in ("facts", "activities"):
        op.add_column(table, sa.Column("begins", sa.SmallInteger(), nullable=False, server_default="0"))
    for unit, bit in (("deal_id", 1), ("payment_id", 2), ("client_id", 4)):
        op.execute(f"UPDATE facts SET begins = begins + {bit} WHERE id IN ({firsts('facts', unit, CAME)})")
    begun = f"SELECT client_id AS whose, {DEAL_OF} AS first_deal FROM facts WHERE begins > 3"
    others = f"SELECT * FROM facts JOIN ({begun}) AS begun ON whose = client_id WHERE {DEAL_OF} <> first_deal"
    second = firsts(f"({others}) AS others", "client_id", CAME)
    op.execute(f"UPDATE facts SET begins = begins + 8 WHERE id IN ({second})")
    made = firsts("activities", "client_id", MADE, "local_date, happened_at, id")
    op.execute(f"UPDATE activities SET begins = 1 WHERE id IN ({made})")
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def firsts(table: str, unit: str, which: str, order: str = "local_date, id") -> str:
    placed = f"row_number() OVER (PARTITION BY {unit} ORDER BY {order})"
    of_units = f"SELECT id, {placed} AS place FROM {table} WHERE {unit} IS NOT NULL AND {which}"
    return f"SELECT id FROM ({of_units}) AS counted WHERE place = 1"


def downgrade() -> None:
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    for table in ("activities", "facts"):
        op.drop_column(table, "begins")
