"""One meaning a word: no two classes of one name in the house, and none of the words that meant too much."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.sources import READ_TOGETHER, ROOT, nodes_of, parse, paths_of

pytestmark = READ_TOGETHER

LAYERS = ("bot", "handlers", "reports", "scheduler", "storage", "sales")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def paths() -> list[Path]:
    return [path for path in paths_of(*LAYERS) if "versions" not in path.parts]


@cache
def modules() -> list[tuple[Path, Sequence[ast.AST]]]:
    return [(path.relative_to(ROOT), nodes_of(path)) for path in paths()]


def names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Of classes, functions, parameters and variables."""
    for node in nodes:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name):
                yield name


@cache
def words_of(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name))


def refused() -> set[str]:
    """The words of the glossary's last section, in code quotes."""
    return set(re.findall(r"`(\w+)`", GLOSSARY.partition("## Refused")[2]))


def words_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


PARTICIPLES = words_in("""
    answered arrived asked assumed awaited begun born brought calibrated came carried changed chosen closed confirmed
    copied counted derived done drafted drawn dropped edited ended entered expected forgotten found frozen given gone
    handed heard held joined judged kept known left listed lit lost made meant mentioned merged met mine moved named
    noted opened owed own paid parted picked planned pressed promised proposed ranked reached received recorded
    redrawn refused repeated resolved resumed returned said saved seen sent settled shown skipped sought spoken stored
    taken told tried typed undone understood used valued warned worded written
""")
"""What is named so tells a reader nothing of what it does: `told`, `reason_said`, `taken_by`."""

VERBS = words_in("""
    add align answer are ask begin call cancel change check choose compute confirm copy count cut draw drop enter fill
    find forget get give has hear hold is keep learn leave let list look make mark may meet note offer open order pick
    plan press propose put read record refuse rename save select set show start stir sum take tally tell turn undo walk
    was where withdraw write
""")


def is_unclear(name: str) -> bool:
    """Whether a participle stands at one of its ends, and no verb (or question) at its beginning."""
    words = name.strip("_").split("_")
    return words[0] not in VERBS and (words[0] in PARTICIPLES or words[-1] in PARTICIPLES)


def functions(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """But for properties: what is read like a field is named like one."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not any(
            "property" in ast.unparse(each) for each in node.decorator_list
        ):
            yield node.name


def meant_twice(classes: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: places for name, places in classes.items() if len(places) > 1}


def test_no_two_classes_have_one_name() -> None:
    classes: dict[str, list[str]] = defaultdict(list)
    for path in paths():
        for node in parse(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                classes[node.name].append(str(path.relative_to(ROOT)))

    assert meant_twice(classes) == {}
    assert meant_twice(classes | {"Payment": ["sales/a.py", "storage/b.py"]})


def test_refused_words_name_nothing() -> None:
    words = refused()
    found = {(str(path), name) for path, nodes in modules() for name in names(nodes) if words & words_of(name)}

    assert len(words) > 5
    assert all(words & words_of(name) for name in ("WeekErrand", "_do_errand", "ERRANDS"))
    assert found == set()


def hung(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The handlers that a router is told of."""
    for node in nodes:
        if isinstance(node, ast.AsyncFunctionDef) and any("router." in ast.unparse(it) for it in node.decorator_list):
            yield node.name


def test_a_function_is_a_verb_and_no_participle() -> None:
    found = [f"{path}: {name}" for path, nodes in modules() for name in functions(nodes) if is_unclear(name)]

    assert found == []
    assert all(map(is_unclear, ("told", "_made", "reason_said", "taken_by", "handed_on", "own_month")))
    assert not any(map(is_unclear, ("tell_taken", "is_known", "_find_made", "month_of")))
    assert "told" in functions(ast.walk(ast.parse("async def told(): ...")))


def test_a_handler_says_what_it_does() -> None:
    found = [f"{path}: {name}" for path, nodes in modules() for name in hung(nodes) if name.split("_")[0] not in VERBS]

    assert found == []
    assert list(hung(ast.walk(ast.parse("@router.message(F.text)\nasync def week(): ...")))) == ["week"]


def test_each_term_is_explained_once() -> None:
    rows = re.findall(r"^\| ([a-z][^|]*?) \|", GLOSSARY, re.MULTILINE)
    terms = [term for term in rows if term not in {"word", "verb"}]

    assert len(terms) == len(set(terms)) > 60
