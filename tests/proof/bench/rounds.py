"""How it is measured: one by one, at an offered rate, and all at once. Every stretch is in milliseconds."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import islice
from statistics import quantiles
from time import perf_counter

from bot.operations.ticker import TICK_SECONDS
from tests.proof.bench.bots import Bot
from tests.proof.bench.deeds import Deed
from tests.proof.bench.line import LONGEST

BREATH = 0.1
IDLE = 0.1
"""Of a processor: a look at the clock and a poll."""

HUNDRED = 100
"""Percentiles are cut points of a hundred."""

AT_ONCE = 100
"""Deeds in the air at saturation: as many as one poll brings."""


async def one_by_one(bot: Bot, deeds: Iterator[Deed], count: int) -> list[float]:
    """The next begins when the last was answered, and a breath later: what it changed in other chats is drawn then."""
    spent = []
    for deed in islice(deeds, count):
        spent.append(await _answered(bot, deed))
        await asyncio.sleep(BREATH)
    return spent


async def offered(bot: Bot, deeds: Iterator[Deed], per_second: float, seconds: float) -> list[float]:
    """They come at that rate, whether or not the bot keeps up."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    waiting = []
    for number, deed in enumerate(islice(deeds, int(per_second * seconds))):
        await asyncio.sleep(begun + number / per_second - loop.time())
        waiting.append(bot.core.ask(*deed))
    return await asyncio.wait_for(asyncio.gather(*waiting), LONGEST)


def percentiles(spent: list[float]) -> tuple[float, float, float]:
    """p50, p95, p99."""
    cut = quantiles(spent, n=HUNDRED, method="inclusive")
    return cut[49], cut[94], cut[98]


async def saturated(bot: Bot, deeds: Iterator[Deed], count: int) -> float:
    """Updates a second while there is always more to do than the bot can."""
    left = islice(deeds, count)

    async def keep_talking() -> None:
        for deed in left:
            await _answered(bot, deed)

    begun = perf_counter()
    await asyncio.gather(*(keep_talking() for _ in range(min(AT_ONCE, count))))
    return count / (perf_counter() - begun)


async def quiet(bot: Bot, seconds: float = 0.3) -> None:
    """Until nothing goes out any more: what a deed has touched in other chats is still on its way."""
    sends = -1
    while sends != bot.core.sends:
        sends = bot.core.sends
        await asyncio.sleep(seconds)


async def idle(bot: Bot) -> None:
    """Until it has nothing of its own to do: what the first look at the clock finds of days gone by is no slot's."""
    busy = True
    await asyncio.sleep(TICK_SECONDS + 1)
    while busy:
        before = bot.spent
        await asyncio.sleep(1)
        busy = bot.spent - before > IDLE


async def _answered(bot: Bot, deed: Deed) -> float:
    return await asyncio.wait_for(bot.core.ask(*deed), LONGEST)


async def until(true: Callable[[], bool], within: float = LONGEST * 5) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110  of another process
            await asyncio.sleep(0.02)
