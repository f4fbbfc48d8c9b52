"""A plan that Reper assumes as somebody comes or leaves in mid-month, until the lead has answered"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plans", sa.Column("is_assumed", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("plans") as plans:
        plans.drop_column("is_assumed")
