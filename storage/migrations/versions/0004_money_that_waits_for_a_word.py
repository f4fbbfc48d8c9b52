"""Money that waits for a word before it is counted, comments of facts, and what one tap takes back"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITS = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.add_column("facts", sa.Column("comment", sa.Text(), nullable=True))
    op.create_table(
        "held_money",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("person_id", BIG_KEY, nullable=False),
        sa.Column("client_id", BIG_KEY, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("why", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("alike_payment_id", sa.BigInteger(), nullable=True),
        sa.Column("alike_receipt_id", sa.BigInteger(), nullable=True),
        sa.Column("checkin_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("draft_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_held_money_client_id_clients")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_held_money_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_money")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_held_money_draft_id")),
    )
    op.create_index(
        "ix_held_money_waiting",
        "held_money",
        ["person_id", "client_id"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_table(
        "undo_steps",
        sa.Column("id", BIG_KEY, nullable=False),
        sa.Column("person_id", BIG_KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_undo_steps_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_steps")),
    )
    op.create_index(op.f("ix_undo_steps_person_id_at"), "undo_steps", ["person_id", "at"])


def downgrade() -> None:
    op.drop_table("undo_steps")
    op.drop_table("held_money")
    with op.batch_alter_table("facts") as facts:
        facts.drop_column("comment")
