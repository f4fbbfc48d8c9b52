"""Clients that come in files, and two records of one that become one"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_WORK = sa.text("state IN ('judging', 'applying', 'reverting')")
QUESTION = sa.text("verdict = 'question'")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=True),
        sa.Column("by_id", BIG_KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("turn", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reverted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_imports_department_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_imports_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_department_id_sha256"), "imports", ["department_id", "sha256"])
    op.create_index("ix_imports_at_work", "imports", ["id"], sqlite_where=AT_WORK, postgresql_where=AT_WORK)
    op.create_table(
        "import_rows",
        sa.Column("import_id", BIG_KEY, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=True),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("client_id", BIG_KEY, nullable=True),
        sa.Column("of_n", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("plan", sa.JSON(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_import_rows_client_id")),
        sa.PrimaryKeyConstraint("import_id", "n", name=op.f("pk_import_rows")),
    )
    op.create_index(
        "ix_import_rows_question", "import_rows", ["import_id", "n"], sqlite_where=QUESTION, postgresql_where=QUESTION
    )
    op.create_index(op.f("ix_import_rows_client_id"), "import_rows", ["client_id"])
    op.create_table(
        "client_merges",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("kept_id", BIG_KEY, nullable=False),
        sa.Column("gone_id", BIG_KEY, nullable=False),
        sa.Column("by_id", BIG_KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["kept_id"], ["clients.id"], name=op.f("fk_client_merges_kept_id")),
        sa.ForeignKeyConstraint(["gone_id"], ["clients.id"], name=op.f("fk_client_merges_gone_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_client_merges_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_merges")),
    )
    op.create_index(op.f("ix_client_merges_kept_id"), "client_merges", ["kept_id"])
    op.create_index(op.f("ix_client_merges_gone_id"), "client_merges", ["gone_id"])
    with op.batch_alter_table("clients") as clients:
        clients.add_column(sa.Column("comment", sa.Text(), nullable=True))
        clients.add_column(sa.Column("merged_into_id", BIG_KEY, nullable=True))
        clients.add_column(sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
        clients.create_foreign_key("fk_clients_merged_into_id_clients", "clients", ["merged_into_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("clients") as clients:
        clients.drop_constraint("fk_clients_merged_into_id_clients", type_="foreignkey")
        for name in ("comment", "merged_into_id", "forgotten_at"):
            clients.drop_column(name)
    op.drop_table("client_merges")
    op.drop_table("import_rows")
    op.drop_table("imports")
