"""
What raises the versions of the house (storage.tables.versions): the database itself, whoever writes, and however.
Beside these triggers stand those that mark what is first (storage.engine.first_triggers).

A trigger is part of the write's own transaction: nobody sees the new number before what was written, and what is undone
raises nothing. They are put after every migration, and taken away before it: SQLite does not rename a table that a
trigger of another one names, and drops those of the table that a migration makes anew.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, inspect, text

from storage.engine import first_triggers
from storage.engine.first_triggers import EVENTS

HOUSE = 0
"""The subject under which the house itself is counted."""

HOUSE_TABLES: Mapping[str, str] = {
    "people": "",
    "departments": "",
    "absences": "",
    "calendar_exceptions": "",
    "department_schedule": "",
    "stages": "",
    "door_tokens": "kind, department_id, options, revoked_at",
}
"""Who works where and when, and by what a department goes; beside it the columns that matter, where not all do."""

CLIENT_TABLES: Mapping[str, str] = {
    "clients": "owner_id, name, normal, archived_at",
    "contacts": "client_id, name, left_at",
}
"""By what a line of text is known to be about a client."""

_PREFIX = "house_version_"


def put_triggers(connection: Connection) -> None:
    """Those of this version, where the database has its table."""
    is_postgres, found = _is_postgres(connection), inspect(connection)
    if found.has_table("house_versions"):
        for statement in _of_postgres() if is_postgres else _of_sqlite():
            connection.execute(text(statement))
    if found.has_table("facts") and "begins" in {column["name"] for column in found.get_columns("facts")}:
        for statement in first_triggers.make_triggers(is_postgres=is_postgres):
            connection.execute(text(statement))


def drop_triggers(connection: Connection) -> None:
    """Of whatever version."""
    for name, table in _list_triggers(connection):
        connection.execute(text(f"DROP TRIGGER {name}{f' ON {table}' if _is_postgres(connection) else ''}"))


def has_triggers(connection: Connection) -> bool:
    """Whether all of this version are there: a migration may have been cut off before it put them."""
    tables = [*HOUSE_TABLES, *CLIENT_TABLES]
    wanted = {f"{_PREFIX}{table}" for table in tables}
    if not _is_postgres(connection):
        wanted = {f"{name}_{event}" for name in wanted for event in EVENTS}
    return {name for name, _ in _list_triggers(connection)} >= wanted | first_triggers.NAMES


def _is_postgres(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _list_triggers(connection: Connection) -> list[tuple[str, str]]:
    """Name and table."""
    asked = """
        SELECT name, tbl_name FROM sqlite_master
        WHERE type = 'trigger' AND (name LIKE :names OR name LIKE :firsts)
    """
    if _is_postgres(connection):
        asked = """
            SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
            JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE (tgname LIKE :names OR tgname LIKE :firsts) AND nspname = current_schema()
        """
    names = {"names": f"{_PREFIX}%", "firsts": f"{first_triggers.PREFIX}%"}
    return [(name, table) for name, table in connection.execute(text(asked), names)]


def _of_sqlite() -> Iterator[str]:
    for table, columns in HOUSE_TABLES.items():
        for event in EVENTS:
            yield _on_row(table, event, columns, [str(HOUSE)])
    for table, columns in CLIENT_TABLES.items():
        for event in EVENTS:
            rows = {"insert": ("NEW",), "delete": ("OLD",)}.get(event, ("OLD", "NEW"))
            yield _on_row(table, event, columns, [_owner(table, row) for row in rows])


def _owner(table: str, row: str) -> str:
    of_client = f"(SELECT owner_id FROM clients WHERE id = {row}.client_id)"  # noqa: S608  names of ours
    return f"{row}.owner_id" if table == "clients" else of_client


_NOW = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
"""In microseconds, and never less than one more than before: a house that is restored from a backup under a running
process gets other numbers than that has seen.
"""


def _on_row(table: str, event: str, columns: str, subjects: list[str]) -> str:
    of = f" OF {columns}" if event == "update" and columns else ""
    raised = " ".join(
        f"INSERT INTO house_versions (subject, version) SELECT {subject}, {_NOW} WHERE {subject} IS NOT NULL "
        "ON CONFLICT (subject) DO UPDATE SET version = max(version + 1, excluded.version);"
        for subject in subjects
    )
    return f"CREATE TRIGGER {_PREFIX}{table}_{event} AFTER {event}{of} ON {table} BEGIN {raised} END"


def _of_postgres() -> Iterator[str]:
    """Of the house before the first row is locked, so that two writers meet in one place; once a transaction."""
    yield _RAISE
    for name, body in _FUNCTIONS.items():
        made = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        yield f"{made} AS $$ BEGIN {body} RETURN NULL; END $$"
    for table, columns in HOUSE_TABLES.items():
        yield _on_table(table, "BEFORE", columns, "STATEMENT EXECUTE FUNCTION house_version_of_house()")
    for table, columns in CLIENT_TABLES.items():
        yield _on_table(table, "AFTER", columns, f"ROW EXECUTE FUNCTION house_version_of_{table}()")


def _on_table(table: str, when: str, columns: str, what: str) -> str:
    of = f" OF {columns}" if columns else ""
    return f"CREATE TRIGGER {_PREFIX}{table} {when} INSERT OR DELETE OR UPDATE{of} ON {table} FOR EACH {what}"


_RAISE = """
CREATE OR REPLACE FUNCTION raise_house_version(who bigint) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    IF who IS NULL OR current_setting('reper.raised_' || who, true) = 'yes' THEN
        RETURN;
    END IF;
    INSERT INTO house_versions AS those (subject, version)
    VALUES (who, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ON CONFLICT (subject) DO UPDATE SET version = greatest(those.version + 1, excluded.version);
    PERFORM set_config('reper.raised_' || who, 'yes', true);
END $$
"""
"""What was raised stands in a setting of the transaction, which a savepoint takes back with the number: to raise one
row a hundred thousand times in a transaction would take minutes.
"""

_FUNCTIONS = {
    "house_version_of_house": f"PERFORM raise_house_version({HOUSE});",
    "house_version_of_clients": """
        IF TG_OP <> 'INSERT' THEN PERFORM raise_house_version(OLD.owner_id); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM raise_house_version(NEW.owner_id); END IF;
    """,
    "house_version_of_contacts": """
        IF TG_OP <> 'INSERT' THEN
            PERFORM raise_house_version((SELECT owner_id FROM clients WHERE id = OLD.client_id));
        END IF;
        IF TG_OP <> 'DELETE' THEN
            PERFORM raise_house_version((SELECT owner_id FROM clients WHERE id = NEW.client_id));
        END IF;
    """,
}
