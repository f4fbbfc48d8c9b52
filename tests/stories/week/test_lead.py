"""The week plans as a lead meets them: the table on Monday, people opened by a tap, the week's result, the workbook."""

from datetime import date, time, timedelta
from io import BytesIO

from python_calamine import CalamineWorkbook

from sales.calendar.calendar import DayKind
from sales.payments.payments import MoveReason
from sales.schedule.schedule import Scheduled
from tests.planning import is_away, plans, received
from tests.stories.checkins.checkin_day import told
from tests.stories.week.week_days import (
    MONDAY,
    NEXT_FRIDAY,
    WEDNESDAY,
    asked,
    at,
    day_is,
    frozen,
    plan_of_month,
    the_week,
    weeks_in,
)
from tests.town import FRIDAY, Someone, Town, plain

NEXT_MONDAY = date(2026, 11, 30)


async def department(town: Town) -> tuple[Someone, Someone]:
    """Анна confirms, Борис does not, Виктор is away all week."""
    olga = await town.lead("Ольга")
    anna, boris, victor = [await town.manager(name) for name in ("Анна", "Борис", "Виктор")]
    await plan_of_month(town, anna, 1000)
    await town.expects(anna, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await town.expects(anna, "Вектор", 340_000, WEDNESDAY, 60)
    await town.expects(boris, "Ким", 75_000, WEDNESDAY, 60)
    await is_away(town, victor, MONDAY, date(2026, 11, 29))
    await asked(town)
    await anna.presses("✅ Подтвердить")
    return olga, anna


async def test_on_monday_the_lead_reads_everybody_in_one_table(town: Town) -> None:
    olga, _anna = await department(town)

    await frozen(town)

    table = await olga.sees("🗓")
    assert told(table) == [
        "🗓 Неделя 23–29.11 · 565 тыс",
        "Пришло 0 из 565 тыс · 0,0 %",
        "С учётом шансов 38,9 % нужного",
        "",
        "тыс. ₽ план пришло %",
        "✅ Анна 490 0 0,0",
        "⚠️ Борис 75 0 0,0",
        "– Виктор 0 — —",
        "",
        "⚠️ Не подтвердили: Борис",
        "Нет всю неделю: Виктор",
    ]
    assert table.buttons == [
        ["Анна", "Борис", "Виктор"],
        ["‹ 16–22.11", "30.11–6.12 ›", "📄 Excel"],
        ["• 💰 Оплаты", "🗓 Визиты"],
    ]


async def test_money_of_who_is_away_all_week_is_frozen_too(town: Town) -> None:
    """What came of it is done, and nothing beside the plan; they themselves are not asked."""
    olga, victor = await town.lead("Ольга"), await town.manager("Виктор")
    await town.expects(victor, "Ромашка", 120_000, MONDAY)
    await town.expects(victor, "Вектор", 40_000, WEDNESDAY)
    await is_away(town, victor, MONDAY, date(2026, 11, 29))
    await frozen(town)

    await olga.types("пришло 120к Ромашка")

    table = told(await olga.sees("🗓"))
    assert table[:2] == ["🗓 Неделя 23–29.11 · 160 тыс", "Пришло 120 из 160 тыс · 75,0 %"]
    assert "– Виктор 160 120 75,0" in table
    assert not any("Вне плана" in line for line in table)
    assert "Нет всю неделю: Виктор" in table


async def test_a_tap_on_a_person_shows_the_items_and_another_one_leads_back(town: Town) -> None:
    olga, _anna = await department(town)
    await frozen(town)

    person = await olga.presses("Анна", on=await olga.sees("🗓"))

    assert told(person)[0] == "🗓 Анна · 23–29.11 · 490 тыс"
    assert "ср 25.11 · Вектор · 340 тыс · 60 %" in told(person)
    assert "✏️ Править" not in person.labels
    assert told(await olga.presses("‹ Все менеджеры", on=person))[0] == "🗓 Неделя 23–29.11 · 565 тыс"


async def test_a_tap_on_an_item_tells_what_the_plan_asks_to_know_of_it(town: Town) -> None:
    olga, anna = await department(town)
    await anna.types("Вектор: опт, 18 млн, Пётр 8 916 000-11-22")
    async with town.database.write() as tx:
        client = await town.client_id(tx, anna, "Вектор")
        deal = await tx.as_(anna.actor).deals.create(client, "Станок", 340_000_00, "invoice")
        [payment] = await tx.as_(anna.actor).payments.open_of(client)
        await tx.as_(anna.actor).deal_payments.link(deal.id, payment.id)
    await plans(town, anna, "Вектор", "15:00", day=WEDNESDAY, comment="узнать про договор")
    await frozen(town)
    person = await olga.presses("Анна", on=await olga.sees("🗓"))

    card = await olga.presses("Вектор", on=person)

    assert told(card) == [
        "💰 Вектор · 340 000 ₽",
        "ср 25.11 · 60 % · счёт",
        "Пётр · ··· 11-22",
        "опт · 18 млн в год",
        "➡️ ср 25.11 15:00 📞 узнать про договор",
    ]
    assert card.buttons == [["📌 Поручить", "✅ Пришло"], ["👤 Клиент", "🔁 Передать"], ["‹ План недели"]]
    assert told(await olga.presses("‹ План недели", on=card)) == told(person)


async def test_an_item_that_came_or_is_awaited_no_more_has_its_card_too(town: Town) -> None:
    olga, anna = await department(town)
    await frozen(town)
    await anna.types("пришло 340к Вектор")
    async with town.database.write() as tx:
        [payment] = await tx.as_(anna.actor).payments.open_of(await town.client_id(tx, anna, "Ромашка"))
        await tx.as_(anna.actor).payment_changes.cancel(payment.id, MoveReason.NO_MONEY)
    await olga.types("/week")
    person = await olga.presses("Анна")

    card = await olga.presses("Вектор", on=person)

    assert told(card) == ["✅ Вектор · 340 000 ₽", "Оплачено полностью"]
    assert card.buttons[0] == ["📌 Поручить"]
    card = await olga.presses("Ромашка", on=await olga.presses("‹ План недели", on=card))
    assert told(card) == ["❌ Ромашка · 150 000 ₽", "Больше не ждём", "Причина: нет денег"]


async def test_who_only_reads_the_week_has_the_card_without_what_a_lead_may(town: Town) -> None:
    await department(town)
    await frozen(town)
    dmitry = await town.director("Дмитрий")
    await dmitry.types("/week")

    card = await dmitry.presses("Вектор", on=await dmitry.presses("Анна"))

    assert told(card)[0] == "💰 Вектор · 340 000 ₽"
    assert card.buttons == [["👤 Клиент"], ["‹ План недели"]]


async def test_two_payments_of_one_client_have_buttons_of_their_own(town: Town) -> None:
    olga, anna = await department(town)
    await town.expects(anna, "Вектор", 60_000, NEXT_FRIDAY, 50)
    await frozen(town)

    person = await olga.presses("Анна", on=await olga.sees("🗓"))

    rows = [[plain(label) for label in row] for row in person.buttons[:2]]
    assert rows == [["Вектор · 340 тыс", "Ромашка"], ["Вектор · 60 тыс"]]


async def test_the_table_lives_on_with_what_comes(town: Town) -> None:
    olga, anna = await department(town)
    await frozen(town)

    await anna.types("пришло 340к Вектор")

    assert (await the_week(olga))[1] == "Пришло 340 из 565 тыс · 60,2 %"
    assert len(await weeks_in(olga)) == 1


async def test_before_the_freeze_the_next_week_is_a_draft_with_who_has_confirmed(town: Town) -> None:
    olga, _anna = await department(town)

    await olga.types("/week")
    coming = await olga.presses("23–29.11 ›")

    assert told(coming)[0] == "🗓 Неделя 23–29.11 · 565 тыс"
    assert told(coming)[3:7] == [
        "тыс. ₽ план нужно %",
        "✅ Анна 490 714 45,4",
        "⚠️ Борис 75 — —",
        "– Виктор 0 0 —",
    ]
    assert told(coming)[-1] == "1 подтвердил, фиксация 23.11 10:00"


async def test_at_the_weeks_end_the_lead_reads_what_came_of_it(town: Town) -> None:
    olga, anna = await department(town)
    await frozen(town)
    await at(town, "12:00", WEDNESDAY)
    await anna.types("пришло 340к Вектор")
    await received(town, anna, "Школа 57", 50, day=WEDNESDAY, wall="12:00")
    async with town.database.write() as tx:
        romashka = next(
            each for each in await tx.as_(anna.actor).payments.list_awaited() if each.client_name == "Ромашка"
        )
        await tx.as_(anna.actor).payment_changes.move(romashka.id, date(2026, 12, 2), MoveReason.NO_MONEY)

    await at(town, "18:25", NEXT_FRIDAY)

    result = await olga.sees("Итог недели")
    assert told(result) == [
        "🗓 Итог недели 23–29.11: 60,2 %",
        "Пришло 340 из 565 тыс",
        "слетело 225 тыс (2) · вне плана 50 тыс",
        "",
        "Борис · 0,0 % · 0 из 75",
        "план не подтверждён",
        "слетело: Ким 75",
        "",
        "Анна · 69,4 % · 340 из 490",
        "слетело: Ромашка 150 — нет денег",
        "вне плана 50 тыс",
    ]
    assert result.buttons[1:] == [["💬 Ким", "💬 Ромашка"]]
    opened = await olga.presses("🗓 План недели", on=result)
    assert told(await olga.last())[0] == "🗓 Неделя 23–29.11 · 565 тыс"
    assert told(opened) == told(result)
    await olga.presses("💬 Ромашка", on=result)
    await olga.types("позвоните бухгалтеру")
    await olga.presses("Без срока")
    assert "позвоните бухгалтеру" in (await anna.last()).text


async def test_all_columns_come_as_a_workbook(town: Town) -> None:
    olga, anna = await department(town)
    async with town.database.write() as tx:
        client = (await tx.as_(anna.actor).clients.search("Вектор"))[0].id
        await tx.as_(anna.actor).deals.create(client, "Станок", 340_000_00, "invoice")
        await tx.as_(anna.actor).contacts.add(client, "Пётр", "+7 900 123-45-67")
    await frozen(town)

    await olga.presses("📄 Excel", on=await olga.sees("🗓"))

    book = await workbook(town, olga)
    assert book.sheet_names == ["План недели", "Зафиксировано"]
    lines = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in lines[:2]] == ["Отдел", "План недели 23–29.11 на 23.11"]
    lines = lines[3:]
    assert lines[0] == [
        "Клиент",
        "Остаток",
        "Дата",
        "Вероятность",
        "Этап",
        "Контакт",
        "Телефон",
        "Вид деятельности",
        "Годовой оборот",
        "Причина",
        "Комментарий",
        "Следующий шаг",
        "Счёт",
        "Менеджер",
    ]
    assert [(row[0], row[1], row[-1]) for row in lines[1:4]] == [
        ("Вектор", 340_000, "Анна"),
        ("Ким", 75_000, "Борис"),
        ("Ромашка", 150_000, "Анна"),
    ]
    assert lines[1][5] == "Пётр"
    items = book.get_sheet_by_index(1).to_python()[3:]
    assert [(row[0], row[1], row[5], row[-1]) for row in items[1:4]] == [
        ("Вектор", 340_000, "ждём", "да"),
        ("Ромашка", 150_000, "ждём", "да"),
        ("Ким", 75_000, "ждём", "нет"),
    ]


