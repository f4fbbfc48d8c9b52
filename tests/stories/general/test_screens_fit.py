"""The screens of the plan cycle at 360 pixels: long names, millions, money that went back; nobody, one, six people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from reports.message.columns import letters
from simulator.hands.phone import Seen
from tests.planning import THOUSAND, expects, is_away, received
from tests.stories.week.week_days import MONDAY, at
from tests.town import FRIDAY, MOSCOW, Someone, Town, founded

LINE = 36
NAMES = (
    "Константинопольская-Рождественская Александра",
    "Анна Ли",
    "Александра Константинопольская-Рождественская",
    "Бенедикт",
    "Ян",
    "Виолетта-Маргарита Преображенская",
)
CLIENTS = ("Константинопольский хладокомбинат имени Рождественского", "Ромашка", "ИП Ким", "Северсталь-Юг", "24 Часа")
DUE = (date(2026, 11, 18), FRIDAY, MONDAY, date(2026, 11, 25), date(2026, 11, 27))
DECEMBER = date(2026, 12, 1)


@asynccontextmanager
async def plain_town(path: Path) -> AsyncIterator[Town]:
    """Of a Telegram without tables: the text alone has to do."""
    start = datetime(2026, 11, 2, 9, tzinfo=MOSCOW)
    async with founded(path, at=start, rich_tables=False) as town:
        await town.opens()
        yield town


async def people(town: Town, count: int) -> list[Someone]:
    """Each with a plan (but the second), money, and payments of two weeks; the fourth gave back more than came."""
    assert town.owner is not None
    found = [await town.manager(name) for name in NAMES[:count]]
    for n, person in enumerate(found):
        async with town.database.write() as tx:
            for month in (date(2026, 11, 1), DECEMBER) if n != 1 else ():
                await tx.as_(town.owner.actor).plans.set_person(person.id, month, (1_500 + n * 21_250) * THOUSAND)
        await received(town, person, CLIENTS[0], 500 + n * 9_000, day=date(2026, 11, 2))
        for client, day in zip(CLIENTS[: n + 1], DUE, strict=False):
            await expects(town, person, client, 1_240 * (n + 1), day)
    if count > 3:
        await received(town, found[3], CLIENTS[1], -64_000, day=date(2026, 11, 3))
        await is_away(town, found[4], MONDAY, date(2026, 11, 29))
    return found


def too_wide(seen: Seen) -> list[str]:
    """Lines of even letters that a phone would break."""
    return [line for table in even(seen.html) for line in table.splitlines() if letters(line) > LINE]


def even(html: str) -> list[str]:
    return [part.partition("</pre>")[0] for part in html.split("<pre>")[1:]]


async def screens(town: Town, lead: Someone, team: list[Someone]) -> None:
    """Everybody looks at everything on Friday, on Monday and at the month's end."""
    await at(town, "16:30", FRIDAY)
    for command in ("/week", "/svod", "/plan", "/absence", "/settings"):
        await lead.types(command)
        await lead.types("/cancel")
    for page in ("Прогноз", "Точность", "Подробнее"):
        report = await lead.types("/svod")
        if page in report.labels:
            await lead.presses(page, on=report)
    for person in team[:4]:
        for command in ("/week", "/tomorrow", "/svod", "/plan", "/stats"):
            await person.types(command)
    await at(town, "18:00", FRIDAY)
    await at(town, "18:25", FRIDAY)
    await at(town, "10:05", MONDAY)
    await at(town, "18:25", DUE[-1])
    await at(town, "10:30", DECEMBER)
    for page in ("Что слетело", "🎯 Планы на декабрь", "Бонусы"):
        report = await lead.types("/svod ноябрь")
        close = await lead.presses("Закрытие месяца", on=report) if "Закрытие месяца" in report.labels else report
        if page in close.labels:
            await lead.presses(page, on=close)


@pytest.mark.parametrize("count", [0, 1, 6])
async def test_no_line_of_even_letters_is_broken_and_no_name_is_longer_than_its_line(
    database_file: Path, count: int
) -> None:
    async with plain_town(database_file) as town:
        lead = await town.lead("Ольга Константиновна")
        team = await people(town, count)

        await screens(town, lead, team)

        everybody = [lead, *team]
        seen = [each for person in everybody for each in await person.phone.chat() if each.by_bot]
        assert [line for each in seen for line in too_wide(each)] == []
        assert not [each.text for each in seen if "Константинопольская-Рождественская ·" in each.text]
        assert not [label for each in seen for row in each.buttons for label in row if len(label) > LINE]
        assert count == 0 or any("<pre>" in each.html for each in seen)
