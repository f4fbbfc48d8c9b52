"""A long table in one test: a hundred lines that take a moment each need not be a hundred tests with their fixtures."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

Test = Callable[..., None]


def each_row(names: str | Sequence[str], rows: Iterable[Any]) -> Callable[[Test], Test]:
    """As `pytest.mark.parametrize`, for a plain function without fixtures. Whatever fails is told with its row."""
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else [*names]

    def of(test: Test) -> Test:
        assert set(inspect.signature(test).parameters) == {*names}, "a test with fixtures of its own stays parametrized"

        @wraps(test)
        def in_one() -> None:
            table = [_values(row, len(names)) for row in rows]
            assert table, "a table without rows"
            failed = [error for row in table if (error := _fails(test, dict(zip(names, row, strict=True)))) is not None]
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(table)} rows", failed)

        del in_one.__wrapped__  # pytest would ask for fixtures of these names
        return in_one

    return of


def _values(row: Any, count: int) -> Sequence[Any]:
    """Of a row, or of a `pytest.param`."""
    values = getattr(row, "values", None)
    if hasattr(row, "marks"):
        assert not row.marks, "a mark is for a test of its own"
        return values
    return (row,) if count == 1 else row


def _fails(test: Test, row: dict[str, Any]) -> Exception | None:
    try:
        test(**row)
    except Exception as error:  # noqa: BLE001  told with all the others
        error.add_note(f"in the row {row!r}")
        return error
    return None
