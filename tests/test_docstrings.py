"""A room's public face is explained: what its functions give, take and raise; an override by what it overrides."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from tests.sources import READ_TOGETHER, ROOT, parse
from tests.test_glossary import modules, paths

pytestmark = READ_TOGETHER

FACES = ("storage", "sales", "reports/message", "handlers/framework", "handlers/dialog")
FOREIGN = {"TypeDecorator", "BaseModel", "Protocol"}
"""Bases whose methods are explained by whoever made them."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def explained() -> tuple[set[tuple[str, str]], dict[str, list[str]]]:
    """The methods with a docstring, by class and name; and the bases of each class."""
    told: set[tuple[str, str]] = set()
    bases: dict[str, list[str]] = defaultdict(list)
    for _path, nodes in modules():
        for each in (node for node in nodes if isinstance(node, ast.ClassDef)):
            bases[each.name] += [ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in each.bases]
            told |= {(each.name, it.name) for it in each.body if isinstance(it, Function) and ast.get_docstring(it)}
    return told, bases


def is_an_override(owner: str, name: str) -> bool:
    told, bases = explained()
    return any(base in FOREIGN or (base, name) in told or is_an_override(base, name) for base in bases[owner])


def unexplained(body: list[ast.stmt], owner: str = "") -> Iterator[str]:
    """Public functions without a docstring; a property is read like a field, and named like one."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from unexplained(node.body, node.name)
        elif isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node):
            marks = " ".join(ast.unparse(each) for each in node.decorator_list)
            if "property" not in marks and "overload" not in marks and not is_an_override(owner, node.name):
                yield f"{owner}.{node.name}".removeprefix(".")


@pytest.mark.parametrize("face", FACES)
def test_what_others_call_is_explained(face: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths()
        if path.is_relative_to(ROOT / face)
        for name in unexplained(parse(path).body)
    ]

    assert found == []


WRONG = '''
class Drawer:
    def open(self): ...
    def _slide(self): ...
    def shut(self):
        """Said."""

class Day(TypeDecorator):
    def process(self): ...
'''


def test_what_is_not_explained_is_found() -> None:
    drawer, day = ast.parse(WRONG).body

    assert list(unexplained([drawer])) == ["Drawer.open"]
    assert list(unexplained([day])) == ["Day.process"]  # for it is no class of the house
