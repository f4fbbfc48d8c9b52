"""/funnel, /kpi, /top: a manager sees the own ones, a lead the department and each; ROI is typed by the lead."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.kept import Kept
from tests.planning import is_away, received
from tests.stories.deals.test_card import labels, told
from tests.stories.week.week_days import plan_of_month
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def test_a_manager_reads_the_own_funnel(town: Town, anna: Someone) -> None:
    await anna.types("сделка Ромашка 300к")
    await anna.types("Ромашка в договор")
    await anna.types("сделка Вектор 100к")
    page = await anna.types("/funnel")
    assert told(page)[:4] == [
        "🔻 Воронка · Анна · ноябрь на 20.11",
        "по сделкам, созданным за период",
        "Лид · 2 · → 50,0 % · 0 дн (1)",
        "Контакт · 1 · → 100,0 %",
    ]
    assert told(page)[-1] == "Конверсия 0,0 % · когорта ещё открыта: 2"
    now = await anna.presses("Сейчас", on=page)
    assert told(now)[:3] == ["🔻 Сейчас открыто · Анна", "2 сделки на 400 тыс · взвешенно 185 тыс", "Лид · 1 · 100 тыс"]


async def test_a_lead_reads_the_department_and_each(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(boris, "Лотос")
    await anna.types("сделка Ромашка 300к")
    await boris.types("сделка Лотос 100к")
    page = await olga.types("/funnel")
    assert "Лид · 2 · → 0,0 %" in told(page)
    assert ["• Отдел", "Анна", "Борис"] in labels(page)
    page = await olga.presses("Анна", on=page)
    assert told(page)[0] == "🔻 Воронка · Анна · ноябрь на 20.11"
    assert "Лид · 1 · → 0,0 %" in told(page)
    assert "‹ октябрь" in page.labels


async def test_what_is_open_stands_beside_the_last_workdays_close(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await anna.types("сделка Ромашка 300к")
    await town.clock.reach("18:30")
    await town.clock.reach("09:00", town.today(3))
    now = await olga.presses("Сейчас", on=await olga.types("/funnel"))
    assert told(now)[2] == "как на закрытие прошлого рабочего дня"
    await anna.types("сделка Вектор 100к")
    now = await olga.presses("Сейчас", on=await olga.types("/funnel"))
    assert told(now)[2] == "с прошлого рабочего дня +1, +100 тыс"


async def test_a_manager_cannot_open_a_colleagues_page(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    assert "недоступна" in await anna.forges(f"v:kpi:739921:739950:::{boris.id}")


async def test_the_kpi_of_a_month(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).plans.set_person(anna.id, town.today(), 200_000_000)
    await anna.types("сделка Ромашка 300к")
    await anna.types("пришло 300к Ромашка")
    await anna.types("пришло 100к Вектор")
    await anna.types("Ромашка в оплату")
    page = await anna.types("/kpi")
    assert told(page)[:8] == [
        "📐 Анна · ноябрь на 20.11",
        "по дню события",
        "Выручка 0,40 из 2,00 млн · 20,0 %",
        "Сделок 1 (было 0) · чек 200 тыс",
        "оплат без сделки 1",
        "Лидов 1: не указан 1",
        "Конверсия 100,0 % · открыто 0",
        "Закрытие 100,0 % · скорость 0 дн (1)",
    ]
    assert "Новых клиентов 2 · постоянных 0" in told(page)
    await anna.types("пришло 70к Вектор")
    assert "Новых клиентов 2 · постоянных 1" in told(await anna.types("/kpi"))


async def test_the_lead_types_what_a_month_brought(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    page = await olga.types("/kpi")
    await olga.presses("✏️ Прибыль и вложения", on=page)
    await olga.types("450к")
    page = await olga.types("300к")
    assert "ROI 150,0 %" in told(page)
    assert "✏️ Прибыль и вложения" not in (await anna.types("/kpi")).labels


async def test_places_by_pace(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(boris, "Лотос")
    await town.manager("Виктор")
    async with town.database.write() as tx:
        for each in (anna, boris):
            await tx.as_(olga.actor).plans.set_person(each.id, town.today(), 100_000_000)
    await anna.types("пришло 500к Ромашка")
    page = await olga.types("/top")
    assert [line.split(" · ")[:2] for line in told(page)[3:5]] == [["1", "Анна"], ["2", "Борис"]]
    assert told(page)[-2:] == ["вне зачёта: Виктор", "новые клиенты: Анна 1"]
    for label in ("📊 График", "📄 Excel"):
        await olga.presses(label, on=page)
        await town.settle()
        sent = await olga.last()
        assert sent.files
        assert told(sent)[0].startswith("🏆")
    own = await boris.types("/top")
    assert "📊 График" not in own.labels
    assert [line.split(" · ")[:2] for line in told(own)[3:5]] == [["1", "Анна"], ["2", "Вы"]]
    assert "Виктор" not in own.text


async def test_places_against_the_month_before(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    october = town.today().replace(month=10)
    async with town.database.write() as tx:
        for each in (anna, boris):
            for day in (october, town.today()):
                await tx.as_(olga.actor).plans.set_person(each.id, day, 100_000_000)
    await received(town, boris, "Лотос", 300, day=october)
    await received(town, anna, "Ромашка", 500)
    page = await olga.types("/top")
    assert "октябрь: 1 Борис, 2 Анна" in told(page)
    assert "место 1 из 2 (было 2)" in told(await anna.types("/top"))


async def test_who_was_away_all_the_time_has_no_place(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    month = (town.today().replace(day=1), town.today().replace(day=30))
    await is_away(town, boris, *month)
    for each in (anna, boris):
        async with town.database.write() as tx:
            await tx.as_(olga.actor).plans.set_person(each.id, town.today(), 100_000_000)
        await received(town, each, f"Клиент {each.id}", 300)
    page = await olga.types("/top")
    assert [line for line in told(page) if "Борис" in line] == ["вне зачёта: Борис", "новые клиенты: Анна 1, Борис 1"]
    assert "Вы вне зачёта" in (await boris.types("/top")).text


@pytest.mark.parametrize("command", ["/funnel", "/kpi"])
async def test_pictures_and_workbooks_are_sent(town: Town, anna: Someone, command: str) -> None:
    olga = await town.lead("Ольга")
    await anna.types("сделка Ромашка 300к")
    page = await olga.types(command)
    for label in ("📊 График", "📄 Excel"):
        await olga.presses(label, on=page)
        await town.settle()
        sent = await olga.last()
        assert "ноябрь на 20.11" in sent.text


async def test_norms_are_asked_for_in_words(town: Town) -> None:
    olga = await town.lead("Ольга")
    for said in ("нормы", "задать норму", "нормы звонков", "norms"):
        assert "Нормы" in (await olga.types(said)).labels, said


async def test_what_is_counted_is_a_number_in_the_workbook(town: Town, anna: Someone) -> None:
    """Days to the first money, with how many deals they are of; without an answer NPS is an empty cell."""
    olga = await town.lead("Ольга")
    await anna.types("сделка Ромашка 300к")
    await anna.types("Ромашка дальше")
    await anna.types("пришло 300к Ромашка")
    await olga.presses("📄 Excel", on=await olga.types("/kpi"))
    head, row = await rows_of(town, olga)
    told_of = dict(zip(head, row, strict=True))
    assert [told_of[name] for name in ("Дней до первых денег", "Из скольких сделок", "NPS")] == [0.0, 1.0, ""]
    await olga.presses("📄 Excel", on=await olga.types("/funnel"))
    head, row = await rows_of(town, olga)
    assert (head[0], row[head.index("Медиана дней")]) == ("Этап", 0.0)


async def rows_of(town: Town, someone: Someone) -> tuple[list[object], list[object]]:
    """The headings and the first row of the workbook that came last."""
    await town.settle()
    sent = [each for each in await someone.phone.chat() if each.kind == "document"][-1]
    content = town.core.world.files.find(sent.files[0]["file_id"]).content
    lines = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    top = lines.index(["", *lines[0][1:]]) + 1  # behind the empty line below the title
    return lines[top], lines[top + 1]


async def head_of(town: Town, someone: Someone) -> list[object]:
    """What stands above the columns of the workbook that came last."""
    await town.settle()
    sent = [each for each in await someone.phone.chat() if each.kind == "document"][-1]
    content = town.core.world.files.find(sent.files[0]["file_id"]).content
    return [row[0] for row in CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[:2]]


async def test_a_wrong_period_is_answered_with_an_example(anna: Someone) -> None:
    assert "Можно так: /kpi октябрь" in (await anna.types("/kpi позавчера утром")).text


@pytest.mark.parametrize(
    ("said", "told_first"),
    [
        ("воронка", "🔻 Воронка · Анна · ноябрь на 20.11"),
        ("воронка за октябрь", "🔻 Воронка · Анна · октябрь"),
        ("кпи", "📐 Анна · ноябрь на 20.11"),
        ("рейтинг", "🏆 Отдел · ноябрь"),
        ("мои сделки", "🧩 Сделки · 0"),
    ],
)
async def test_figures_are_asked_for_in_words(anna: Someone, said: str, told_first: str) -> None:
    assert told(await anna.types(said))[0] == told_first


async def test_workbooks_say_whose_they_are_of_which_day_and_the_whole_name(town: Town) -> None:
    rita, olga = await town.manager("Рита Громова"), await town.lead("Ольга")
    await town.expects(rita, "Лотос", 80_000, on=town.today(-3))
    await plan_of_month(town, rita, 2000)
    await olga.presses("📄 Excel", on=await olga.types("/kpi"))
    assert (await rows_of(town, olga))[1][0] == "Рита Громова"

    await olga.presses("📄 Excel", on=await olga.types("/top"))
    assert (await head_of(town, olga))[:2] == ["Отдел", "ноябрь · по темпу на 20.11"]

    await olga.presses("📄 Excel", on=await olga.types("/debts"))
    assert await head_of(town, olga) == ["Отдел", "Долги на 20.11"]
