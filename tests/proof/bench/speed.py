"""The whole bot beside a bare echo and an echo with one commit, in turns."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.proof.bench.bots import Bot, echo, whole
from tests.proof.bench.deeds import Deed, Phones
from tests.proof.bench.rounds import offered, one_by_one, percentiles, quiet, saturated, until
from tests.proof.bench.scale import RATE, Scale
from tests.proof.bench.table import Part, Row, at_least, at_most
from tests.proof.bench.town import ASKING, MORNING, NOON, move_in, settle

WARM_UP = 24
BARE, KEEPING, WHOLE = "bare echo", "echo with a commit", "whole bot"
KINDS = {"entry": "a payment in one line", "tap": "«✅» in a check-in", "stats": "/stats"}


@dataclass(frozen=True, slots=True)
class Racer:
    name: str
    bot: Bot
    phones: Phones
    usual: Iterator[Deed]
    """A mix of everything; for an echo, texts."""

    def kinds(self) -> dict[str, Callable[[], Deed]]:
        if self.name != WHOLE:
            return {"text": self.phones.text}
        return {kind: getattr(self.phones, kind) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Taken:
    """Of each round: medians one by one, percentiles at the rate, updates a second at saturation."""

    alone: dict[tuple[str, str], list[float]]
    at_rate: dict[str, list[tuple[float, float, float]]]
    burst: dict[str, list[float]]


async def speed(scale: Scale, database: str = "") -> Part:
    """`database`: a PostgreSQL that holds the town already; SQLite without one."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not database:
            await settle(folder, scale.staff)
        bots = {
            BARE: await stack.enter_async_context(echo(MORNING)),
            KEEPING: await stack.enter_async_context(echo(MORNING, folder / "echo.db")),
            WHOLE: await stack.enter_async_context(whole(MORNING, folder, database)),
        }
        racers = [await _ready(name, bot, scale) for name, bot in bots.items()]
        taken = await _race(racers, scale)
        memory = {name: bot.resident for name, bot in bots.items()}
        start = {name: bot.started_in for name, bot in bots.items()}
    return Part(f"Updates, {'PostgreSQL' if database else 'SQLite'}", _rows(taken, memory, start))


async def _ready(name: str, bot: Bot, scale: Scale) -> Racer:
    """Everybody has a phone; whoever works with the whole bot has been asked about the payments of today."""
    move_in(bot.core, scale.staff)
    phones = Phones(bot.core, scale.staff)
    if name != WHOLE:
        return Racer(name, bot, phones, phones.texts())
    bot.core.clock.move_to(ASKING)
    await until(lambda: bot.core.sends >= scale.staff.managers)
    bot.core.clock.move_to(NOON)
    await quiet(bot, 1.0)
    return Racer(name, bot, phones, phones.mixed())


async def _race(racers: list[Racer], scale: Scale) -> Taken:
    taken = Taken({}, {}, {})
    for racer in racers:
        await one_by_one(racer.bot, racer.usual, min(WARM_UP, scale.burst))
    for _ in range(scale.rounds):
        for racer in racers:
            for kind, deed in racer.kinds().items():
                await quiet(racer.bot)
                spent = await one_by_one(racer.bot, iter(deed, None), scale.deeds)
                taken.alone.setdefault((racer.name, kind), []).append(median(spent))
        for racer in racers:
            await quiet(racer.bot)
            spent = await offered(racer.bot, racer.usual, RATE, scale.seconds)
            taken.at_rate.setdefault(racer.name, []).append(percentiles(spent))
        for racer in racers:
            await quiet(racer.bot)
            taken.burst.setdefault(racer.name, []).append(await saturated(racer.bot, racer.usual, scale.burst))
    return taken


def _rows(taken: Taken, memory: dict[str, float], start: dict[str, float]) -> list[Row]:
    return [*_alone(taken), *_at_rate(taken), *_burst(taken), *_weight(memory, start)]


def _alone(taken: Taken) -> list[Row]:
    bare = median(taken.alone[BARE, "text"])
    rows = [Row(f"{name}, one by one, p50", f"{median(taken.alone[name, 'text']):.1f} ms") for name in (BARE, KEEPING)]
    for kind, words in KINDS.items():
        spent = median(taken.alone[WHOLE, kind])
        rows.append(Row(f"{WHOLE}, {words}, one by one, p50", f"{spent:.1f} ms"))
        rows.append(at_most(f"… against the {BARE}", spent / bare, 3, "×", 1))
    return rows


def _at_rate(taken: Taken) -> list[Row]:
    rows = []
    for name, rounds in taken.at_rate.items():
        p50, p95, p99 = (median(each) for each in zip(*rounds, strict=True))
        figure = f"{p50:.1f} / {p95:.1f} / {p99:.1f} ms"
        holds = p95 < 15 if name == WHOLE else None
        target = "p95 < 15 ms" if name == WHOLE else ""
        rows.append(Row(f"{name}, {RATE} updates a second, p50 / p95 / p99", figure, target, holds))
    return rows


def _burst(taken: Taken) -> list[Row]:
    rows = [Row(f"{name}, at saturation", f"{median(each):.0f} a second") for name, each in taken.burst.items()]
    return [*rows, at_least(f"… against the {KEEPING}", _ratio(taken.burst, KEEPING), 0.33, "×")]


def _weight(memory: dict[str, float], start: dict[str, float]) -> list[Row]:
    rows = [Row(f"{name}, memory after all this", f"{each:.0f} MB") for name, each in memory.items()]
    rows.append(at_most(f"… against the {BARE}", memory[WHOLE] / memory[BARE], 1.4, "×"))
    return [*rows, *(Row(f"{name}, start to the first poll", f"{each:.1f} s") for name, each in start.items())]


def _ratio(burst: dict[str, list[float]], against: str) -> float:
    """Of each round, and then their median: what disturbs a round disturbs both."""
    return median(own / other for own, other in zip(burst[WHOLE], burst[against], strict=True))
