"""Files of a deal's papers, several of each"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "paper_files",
        sa.Column("id", key, nullable=False),
        sa.Column("deal_id", key, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("is_picture", sa.Boolean(), nullable=False),
        sa.Column("by_id", key, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_paper_files_deal_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_paper_files_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_files")),
    )
    op.create_index(op.f("ix_paper_files_deal_id"), "paper_files", ["deal_id"])


def downgrade() -> None:
    op.drop_table("paper_files")
