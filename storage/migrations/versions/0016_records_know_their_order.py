"""Records know in which order they were changed, so that programs can read on"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("clients", "contacts", "deals", "expected_payments", "facts", "activities", "plans")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("revision", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        op.create_index(op.f(f"ix_{table}_revision"), table, ["revision"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(op.f(f"ix_{table}_revision"), table_name=table)
        with op.batch_alter_table(table) as changing:
            changing.drop_column("revision")
