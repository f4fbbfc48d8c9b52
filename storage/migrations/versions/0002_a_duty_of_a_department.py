"""A duty that is told about one of several departments names it in a column of its own, not in five letters of its slot"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD, NEW = "uq_duties_kind_subject_id_local_date_slot", "uq_duties_kind_subject_id_department_id_local_date_slot"
TOLD = "kind IN ('week_ask', 'week_remind', 'week_table', 'week_result')"


def upgrade() -> None:
    with op.batch_alter_table("duties") as duties:
        duties.add_column(sa.Column("department_id", sa.BigInteger(), server_default="0", nullable=False))
        duties.drop_constraint(OLD, type_="unique")
        duties.create_unique_constraint(NEW, ["kind", "subject_id", "department_id", "local_date", "slot"])
    op.execute(f"UPDATE duties SET department_id = CAST(slot AS BIGINT), slot = '' WHERE {TOLD}")  # noqa: S608


def downgrade() -> None:
    op.execute(f"UPDATE duties SET slot = CAST(department_id % 100000 AS VARCHAR(5)) WHERE {TOLD}")  # noqa: S608
    with op.batch_alter_table("duties") as duties:
        duties.drop_constraint(NEW, type_="unique")
        duties.create_unique_constraint(OLD, ["kind", "subject_id", "local_date", "slot"])
        duties.drop_column("department_id")
