"""Money that came before Reper stands in one number, and belongs to no client"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("facts") as facts:
        facts.alter_column("client_id", existing_type=sa.BigInteger(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM facts WHERE client_id IS NULL")
    with op.batch_alter_table("facts") as facts:
        facts.alter_column("client_id", existing_type=sa.BigInteger(), nullable=False)
