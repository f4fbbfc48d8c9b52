"""Tasks, help, discounts, notes: what people ask of each other; and the limit of a discount"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

UNANSWERED = sa.text("state IN ('given', 'accepted', 'taken')")
PEOPLE = ("from_id", "to_id")
SUBJECTS = {"client_id": "clients", "deal_id": "deals", "payment_id": "expected_payments"}
INSTANTS = ("due_at", "proposed_at", "accepted_at", "answered_at", "rung_at")


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "asks",
        sa.Column("id", key, nullable=False),
        sa.Column("department_id", key, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("from_id", key, nullable=False),
        sa.Column("to_id", key, nullable=True),
        sa.Column("to_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        *(sa.Column(each, key, nullable=True) for each in SUBJECTS),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("allowed", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(each, sa.DateTime(timezone=True), nullable=True) for each in INSTANTS),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("way", sa.String(length=8), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("draft_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_asks_department_id")),
        *(sa.ForeignKeyConstraint([each], ["people.id"], name=op.f(f"fk_asks_{each}")) for each in PEOPLE),
        *(
            sa.ForeignKeyConstraint([each], [f"{table}.id"], name=op.f(f"fk_asks_{each}"))
            for each, table in SUBJECTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_asks_draft_id")),
    )
    op.create_index(
        "ix_asks_open",
        "asks",
        ["department_id", "kind", "due_at"],
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )
    for each in PEOPLE:
        op.create_index(op.f(f"ix_asks_{each}_state"), "asks", [each, "state"])
    for each in SUBJECTS:
        op.create_index(op.f(f"ix_asks_{each}"), "asks", [each])
    op.add_column("departments", sa.Column("discount_limit", sa.BigInteger(), server_default="50", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("departments") as departments:
        departments.drop_column("discount_limit")
    op.drop_table("asks")
