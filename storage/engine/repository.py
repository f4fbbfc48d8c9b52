"""What every repository stands on: the session, the clock, and an insert that a repeated save cannot double."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, Update, literal

from sales.core.clock import Clock
from sales.core.errors import AlreadyDoneError
from storage.engine.insert import Insert, insert_into, table_of
from storage.engine.session import Session
from storage.tables.types import Base


@cache
def _once(row: type[Base], unique: tuple[str, ...], *, is_postgres: bool) -> Executable:
    table = table_of(row)
    statement = insert_into(table, is_postgres=is_postgres).on_conflict_do_nothing(index_elements=unique)
    return statement.returning(table.c.id)


class Repository:
    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self.stand: tuple[object, ...] = session, clock

    def _insert(self, row: type[Base]) -> Insert:
        return insert_into(table_of(row), is_postgres=self._is_postgres)

    async def _insert_once(self, row: type[Base], unique: list[str], values: Mapping[str, Any]) -> int | None:
        """The new row's id, or None where its unique key is taken already."""
        statement = _once(row, tuple(unique), is_postgres=self._is_postgres)
        new = await self._session.scalar(statement, values)
        return None if new is None else int(new)

    async def _change_once(self, change: Update) -> None:
        """What nobody has changed meanwhile. Raises AlreadyDoneError where no row is as the condition says."""
        if (await self._session.execute(change.returning(literal(1)))).first() is None:
            raise AlreadyDoneError

    async def _exists(self, query: Select[Any]) -> bool:
        return (await self._session.execute(query.limit(1))).first() is not None

    @property
    def _is_postgres(self) -> bool:
        return self._session.is_postgres
