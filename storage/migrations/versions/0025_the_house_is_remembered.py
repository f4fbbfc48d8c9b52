"""How often the house has changed"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What raises them stands outside the revisions: storage.engine.version_triggers, put anew after each."""
    op.create_table(
        "house_versions",
        sa.Column("subject", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_house_versions")),
    )


def downgrade() -> None:
    op.drop_table("house_versions")
