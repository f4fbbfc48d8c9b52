"""The demo's cold list: invented firms of several towns, some rung yesterday. The numbers are nobody's."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sales.calendar.cities import find_zone
from sales.cold.rows import ColdRow
from sales.cold.states import ColdOutcome, ColdSource
from sales.imports.columns import BaseColumn, BaseHeading
from sales.imports.mapping import ImportMapping
from sales.imports.packing import PackedBase
from storage.engine.actor import Actor
from storage.transaction import Transaction

TOWNS = {"ru": ("Тула", "Омск", "Казань", "Калуга"), "en": ("Tula", "Omsk", "Kazan", "Kaluga")}
FIRMS = {
    "ru": ("Заря", "Маяк", "Рассвет", "Полюс", "Каскад", "Вымпел", "Орион", "Причал", "Гранит", "Лотос"),
    "en": ("Sunrise", "Beacon", "Daybreak", "Pole", "Cascade", "Pennant", "Orion", "Pier", "Granite", "Lotus"),
}
SetAt = Callable[[date, int, int], datetime]
NAMES = {"ru": "Выставка, осень", "en": "Autumn fair"}
YESTERDAY = (
    ColdOutcome.NO_ANSWER,
    ColdOutcome.REFUSED,
    ColdOutcome.NO_ANSWER,
    ColdOutcome.WRONG,
    ColdOutcome.REFUSED,
    ColdOutcome.AGAIN,
)
HEADING = BaseHeading(0, ("", "", ""), {0: BaseColumn.NAME, 1: BaseColumn.PHONE, 2: BaseColumn.CITY})


async def write_numbers(
    tx: Transaction,
    language: str,
    lead: Actor,
    hunter: Actor,
    day: date,
    at: SetAt,
) -> None:
    """Brought on the morning of that workday, which is over now."""
    at(day, 9, 30)
    rows = [_row(language, number) for number in range(40)]
    lists = tx.as_(lead).cold_lists
    one = await lists.begin(NAMES[language], PackedBase(b"", ImportMapping(HEADING, len(rows))))
    await lists.set_source(one.id, ColdSource.REQUESTS)
    await tx.system.cold_lists.load(one.id, rows)
    await tx.system.cold_lists.finish(one)
    for number, outcome in enumerate(YESTERDAY):
        rung_at = at(day, 14, 3 + 4 * number)
        taken = await tx.as_(hunter).cold_queue.take()
        if taken is not None:
            again = rung_at + timedelta(hours=22) if outcome is ColdOutcome.AGAIN else None
            await tx.as_(hunter).cold_queue.answer(taken.id, outcome, again)


def _row(language: str, number: int) -> ColdRow:
    firms, towns = FIRMS[language], TOWNS[language]
    turn, at = divmod(number, len(firms))
    name = firms[at] if not turn else f"{firms[at]}-{turn + 1}"
    zone = find_zone(TOWNS["ru"][number % len(towns)])
    phone = f"+7 900 000-{number // 100:02}-{number % 100:02}"
    return ColdRow(number + 2, name, phone, f"90000000{number:02}", towns[number % len(towns)], zone)
