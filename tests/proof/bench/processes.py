"""One, two and three processes of Reper on one PostgreSQL: updates a second, and who has the processors meanwhile."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import text

from sales.core.clock import SystemClock
from storage.database import Database
from tests.proof.bench.bots import Bot, several
from tests.proof.bench.deeds import Deed, Phones
from tests.proof.bench.rounds import one_by_one, quiet, saturated, until
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row
from tests.proof.bench.town import ASKING, MORNING, NOON, move_in
from tests.storage.postgres import Postgres

COUNTS = (1, 2, 3)
WARM_UP = 24
TICKS = os.sysconf("SC_CLK_TCK")


class Crew:
    """The processes before one Telegram, and those of the server behind them."""

    def __init__(self, bots: list[Bot], phones: Phones, server: str) -> None:
        self.bots = bots
        self.phones = phones
        self.usual: Iterator[Deed] = phones.mixed()
        self.server = server
        self.rates: list[float] = []
        self.spent: list[tuple[float, float, float]] = []

    async def race(self, updates: int) -> None:
        """A round at saturation; processors that the bots, the server and Telegram had of it."""
        await quiet(self.bots[0])
        before, begun = self._read(), perf_counter()
        self.rates.append(await saturated(self.bots[0], self.usual, updates))
        wall = perf_counter() - begun
        self.spent.append(tuple((after - was) / wall for was, after in zip(before, self._read(), strict=True)))  # type: ignore[arg-type]

    def _read(self) -> tuple[float, float, float]:
        own = os.times()
        return sum(bot.spent for bot in self.bots), spent_by(self.server), own.user + own.system


def spent_by(server: str) -> float:
    """Seconds of processor time of the PostgreSQL with that folder, those of its backends that live."""
    spent = 0.0
    parent = int((Path(server) / "postmaster.pid").read_text().split()[0])
    for each in Path("/proc").glob("[0-9]*"):
        try:
            fields = (each / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent or int(each.name) == parent:
            spent += (int(fields[11]) + int(fields[12])) / TICKS
    return spent


async def processes(scale: Scale, server: Postgres, town: str) -> Part:
    """`town`: a database that nobody is connected to; each crew has a copy of it."""
    urls = {count: server.url(server.create(f"{town}_of_{count}", like=town)) for count in COUNTS}
    crews: dict[int, Crew] = {}
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for count, url in urls.items():
            (own := folder / str(count)).mkdir()
            bots = await stack.enter_async_context(several(MORNING, own, url, count))
            await _all_joined(url, count)
            crews[count] = await _ready(bots, scale, url)
        for crew in crews.values():
            await one_by_one(crew.bots[0], crew.usual, min(WARM_UP, scale.burst))
        for _ in range(scale.rounds):
            for crew in crews.values():
                await crew.race(scale.burst)
    return Part(f"Processes on one PostgreSQL, {os.cpu_count()} cores", [*_rows(crews)])


async def _all_joined(url: str, count: int) -> None:
    database = Database(url, SystemClock())
    try:
        joined = 0
        while joined < count:
            await asyncio.sleep(0.2)
            async with database.read() as tx:
                joined = int(await tx.session.scalar(text("SELECT count(*) FROM processes WHERE share > 0")))
    finally:
        await database.dispose()


async def _ready(bots: list[Bot], scale: Scale, url: str) -> Crew:
    core = bots[0].core
    move_in(core, scale.staff)
    core.clock.move_to(ASKING)
    await until(lambda: core.sends >= scale.staff.managers)
    core.clock.move_to(NOON)
    await quiet(bots[0], 1.0)
    return Crew(bots, Phones(core, scale.staff), url.partition("host=")[2])


def _rows(crews: dict[int, Crew]) -> Iterator[Row]:
    alone = crews[COUNTS[0]].rates
    for count, crew in crews.items():
        words = "1 process" if count == 1 else f"{count} processes"
        yield Row(f"{words}, at saturation", f"{median(crew.rates):.0f} a second")
        if count > 1:
            ratio = median(own / other for own, other in zip(crew.rates, alone, strict=True))
            yield Row("… against one", f"{ratio:.2f}×")
        bots, server, telegram = (median(each) for each in zip(*crew.spent, strict=True))
        yield Row(
            "… processors of theirs / the server's / the measuring Telegram's",
            f"{bots:.2f} / {server:.2f} / {telegram:.2f}",
        )
        yield Row("… the server's share of what both had", f"{server / (bots + server):.0%}")
