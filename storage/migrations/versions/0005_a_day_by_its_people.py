"""A day by its people: what happened to somebody's payments is found by them, not among all that happened that day"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CLOSED = sa.text("closed_at IS NOT NULL")
OLD, NEW = "ix_payment_events_payment_id", "ix_payment_events_payment_id_at"


def upgrade() -> None:
    op.create_index(
        "ix_expected_payments_closed",
        "expected_payments",
        ["owner_id", "closed_at"],
        sqlite_where=CLOSED,
        postgresql_where=CLOSED,
    )
    op.drop_index(OLD, table_name="payment_events")
    op.create_index(NEW, "payment_events", ["payment_id", "at"])


def downgrade() -> None:
    op.drop_index(NEW, table_name="payment_events")
    op.create_index(OLD, "payment_events", ["payment_id"])
    op.drop_index("ix_expected_payments_closed", table_name="expected_payments")
