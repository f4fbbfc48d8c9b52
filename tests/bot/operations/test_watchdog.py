"""The watch from within: a loop that hangs is ended from a thread, and what is long unwell is told once."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import bot.operations.watchdog
from bot.operations import supervisor
from bot.operations.health import Health, Phase, Vitals
from bot.operations.watchdog import LONG, STUCK_CODE, Watchdog
from simulator.front.process import ROOT
from tests.town import Someone, Town

ILL = Health(Phase.SERVING, {"inbox": "an update waits", "poll": "no answer"})
WELL = Health(Phase.SERVING)

HANGS = """
import asyncio, time
from bot.telegram.lazy_models import import_aiogram
import_aiogram()
import bot.operations.watchdog as watchdog
from bot.operations.health import Vitals
watchdog.LOOK_SECONDS, watchdog.STUCK_LOOKS, watchdog.BEAT_SECONDS = 0.05, 4, 0.02
async def main():
    async with watchdog.watch_vitals(Vitals()):
        await asyncio.sleep(0.5)
        print("well so far", flush=True)
        time.sleep({hang})
        await asyncio.sleep(0.1)
asyncio.run(main())
"""


def run(hang: float) -> subprocess.CompletedProcess[str]:
    program = HANGS.replace("{hang}", str(hang))
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_loop_that_hangs_is_ended_and_the_trace_says_where() -> None:
    ended = run(hang=30)

    assert ended.returncode == STUCK_CODE
    assert ended.stdout == "well so far\n"
    assert "in main" in ended.stderr


@pytest.mark.samples
def test_a_loop_that_is_busy_for_a_moment_goes_on() -> None:
    assert run(hang=0.1).returncode == 0


def test_a_process_that_was_stopped_for_long_has_missed_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waking from SIGSTOP, or with the laptop, the thread may look before the loop has beaten."""
    monkeypatch.setattr(bot.operations.watchdog, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(bot.operations.watchdog, "STUCK_LOOKS", 1_000_000)
    over = threading.Event()
    guard = threading.Thread(target=Watchdog(Vitals()).guard, args=(over,))
    guard.start()
    time.sleep(0.05)
    over.set()
    guard.join(5)

    assert not guard.is_alive()


@pytest.fixture
def owner(town: Town) -> Someone:
    assert town.owner is not None
    return town.owner


@pytest.fixture
async def watchdog(town: Town) -> Watchdog:
    vitals = Vitals()
    vitals.serves(town.parts)
    return Watchdog(vitals)


async def told(owner: Someone, town: Town) -> list[str]:
    await town.settle()
    return [text for text in await owner.messages() if "работает не так" in text]


async def test_what_lasts_ten_minutes_is_told_once(watchdog: Watchdog, town: Town, owner: Someone) -> None:
    await watchdog.judge(ILL, 0)
    await watchdog.judge(ILL, LONG - 1)
    assert await told(owner, town) == []

    for moment in (LONG, LONG + 15, 3 * LONG):
        await watchdog.judge(ILL, moment)

    (notice,) = await told(owner, town)
    assert notice.splitlines() == [
        "⚠️ Бот уже десять минут работает не так:",
        "• сообщения людей не обрабатываются",
        "Тому, кто ведёт бота: посмотрите журнал и перезапустите его.",
    ]


async def test_what_passes_by_itself_is_not_told(watchdog: Watchdog, town: Town, owner: Someone) -> None:
    for moment, health in enumerate([ILL, WELL] * 5):
        await watchdog.judge(health, moment * LONG / 2)

    assert await told(owner, town) == []


async def test_what_cannot_be_told_through_telegram_stands_in_the_log(
    watchdog: Watchdog, town: Town, owner: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    silent = Health(Phase.SERVING, {"poll": "no answer from Telegram for 700 s"})
    await watchdog.judge(silent, 0)
    await watchdog.judge(silent, LONG)

    assert await told(owner, town) == []
    assert "unwell for long: no answer from Telegram for 700 s" in caplog.text


@pytest.mark.parametrize("address", ["", "not/absolute", "/nobody/listens"])
def test_where_no_supervisor_listens_nothing_is_said(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)

    supervisor.notify(supervisor.READY)
