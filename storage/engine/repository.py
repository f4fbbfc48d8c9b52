"""What every repository stands on: the session, the clock, and an insert that a repeated save cannot double."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, Update, literal

from sales.core.clock import Clock
from sales.core.errors import AlreadyDoneError
from storage.engine.insert import Insert, insert_into, table_of
from storage.engine.reading import columns_of
from storage.engine.session import One, Session
from storage.tables.types import Base

Record = TypeVar("Record")


@cache
def _once(row: type[Base], unique: tuple[str, ...], kind: Any = None, *, is_postgres: bool) -> Any:
    table = table_of(row)
    statement = insert_into(table, is_postgres=is_postgres).on_conflict_do_nothing(index_elements=unique)
    return statement.returning(*([table.c.id] if kind is None else columns_of(kind, table)))


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

    async def _insert_new(
        self, kind: Callable[..., Record], row: type[Base], unique: list[str], values: One
    ) -> Record | None:
        """As `_insert_once`: the record itself."""
        statement = _once(row, tuple(unique), kind, is_postgres=self._is_postgres)
        return await self._session.read_one(kind, statement, values)

    async def _change_once(self, change: Update) -> None:
        """What nobody has changed meanwhile. Raises AlreadyDoneError where no row is as the condition says."""
        if (await self._session.execute(change.returning(literal(1)))).first() is None:
            raise AlreadyDoneError

    async def _exists(self, query: Select[Any]) -> bool:
        return (await self._session.execute(query.limit(1))).first() is not None

    @property
    def _is_postgres(self) -> bool:
        return self._session.is_postgres
