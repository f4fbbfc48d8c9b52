"""Statements of the bank: accounts, files, documents, and the money that they stand behind"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "bank_accounts",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("said_by", BIG_KEY, nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_bank_accounts_department_id")),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_bank_accounts_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_accounts")),
        sa.UniqueConstraint("account", name=op.f("uq_bank_accounts_account")),
    )
    op.create_table(
        "bank_statements",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("file_id", sa.String(length=255), nullable=True),
        sa.Column("loaded_by", BIG_KEY, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("accounts", sa.JSON(), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("difference", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["loaded_by"], ["people.id"], name=op.f("fk_bank_statements_loaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statements")),
        sa.UniqueConstraint("sha256", name=op.f("uq_bank_statements_sha256")),
    )
    op.create_table(
        "bank_documents",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("statement_id", BIG_KEY, nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("other_account", sa.String(length=34), nullable=False),
        sa.Column("other_inn", sa.String(length=12), nullable=True),
        sa.Column("other_kpp", sa.String(length=9), nullable=False),
        sa.Column("other_name", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.String(length=210), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("client_id", BIG_KEY, nullable=True),
        sa.Column("with_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", BIG_KEY, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_bank_documents_client_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_bank_documents_decided_by")),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statements.id"], name=op.f("fk_bank_documents_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_bank_documents_key")),
    )
    op.create_index(op.f("ix_bank_documents_statement_id_place"), "bank_documents", ["statement_id", "place"])
    op.create_table(
        "bank_receipts",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("receipt_id", sa.BigInteger(), nullable=False),
        sa.Column("document_id", BIG_KEY, nullable=False),
        sa.Column("has_confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["bank_documents.id"], name=op.f("fk_bank_receipts_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_receipts")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_bank_receipts_receipt_id")),
    )
    op.create_index(op.f("ix_bank_receipts_document_id"), "bank_receipts", ["document_id"])
    op.create_table(
        "client_accounts",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("client_id", BIG_KEY, nullable=False),
        sa.Column("said_by", BIG_KEY, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_client_accounts_client_id")),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_client_accounts_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_accounts")),
        sa.UniqueConstraint("account", "client_id", name=op.f("uq_client_accounts_account_client_id")),
    )
    op.create_index(op.f("ix_client_accounts_client_id"), "client_accounts", ["client_id"])
    op.create_table(
        "unseen_receipts",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("receipt_id", sa.BigInteger(), nullable=False),
        sa.Column("is_cash", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_by", BIG_KEY, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["said_by"], ["people.id"], name=op.f("fk_unseen_receipts_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unseen_receipts")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_unseen_receipts_receipt_id")),
    )
    op.add_column("facts", sa.Column("bank_day", sa.Date(), nullable=True))
    with op.batch_alter_table("departments") as departments:
        departments.add_column(sa.Column("counts_confirmed", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("departments") as departments:
        departments.drop_column("counts_confirmed")
    op.drop_column("facts", "bank_day")
    for table in (
        "unseen_receipts",
        "client_accounts",
        "bank_receipts",
        "bank_documents",
        "bank_statements",
        "bank_accounts",
    ):
        op.drop_table(table)
