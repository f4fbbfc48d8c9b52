"""What one tap has chosen of a statement, done a part at a time"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

AT_WORK = sa.text("state IN ('waits', 'back')")


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "bank_choices",
        sa.Column("id", key, nullable=False),
        sa.Column("step_id", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", key, nullable=False),
        sa.Column("by_id", key, nullable=False),
        sa.Column("document_id", key, nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("recorded", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statements.id"], name=op.f("fk_bank_choices_statement_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_bank_choices_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["bank_documents.id"], name=op.f("fk_bank_choices_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_choices")),
    )
    op.create_index(op.f("ix_bank_choices_step_id"), "bank_choices", ["step_id"])
    op.create_index("ix_bank_choices_at_work", "bank_choices", ["id"], sqlite_where=AT_WORK, postgresql_where=AT_WORK)


def downgrade() -> None:
    op.drop_table("bank_choices")
