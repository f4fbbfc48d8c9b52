"""How Alembic runs: on the connection that storage.engine.migrate hands over, with foreign keys off."""

from typing import Any, Literal

from alembic import context

from storage.tables import Base
from storage.tables.types import UtcDateTime


def plain(kind: str, column_type: Any, _context: object) -> str | Literal[False]:
    """A migration names the database's own types: ours may change after it was written."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(column_type, UtcDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
