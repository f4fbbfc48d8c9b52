"""One slot asks 500 people: how long it takes against the pace that Telegram allows."""

import asyncio
import tempfile
from pathlib import Path
from time import perf_counter

from bot.delivery.pacing import OVERALL
from tests.proof.bench.bots import whole
from tests.proof.bench.rounds import idle, until
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row, at_most
from tests.proof.bench.town import ASKING, MORNING, move_in, settle


async def slot(scale: Scale, database: str = "") -> Part:
    """From the moment when the question is due to the last phone that shows it."""
    people = scale.slot.managers
    with tempfile.TemporaryDirectory() as folder:
        if not database:
            await settle(Path(folder), scale.slot, awaited=1)
        async with whole(MORNING, Path(folder), database, at_once=False) as bot:
            move_in(bot.core, scale.slot)
            await idle(bot)
            begun = perf_counter()
            bot.core.clock.move_to(ASKING)
            await until(lambda: bot.core.sends >= people)
            spent = perf_counter() - begun
            await asyncio.sleep(0.5)
            rows = [
                Row(f"{people} people asked at 11:45", f"{spent:.1f} s"),
                at_most("… against the pace of 25 a second", spent / (people / OVERALL), 1.1, "×"),
                Row("… asked twice", str(bot.core.sends - people), "0", bot.core.sends == people),
            ]
    return Part(f"One slot, {'PostgreSQL' if database else 'SQLite'}", rows)
