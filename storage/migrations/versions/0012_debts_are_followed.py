"""Debts: what became of overdue money, and the day that the contract says"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AWAITED = sa.text("closed_at IS NULL")


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "debt_cases",
        sa.Column("payment_id", key, autoincrement=False, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispute", sa.Text(), nullable=True),
        sa.Column("probability", sa.BigInteger(), nullable=True),
        sa.Column("probability_manual", sa.Boolean(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["payment_id"], ["expected_payments.id"], name=op.f("fk_debt_cases_payment_id")),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_debt_cases")),
    )
    op.add_column("expected_payments", sa.Column("contract_due_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_expected_payments_owed",
        "expected_payments",
        ["department_id", "due_on"],
        sqlite_where=AWAITED,
        postgresql_where=AWAITED,
    )


def downgrade() -> None:
    op.drop_index("ix_expected_payments_owed", table_name="expected_payments")
    with op.batch_alter_table("expected_payments") as payments:
        payments.drop_column("contract_due_on")
    op.drop_table("debt_cases")
