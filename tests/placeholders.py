"""
The placeholders of every literal sentence against the arguments it is given, read from the code without running it.

A missing argument is a KeyError in somebody's chat, one too many a fact that is not told. What fills a sentence that
stands elsewhere, in a table or behind a function, cannot be seen here: those are counted, and may not become more.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from tests.sources import nodes_of

SAYING = {"_": slice(0, 1), "gettext": slice(0, 1), "ngettext": slice(0, 2), "pgettext": slice(1, 2)}
"""Name of a function → which of its arguments are sentences."""

Scope: TypeAlias = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Found:
    wrong: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Sentences with placeholders that nothing in sight fills, and calls whose arguments are not in sight."""
    seen: int = 0


def looked_at(files: Sequence[Path]) -> Found:
    """What is wrong, with file and line, in these files of Python."""
    found = Found()
    for path in files:
        _Reader(path, found).read()
    return found


class _Reader:
    def __init__(self, path: Path, found: Found) -> None:
        self._path = path
        self._found = found
        self._filled: set[ast.AST] = set()

    def read(self) -> None:
        nodes = nodes_of(self._path)
        for scope in nodes:
            if isinstance(scope, Scope):
                for call in _own(scope, ast.Call):
                    self._call(scope, call)
        for call in (each for each in nodes if isinstance(each, ast.Call)):
            if call not in self._filled and any(map(_names, _sentences(call))):
                self._found.unseen.append(self._place(call))

    def _call(self, scope: Scope, call: ast.Call) -> None:
        """`fill(template, …)` or `template.format(…)`."""
        match call:
            case ast.Call(func=ast.Name(id="fill"), args=[template, *extra]):
                pass
            case ast.Call(func=ast.Attribute(value=template, attr="format"), args=extra):
                pass
            case _:
                return
        templates = _templates(scope, template)
        if not templates:
            return
        self._filled |= {node for node, _ in templates}
        named = {each.arg for each in call.keywords if each.arg}
        shared = [_keys(scope, each.value) for each in call.keywords if not each.arg]
        if None in shared or extra:
            self._found.unseen.append(self._place(call))
            return
        self._found.seen += 1
        wanted = set().union(*(_names(sentence) for _, sentence in templates))
        self._compare(call, wanted, named, set().union(*filter(None, shared)))

    def _compare(self, call: ast.Call, wanted: set[str], named: set[str], shared: set[str]) -> None:
        """What the sentences ask for is given; what is named is asked for. A dict that is passed on may hold more."""
        missing, unused = wanted - named - shared, named - wanted
        if missing:
            self._found.wrong.append(f"{self._place(call)}: nothing is given for {', '.join(sorted(missing))}")
        if unused:
            self._found.wrong.append(f"{self._place(call)}: given and not said: {', '.join(sorted(unused))}")

    def _place(self, node: ast.expr) -> str:
        return f"{self._path}:{node.lineno}"


def _own(scope: Scope, kind: type[ast.Call | ast.Assign]) -> Iterator[ast.AST]:
    """Nodes of that kind in the scope, without those of the functions inside of it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, kind):
            yield node
        waiting += ast.iter_child_nodes(node)


def _templates(scope: Scope, node: ast.expr) -> list[tuple[ast.AST, str]]:
    """The sentences that this may be, each with the node that says it; empty where one of them is not in sight."""
    match node:
        case ast.Constant(value=str(text)):
            return [(node, text)]
        case ast.IfExp(body=one, orelse=other):
            first, second = _templates(scope, one), _templates(scope, other)
            return [*first, *second] if first and second else []
        case ast.Name(id=name):
            values = [each.value for each in _own(scope, ast.Assign) if name in map(_name, each.targets)]
            found = [_templates(scope, value) for value in values if not isinstance(value, ast.Name)]
            return list(chain(*found)) if found and all(found) else []
        case ast.Call():
            return [(node, sentence) for sentence in _sentences(node)]
    return []


def _keys(scope: Scope, node: ast.expr) -> set[str] | None:
    """The keys of a dict that is written out in the same function. None: not in sight."""
    match node:
        case ast.BinOp(left=one, op=ast.BitOr(), right=other):
            first, second = _keys(scope, one), _keys(scope, other)
            return None if first is None or second is None else first | second
        case ast.Dict(keys=keys) if all(isinstance(key, ast.Constant) for key in keys):
            return {str(key.value) for key in keys if isinstance(key, ast.Constant)}
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords) if all(each.arg for each in keywords):
            return {str(each.arg) for each in keywords}
        case ast.Name(id=name):
            values = [each.value for each in _own(scope, ast.Assign) if name in map(_name, each.targets)]
            return _keys(scope, values[0]) if len(values) == 1 else None
    return None


def _sentences(call: ast.Call) -> list[str]:
    spoken = call.args[SAYING[name]] if (name := _name(call.func)) in SAYING else []
    return [each.value for each in spoken if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _names(sentence: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(sentence) if name}
