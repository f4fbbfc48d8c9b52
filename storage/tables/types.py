"""Column types that refuse what once went wrong: a naive instant, a NUL in a text, a 32-bit key."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

from sales.entry.name_forms import short_name

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only for a column that is spelled INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC. Raises ValueError for a naive one, on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

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

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else short_name(value)


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
