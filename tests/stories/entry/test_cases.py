"""Situations told from outside: what is typed on a day, and all that has come of it."""

from datetime import date
from pathlib import Path

import pytest

from tests.clock import moscow
from tests.stories.entry.lines_told import Ledger
from tests.town import Town, plain

NAMES = (
    "Вектор", "Ромашка", "ИП Ким", "ЭкоДом", "Берег", "АгроЮг", "Фабрика №3", "СтройГрад", "Медлайн", "Альфа-Строй",
    "ТехноПарк",
)  # fmt: skip
CASES = [
    row.split("\t")
    for row in Path(__file__).with_name("cases.tsv").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


@pytest.mark.part(3)
@pytest.mark.parametrize(("number", "on", "said", "comes"), CASES)
async def test_a_situation_comes_to_what_is_right(town: Town, number: str, on: str, said: str, comes: str) -> None:

    anna = await town.manager("Анна")
    day, _, wall = on.partition(" ")
    town.core.clock.move_to(moscow(wall, date.fromisoformat(day)))
    await town.has_clients(anna, *NAMES)
    before = await Ledger.of(town, anna)

    for message in said.split("¶"):
        answer = await anna.types(message.replace("⏎", "\n"))

    saved = (await Ledger.of(town, anna)).since(before)
    async with town.database.read() as tx:
        asked = await tx.as_(anna.actor).dialogs.current()
        held = await tx.as_(anna.actor).counting.waiting()
    question = "? " + plain(answer.text).replace("\n", " / ") if asked or held else ""
    told = " + ".join(part for part in (*saved, question) if part)
    assert told == comes, f"situation {number}"
