"""How the bot says how it is: well, not well and why, standing by; asked over HTTP and by the command."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from bot import metrics
from bot.operations import health as limits
from bot.operations.health import Phase, Vitals
from bot.operations.listener import listening
from bot.settings import SettingError
from bot.version import VERSION
from simulator.front.process import ROOT, start
from storage.backups.backup_file import name_of
from storage.queues.inbox import NewItem
from storage.queues.messages import NewMessage
from tests.town import TOKEN, Town

HOUR = timedelta(hours=1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def vitals(town: Town, tmp_path: Path) -> Vitals:
    """Of a process that has just begun; the town's bot backs up into an empty folder."""
    vitals = Vitals()
    town.parts.backups.folder = tmp_path / "backups"
    return vitals


@pytest.fixture
async def serving(vitals: Vitals, town: Town) -> Vitals:
    """Has just polled."""
    vitals.serves(town.parts)
    await town.parts.intake.once(0)
    return vitals


async def troubles(vitals: Vitals) -> dict[str, str]:
    return (await vitals.health()).troubles


async def test_a_bot_that_polls_and_looks_is_well(serving: Vitals) -> None:
    health = await serving.health()

    assert health.well
    assert (health.phase, health.troubles) == (Phase.SERVING, {})


async def test_who_stands_by_is_well_and_who_is_still_starting_is_not(vitals: Vitals) -> None:
    assert not (await vitals.health()).well
    vitals.stands_by()
    assert (await vitals.health()).well
    vitals.starts()
    assert not (await vitals.health()).well


