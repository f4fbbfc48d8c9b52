"""
Public names of the product that the product does not use: what lives for its tests alone is removed with them.

By the letters of the name: one that is used anywhere in another meaning passes. `python -m tests.dead_names` tells.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.sources import ROOT, nodes_of, parse, paths_of

ROOMS = ("bot", "handlers", "reports", "sales", "scheduler", "storage")
BY_OTHERS = ("storage/tables", "storage/migrations")
"""Read by SQLAlchemy and Alembic, by their names."""

ALLOWED = {
    "NoNetworkSession.make_request": "called by aiogram",
    "MOST_FILE_BYTES": "the door's first endpoints stand here soon",
    "Pace.make_unlimited": "a seam for tests, which ask what is said and not how fast",
    "People.set_zone": "a person's own zone is minded everywhere already; nobody asks for it yet",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def dead_names(root: Path = ROOT) -> list[str]:
    """«storage/people/people.py: People.set_zone»"""
    return [each for each in unused_names(root) if each.rpartition(": ")[2] not in ALLOWED]


@cache
def unused_names(root: Path = ROOT) -> Sequence[str]:
    """With those that are allowed."""
    paths = paths_of(*ROOMS, root=root)
    used = {name for path in paths for node in nodes_of(path) for name in _used(node)}
    return sorted(
        f"{path.relative_to(root)}: {name}"
        for path in paths
        if not str(path.relative_to(root)).startswith(BY_OTHERS)
        for name in _public(parse(path))
        if name.rpartition(".")[2] not in used
    )


def _used(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name):
            yield name
        case ast.Constant(value=str() as name):  # as of an annotation in quotes
            yield name


def _public(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if not _is_view(node):
            yield from _named(node)
        if isinstance(node, ast.ClassDef):
            yield from (
                f"{node.name}.{name}" for each in node.body if isinstance(each, Function) for name in _named(each)
            )


def _is_view(node: ast.stmt) -> bool:
    """It is found by reports.views, under the name that it says."""
    return isinstance(node, ast.ClassDef) and any(
        isinstance(each, Function) and each.name == "draw" for each in node.body
    )


def _named(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            found = [name]
        case ast.Assign(targets=targets):
            found = [each.id for each in targets if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            found = [name]
        case _:
            found = []
    yield from (name for name in found if not name.startswith("_"))


if __name__ == "__main__":
    if found := dead_names():
        sys.exit("used by no part of the product:\n  " + "\n  ".join(found))
