"""Somebody who has just cloned the repository and reads nothing but the README."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest

from bot.settings import Settings
from simulator.front.process import ROOT, start
from simulator.hands.driver import Simulation

pytestmark = pytest.mark.long

INSTALLED_WITHIN = 240.0
DEMO_WITHIN = 20.0
"""Seconds from nothing to the address of the page, where uv is there."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", tmp_path / "reper"], check=True)
    return tmp_path / "reper"


def commands() -> list[str]:
    """What the README says to type, in order."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    walk = readme.partition("## Try it")[2].partition("## What a manager types")[0]
    return re.findall(r"^ {4}((?:[A-Z_]+=\S+ )*make .*)$", walk, flags=re.MULTILINE) + re.findall(
        r"^\d\. .*?`((?:install|make)[^`]*)`", walk, flags=re.MULTILINE
    )


@asynccontextmanager
async def typed(line: str, folder: Path, words: str) -> AsyncIterator[str]:
    """The command at work in the folder, from the line on that holds these words."""
    env = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    pipe = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.STDOUT}
    process = await asyncio.create_subprocess_shell(line, cwd=folder, env=env, start_new_session=True, **pipe)
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(INSTALLED_WITHIN):
            while words not in said:
                piece = (await process.stdout.readline()).decode()
                assert piece, said
                said += piece
        yield said
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGINT)
        await asyncio.wait_for(process.communicate(), 30)


@pytest.mark.timeout(600)
async def test_the_readme_alone_leads_to_a_demo_and_to_a_department(clone: Path) -> None:
    demo, install, run = commands()
    assert demo == "LANGUAGE=en make demo"
    began = monotonic()
    async with typed(f"DEMO_PORT=0 {demo}", clone, "http://") as said:
        took = monotonic() - began
        async with Simulation.at(re.findall(r"http://\S+", said)[0]) as sim:
            people = {each["first_name"]: each["id"] for each in (await sim.state())["people"]}
            anna = await sim.phone(people["Anna"])
            await anna.types("payment 200k Camomile tomorrow 80%")
            assert (await anna.sees("200 000", within=30)).by_bot
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # others' work is not ours to answer for
    assert took < DEMO_WITHIN * busy or shutil.which("uv") is None, f"{took:.0f} s"

    assert await (await asyncio.create_subprocess_shell(install, cwd=clone)).wait() == 0
    assert (clone / ".env").stat().st_mode & 0o777 == 0o600
    async with start() as telegram, Simulation.at(telegram.url) as sim:
        settings = (clone / ".env").read_text().replace("BOT_TOKEN=", f"BOT_TOKEN={telegram.token}")
        settings = re.sub("^TELEGRAM_API_URL=.*$", f"TELEGRAM_API_URL={telegram.url}", settings, flags=re.MULTILINE)
        (clone / ".env").write_text(settings)
        async with typed(run, clone, "?start=") as said:
            owner = await sim.person("Ирина")
            await owner.starts(re.findall(r"\?start=(\S+)", said)[0])
            assert (await owner.sees("", within=30)).by_bot
    assert [*(clone / "data").glob("reper.db")]
