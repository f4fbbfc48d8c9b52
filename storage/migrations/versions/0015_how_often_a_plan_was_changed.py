"""How often a call or a meeting was changed, for calendars that hold it"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activities", sa.Column("edits", sa.Integer(), server_default="0", nullable=False))
    op.add_column("activities", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("activities") as activities:
        activities.drop_column("edited_at")
        activities.drop_column("edits")
