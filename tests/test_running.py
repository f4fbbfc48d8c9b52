"""The unit, the image, compose.yaml, the rules of alarm: what of them can be tried without a daemon of theirs."""

import asyncio
import getpass
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from bot.metrics import REGISTRY
from simulator.front.process import ROOT, start

DEPLOY = ROOT / "deploy"
DOCKERFILE = (ROOT / "Dockerfile").read_text()
IN_TIME = 60
MOST_LOADED = 90
"""Modules; asyncio alone would bring a hundred. It takes 0.05 s, which a busy machine may double."""


def instructions(word: str) -> list[str]:
    """What follows that word in the Dockerfile, each in one line."""
    whole = re.sub(r"\\\n\s*", "", DOCKERFILE)
    return [line.partition(" ")[2] for line in whole.splitlines() if line.split(" ")[0] == word]


def left_out() -> list[str]:
    return [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]


def test_systemd_has_nothing_to_say_about_the_unit(tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("no systemd on this machine")
    unit = (DEPLOY / "reper.service").read_text()
    for said, here in (
        ("/opt/reper/.venv/bin/python", sys.executable),
        ("WorkingDirectory=/opt/reper", f"WorkingDirectory={ROOT}"),
        ("User=reper", f"User={getpass.getuser()}"),
    ):
        assert said in unit
        unit = unit.replace(said, here)
    file = tmp_path / "reper.service"
    file.write_text(unit)

    told = subprocess.run([tool, "verify", "--man=no", str(file)], capture_output=True, text=True, check=False)
    safe = subprocess.run(
        [tool, "security", "--offline=true", "--threshold=20", str(file)], capture_output=True, text=True, check=False
    )

    about = [line for line in (told.stdout + told.stderr).splitlines() if "reper" in line]
    assert (told.returncode, about) == (0, [])
    assert safe.returncode == 0, safe.stdout[-300:]  # 2.0 of 10


@pytest.mark.parametrize("name", [".env", ".git", ".venv", "data", "backups", "bot/__pycache__"])
def test_no_secret_and_no_data_goes_into_an_image(name: str) -> None:
    assert any(fnmatch(name, each) for each in left_out())


def test_hadolint_has_nothing_to_say_about_the_dockerfile() -> None:
    tool = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if tool is None:
        pytest.skip("no hadolint on this machine")

    told = subprocess.run([tool, str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False)

    assert (told.returncode, told.stdout) == (0, "")


@pytest.mark.long
def test_what_the_image_holds_is_installed_out_of_locked_wheels(tmp_path: Path) -> None:
    """The steps of its first stage, into another folder."""
    [install] = instructions("RUN")[:1]
    for step in install.split(" && "):
        here = step.replace("/opt/reper", str(tmp_path)).replace("/requirements.lock", str(ROOT / "requirements.lock"))
        subprocess.run(
            shlex.split(here.replace("python ", f"{sys.executable} ", here.startswith("python "))), check=True
        )

    python = tmp_path / "bin" / "python"
    told = subprocess.run([python, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
    taken = sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file())

    assert told.stdout.startswith("Reper ")
    assert taken < 170_000_000


@pytest.mark.samples
async def test_the_steps_of_a_container_one_by_one(tmp_path: Path) -> None:
    """Its sources, its settings and nothing else of this machine; run, asked, backed up, told to end."""
    sources, data = tmp_path / "reper", tmp_path / "data"
    shutil.copytree(ROOT, sources, ignore=lambda folder, names: _ignored(Path(folder), names))
    data.mkdir()
    given = sorted(sources.rglob("*"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = dict(each.split("=", 1) for each in shlex.split(instructions("ENV")[0]))
    run, ask = (
        json.loads(instructions(word)[0].partition("CMD ")[2] or instructions(word)[0])
        for word in ("CMD", "HEALTHCHECK")
    )
    async with start() as telegram:
        env = said | {"PATH": os.environ["PATH"], "DATA_DIR": str(data), "HEALTH_PORT": str(port)}
        env |= {"BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}

        async def begin(words: list[str]) -> asyncio.subprocess.Process:
            assert words[0] == "python"
            return await asyncio.create_subprocess_exec(sys.executable, *words[1:], cwd=sources, env=env)

        bot = await begin(run)
        async with asyncio.timeout(IN_TIME):
            while await (await begin(ask)).wait():
                assert bot.returncode is None
                await asyncio.sleep(0.2)
        assert await (await begin(["python", "-m", "bot", "backup"])).wait() == 0
        bot.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(bot.wait(), 20) == 0

    assert [*(data / "backups").glob("reper-*.db")]
    assert {path.name for path in tmp_path.iterdir()} == {"reper", "data"}
    assert sorted(sources.rglob("*")) == given  # compose.yaml gives them read-only
    assert await (await begin(ask)).wait() == 1  # nobody is there any more


def _ignored(folder: Path, names: list[str]) -> set[str]:
    inside = folder.relative_to(ROOT)
    paths = {name: str(inside / name) for name in names}
    return {name for name, path in paths.items() if any(fnmatch(path, each.removeprefix("**/")) for each in left_out())}


def test_the_health_check_imports_nothing_heavy() -> None:
    words = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    loaded = {line.rpartition("|")[-1].strip() for line in told.stderr.splitlines()[1:]}

    assert not {"asyncio", "pydantic", "http"} & loaded
    assert len(loaded) < MOST_LOADED


def test_compose_keeps_the_data_and_lets_the_bot_end_in_peace() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]

    assert services["reper"]["environment"]["DATA_DIR"] == "/data"
    assert "data:/data" in services["reper"]["volumes"]
    assert services["postgres"]["profiles"] == ["postgres"]
    assert "profiles" not in services["reper"]
    assert {"/data"} == set(instructions("VOLUME"))


def test_the_example_settings_do_not_move_the_data_out_of_the_volume() -> None:
    """Docker's --env-file wins over the image's ENV, and -e wins over both."""
    running = (ROOT / "docs" / "running.md").read_text()
    example = (ROOT / "config.example.env").read_text()

    assert "DATA_DIR=data" in example
    assert "-e DATA_DIR=/data -e HEALTH_PORT=8081" in running
    assert not [line for line in example.splitlines() if line[:1] not in {"", "#"} and re.search("=[\"']", line)]


@pytest.mark.parametrize("name", ["alerts.yml", "dashboard.json"])
def test_every_figure_that_a_rule_names_is_there_from_the_start(name: str) -> None:
    text = (DEPLOY / name).read_text()
    read = yaml.safe_load(text) if name.endswith("yml") else json.loads(text)
    samples = [sample for metric in REGISTRY.collect() for sample in metric.samples]
    born = {sample.name for sample in samples}
    outcomes = {(sample.name, sample.labels["outcome"]) for sample in samples if "outcome" in sample.labels}

    assert read
    assert set(re.findall(r"\b((?:reper|process)_[a-z_]+)", text)) <= born
    assert set(re.findall(r'(reper_[a-z_]+)\{outcome=\\?"([a-z_]+)', text)) <= outcomes
