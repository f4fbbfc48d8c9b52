"""What is written for people is held true: the READMEs against the table of commands and the settings."""

import re
from pathlib import Path

import pytest

from bot.__main__ import _parser
from bot.metrics import REGISTRY
from bot.settings import Settings
from reports.general.menu import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
READMES = [ROOT / "README.md", ROOT / "README.ru.md"]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_command_and_no_other(readme: Path) -> None:
    named = set(re.findall(r"`/([a-z]+)`", readme.read_text(encoding="utf-8")))

    assert named == {command.name for command in COMMANDS} | {"start"}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_setting_and_no_other(readme: Path) -> None:
    named = set(re.findall(r"`([A-Z][A-Z]+(?:_[A-Z]+)+|TIMEZONE|LANGUAGE)`", readme.read_text(encoding="utf-8")))

    assert named == {name.upper() for name in Settings.model_fields} | {"DEMO_PORT"}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_what_a_readme_tells_to_run_is_there(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert set(re.findall(r"make ([a-z]+)", text)) <= targets
    for link in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (ROOT / link).exists(), link


def test_the_house_is_drawn_as_it_stands() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = set(re.findall(r"^\| `([a-z]+)/`", text, flags=re.MULTILINE))

    assert rooms == {"bot", "handlers", "scheduler", "reports", "storage", "sales", "simulator"}
    for path in re.findall(r"`((?:bot|handlers|reports|storage|sales|scheduler|tests|simulator)/[\w/.]+\.py)`", text):
        assert (ROOT / path).exists(), path


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
