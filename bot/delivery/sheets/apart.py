"""
Reading in a process of its own, with a limit of memory and of time: a table that is made to burst ends that process.

It is handed the bytes and hands back texts; it has neither our settings nor a way to the network's secrets.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.delivery.sheets.limits import ReadTable, SheetError, SheetTrouble

SECONDS = 20.0
ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "bot.delivery.sheets.child")
KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR")


async def read_apart(content: bytes, name: str) -> list[ReadTable]:
    """The sheets of a file as texts, read by a child. Raises SheetError, also where the reading burst or took too long.

    Cancelled, it ends the process.
    """
    child = await asyncio.to_thread(_begin, name)
    try:
        answer, _ = await asyncio.to_thread(child.communicate, content, SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        await asyncio.to_thread(child.communicate)  # its pipes are closed
        raise SheetError(SheetTrouble.TOO_HEAVY) from None
    except BaseException:
        child.kill()  # the thread that reads its answer ends with it
        raise
    return _tables(child.returncode, answer)


def _begin(name: str) -> subprocess.Popen[bytes]:
    surroundings = {key: os.environ[key] for key in KEPT if key in os.environ}
    return subprocess.Popen(  # noqa: S603  ourselves
        [*COMMAND, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        cwd=ROOT,
    )


def _tables(code: int | None, answer: bytes) -> list[ReadTable]:
    if code != 0:
        raise SheetError(SheetTrouble.TOO_HEAVY)
    said: dict[str, Any] = json.loads(answer)
    if said["trouble"]:
        raise SheetError(SheetTrouble(said["trouble"]))
    return [ReadTable(title, rows) for title, rows in said["tables"]]
