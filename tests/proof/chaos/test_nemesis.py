"""The nemesis itself: one that does not end would hold the storm up for ever."""

import asyncio
import random
import sys
from types import SimpleNamespace

import pytest

from tests.proof.chaos.nemesis import frozen


async def test_a_freeze_ends_when_it_is_told_to_though_the_bot_was_killed_meanwhile() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    freezing = asyncio.create_task(frozen(SimpleNamespace(pid=process.pid, random=random, processes=1)))  # type: ignore[arg-type]
    await asyncio.sleep(0.1)
    process.kill()
    await process.wait()

    freezing.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(freezing, 2)
