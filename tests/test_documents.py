"""What is written for people is held true: what it names is there, and every command and setting is named."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.__main__ import _parser
from bot.metrics import REGISTRY
from bot.settings import Settings
from bot.version import VERSION
from reports.general.menu import COMMANDS
from tests import settings_page
from tests.rows import each_row

ROOT = Path(__file__).resolve().parent.parent
READMES = [ROOT / "README.md", ROOT / "README.ru.md"]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ROOMS = ("bot", "handlers", "reports", "storage", "sales", "scheduler", "simulator", "tests")


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_command_and_no_other(readme: Path) -> None:
    named = set(re.findall(r"`/([a-z]+)`", readme.read_text(encoding="utf-8")))

    assert named == {command.name for command in COMMANDS} | {"start"}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_no_setting_that_is_not_there(readme: Path) -> None:
    named = set(re.findall(r"`([A-Z][A-Z]+(?:_[A-Z]+)+|TIMEZONE|LANGUAGE)`", readme.read_text(encoding="utf-8")))

    assert "BOT_TOKEN" in named
    assert named <= {name.upper() for name in Settings.model_fields} | {"DEMO_PORT"}


def test_the_page_of_settings_is_what_the_settings_say() -> None:
    assert settings_page.PAGE.read_text(encoding="utf-8") == settings_page.make_page(), "make settings"


def test_a_version_has_its_day_and_its_chapter() -> None:
    """Newest first; the one that runs stands among them."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = re.findall(r"^## (\d+\.\d+\.\d+) · (\d{4}-\d\d-\d\d)$", text, flags=re.MULTILINE)

    assert VERSION in dict(told)
    assert [day for _, day in told] == sorted((day for _, day in told), reverse=True)


def test_no_file_of_the_community_is_missing() -> None:
    documents = ("LICENSE", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "CHANGELOG.md")
    for name in (*documents, ".editorconfig", ".pre-commit-config.yaml"):
        assert (ROOT / name).is_file(), name
    for form in (ROOT / ".github").rglob("*.yml"):
        assert yaml.safe_load(form.read_text("utf-8")), form


def absent(text: str, folder: Path) -> set[str]:
    """What a document in that folder names and is not there: files, links, targets of make, modules, names in code."""
    named = set(re.findall(rf"`((?:{'|'.join(ROOMS)}|docs|locales)/[^`\s<>*…]*)`", text))
    linked = set(re.findall(r"\]\((?!http|#)([^)#\s]+)", text))
    made = set(re.findall(r"(?:^ {4}|`)(?:[A-Z_]+=\S+ )*make ([a-z]+)", text, flags=re.MULTILINE))
    run = set(re.findall(r"python -m ([a-z_.]+[a-z_])", text)) - {"pip", "venv"}
    return (
        {each for each in named if not (ROOT / each).exists()}
        | {each for each in linked if not (folder / each).exists()}
        | {f"make {each}" for each in made - _targets()}
        | {f"python -m {each}" for each in run if not (_is_module(each) or _is_module(f"{each}.__main__"))}
        | {each for each in re.findall(r"`((?:\w+\.)+\w+)`", text) if not _is_in_code(each)}
    )


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


def _is_module(name: str) -> bool:
    return (ROOT / name.replace(".", "/")).with_suffix(".py").exists()


def _is_in_code(name: str) -> bool:
    """`Session.once`, `sales.core.clock.Clock`. What begins like nothing of ours is not asked about."""
    first, *_, last = name.split(".")
    if first in ROOMS:
        return _is_module(name) or (_is_module(name.rpartition(".")[0]) and last in _names())
    return f"class {first}" not in _code() or last in _names()


@cache
def _code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for room in ROOMS[:-1] for path in (ROOT / room).rglob("*.py"))


@cache
def _names() -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _code()))


@each_row("document", DOCUMENTS)
def test_what_a_document_names_is_there(document: Path) -> None:
    assert absent(document.read_text(encoding="utf-8"), document.parent) == set()


def test_what_is_not_there_is_found() -> None:
    wrong = {
        "`storage/post.py`": "storage/post.py",
        "[why](decisions/0099-nothing.md)": "decisions/0099-nothing.md",
        "    DEMO_PORT=8091 make dema": "make dema",
        "`python -m tests.chao --seed 7`": "python -m tests.chao",
        "`Session.twyce`": "Session.twyce",
        "`sales.clock.Clock`": "sales.clock.Clock",
    }
    assert absent("\n".join(wrong), ROOT / "docs") == set(wrong.values())


def test_the_house_is_drawn_as_it_stands() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = set(re.findall(r"^\| `([a-z]+)/`", text, flags=re.MULTILINE))

    assert rooms == set(ROOMS) - {"tests"}


def test_what_a_feature_costs_is_told_by_files_that_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("### For example")[2]
    named = re.findall(rf"(?:{'|'.join(ROOMS)}|locales)/[\w./]*[\w/]", text)

    assert len(named) > 30
    assert [each for each in named if not (ROOT / each).exists()] == []
    drawers = {str(path.relative_to(ROOT)) for room in ROOMS[:-1] for path in (ROOT / room / "debts").glob("[!_]*.py")}
    assert drawers - set(named) == set()
    imported = re.compile(rf"^from (?:{'|'.join(ROOMS[:-1])})\.debts\b", re.MULTILINE)
    files = [path for room in ROOMS[:-1] for path in (ROOT / room).rglob("*.py") if "debts" not in path.parts]
    users = {str(path.relative_to(ROOT)) for path in files if imported.search(path.read_text("utf-8"))}
    assert users - set(named) == set()


def test_a_feature_is_registered_where_it_is_told() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = text.partition("and the lines that register them:")[2].partition("Debts needed none of these")[0]
    places = [ROOT / each for each in re.findall(rf"(?:{'|'.join(ROOMS)})/[\w./]*\w", told)]

    assert len(places) > 8
    assert [place for place in places if not re.search("debt|dbt", place.read_text("utf-8"), re.IGNORECASE)] == []


def test_what_is_written_about_running_it_is_so() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    commands = set(_parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr, arg-type]

    assert set(re.findall(r"python -m bot ([a-z-]+)", text)) <= commands
    settings = {name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"\b([A-Z]+_[A-Z_]+)\b", text)) - {"ON_ERROR_STOP"} <= settings
    figures = {metric.name for metric in REGISTRY.collect()}
    assert {name.removesuffix("_total") for name in re.findall(r"`(reper_[a-z_]+)", text)} <= figures
    told = set(re.findall(r"^\| `([a-z]+)` \|", text, flags=re.MULTILINE))
    assert told == set(
        re.findall(r'(?:found\[|return \{)"([a-z]+)"', (ROOT / "bot/operations/health.py").read_text(encoding="utf-8"))
    )
