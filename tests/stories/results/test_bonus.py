"""The bonus sheet: the owner types its rules, the lead reads it of the closed month, and takes it as a workbook."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.planning import received
from tests.stories.checkins.checkin_day import told
from tests.stories.results.test_month_close import TUESDAY, to
from tests.stories.svod.test_svod import november
from tests.town import Seen, Someone, Town

RULES = (("База", "30к"), ("Ставка", "1,5 %"), ("Новые клиенты", "3"), ("Ступени K", "0 0,5; 80 0,8; 100 1"))


async def closed(town: Town) -> tuple[Someone, Someone]:
    """Анна's money is of a new client, Борис's of one who paid in October already."""
    olga, anna = await november(town)
    await received(town, town.people["Борис"], "Вектор", 1, day=date(2026, 10, 7))
    await to(town, TUESDAY, "12:00")
    return olga, anna


async def sheet_of(someone: Someone) -> Seen:
    report = await someone.types("/svod ноябрь")
    close = await someone.presses("Закрытие месяца", on=report)
    return await someone.presses("Бонусы", on=close)


async def sets_rules(owner: Someone) -> Seen:
    await owner.presses("Правила", on=await sheet_of(owner))
    for button, text in RULES:
        await owner.presses(button, on=await owner.sees("Правила бонусов"))
        await owner.types(text)
    return await owner.sees("Правила бонусов")


async def test_the_owner_sets_base_rates_and_steps_as_people_write_them(town: Town) -> None:
    await closed(town)
    assert town.owner is not None

    rules = await sets_rules(town.owner)

    assert told(rules) == [
        "Правила бонусов · Отдел",
        "Бонус = база + Σ(факт × ставка) × K",
        "",
        "База 30 000 ₽",
        "Ставка 1,5 %",
        "Новые клиенты 3 %",
        "K по проценту плана:",
        "от 0 % 0,5",
        "от 80 % 0,8",
        "от 100 % 1",
    ]


async def test_the_lead_reads_the_sheet_of_the_closed_month(town: Town) -> None:
    olga, _anna = await closed(town)
    assert town.owner is not None
    await sets_rules(town.owner)

    sheet = await sheet_of(olga)

    assert told(sheet) == [
        "Бонусы · ноябрь",
        "Всего 87 000 ₽",
        "",
        "Анна · 60,0 % · K 0,5 → 48 000 ₽",
        "Борис · 60,0 % · K 0,5 → 39 000 ₽",
        "Виктор · план не задан",
        "",
        "База 30 000 ₽",
        "Ставка 1,5 %, новые клиенты 3 %",
        "K: от 0 % 0,5 · от 80 % 0,8 · от 100 % 1",
        "правила от 1.12; данные, не ведомость",
    ]
    assert sheet.buttons == [["📄 Excel"], ["‹ К закрытию"]]


async def test_the_workbook_holds_all_that_the_total_is_made_of(town: Town) -> None:
    olga, _anna = await closed(town)
    assert town.owner is not None
    await sets_rules(town.owner)

    await olga.presses("📄 Excel", on=await sheet_of(olga))

    (book,) = [each for each in await olga.phone.chat() if each.kind == "document"]
    assert book.files[0]["name"] == "Бонусы ноябрь.xlsx"
    content = town.core.world.files.find(book.files[0]["file_id"]).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[:2]] == ["Отдел", "Бонусы · ноябрь"]
    rows = rows[3:]
    assert rows[1] == ["Анна", 2_000_000, 1_200_000, 0.6, 1_200_000, 30_000, 36_000, 0.5, 48_000, ""]
    assert rows[2] == ["Борис", 2_000_000, 1_200_000, 0.6, 0, 30_000, 18_000, 0.5, 39_000, ""]
    assert rows[3][7:] == ["", "", "план не задан"], "no plan, no K and no total"
    assert rows[4][8] == 87_000


async def test_without_rules_the_lead_reads_whose_they_are(town: Town) -> None:
    olga, _anna = await closed(town)

    sheet = await sheet_of(olga)

    assert told(sheet) == ["Бонусы · ноябрь", "Правила не заданы, их задаёт владелец"]
    assert sheet.labels == ["‹ К закрытию"]


async def test_rules_set_later_do_not_rewrite_a_closed_month(town: Town) -> None:
    olga, _anna = await closed(town)
    assert town.owner is not None
    await sets_rules(town.owner)
    await to(town, date(2027, 1, 11), "12:00")
    await town.owner.presses("Правила", on=await sheet_of(town.owner))
    await town.owner.presses("База", on=await town.owner.sees("Правила бонусов"))
    await town.owner.types("50к")

    december = await olga.presses("Закрытие месяца", on=await olga.types("/svod декабрь"))

    assert "База 30 000 ₽" in told(await olga.presses("Бонусы", on=december))


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("button", "said", "hint"),
    [
        ("База", "много", "Не понял сумму"),
        ("База", "150", "Напишите целиком"),
        ("Ставка", "сто", "Не понял ставку. Можно так: 1,5 %"),
        ("Ставка", "101", "Ставка от 0 до 100 %. Например: 1,5 %"),
        ("Ступени K", "0 0; потом 1", "Не понял «потом 1». Можно так: 0 0; 80 0,8; 100 1"),
        ("Ступени K", "80 1", "Первая ступень начинается с 0 %"),
        ("Ступени K", "0 0; 100 1; 80 0,8", "Ступень 3 должна быть выше предыдущей"),
        ("Ступени K", "0 11", "K ступени 1: от 0 до 10"),
    ],
)
async def test_a_rule_that_is_none_gets_an_example_and_changes_nothing(
    town: Town, button: str, said: str, hint: str
) -> None:
    await closed(town)
    assert town.owner is not None
    await town.owner.presses("Правила", on=await sheet_of(town.owner))
    await town.owner.presses(button, on=await town.owner.sees("Правила бонусов"))

    await town.owner.types(said)

    await town.owner.sees(hint)
    async with town.database.read() as tx:
        assert await tx.as_(town.owner.actor).bonus.of_department(town.department_id) is None


async def test_new_clients_can_be_paid_as_all_others_again(town: Town) -> None:
    await closed(town)
    assert town.owner is not None
    rules = await sets_rules(town.owner)
    await town.owner.presses("Новые клиенты", on=rules)

    await town.owner.presses("Как все")

    assert "Новые клиенты как все" in told(await town.owner.sees("Правила бонусов"))


async def test_a_manager_and_an_assistant_have_no_bonus_sheet(town: Town) -> None:
    _olga, anna = await closed(town)
    sveta = await town.assistant("Света")

    assert "Закрытие месяца" not in (await anna.types("/svod ноябрь")).labels
    close = await sveta.presses("Закрытие месяца", on=await sveta.types("/svod ноябрь"))
    assert "Бонусы" not in close.labels
