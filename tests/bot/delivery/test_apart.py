"""A file is read in a process of its own: what ends that one does not end the bot."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from bot.delivery.sheets import apart
from bot.delivery.sheets.apart import read_apart
from bot.delivery.sheets.limits import ReadTable, SheetError, SheetTrouble
from tests.bot.delivery.test_sheet import cells_at, raw_book

BURSTS = {
    "takes all memory": "x = bytearray(8 * 2**30)",
    "is aborted": "import os; os.abort()",
    "is killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "ends": "raise SystemExit(3)",
    "nests without end": "def f(): f()\nf()",
}


async def trouble_of(content: bytes, name: str = "план.xlsx") -> SheetTrouble:
    with pytest.raises(SheetError) as caught:
        await read_apart(content, name)
    return caught.value.trouble


async def test_a_table_comes_back_as_it_was_read() -> None:
    assert await read_apart("имя;план\nАнна;5".encode(), "x.csv") == [ReadTable("", [["имя", "план"], ["Анна", "5"]])]


async def test_a_trouble_comes_back_by_its_name() -> None:
    assert await trouble_of(b"no table") is SheetTrouble.UNREADABLE
    assert await trouble_of(raw_book(cells_at("A1", "XFD1048576"))) is SheetTrouble.TOO_MANY_ROWS


@pytest.mark.parametrize("burst", list(BURSTS))
async def test_a_reader_that_bursts_is_a_trouble_of_that_file_alone(
    burst: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the true child, but for what it does once its limits stand."""
    child = tmp_path / "bot" / "delivery" / "sheets" / "child.py"
    child.parent.mkdir(parents=True)
    own = Path(apart.__file__).with_name("child.py").read_text()
    child.write_text(own.replace("        tables = ", f"        exec({BURSTS[burst]!r})\n        tables = "))
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, str(child)))

    assert await trouble_of(b"x;y", "план.csv") is SheetTrouble.TOO_HEAVY


async def test_a_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "while True: pass"))
    monkeypatch.setattr(apart, "SECONDS", 0.5)
    began = time.monotonic()

    assert await trouble_of(b"x;y", "план.csv") is SheetTrouble.TOO_HEAVY
    assert time.monotonic() - began < 10


async def test_it_is_not_told_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:secret")
    said = "import os, json; print(json.dumps({'trouble': None, 'tables': [[str(sorted(os.environ)), []]]}))"
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", said))

    (table,) = await read_apart(b"", "план.csv")

    assert "PYTHONPATH" in table.title
    assert "BOT_TOKEN" not in table.title


async def test_told_to_stop_it_leaves_no_reader_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    said = f"import os, pathlib, time; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", said))
    task = asyncio.create_task(read_apart(b"", "план.csv"))
    async with asyncio.timeout(20):
        while not (pid.exists() and pid.read_text()):  # noqa: ASYNC110  another process has no event
            await asyncio.sleep(0.01)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with asyncio.timeout(20):
        while Path(f"/proc/{pid.read_text()}/exe").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert os.getpid() != int(pid.read_text())
