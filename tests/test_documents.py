"""What is written for people is held true: the READMEs against the table of commands and the settings."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from reports.menu import COMMANDS

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
