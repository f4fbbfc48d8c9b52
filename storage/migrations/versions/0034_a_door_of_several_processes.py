"""What processes share at the door, and files of calls that may be taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "used_proofs",
        sa.Column("proof", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("proof", name=op.f("pk_used_proofs")),
    )
    op.create_table(
        "token_paces",
        sa.Column("token_id", key, autoincrement=False, nullable=False),
        sa.Column("used", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["door_tokens.id"], name=op.f("fk_token_paces_token_id")),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_token_paces")),
    )
    op.create_table(
        "call_logs",
        sa.Column("id", key, nullable=False),
        sa.Column("department_id", key, nullable=False),
        sa.Column("by_id", key, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reverted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_call_logs_department_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_call_logs_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_logs")),
    )
    with op.batch_alter_table("pbx_calls") as calls:
        calls.add_column(sa.Column("log_id", key, nullable=True))
        calls.create_foreign_key(op.f("fk_pbx_calls_log_id"), "call_logs", ["log_id"], ["id"])
    op.create_index(op.f("ix_pbx_calls_log_id"), "pbx_calls", ["log_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_pbx_calls_log_id"), "pbx_calls")
    with op.batch_alter_table("pbx_calls") as calls:
        calls.drop_constraint(op.f("fk_pbx_calls_log_id"), type_="foreignkey")
        calls.drop_column("log_id")
    op.drop_table("call_logs")
    op.drop_table("token_paces")
    op.drop_table("used_proofs")
