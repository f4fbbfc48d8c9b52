"""A table in one test hides no row: each that fails is told, with its values; a table without rows is a mistake."""

import pytest

from tests.rows import each_row


def check(number: int, double: int) -> None:
    assert number * 2 == double


def test_every_row_that_fails_is_told_with_its_values() -> None:
    table = each_row("number, double", [(1, 2), (2, 5), pytest.param(3, 6, id="three"), (4, 9)])(check)

    with pytest.raises(ExceptionGroup, match="2 of 4 rows") as told:
        table()

    notes = [each.__notes__ for each in told.value.exceptions]
    assert notes == [["in the row {'number': 2, 'double': 5}"], ["in the row {'number': 4, 'double': 9}"]]


def test_a_table_that_holds_is_quiet() -> None:
    each_row(("number", "double"), [(1, 2), (2, 4)])(check)()


def test_a_table_without_rows_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="without rows"):
        each_row("number, double", [])(check)()
