"""Column types that refuse what once went wrong: a naive instant, a NUL in a text, a 32-bit key."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, get_args

from sqlalchemy import JSON, BigInteger, DateTime, Integer, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

from sales.calendar.slots import Slot
from sales.entry.clients.name_forms import legal_form, normal_form, short_name

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only for a column that is spelled INTEGER."""


class Word(TypeDecorator[Any]):
    """One word of a list (or of a union of lists), as it is spelled. Raises KeyError for another, on the way out."""

    impl = String
    cache_ok = True

    def __init__(self, words: Any, length: int) -> None:
        super().__init__(length)
        self.words = words
        self.length = length

    @property
    def python_type(self) -> Any:
        return self.words

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], StrEnum | None]:
        del dialect, coltype
        lists: tuple[type[StrEnum], ...] = get_args(self.words) or (self.words,)
        known: dict[str | None, StrEnum | None] = {each.value: each for words in lists for each in words}
        return (known | {None: None}).__getitem__


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC. Raises ValueError for a naive one, on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a zone: {value!r}")
        instant = value.astimezone(UTC)
        return instant if dialect.name == "postgresql" else instant.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ShortName(TypeDecorator[str]):
    """A client's name as lists show it, without its legal form; only read, never stored."""

    impl = String(120)
    cache_ok = True
    python_type = str

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else short_name(value)


_form_of = lru_cache(maxsize=65536)(legal_form)
_normal_of = lru_cache(maxsize=65536)(normal_form)
"""The same clients and contacts are read with every message."""


class FormOfName(TypeDecorator[str]):
    """The legal form written in a client's name, if any; only read, never stored."""

    impl = String(120)
    cache_ok = True
    python_type = str

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else _form_of(value)


class NormalForm(TypeDecorator[str]):
    """A name as names are compared; only read, never stored."""

    impl = String(120)
    cache_ok = True
    python_type = str

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else _normal_of(value)


class WallTime(TypeDecorator[time]):
    """HH:MM of a wall."""

    impl = String(5)
    cache_ok = True
    python_type = time

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else f"{value:%H:%M}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        del dialect
        return None if value is None else _wall(value)


class Slots(TypeDecorator[tuple[Slot, ...]]):
    """The slots of a day, in the order in which they were given."""

    impl = JSON
    cache_ok = True
    python_type = tuple

    def process_bind_param(self, value: tuple[Slot, ...] | None, dialect: Dialect) -> list[str] | None:
        del dialect
        return None if value is None else [slot.code for slot in value]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[Slot, ...] | None:
        del dialect
        return None if value is None else tuple(Slot(_wall(code)) for code in value)


@cache
def _wall(code: str) -> time:
    return time.fromisoformat(code)


class Base(DeclarativeBase):
    """Every constraint has a name: a migration cannot drop what it cannot call."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, int: BigInteger}  # noqa: RUF012  SQLAlchemy's own protocol


Json = dict[str, Any]
