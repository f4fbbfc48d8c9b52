"""What is still to be done with a long statement"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "bank_jobs",
        sa.Column("id", key, nullable=False),
        sa.Column("statement_id", key, nullable=False),
        sa.Column("by_id", key, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.Column("ours", sa.JSON(), nullable=False),
        sa.Column("step_id", sa.BigInteger(), nullable=True),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statements.id"], name=op.f("fk_bank_jobs_statement_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_bank_jobs_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_jobs")),
        sa.UniqueConstraint("statement_id", name=op.f("uq_bank_jobs_statement_id")),
    )


def downgrade() -> None:
    op.drop_table("bank_jobs")
