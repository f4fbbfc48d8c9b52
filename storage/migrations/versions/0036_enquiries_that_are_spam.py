"""Enquiries that are spam"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("enquiries") as enquiries:
        enquiries.add_column(sa.Column("spam_at", sa.DateTime(timezone=True), nullable=True))
        enquiries.add_column(sa.Column("spam_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        enquiries.create_foreign_key(op.f("fk_enquiries_spam_by"), "people", ["spam_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("enquiries") as enquiries:
        enquiries.drop_constraint(op.f("fk_enquiries_spam_by"), type_="foreignkey")
        enquiries.drop_column("spam_by")
        enquiries.drop_column("spam_at")
