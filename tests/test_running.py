"""The unit and the Dockerfile of docs/running.md: what of them can be tried without systemd's or Docker's daemon."""

import getpass
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUNNING = (ROOT / "docs" / "running.md").read_text()
INDENT = "    "


def block(first: str) -> list[str]:
    """The lines of the indented block that begins so."""
    lines = RUNNING.splitlines()
    begun = lines[lines.index(INDENT + first) :]
    ends = next((n for n, line in enumerate(begun) if line and not line.startswith(INDENT)), len(begun))
    return [line.removeprefix(INDENT) for line in begun[:ends]]


def test_systemd_has_nothing_to_say_about_the_unit(tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("no systemd on this machine")
    unit = "\n".join(block("[Unit]"))
    for said, here in (
        ("/opt/reper/.venv/bin/python", sys.executable),
        ("/opt/reper", str(ROOT)),
        ("User=reper", f"User={getpass.getuser()}"),
    ):
        assert said in unit
        unit = unit.replace(said, here)
    file = tmp_path / "reper.service"
    file.write_text(f"{unit}\n")

    told = subprocess.run([tool, "verify", str(file)], capture_output=True, text=True, check=False)

    about = [line for line in (told.stdout + told.stderr).splitlines() if "reper" in line]
    assert (told.returncode, about) == (0, [])


def test_the_dockerfile_installs_what_is_locked_and_starts_what_there_is() -> None:
    told = "\n".join(block("FROM python:3.11-slim"))

    assert (ROOT / "requirements.lock").is_file()
    for module, deed in re.findall(r'"-m", "(\w+)", "(\w+)"', told):
        assert (ROOT / module / "__main__.py").is_file()
        assert deed in {"run", "health"}


@pytest.mark.parametrize("name", [".env", ".git", ".venv", "data", "backups", "bot/__pycache__"])
def test_no_secret_and_no_data_goes_into_an_image(name: str) -> None:
    left_out = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]

    assert any(fnmatch(name, each) for each in left_out)


def test_the_example_settings_do_not_move_the_data_out_of_the_volume() -> None:
    """Docker's --env-file wins over the image's ENV, and -e wins over both."""
    run = "\n".join(block("docker run -d --name reper --restart=always --stop-timeout 20 --env-file .env \\"))
    example = (ROOT / "config.example.env").read_text()

    assert "DATA_DIR=data" in example
    assert "-e DATA_DIR=/data" in run
    assert "-e HEALTH_PORT=8081" in run
    assert not [line for line in example.splitlines() if line[:1] not in {"", "#"} and re.search("=[\"']", line)]
