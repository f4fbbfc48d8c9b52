"""Rows become records by name and type: what does not fit is refused, by mypy, on import, and at the first use."""

import ast
import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select

import storage
from storage.engine.reading import READ, UnfitRowError, check_types, columns_of
from storage.tables import SHORT_CLIENT_NAME, ContactRow, DealRow
from tests.broken_on_purpose import SEEN_BY_MYPY, Broken
from tests.sources import READ_TOGETHER, nodes_of, paths_of
from tests.storage.house import House

ROOT = Path(storage.__file__).parent


@dataclass(frozen=True, slots=True)
class Card:
    id: int
    name: str
    phone: str | None
    position: str | None = None


UNFIT: dict[str, Select[*tuple[Any, ...]]] = {
    "of one type and swapped": select(ContactRow.id, ContactRow.name, ContactRow.position, ContactRow.phone),
    "of another type": select(ContactRow.name.label("id"), ContactRow.id.label("name"), ContactRow.phone),
    "missing": select(ContactRow.id, ContactRow.name),
    "misnamed": select(ContactRow.id, ContactRow.name, ContactRow.phone.label("telephone")),
    "perhaps empty": select(ContactRow.id, ContactRow.position.label("name"), ContactRow.phone),
    "one too many": select(
        ContactRow.id, ContactRow.name, ContactRow.phone, ContactRow.position, ContactRow.telegram_id
    ),
}


@pytest.mark.parametrize("query", UNFIT.values(), ids=UNFIT)
async def test_a_column_that_is_no_field_is_refused_before_a_row_is_read(
    house: House, query: Select[*tuple[Any, ...]]
) -> None:
    with pytest.raises(UnfitRowError, match="Card"):
        check_types(Card, query)
    async with house.read() as tx:
        with pytest.raises(UnfitRowError, match="Card"):
            await tx.session.read(Card, query)
        with pytest.raises(UnfitRowError, match="Card"):
            await tx.session.read_one(Card, query)


async def test_a_field_with_a_usual_value_may_be_left_out(house: House) -> None:
    async with house.read() as tx:
        assert await tx.session.read(Card, select(ContactRow.id, ContactRow.name, ContactRow.phone)) == []


def test_a_column_is_the_tables_own_of_that_name_or_the_one_given() -> None:
    @dataclass(frozen=True, slots=True)
    class Named:
        id: int
        client_name: str

    columns = columns_of(Named, DealRow, client_name=SHORT_CLIENT_NAME)
    assert [each.key for each in columns] == ["id", "client_name"]
    with pytest.raises(AttributeError):
        columns_of(Named, DealRow)


IN_ANOTHER_ORDER = Broken("""
from sqlalchemy import select
from storage.clients.territories import Territory
from storage.engine.reading import check_types
from storage.tables import TerritoryRow as row

check_types(Territory, select(row.id, row.department_id, row.name, row.owner_id))
check_types(Territory, select(row.id, row.name, row.department_id, row.owner_id))
""")


@SEEN_BY_MYPY
@pytest.mark.timeout(600)
def test_mypy_refuses_columns_in_another_order() -> None:
    (error,) = IN_ANOTHER_ORDER.errors()
    assert error.startswith('8: Argument 1 to "check_types" has incompatible type "type[Territory]"')


@READ_TOGETHER
def test_every_kind_of_record_that_is_read_is_checked_on_import() -> None:
    for module in pkgutil.walk_packages([str(ROOT)], "storage."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)
    known = {each.__name__ for each in READ}
    asked = {each.args[0].id for each in _calls({"read", "read_one"}) if isinstance(each.args[0], ast.Name)}
    assert asked - {"kind"} <= known


@READ_TOGETHER
def test_no_row_is_laid_out_by_the_places_of_its_columns() -> None:
    starred = {
        (path.name, call.lineno)
        for path in paths_of("storage")
        for call in nodes_of(path)
        if isinstance(call, ast.Call) and any(_is_row(each) for each in call.args)
    }
    assert {name for name, _line in starred} <= {"session.py"}, starred


def _is_row(given: ast.expr) -> bool:
    """`*row`, `*row[1:]`: what a statement has answered, laid out."""
    value = given.value if isinstance(given, ast.Starred) else None
    value = value.value if isinstance(value, ast.Subscript) else value
    return isinstance(value, ast.Name) and value.id in {"row", "found", "fields"}


def _calls(names: set[str]) -> list[ast.Call]:
    return [
        node
        for path in paths_of("storage")
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
        if ast.unparse(node.func.value).endswith("session") and node.args
    ]
