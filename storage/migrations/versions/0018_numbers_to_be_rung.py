"""The cold queue: lists of numbers, their calls, and who is never rung again"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TO_RING = sa.text("state IN ('new', 'again')")
TAKEN = sa.text("taken_by IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "cold_lists",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=True),
        sa.Column("by_id", BIG_KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.Column("loaded", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_cold_lists_department_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_cold_lists_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cold_lists")),
    )
    op.create_index(op.f("ix_cold_lists_department_id_state"), "cold_lists", ["department_id", "state"])
    op.create_table(
        "cold_leads",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("list_id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone10", sa.String(length=10), nullable=True),
        sa.Column("city", sa.String(length=120), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("card", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("half", sa.String(length=2), nullable=True),
        sa.Column("called_by", BIG_KEY, nullable=True),
        sa.Column("taken_by", BIG_KEY, nullable=True),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_before", BIG_KEY, nullable=True),
        sa.Column("client_id", BIG_KEY, nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["cold_lists.id"], name=op.f("fk_cold_leads_list_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_cold_leads_department_id")),
        sa.ForeignKeyConstraint(["called_by"], ["people.id"], name=op.f("fk_cold_leads_called_by")),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_cold_leads_taken_by")),
        sa.ForeignKeyConstraint(["held_before"], ["people.id"], name=op.f("fk_cold_leads_held_before")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_cold_leads_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cold_leads")),
        sa.UniqueConstraint("phone10", "department_id", name=op.f("uq_cold_leads_phone10_department_id")),
    )
    op.create_index(
        "ix_cold_leads_to_ring",
        "cold_leads",
        ["department_id", "state", "next_at", "id"],
        sqlite_where=TO_RING,
        postgresql_where=TO_RING,
    )
    op.create_index("ix_cold_leads_taken", "cold_leads", ["taken_by"], sqlite_where=TAKEN, postgresql_where=TAKEN)
    op.create_index(op.f("ix_cold_leads_list_id_state"), "cold_leads", ["list_id", "state"])
    op.create_index(op.f("ix_cold_leads_client_id"), "cold_leads", ["client_id"])
    op.create_table(
        "cold_tries",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("lead_id", BIG_KEY, nullable=False),
        sa.Column("list_id", BIG_KEY, nullable=False),
        sa.Column("department_id", BIG_KEY, nullable=False),
        sa.Column("person_id", BIG_KEY, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["cold_leads.id"], name=op.f("fk_cold_tries_lead_id")),
        sa.ForeignKeyConstraint(["list_id"], ["cold_lists.id"], name=op.f("fk_cold_tries_list_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_cold_tries_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_cold_tries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cold_tries")),
    )
    op.create_index(op.f("ix_cold_tries_department_id_local_date"), "cold_tries", ["department_id", "local_date"])
    op.create_index(op.f("ix_cold_tries_list_id"), "cold_tries", ["list_id"])
    op.create_index(op.f("ix_cold_tries_lead_id"), "cold_tries", ["lead_id"])
    op.create_table(
        "never_call",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("by_id", BIG_KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_never_call_by_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_never_call")),
    )


def downgrade() -> None:
    for table in ("never_call", "cold_tries", "cold_leads", "cold_lists"):
        op.drop_table(table)
