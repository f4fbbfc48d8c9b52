"""The command line, as an operator meets it: quick where nothing is served, clear where something is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.front.process import ROOT

TOKEN = "123456:AAH-secret"
AND_TELL = "import sys; from bot.__main__ import main; code = main(sys.argv[1:]); print('aiogram' in sys.modules, code)"


def run(folder: Path, *arguments: str, program: str = AND_TELL, **env: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, with nothing of this one's settings."""
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "XDG_RUNTIME_DIR"}}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT), "BOT_TOKEN": TOKEN, "DATA_DIR": str(folder)} | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_migrating_and_the_owners_link_do_not_wait_for_aiogram(tmp_path: Path) -> None:
    migrated = run(tmp_path, "migrate")
    linked = run(tmp_path, "owner-link")

    assert migrated.stdout == "False 0\n"
    assert (tmp_path / "reper.db").exists()
    assert "?start=" in linked.stdout
    assert linked.stdout.endswith("False 0\n")


def test_a_missing_token_is_one_sentence_and_code_2(tmp_path: Path) -> None:
    said = run(tmp_path, "run", BOT_TOKEN="")

    assert said.stdout == "False 2\n"
    assert said.stderr == "BOT_TOKEN is not set. Put it into .env; config.example.env shows every setting.\n"


@pytest.mark.parametrize("arguments", [["health"], ["--version"]])
def test_what_a_container_asks_again_and_again_does_not_wait_for_a_database(
    arguments: list[str], tmp_path: Path
) -> None:
    told = "import sys, atexit\natexit.register(lambda: print(*{'aiogram', 'sqlalchemy'} & {*sys.modules}))\n"
    said = run(tmp_path, *arguments, program=f"{told}from bot.__main__ import main\nsys.exit(main(sys.argv[1:]))")

    assert said.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize("arguments", [[], ["serve"], ["run", "--fast"]])
def test_a_command_that_is_not_there_is_explained(arguments: list[str], tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert said.returncode == 2
    assert "usage: python -m bot" in said.stderr
