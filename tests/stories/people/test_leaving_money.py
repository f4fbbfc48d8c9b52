"""Somebody leaves: his money stays the department's on every screen, and what he awaited asks for an owner."""

from datetime import timedelta

from bot.delivery.sheets.reading import read_sheets
from sales.core.people import Role
from simulator.hands.phone import Seen
from tests.planning import expects, received
from tests.stories.people.test_team import closes
from tests.stories.week.week_days import plan_of_month
from tests.town import FRIDAY, Town

EARLIER = FRIDAY - timedelta(days=8)


def said(seen: Seen) -> str:
    return seen.text.replace("\u00a0", " ")


async def test_the_department_keeps_its_money_on_both_screens(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await received(town, anna, "Вектор", 940, day=EARLIER)
    await received(town, boris, "Лада", 385, day=EARLIER)

    await closes(olga, "3 Борис")
    await olga.types("/stats")
    month = await olga.presses("Месяц")

    assert "✅ 1,33 млн" in said(month)
    assert "Борис" in said(month), "what he brought stays beside his name"
    assert "Отдел: 1,33 млн" in said(await olga.types("/svod"))
    assert "✅ 1,33 млн" not in said(await olga.types("/day")), "of today there is nothing"


async def test_what_he_awaited_stands_without_an_owner_and_is_handed_over_from_there(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 100)
    for client, thousands in (("Лада", 500), ("Ким", 310)):
        await expects(town, boris, client, thousands, EARLIER)

    await closes(olga, "3 Борис")
    card = await olga.last()
    line = "⚠️ Без хозяина: 810 тыс (2)"

    assert line in said(card)
    assert "🔁 Передать" in card.labels
    for command in ("/stats", "/svod"):
        assert line in said(await olga.types(command)), command
    await olga.presses("🔁 Передать")
    opened = await olga.last()
    assert opened.text.startswith("Без хозяина · 2")
    await olga.presses("🔁 Передать всех", opened)
    await olga.presses("Анна")
    await olga.presses("✅ Передать")
    assert "Без хозяина" not in said(await olga.types("/svod"))
    assert "910 тыс" in said(await olga.presses("Прогноз"))


async def test_the_forecast_and_the_departments_side_by_side_say_it_too(town: Town) -> None:
    """Once 320 thousand of the forecast were nobody's on the screen, and a director never read of them."""
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    director = await town.director("Пётр")
    await town.lead_elsewhere("Зарина")
    await received(town, anna, "Вектор", 640, day=FRIDAY - timedelta(days=1))
    await expects(town, boris, "Ким", 400, FRIDAY + timedelta(days=7))
    await closes(olga, "3 Борис")

    await olga.types("/svod")
    forecast = said(await olga.presses("Прогноз"))
    await director.types("/svod")
    house = said(await director.presses("Все отделы"))
    await town.clock.reach("09:00", FRIDAY + timedelta(days=3), step=timedelta(hours=1))
    digest = said(await director.sees("Все отделы · 16–22.11"))

    assert "960 тыс" in forecast
    for screen in (forecast, house, digest):
        assert "⚠️ Без хозяина: 400 тыс (1)" in screen, screen
    assert "Другой\n0 · план не задан" in digest


async def test_the_summary_stays_where_it_is_as_the_list_opens_below(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, boris, "Лада", 500, EARLIER)
    await closes(olga, "2 Борис")

    report = await olga.types("/svod")
    await olga.presses("🔁 Передать", report)
    opened = await olga.last()

    assert opened.message_id != report.message_id


async def test_who_may_not_hand_over_reads_the_line_without_the_button(town: Town) -> None:
    boris, olga, pyotr = await town.manager("Борис"), await town.lead("Ольга"), await town.assistant("Пётр")
    await expects(town, boris, "Лада", 500, EARLIER)
    await closes(olga, "3 Борис")

    seen = await pyotr.types("/svod")

    assert "⚠️ Без хозяина: 500 тыс (1)" in said(seen)
    assert "🔁 Передать" not in seen.labels
    assert pyotr.actor.role is Role.ASSISTANT


async def test_the_card_of_who_left_tells_what_they_left_and_how_they_come_back(town: Town) -> None:
    gleb, boris, olga = await town.manager("Глеб"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, boris, "Лада", 500)
    await expects(town, gleb, "Ким", 310)
    await expects(town, gleb, "Вектор", 40)
    await closes(olga, "2 Борис")
    assert "Вернуть: /team, ➕ Пригласить" in said(await olga.last())

    await closes(olga, "2 Глеб")
    card = said(await olga.last())

    assert "⚠️ Без хозяина: 350 тыс (2)" in card, "his own alone"
    assert "⚠️ Без хозяина: 850 тыс (3)" in said(await olga.types("/svod"))
    async with town.database.write() as tx:
        vector = next(each for each in await tx.as_(olga.actor).clients.search("Вектор"))
        await tx.as_(olga.actor).handovers.take_over(vector.id)
    team = await olga.types("/team")
    label = next(each for each in team.labels if "Глеб" in each)
    assert "⚠️ Без хозяина: 310 тыс (1)" in said(await olga.presses(label))


async def test_a_summary_keeps_the_day_of_who_was_let_go_at_noon(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 300)
    lada = await expects(town, boris, "Лада", 500)
    await expects(town, boris, "Ким", 200)
    await town.clock.reach("11:46")
    await received(town, boris, "Лада", 500, "11:50", payment_id=lada)
    await town.clock.reach("12:01")
    before = await olga.sees("Факт оплат · 12:00")
    assert "Пришло 500 тыс из 1 млн" in said(before)

    await closes(olga, "3 Борис")
    await town.clock.reach("16:01")
    after = await olga.sees("Факт оплат · 16:00")

    assert "Пришло 500 тыс из 1 млн" in said(after)
    assert "отключён" in said(after)
    assert "⚠️ Без хозяина: 200 тыс (1)" in said(after)
    assert "🔁 Передать" in after.labels
    assert "✅ 500 тыс" in said(await olga.types("/stats"))


async def test_the_week_counts_what_nobody_looks_after(town: Town) -> None:
    rita, gleb, olga = await town.manager("Рита"), await town.manager("Глеб"), await town.lead("Ольга")
    await expects(town, rita, "Вектор", 215, FRIDAY + timedelta(days=5))
    await expects(town, gleb, "Лада", 470, FRIDAY + timedelta(days=6))
    await closes(olga, "2 Глеб")

    await olga.types("/week")
    week = await olga.presses("23–29.11 ›")

    assert said(week).startswith("🗓 Неделя 23–29.11 · 685 тыс")
    assert "Без менеджера: ждём 470 тыс (1)" in said(week)
    assert "⚠️ Без хозяина: 470 тыс (1)" in said(week)
    await olga.presses("🔁 Передать", week)
    assert (await olga.last()).text.startswith("Без хозяина · 1")


async def test_money_of_nobody_that_came_is_said_beside_the_week_and_the_month(town: Town) -> None:
    rita, gleb, olga = await town.manager("Рита"), await town.manager("Глеб"), await town.lead("Ольга")
    await expects(town, rita, "Вектор", 215, FRIDAY + timedelta(days=5))
    await expects(town, gleb, "Лада", 470, FRIDAY + timedelta(days=6))
    await closes(olga, "2 Глеб")
    await town.clock.reach("10:10", FRIDAY + timedelta(days=3), step=timedelta(minutes=30))
    await received(town, olga, "Лада", 65, "10:09", FRIDAY + timedelta(days=3))

    assert "Без менеджера: пришло 65 тыс" in said(await olga.types("/week"))
    assert "Без менеджера: пришло 65 тыс" in said(await olga.types("/svod"))
    assert "Без менеджера: пришло 65 тыс" in said(await olga.types("/stats"))


async def test_nothing_a_day_is_needed_of_who_has_left(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await plan_of_month(town, boris, 2000)
    assert "в день" in said(await olga.types("/svod"))

    await closes(olga, "2 Борис")

    assert "в день" not in said(await olga.types("/svod"))


async def test_a_leads_own_deal_stands_under_the_leads_name(town: Town) -> None:
    rita, olga = await town.manager("Рита"), await town.lead("Ольга")
    wednesday = FRIDAY + timedelta(days=5)
    for client, thousands in (("Вектор", 215), ("Лада", 470)):
        await expects(town, rita, client, thousands, wednesday)
    async with town.database.write() as tx:
        lada = await town.client_id(tx, rita, "Лада")
        await tx.as_(olga.actor).handovers.take_over(lada)
    await olga.types("/week")

    week = said(await olga.presses("23–29.11 ›"))

    assert "Ольга: ждём 470 тыс (1)" in week
    assert "Без менеджера" not in week
    await town.clock.reach("10:10", FRIDAY + timedelta(days=3), step=timedelta(minutes=30))
    await olga.types("пришло 470к Лада")
    assert "Ольга: пришло 470 тыс" in said(await olga.types("/week"))


async def test_money_of_two_leads_stands_under_each_name_for_every_reader(town: Town) -> None:
    rita, olga, egor = await town.manager("Рита"), await town.lead("Ольга"), await town.lead("Егор")
    pyotr, nina = await town.director("Пётр"), town.owner
    assert nina is not None
    for lead, client, thousands in ((olga, "Лада", 470), (egor, "Ким", 90)):
        await expects(town, rita, client, thousands, FRIDAY + timedelta(days=5))
        async with town.database.write() as tx:
            taken = await town.client_id(tx, rita, client)
            await tx.as_(lead.actor).handovers.take_over(taken)
        await received(town, lead, client, thousands, day=EARLIER)
    await received(town, rita, "Вектор", 40, day=EARLIER)

    for reader in (olga, egor, pyotr, nina):
        await reader.types("/stats")
        for seen in (await reader.presses("Месяц"), await reader.types("/svod")):
            told = said(seen)
            assert "600 тыс" in told, reader.name
            assert "Ольга: пришло 470 тыс" in told, reader.name
            assert "Егор: пришло 90 тыс" in told, reader.name
            assert "Без менеджера" not in told, reader.name


async def test_a_months_close_and_its_workbook_name_the_lead_whose_money_it_is(town: Town) -> None:
    rita, olga = await town.manager("Рита"), await town.lead("Ольга")
    await expects(town, rita, "Лада", 470, FRIDAY + timedelta(days=5))
    async with town.database.write() as tx:
        lada = await town.client_id(tx, rita, "Лада")
        await tx.as_(olga.actor).handovers.take_over(lada)
    await received(town, olga, "Лада", 120, day=EARLIER)
    await received(town, rita, "Вектор", 40, day=EARLIER)
    await town.clock.reach("12:00", FRIDAY + timedelta(days=12), step=timedelta(minutes=30))

    await olga.types("/svod ноябрь")
    close = said(await olga.presses("Закрытие месяца"))
    slips = said(await olga.presses("Что слетело"))

    assert "160 тыс" in close
    assert "Ольга: пришло 120 тыс" in close
    assert "Ольга: слетело 470 тыс (1)" in close
    assert "Лада 470 · Ольга" in slips
    assert "Без менеджера" not in close + slips
    await olga.types("/svod ноябрь")
    await olga.presses("📄 Excel")
    await town.settle()
    book = next(each for each in reversed(await olga.phone.chat()) if each.kind == "document")
    content = town.core.world.files.find(book.files[0]["file_id"]).content
    people, facts = (each.rows for each in read_sheets(content, "отчёт.xlsx"))
    assert {str(each) for row in people for each in row} >= {"Ольга", "Рита"}
    assert {str(each) for row in facts for each in row} >= {"Ольга", "Рита"}
