"""A door to the world: its tokens, and where an item of the inbox came from"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "door_tokens",
        sa.Column("id", key, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("department_id", key, nullable=True),
        sa.Column("person_id", key, nullable=True),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("created_by", key, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("last_used_at", moment, nullable=True),
        sa.Column("revoked_at", moment, nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_door_tokens_created_by")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_door_tokens_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_door_tokens_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_door_tokens_token_hash")),
    )
    op.create_index(op.f("ix_door_tokens_person_id"), "door_tokens", ["person_id"])
    op.add_column("inbox", sa.Column("source", sa.String(length=8), server_default="telegram", nullable=False))
    op.add_column("inbox", sa.Column("external_key", sa.String(length=160), nullable=True))
    op.create_index(op.f("ix_inbox_external_key"), "inbox", ["external_key"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_inbox_external_key"), table_name="inbox")
    with op.batch_alter_table("inbox") as inbox:
        inbox.drop_column("external_key")
        inbox.drop_column("source")
    op.drop_table("door_tokens")
