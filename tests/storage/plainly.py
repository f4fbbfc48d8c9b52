"""What is kept goes straight to the driver, where no listener of SQLAlchemy's hears it."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from storage.engine.connections.kept_statements import KeptStatements


@contextmanager
def told_by_sqlalchemy() -> Iterator[None]:
    """Every statement."""
    with patch.object(KeptStatements, "find", lambda *_: None):
        yield
