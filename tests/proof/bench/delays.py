"""Whether others wait while a picture or a workbook is made: a reply beside one, against a reply alone."""

import asyncio
import sys
from statistics import median

from bot.interpreter import take_short_turns
from reports.message.language import speaking
from reports.message.message import File
from reports.views import render
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, at_most
from tests.proof.bench.views import CLOSED, LEAD, MANAGER, House, Look, Source, once, open_house

MORE_MS = 100
OTHER = Look("/stats of a manager, a day", "stats", MANAGER, {"period": "day"})
FILES = (
    Look("the picture of /svod", "svod_picture", LEAD, CLOSED),
    Look("the workbook of /svod", "svod_book", LEAD, CLOSED),
    Look("the workbook of bonuses", "bonus_book", LEAD, CLOSED),
)


async def delays(scale: Scale, title: str, million: Source) -> Part:
    """The longest of the replies beside each file: of several files the median of the longest."""
    rows, turns = [], sys.getswitchinterval()
    take_short_turns()  # as the bot does
    async with open_house(await million()) as house:
        await _made(FILES[0], house)  # what is imported for the first one
        alone = median([(await once(OTHER, house)).wall for _ in range(scale.looks + 1)])
        for look in FILES:
            longest = median([await _longest(look, house) for _ in range(max(1, scale.looks // 5))])
            words = f"{look.words}: another's reply beside it waits longer by"
            rows.append(at_most(words, max(0.0, longest - alone), MORE_MS, " ms", 1))
    sys.setswitchinterval(turns)
    return Part(title, rows)


async def _longest(look: Look, house: House) -> float:
    making = asyncio.create_task(_made(look, house))
    waits = [(await once(OTHER, house)).wall]
    while not making.done():
        await asyncio.sleep(0.005)
        waits.append((await once(OTHER, house)).wall)
    await making
    return max(waits)


async def _made(look: Look, house: House) -> None:
    """As the sender makes it: read and made in a thread."""
    async with house.database.read_long() as tx:
        with speaking("ru"):
            file = await render(look.view, tx, house.readers[look.reader], look.args)
    assert isinstance(file, File), look.words
    await asyncio.to_thread(file.make)
