"""
Rows become records by the names and types of their columns.

What does not fit (a missing, misnamed or swapped column, another type, an empty value where none may be) is refused
before the first row is read: by `check_types` as the module is imported, and once for each query by `Session.read`.
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, TypeVarTuple, Union, get_args, get_origin, get_type_hints
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Select, Table
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import ReturnsRows

from storage.tables.types import Base

Record = TypeVar("Record")
Ts = TypeVarTuple("Ts")

Value = TypeVar("Value")
Column: TypeAlias = ColumnElement[Value] | InstrumentedAttribute[Value]

QUERIES = 1024
"""More than there are; those that are put together anew each time push one another out."""


class UnfitRowError(TypeError):
    """The columns of a query are not the fields of the record that is to be made of them."""


def columns_of(kind: Any, table: type[Base] | Table, **others: Column[Any]) -> list[ColumnElement[Any]]:
    """A column for each field of the record: the table's of that name, or the one given for it."""
    own = table.c if isinstance(table, Table) else table
    return [
        others[each.name].label(each.name) if each.name in others else getattr(own, each.name) for each in fields(kind)
    ]


def check_types(kind: Callable[[*Ts], Record], query: Select[*Ts]) -> Select[*Ts]:
    """The query itself, whose rows are such records. Raises UnfitRowError."""
    fit(kind, query)
    READ.add(kind)
    return query


def tables_of(query: Select[*Ts]) -> frozenset[str]:
    """The tables that it reads, those inside of it too: what is kept of it stands until one of them is written."""
    return frozenset(each.name for each in visitors.iterate(query) if isinstance(each, Table))


READ: set[Any] = set()
"""Every kind of record that is read, as soon as its module is imported."""


_FITS: WeakKeyDictionary[ReturnsRows, Any] = WeakKeyDictionary()
"""The queries that are kept, and what was made of their rows."""


def fit(kind: Any, query: ReturnsRows, beside: int = 0) -> None:
    """Raise UnfitRowError where this query's rows are no such records; each query is looked at once.

    `beside`: how many columns at the end are none of the record's.
    """
    if _FITS.get(query) is not kind:
        columns = tuple(query.inner_columns if isinstance(query, Select) else query.exported_columns)
        _fit(kind, columns[: len(columns) - beside])
        _FITS[query] = kind


@lru_cache(QUERIES)
def _fit(kind: Any, columns: tuple[Any, ...]) -> None:
    asked = [each for each in fields(kind) if each.init]
    names = [each.name for each in asked]
    given = [getattr(each, "key", None) for each in columns]
    if given != names[: len(given)] or any(_is_needed(each) for each in asked[len(given) :]):
        raise UnfitRowError(f"{kind.__name__} is made of {names}, and not of {given}")
    hints = _hints(kind)
    for name, column in zip(names, columns, strict=False):
        given_types, wanted = set(_types_of(column)), set(_parts(hints[name]))
        if not all(_is_one_of(each, wanted) for each in given_types):
            raise UnfitRowError(f"{kind.__name__}.{name} is {hints[name]}, and not {given_types}")


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _types_of(column: Any) -> Iterator[Any]:
    """What Python makes of its values; the type of no column is unknown."""
    yield from _parts(column.type.python_type)
    element = getattr(column, "element", column)
    if getattr(element, "nullable", False) and not getattr(element, "primary_key", False):
        yield NoneType


def _parts(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in (Union, UnionType):
        for each in get_args(hint):
            yield from _parts(each)
    else:
        yield get_origin(hint) or hint


def _is_one_of(given: Any, wanted: set[Any]) -> bool:
    """A word of a list may be read as a text; but a moment is no day, and a yes is no number. JSON may be anything."""
    return (
        given in wanted
        or (str in wanted and issubclass(given, str))
        or (given is object and bool(wanted & {dict, list}))
    )
