"""Norms of cold, warm and current calls; the index that counts calls knows their kind"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = ("cold_calls_a_day", "warm_calls_a_day", "current_calls_a_day")
AUTHOR = ["author_id", "local_date", "type", "undone_at", "happened_at", "outcome", "client_id"]


def upgrade() -> None:
    for each in KINDS:
        op.add_column("norms", sa.Column(each, sa.BigInteger(), nullable=True))
    op.drop_index("ix_activities_author", "activities")
    op.create_index("ix_activities_author", "activities", [*AUTHOR, "kind"])


def downgrade() -> None:
    op.drop_index("ix_activities_author", "activities")
    op.create_index("ix_activities_author", "activities", AUTHOR)
    for each in KINDS:
        op.drop_column("norms", each)
