"""More managers than a row of buttons holds: each can be opened, and nobody of them is hidden."""

from sales.core.money import ROUBLE
from tests.town import Town

NAMES = ("Анна", "Борис", "Виктор", "Галина", "Денис", "Егор", "Жанна")


async def test_one_of_seven_is_opened_from_kpi_and_the_rest_from_the_top(town: Town) -> None:
    team = [await town.manager(name) for name in NAMES]
    olga = await town.lead("Ольга")
    async with town.database.write() as tx:
        for each in team:
            await tx.as_(olga.actor).plans.set_person(each.id, town.today().replace(day=1), 1_000_000 * ROUBLE)
    await town.has_clients(team[6], "Вектор")
    await team[6].types("пришло 90к Вектор")

    seen = await olga.types("/kpi")
    assert "Новых клиентов 1" in seen.text
    seen = await olga.presses("👤 По менеджеру", on=seen)
    seen = await olga.presses("Жанна", on=seen)
    assert seen.text.startswith("📐 Жанна")
    seen = await olga.presses("👤 По менеджеру", on=seen)
    seen = await olga.presses("‹ Отдел", on=seen)
    assert "📐 Отдел" in seen.text

    seen = await olga.types("/top")
    assert "новые клиенты: Жанна 1" in seen.text
    assert "Егор" not in seen.text
    seen = await olga.presses("Ещё 2", on=seen)
    assert all(name in seen.text for name in NAMES)
