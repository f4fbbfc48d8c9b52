"""A department store at noon: a thousand people answer within two minutes; and sixty strangers write at once."""

import asyncio
import tempfile
from pathlib import Path
from statistics import median

from tests.proof.bench.bots import Bot, whole
from tests.proof.bench.deeds import Phones
from tests.proof.bench.rounds import offered, one_by_one, percentiles, quiet, until
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row, at_most
from tests.proof.bench.town import ASKING, MORNING, NOON, move_in, settle

STRANGERS = 60
FIRST_STRANGER = 900_000
MOST_MOVED = 0.3
"""Seconds by which a crowd at the door may delay who works here (spec/9, 9.1)."""


async def rush(scale: Scale, database: str = "") -> Part:
    """At Telegram's real pace. `database`: a PostgreSQL that holds the town already; SQLite without one."""
    people, seconds = scale.rush.managers, scale.rush_seconds
    with tempfile.TemporaryDirectory() as folder:
        if not database:
            await settle(Path(folder), scale.rush, awaited=1)
        async with whole(MORNING, Path(folder), database, at_once=False) as bot:
            move_in(bot.core, scale.rush)
            bot.core.clock.move_to(ASKING)
            await until(lambda: bot.core.sends >= people)
            bot.core.clock.move_to(NOON)
            await quiet(bot, 1.0)
            phones = Phones(bot.core, scale.rush)
            p50, p95, p99 = percentiles(await offered(bot, iter(phones.tap, None), people / seconds, seconds))
            await quiet(bot, 1.0)
            alone = median(await one_by_one(bot, iter(phones.entry, None), scale.deeds))
            crowded = median([await _beside_strangers(bot, phones, round_) for round_ in range(scale.rounds)])
    return Part(
        f"A rush, {'PostgreSQL' if database else 'SQLite'}",
        [
            Row(
                f"{people} people of {scale.rush.departments} departments answer within {seconds:g} s, p50 / p95 / p99",
                f"{p50:.0f} / {p95:.0f} / {p99:.0f} ms",
                "p95 ≤ 700 ms",
                p95 <= 700,
            ),
            Row("an entry, nobody else at the door, p50", f"{alone:.0f} ms"),
            at_most(f"… later by, when {STRANGERS} strangers write", max(0, crowded - alone) / 1000, MOST_MOVED, " s"),
        ],
    )


async def _beside_strangers(bot: Bot, phones: Phones, round_: int) -> float:
    """Milliseconds to the answer to an entry right behind a crowd, each of whom writes for the first time."""
    await quiet(bot, 1.0)
    first = FIRST_STRANGER + round_ * STRANGERS
    for number in range(first, first + STRANGERS):
        bot.core.world.add_person(f"S{number}", person_id=number).started = True
        bot.core.people.text(number, "здравствуйте")
    return await asyncio.wait_for(bot.core.ask(*phones.entry()), 60)
