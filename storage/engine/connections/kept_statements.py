"""
Statements that are kept, straight to the driver.

SQLAlchemy puts a statement's text together, knows how its values are written and how its rows are read, and goes
through all of that each time that it is run: on SQLite that takes five times what the driver itself does. So a
statement that is run for the third time is remembered here with all three. One that is put together anew each time
never is.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from sqlalchemy import CursorResult, Executable, Select, SelectBase, UpdateBase
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import TupleType, TypeEngine

MOST_KEPT = 2000
"""More than there are; those that were put together for one call and run several times in it push them out."""

MOST_SHAPES = 64
"""Of one statement: of each another text, for lists of other lengths."""

Convert = Callable[[Any], Any]
Named = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """What stands at one place of the text."""

    name: str
    place: int | None
    """In a list."""
    write: Convert | None
    own: Any
    """Where the name is not given; REQUIRED where it must be."""


@dataclass(frozen=True, slots=True)
class Shape:
    text: str
    values: tuple[Value, ...]


REQUIRED: Final = object()


class KeptStatement:
    """Of one statement, asked with the same names each time."""

    def __init__(self, compiled: SQLCompiler, dialect: Dialect, names: Sequence[str], types: Sequence[Any]) -> None:
        self._compiled = compiled
        self._dialect = dialect
        self._lists = tuple((each.key, each.value) for each in compiled.binds.values() if each.expanding)
        self._shapes: dict[tuple[int, ...], Shape] = {}
        row = cast("Any", namedtuple)("KeptRow", names, rename=True)  # noqa: PYI024  its names are known only here
        self._make: Convert = row._make
        self._reads = tuple(_reader(each, dialect) for each in types)
        self._is_plain = not any(self._reads)

    def write(self, named: Named | None) -> tuple[str, list[Any]] | None:
        """The text and its values, in their order; None where it has too many shapes, and where a name is missing or a
        value is none: SQLAlchemy says that in words.
        """
        given = named or {}
        lengths: tuple[int, ...] = ()
        if self._lists:
            given = {**given, **{name: list(given[name]) for name, _ in self._lists if name in given}}
            lengths = tuple(len(given.get(name, own) or ()) for name, own in self._lists)
        shape = self._shapes.get(lengths) or self._find_shape(lengths, given)
        try:
            return None if shape is None else (shape.text, _write(shape.values, given))
        except (LookupError, ValueError, TypeError, AttributeError):
            return None

    def read(self, found: Sequence[Sequence[Any]]) -> Sequence[Any]:
        """Rows as the driver brings them, as rows with names."""
        make = self._make
        if self._is_plain:
            return [make(each) for each in found]
        return [
            make([value if read is None else read(value) for value, read in zip(each, self._reads, strict=True)])
            for each in found
        ]

    def _find_shape(self, lengths: tuple[int, ...], given: Named) -> Shape | None:
        if len(self._shapes) >= MOST_SHAPES:
            return None
        binds = self._compiled.binds
        lacking = {each.key: None for each in binds.values() if each.required and each.key not in given}
        state = self._compiled.construct_expanded_state(lacking | dict(given))
        parts: dict[str, tuple[BindParameter[Any], int | None]] = {name: (each, None) for name, each in binds.items()}
        for name, several in state.parameter_expansion.items():
            parts |= {part: (binds[name], place) for place, part in enumerate(several)}
        values = tuple(_value(*parts[each], self._dialect) for each in state.positiontup or ())
        shape = self._shapes[lengths] = Shape(state.statement, values)
        return shape


def _write(values: Sequence[Value], given: Named) -> list[Any]:
    written = []
    for each in values:
        said = given.get(each.name, each.own)
        if said is REQUIRED:
            raise LookupError(each.name)
        if each.place is not None:
            said = said[each.place]
        written.append(said if each.write is None else each.write(said))
    return written


def _value(bind: BindParameter[Any], place: int | None, dialect: Dialect) -> Value:
    write = bind.type.dialect_impl(dialect).bind_processor(dialect)
    own: Any = REQUIRED if bind.required else bind.value
    if place is not None and own is not REQUIRED:
        own = list(own)
    return Value(bind.key, place, write, own)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


class KeptStatements:
    """By the statement itself."""

    def __init__(self) -> None:
        self._seen: WeakKeyDictionary[Executable, set[tuple[str, ...]]] = WeakKeyDictionary()
        self._kept: dict[Executable, dict[tuple[str, ...], KeptStatement | None]] = {}

    def find(self, statement: Executable, named: object) -> KeptStatement | None:
        """None of one that is not known well enough, or is never to be kept."""
        known = self._kept.get(statement)
        return None if known is None else known.get(_names(statement, named))

    def note(self, statement: Executable, named: object, answer: CursorResult[Any]) -> None:
        """It was run by SQLAlchemy, with that answer."""
        names, seen = _names(statement, named), self._seen.setdefault(statement, set())
        if names not in seen:
            seen.add(names)
        elif statement not in self._kept or names not in self._kept[statement]:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = None if isinstance(named, Sequence) else _keep(statement, names, answer)
            self._kept.setdefault(statement, {})[names] = found


def _names(statement: Executable, named: object) -> tuple[str, ...]:
    """By which a change differs: its columns are those that are given."""
    return () if statement.is_select or not isinstance(named, Mapping) else tuple(named)


def _keep(statement: Any, names: tuple[str, ...], answer: CursorResult[Any]) -> KeptStatement | None:
    """None of what SQLAlchemy does more for than to send it."""
    if not isinstance(statement, SelectBase | UpdateBase):  # a text says of no column what is in it
        return None
    dialect = answer.dialect
    compiled = statement.compile(dialect=dialect, column_keys=sorted(names) if names else None)
    if not isinstance(compiled, SQLCompiler) or _needs_more(compiled):
        return None
    columns: tuple[Any, ...] = ()
    if answer.returns_rows:
        columns = tuple(statement.inner_columns if isinstance(statement, Select) else statement.exported_columns)
        if len(columns) != len(answer.keys()):
            return None
    names_read = tuple(answer.keys()) if answer.returns_rows else ()
    return KeptStatement(compiled, dialect, names_read, [each.type for each in columns])


def _needs_more(compiled: SQLCompiler) -> bool:
    """Values that are made beside it, or written into its text; what is found out only as it is run."""
    made = compiled.literal_execute_params or compiled.insert_prefetch or compiled.update_prefetch
    return bool(made) or not compiled.positional or any(map(_is_odd, compiled.binds.values()))


def _is_odd(bind: BindParameter[Any]) -> bool:
    return bind.callable is not None or isinstance(bind.type, TupleType)


KEPT: Final = KeptStatements()
"""Of SQLite, whose text is the same for every database: PostgreSQL is asked through SQLAlchemy (decision 15)."""
