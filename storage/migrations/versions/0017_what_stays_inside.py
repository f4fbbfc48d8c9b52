"""What a department keeps inside its chats, what its lead has pinned, and who is forgotten"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("departments", sa.Column("keeps_inside", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("departments", sa.Column("pins_summary", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("people", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("forgotten_at")
    with op.batch_alter_table("departments") as departments:
        departments.drop_column("pins_summary")
        departments.drop_column("keeps_inside")