async def test_a_manager_gets_a_workbook_of_the_own_week(town: Town) -> None:
    _olga, anna = await department(town)
    await frozen(town)

    await anna.types("/week")
    await anna.presses("📄 Excel")

    clients = [row[0] for row in (await workbook(town, anna)).get_sheet_by_index(0).to_python()]
    assert "Ромашка" in clients
    assert "Ким" not in clients


async def workbook(town: Town, someone: Someone) -> CalamineWorkbook:
    sent = [each for each in await someone.phone.chat() if each.kind == "document"][-1]
    content = town.core.world.files.find(sent.files[0]["file_id"]).content
    return CalamineWorkbook.from_filelike(BytesIO(content))


async def test_every_message_of_it_can_be_put_off_and_turned_off(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    async with town.database.write() as tx:
        for kind in (Scheduled.WEEK_REMIND, Scheduled.WEEK_RESULT):
            await tx.as_(olga.actor).schedule.turn(town.department_id, kind, on=False)
        await tx.as_(olga.actor).schedule.put_off(town.department_id, Scheduled.WEEK_ASK, time(15))
        await tx.as_(olga.actor).schedule.put_off(town.department_id, Scheduled.WEEK_FREEZE, time(12))

    await at(town, "15:00", FRIDAY)
    assert len(await weeks_in(anna)) == 1
    await at(town, "10:05", MONDAY)
    assert len(await weeks_in(anna)) == 1
    assert await weeks_in(olga) == []
    await at(town, "12:01", MONDAY)
    assert len(await weeks_in(olga)) == 1
    await at(town, "18:30", NEXT_FRIDAY)
    await olga.sees_nothing_of("Итог недели")


async def test_a_day_off_is_no_last_day(town: Town) -> None:
    olga, _anna = await department(town)
    await day_is(town, NEXT_FRIDAY, DayKind.OFF)
    await frozen(town)

    await at(town, "18:25", NEXT_FRIDAY - timedelta(days=1))

    await olga.sees("Итог недели")
    await at(town, "18:30", NEXT_FRIDAY)
    assert sum("Итог недели" in each.text for each in await weeks_in(olga)) == 1


async def test_a_lead_of_another_department_and_a_colleague_see_nothing_of_it(town: Town) -> None:
    _olga, anna = await department(town)
    zarina = await town.lead_elsewhere("Зарина")
    await frozen(town)

    assert "Анна" not in (await zarina.types("/week")).text
    boris = town.people["Борис"]
    assert "Ромашка" not in (await boris.types("/week")).text
    assert anna.actor.name not in "".join(await zarina.messages())


async def test_who_cannot_be_reached_has_not_kept_silent(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Анна")
    boris = await town.manager("Борис")
    await boris.phone.blocks()
    await asked(town)

    await frozen(town)

    assert told(await olga.sees("🗓"))[-2:] == ["⚠️ Не подтвердили: Анна", "Связи нет: Борис"]
