"""One meaning a word: no two classes of one name in the house, and none of the words that meant too much."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.test_documents import ROOT

LAYERS = ("bot", "handlers", "reports", "scheduler", "storage", "sales")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    paths = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py")) if "versions" not in path.parts]
    return [(path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def names(tree: ast.Module) -> Iterator[str]:
    """Of classes, functions, parameters and variables."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name):
                yield name


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def refused() -> set[str]:
    """The words of the glossary's last section, in code quotes."""
    return set(re.findall(r"`(\w+)`", GLOSSARY.partition("## Refused")[2]))


PARTICIPLES = re.compile(
    r"_?(answered|asked|awaited|begun|changed|chosen|counted|done|drawn|dropped|edited|given|gone|heard|held|kept|known|"
    "made|mine|moved|named|noted|opened|owed|own|picked|planned|pressed|promised|reached|said|saved|seen|sent|shown|"
    "spoken|stored|taken|told|typed|written)"
)
"""What was named so once told a reader nothing of what it does."""


def functions(tree: ast.Module) -> Iterator[str]:
    """But for properties: what is read like a field is named like one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not any(
            "property" in ast.unparse(each) for each in node.decorator_list
        ):
            yield node.name


def meant_twice(classes: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: places for name, places in classes.items() if len(places) > 1}


def test_no_two_classes_have_one_name() -> None:
    classes: dict[str, list[str]] = defaultdict(list)
    for path, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                classes[node.name].append(str(path))

    assert meant_twice(classes) == {}
    assert meant_twice(classes | {"Payment": ["sales/a.py", "storage/b.py"]})


def test_refused_words_name_nothing() -> None:
    words = refused()
    found = {(str(path), name) for path, tree in modules() for name in names(tree) if words & words_of(name)}

    assert len(words) > 5
    assert all(words & words_of(name) for name in ("WeekErrand", "_do_errand", "ERRANDS"))
    assert found == set()


def test_a_function_is_a_verb_and_no_participle() -> None:
    found = [f"{path}: {name}" for path, tree in modules() for name in functions(tree) if PARTICIPLES.fullmatch(name)]

    assert found == []
    assert "told" in functions(ast.parse("async def told(): ..."))


def test_each_term_is_explained_once() -> None:
    rows = re.findall(r"^\| ([a-z][^|]*?) \|", GLOSSARY, re.MULTILINE)
    terms = [term for term in rows if term not in {"word", "verb"}]

    assert len(terms) == len(set(terms)) > 60