async def test_a_line_that_is_silent_for_a_minute_and_a_half_is_trouble(
    serving: Vitals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NO_POLL", -1.0)

    assert list(await troubles(serving)) == ["poll"]


async def test_a_clock_that_nobody_looks_at_is_trouble(
    serving: Vitals, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NO_LOOK", -1.0)

    assert list(await troubles(serving)) == ["tick"]


async def test_a_look_that_fails_does_not_count_as_one(town: Town) -> None:
    async def fails() -> None:
        raise ZeroDivisionError

    await town.parts.ticker.look()
    looked = town.parts.ticker.looked
    town.parts.ticker.tick = fails  # type: ignore[method-assign]
    await asyncio.sleep(0.01)
    await town.parts.ticker.look()

    assert looked is not None
    assert town.parts.ticker.looked == looked


async def test_an_update_that_waits_for_two_minutes_is_trouble(serving: Vitals, town: Town) -> None:
    async with town.database.write() as tx:
        await tx.system.inbox.store([NewItem(1, 7, {})])
    await town.clock.jump(timedelta(seconds=119))
    assert await troubles(serving) == {}

    await town.clock.jump(timedelta(seconds=2))

    assert await troubles(serving) == {"inbox": "an update waits to be handled for 121 s"}
    assert "reper_inbox_waiting 1.0" in metrics.page().decode()


async def test_a_message_that_waits_for_five_minutes_is_trouble_and_one_put_off_is_not(
    serving: Vitals, town: Town
) -> None:
    async with town.database.write() as tx:
        await tx.system.outbox.put(NewMessage("late", 7, content={"text": "x"}))
    await town.clock.jump(timedelta(seconds=301))
    assert await troubles(serving) == {"outbox": "a message waits to be sent for 301 s"}

    later = town.clock.now() + HOUR
    async with town.database.write() as tx:
        (item,) = await tx.system.sending.list_due()
        claimed = await tx.system.sending.claim(item.id)
        assert claimed is not None
        await tx.system.sending.retry(claimed, later, "429")

    assert await troubles(serving) == {}
    async with town.database.write() as tx:
        await tx.session.execute(text("DELETE FROM outbox"))


async def test_a_backup_that_is_too_old_is_trouble_but_not_right_after_the_start(
    serving: Vitals, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await troubles(serving) == {}
    monkeypatch.setattr(limits, "BACKUP_GRACE", -1.0)
    assert await troubles(serving) == {"backup": "there is no backup"}

    folder = town.parts.backups.folder
    folder.mkdir()
    (folder / name_of(town.clock.now() - 4 * HOUR, "db")).touch()
    assert await troubles(serving) == {"backup": "the newest backup is 4 h old"}
    (folder / name_of(town.clock.now() - HOUR, "db")).touch()
    assert await troubles(serving) == {}


async def test_a_database_that_does_not_answer_is_trouble_and_no_exception(
    serving: Vitals, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> Any:
        raise ConnectionError

    monkeypatch.setattr(town.database, "read", gone)

    assert await troubles(serving) == {"database": "the database does not answer (ConnectionError)"}


@pytest.fixture
async def address(serving: Vitals) -> AsyncIterator[str]:
    port = free_port()
    async with listening("127.0.0.1", port, serving):
        yield f"http://127.0.0.1:{port}"


async def test_asked_over_http_it_says_which_part_stands_still(address: str, serving: Vitals, town: Town) -> None:
    async with aiohttp.ClientSession() as asker:
        async with asker.get(f"{address}/healthz") as answer:
            assert (answer.status, await answer.json()) == (
                200,
                {"version": VERSION, "well": True, "phase": "serving", "troubles": {}},
            )
        async with town.database.write() as tx:
            await tx.system.inbox.store([NewItem(1, 7, {})])
        await town.clock.jump(timedelta(minutes=5))
        async with asker.get(f"{address}/healthz") as answer:
            assert answer.status == 503
            assert list((await answer.json())["troubles"]) == ["inbox"]


async def test_the_figures_count_what_was_done_and_name_nobody(address: str, town: Town) -> None:
    anna = await town.manager("Анна")
    await anna.types("/help")

    async with aiohttp.ClientSession() as asker, asker.get(f"{address}/metrics") as answer:
        page = await answer.text()

    assert answer.headers["Content-Type"].startswith("text/plain")
    for name in ("reper_updates_total", 'reper_handled_total{outcome="done"}', 'reper_sends_total{outcome="sent"}'):
        assert any(line.startswith(name) and float(line.split()[-1]) > 0 for line in page.splitlines()), name
    assert "reper_handler_seconds_bucket" in page
    assert "reper_well 1.0" in page
    assert "Анна" not in page


async def test_a_port_that_is_taken_is_one_sentence_that_names_it(vitals: Vitals) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=f"HEALTH_PORT {port} is taken by another process"):
            async with listening("127.0.0.1", port, vitals):
                pass


async def test_without_a_port_nothing_listens(vitals: Vitals) -> None:
    async with listening("127.0.0.1", 0, vitals):
        assert (await vitals.health()).phase is Phase.STARTING


async def _until_well(env: dict[str, str]) -> str:
    """The health that a process tells once it is well."""
    address = f"http://127.0.0.1:{env['HEALTH_PORT']}/healthz"
    async with asyncio.timeout(60), aiohttp.ClientSession() as asker:
        while True:
            with suppress(aiohttp.ClientError):
                async with asker.get(address) as answer:
                    if answer.status == 200:
                        return await answer.text()
            await asyncio.sleep(0.1)


async def _asked(env: dict[str, str]) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "health", cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, error = await process.communicate()
    return process.returncode, (out + error).decode()


@pytest.mark.samples
async def test_a_real_bot_answers_the_containers_question_tells_its_supervisor_and_stands_by(
    database_file: Path, tmp_path: Path
) -> None:
    """Two processes on one database: both are well, one of them serves."""
    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    told.bind(str(tmp_path / "notify"))
    told.settimeout(20)
    async with start(token=TOKEN) as simulator:
        env = {
            "PATH": os.environ["PATH"],
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": simulator.url,
            "DATA_DIR": str(database_file.parent),
            "HEALTH_PORT": str(free_port()),
            "NOTIFY_SOCKET": str(tmp_path / "notify"),
        }
        assert (await _asked(env))[0] == 1, "nobody there yet"
        other = env | {"HEALTH_PORT": str(free_port()), "NOTIFY_SOCKET": ""}
        bots = []
        try:
            bots.append(await _bot(env))
            assert '"phase": "serving"' in await _until_well(env)
            assert await _asked(env) == (
                0,
                f'{{"version": "{VERSION}", "well": true, "phase": "serving", "troubles": {{}}}}\n',
            )
            assert {await asyncio.to_thread(told.recv, 100) for _ in range(2)} == {b"READY=1", b"WATCHDOG=1"}
            bots.append(await _bot(other))
            assert '"phase": "standing by"' in await _until_well(other)

            bots[0].send_signal(signal.SIGTERM)
            await asyncio.wait_for(bots[0].wait(), 20)
            assert await asyncio.to_thread(_heard, told, b"STOPPING=1")
        finally:
            for bot in bots:
                if bot.returncode is None:
                    bot.kill()
                await bot.wait()
            told.close()


def _heard(told: socket.socket, word: bytes) -> bool:
    while told.recv(100) != word:
        continue
    return True


async def _bot(env: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", cwd=ROOT, env=env)
