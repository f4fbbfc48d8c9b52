"""How sure a phone was of the place of a meeting"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activities", sa.Column("accuracy", sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("activities") as activities:
        activities.drop_column("accuracy")
