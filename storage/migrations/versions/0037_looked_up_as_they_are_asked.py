"""What is asked by its subject, its department or its owner is found by an index"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_audit_subject_subject_id": ("audit", ["subject", "subject_id"]),
    "ix_asks_department_id_id": ("asks", ["department_id", "id"]),
    "ix_asks_department_id_kind_answered_at": ("asks", ["department_id", "kind", "answered_at"]),
    "ix_enquiries_owner_id_came_at": ("enquiries", ["owner_id", "came_at"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(op.f(name), table, columns)


def downgrade() -> None:
    for name, (table, _columns) in INDEXES.items():
        op.drop_index(op.f(name), table_name=table)
