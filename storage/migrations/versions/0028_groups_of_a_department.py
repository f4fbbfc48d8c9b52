"""Groups into which a department's summary is posted"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "department_groups",
        sa.Column("id", key, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", key, nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("posts_slots", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("posts_svod", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("shows_names", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("added_by", key, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_department_groups_department_id")),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_department_groups_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_groups")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_department_groups_chat_id")),
    )
    op.create_index(op.f("ix_department_groups_department_id"), "department_groups", ["department_id"])


def downgrade() -> None:
    op.drop_table("department_groups")
