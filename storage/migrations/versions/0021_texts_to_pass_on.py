"""Texts that their author may pass on within an hour"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "prepared_texts",
        sa.Column("id", key, nullable=False),
        sa.Column("person_id", key, nullable=False),
        sa.Column("token", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_prepared_texts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_texts")),
        sa.UniqueConstraint("token", name=op.f("uq_prepared_texts_token")),
    )
    op.create_index(op.f("ix_prepared_texts_person_id_made_at"), "prepared_texts", ["person_id", "made_at"])


def downgrade() -> None:
    op.drop_table("prepared_texts")
