"""No door of the product records money but through the counting that asks about what is there already."""

import ast
from pathlib import Path

from tests.rows import each_row

UNCOUNTED = {("receipts", "record"), ("receipts", "settle"), ("payments", "expect")}


def around(source: str) -> list[str]:
    """The calls that would count without a question."""
    found = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Attribute)]
    named = ((each.value.attr, each.attr) for each in found if isinstance(each.value, ast.Attribute))
    return [".".join(each) for each in named if each in UNCOUNTED]


@each_row("path", sorted(Path("handlers").rglob("*.py")))
def test_no_handler_counts_money_without_the_question(path: Path) -> None:
    assert around(path.read_text("utf-8")) == []


def test_a_door_beside_it_is_noticed() -> None:
    assert around("await talk.mine.receipts.record(new)") == ["receipts.record"]
