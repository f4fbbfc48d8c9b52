"""The code of the house, parsed and walked once for all tests that read it; so they share a worker."""

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READ_TOGETHER = pytest.mark.xdist_group("sources")


def parse(path: Path) -> ast.Module:
    return _parse(path.read_text(encoding="utf-8"))


def nodes_of(path: Path) -> Sequence[ast.AST]:
    """As `ast.walk` finds them."""
    return _walk(path.read_text(encoding="utf-8"))


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def _walk(text: str) -> Sequence[ast.AST]:
    return tuple(ast.walk(_parse(text)))


def paths_of(*folders: str, root: Path = ROOT) -> list[Path]:
    """The modules in these folders, each folder's by name."""
    return [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
