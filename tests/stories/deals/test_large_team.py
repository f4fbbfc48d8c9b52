"""More managers than a row of buttons holds: each can be opened, and nobody of them is hidden."""

from sales.core.money import ROUBLE
from sales.core.people import Role
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
    assert "1/" not in " ".join(seen.labels), "one page holds them"

    async with town.database.write() as tx:
        for n in range(30):
            name, mine = f"Новый {n}", tx.as_(olga.actor)
            token = await mine.invitations.invite(Role.MANAGER, name, town.department_id)
            joined = (await tx.system.invitations.redeem(token, 5000 + n, name, "ru")).actor
            await mine.plans.set_person(joined.person_id, town.today().replace(day=1), 1_000_000 * ROUBLE)
    await town.clock.reach("18:05")
    seen = await olga.types("/top")
    seen = await olga.presses("Ещё 32", on=seen)
    assert seen.text.count(" · ") < 100
    assert seen.labels[:3] == ["‹", "1/2", "›"]
    assert "Новый" in (await olga.presses("›", on=seen)).text
