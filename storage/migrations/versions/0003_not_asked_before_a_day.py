"""A debt may be left unasked until a day, a message may come without a sound; what was said of a payment is found by it"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("expected_payments") as payments:
        payments.add_column(sa.Column("ask_from", sa.Date(), nullable=True))
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("silent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_checkin_answers_payment_id", "checkin_answers", ["payment_id"])


def downgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("silent")
    op.drop_index("ix_checkin_answers_payment_id", "checkin_answers")
    with op.batch_alter_table("expected_payments") as payments:
        payments.drop_column("ask_from")
