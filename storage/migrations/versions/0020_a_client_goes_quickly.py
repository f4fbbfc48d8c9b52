"""What refers to a client is found by it: else each one that goes is looked for in every row"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_clients_merged_into_id"), "clients", ["merged_into_id"])
    op.create_index(op.f("ix_bank_documents_client_id"), "bank_documents", ["client_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_bank_documents_client_id"), table_name="bank_documents")
    op.drop_index(op.f("ix_clients_merged_into_id"), table_name="clients")
