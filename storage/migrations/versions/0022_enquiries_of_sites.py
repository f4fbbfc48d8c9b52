"""Enquiries: what sites' forms have sent"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = sa.DateTime(timezone=True)
    links = {
        "department_id": "departments",
        "token_id": "door_tokens",
        "client_id": "clients",
        "owner_id": "people",
        "taken_by": "people",
    }
    op.create_table(
        "enquiries",
        sa.Column("id", key, nullable=False),
        sa.Column("department_id", key, nullable=False),
        sa.Column("token_id", key, nullable=False),
        sa.Column("client_id", key, nullable=True),
        sa.Column("owner_id", key, nullable=True),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("page", sa.String(length=300), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=True),
        sa.Column("came_at", moment, nullable=False),
        sa.Column("taken_at", moment, nullable=True),
        sa.Column("taken_by", key, nullable=True),
        sa.Column("called_at", moment, nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_enquiries_{name}"))
            for name, table in links.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
    )
    op.create_index(op.f("ix_enquiries_department_id_came_at"), "enquiries", ["department_id", "came_at"])
    op.create_index(op.f("ix_enquiries_client_id"), "enquiries", ["client_id"])


def downgrade() -> None:
    op.drop_table("enquiries")
