"""Calls of telephone exchanges, and by which numbers our people are known there"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

IS_DUE = sa.text("due_at IS NOT NULL")
LINKS = {
    "department_id": "departments",
    "token_id": "door_tokens",
    "person_id": "people",
    "client_id": "clients",
    "contact_id": "contacts",
    "activity_id": "activities",
}


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = sa.DateTime(timezone=True)
    op.add_column("people", sa.Column("extension", sa.String(length=40), nullable=True))
    op.add_column("people", sa.Column("work_phone", sa.String(length=20), nullable=True))
    op.create_table(
        "pbx_calls",
        sa.Column("id", key, nullable=False),
        sa.Column("department_id", key, nullable=False),
        sa.Column("token_id", key, nullable=True),
        sa.Column("provider", sa.String(length=16), nullable=False),
        sa.Column("external_id", sa.String(length=120), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone10", sa.String(length=10), nullable=True),
        sa.Column("extension", sa.String(length=40), nullable=True),
        sa.Column("talk_seconds", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.String(length=8), nullable=False),
        sa.Column("record_url", sa.String(length=500), nullable=True),
        *(sa.Column(name, key, nullable=True) for name in ("person_id", "client_id", "contact_id", "activity_id")),
        sa.Column("created_at", moment, nullable=False),
        *(sa.Column(name, moment, nullable=True) for name in ("due_at", "answered_at", "asked_at", "closed_at")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_pbx_calls_{name}"))
            for name, table in LINKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pbx_calls")),
        sa.UniqueConstraint(
            "department_id", "provider", "external_id", name=op.f("uq_pbx_calls_department_id_provider_external_id")
        ),
        sa.UniqueConstraint("activity_id", name=op.f("uq_pbx_calls_activity_id")),
    )
    for columns in (
        ["department_id", "local_date"],
        ["department_id", "phone10", "started_at"],
        ["person_id", "local_date"],
        ["client_id"],
        ["contact_id"],
    ):
        op.create_index(op.f(f"ix_pbx_calls_{'_'.join(columns)}"), "pbx_calls", columns)
    op.create_index("ix_pbx_calls_due", "pbx_calls", ["due_at"], sqlite_where=IS_DUE, postgresql_where=IS_DUE)


def downgrade() -> None:
    op.drop_table("pbx_calls")
    with op.batch_alter_table("people") as people:
        people.drop_column("work_phone")
        people.drop_column("extension")
