"""/plan of a lead: everybody in one table, a tap and a number, last month copied, and every change taken back."""

from datetime import date, timedelta

import pytest

from reports.plans.presses import PersonPlanPress, PlanTablePress
from sales.core.money import ROUBLE
from sales.plans.plans import Metric
from simulator.hands.phone import Seen
from tests.planning import received
from tests.town import Someone, Town

NOVEMBER = date(2026, 11, 1)
REFUSAL = "Эта запись вам недоступна."


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


async def sets(town: Town, someone: Someone, thousands: int, month: date = NOVEMBER) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, month, thousands * 1000 * ROUBLE)


async def test_the_whole_department_stands_in_one_table(town: Town) -> None:
    anna, boris, victor = [await town.manager(name) for name in ("Анна", "Борис", "Виктор")]
    olga = await town.lead("Ольга")
    await received(town, anna, "Вектор", 1200)
    await received(town, victor, "Лада", 300)
    await sets(town, anna, 2000)
    await sets(town, boris, 150)

    seen = await olga.types("🎯 План")

    assert said(seen.text) == [
        "🎯 Планы · ноябрь",
        "Отдел: 1,50 из 2,15 млн · 69,8 %",
        "⚠️ Не указано, что пришло до Reper:",
        "Анна, Борис, Виктор",
        "",
        " план факт %",
        "Анна 2,00 млн 1,20 млн 60,0",
        "Борис 150 тыс 0 0,0",
        "Виктор не задан 300 тыс —",
    ]
    assert seen.buttons == [
        ["• Деньги", "Сделки", "Клиенты"],
        ["‹ октябрь", "декабрь ›"],
        ["Анна", "Борис", "Виктор"],
        ["Отдел", "📄 Excel", "Нормы"],
    ]


async def test_a_plan_is_a_tap_on_a_person_and_a_number(town: Town) -> None:
    await town.manager("Анна")
    await town.manager("Борис")
    olga = await town.lead("Ольга")
    table = await olga.types("/plan")

    await olga.presses("Анна")
    asked = await olga.last()
    done = await olga.types("1200к")

    assert said(asked.text) == [
        "🎯 Анна · ноябрь",
        "Пока не задан",
        "",
        "Сколько? Например: 1,2 млн · 1200к",
    ]
    assert said(done.text) == ["✅ Анна · ноябрь: 1 200 000 ₽"]
    assert done.buttons == [["Дальше: Борис"], ["↩️ Отменить", "🎯 Все планы"]]
    assert "Анна 1,20 млн" in said((await olga.sees_edited(table)).text)[6]


async def test_the_next_one_without_a_plan_is_a_tap_away(town: Town) -> None:
    for name in ("Анна", "Борис", "Виктор"):
        await town.manager(name)
    olga = await town.lead("Ольга")
    await olga.types("/plan")
    await olga.presses("Борис")
    await olga.types("2 млн")
    await olga.presses("Дальше: Виктор")
    await olga.types("2 млн")
    await olga.presses("Дальше: Анна")

    done = await olga.types("2 млн")

    assert done.labels == ["↩️ Отменить", "🎯 Все планы"]
    await olga.presses("🎯 Все планы")
    assert "Отдел: 0 из 6,00 млн · 0,0 %" in said((await olga.last()).text)


async def test_a_change_in_the_month_says_what_it_was(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 2000)
    await olga.types("/plan")

    await olga.presses("Анна")
    asked = await olga.last()
    changed = await olga.types("2,2 млн")
    precise = await change(olga, "2 201 500")

    assert said(asked.text) == [
        "🎯 Анна · ноябрь",
        "Сейчас 0 из 2,00 млн · 0,0 %",
        "День    100 тыс",
        "Неделя  500 тыс",
        "Месяц   2,00 млн",
        "Квартал 2,00 млн, нет окт, дек",
        "Год     2,00 млн,",
        "        нет янв–окт, дек",
        "",
        "Сколько? Например: 1,2 млн · 1200к",
    ]
    assert said(changed.text) == ["✅ Анна · ноябрь: 2 200 000 ₽", "был 2,00 млн, стал 2,20 млн"]
    assert said(precise.text)[1] == "был 2,20 млн, стал 2 201 500 ₽"
    async with town.database.read() as tx:
        entries = await tx.system.audit.of("person", anna.id)
    assert [each.action for each in entries if each.action == "plan.set"] == ["plan.set"] * 3


async def change(lead: Someone, number: str, whom: str = "Анна") -> Seen:
    await lead.types("/plan")
    await lead.presses(whom)
    return await lead.types(number)


async def test_a_plan_of_nothing_is_a_plan_and_a_withdrawn_one_is_none(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await olga.types("/plan")
    await olga.presses("Анна")

    nothing = await olga.types("0")
    await olga.types("/plan")
    await olga.presses("Анна")
    withdrawn = await olga.presses("Снять план")

    assert said(nothing.text) == ["✅ Анна · ноябрь: 0 ₽"]
    assert said(withdrawn.text) == ["✅ Анна · ноябрь: план снят", "был 0, стал не задан"]
    async with town.database.read() as tx:
        book = await tx.as_(olga.actor).plans.of_department(town.department_id, NOVEMBER)
    assert book.plan(anna.id, NOVEMBER) is None


async def test_the_same_number_again_changes_nothing(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 2000)
    await olga.types("/plan")
    await olga.presses("Анна")

    assert (await olga.types("2млн")).text.replace("\xa0", " ") == "Анна: 2 000 000 ₽, так и стоит"


async def test_a_bare_number_is_asked_about(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await olga.types("/plan")
    await olga.presses("Анна")

    asked = await olga.types("150")
    done = await olga.presses("150 000 ₽")

    assert said(asked.text) == ["Анна: 150 ₽ или 150 000 ₽?"]
    assert said(done.text) == ["✅ Анна · ноябрь: 150 000 ₽"]


async def test_deals_and_new_clients_are_counted(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await received(town, anna, "Вектор", 100)
    await olga.types("/plan")
    await olga.presses("Сделки")
    await olga.presses("Анна")

    refused = await olga.types("1,5 млн")
    done = await olga.types("7")
    await olga.presses("🎯 Все планы")
    table = await olga.last()

    assert said(refused.text)[0] == "Нужно целое число. Например: 12"
    assert said(done.text) == ["✅ Анна · ноябрь: 7 сделок"]
    assert said(table.text)[:2] == ["🎯 Планы · ноябрь · сделки", "Отдел: 1 из 7 · 14,3 %"]


async def test_the_departments_own_plan_is_held_against_the_sum(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await sets(town, anna, 3000)
    await sets(town, boris, 2600)
    await olga.types("/plan")
    await olga.presses("Отдел")

    await olga.types("6 млн")
    await olga.presses("🎯 Все планы")

    assert said((await olga.last()).text)[:4] == [
        "🎯 Планы · ноябрь",
        "Отдел: 0 из 6,00 млн · 0,0 %",
        "Сумма планов 5,60 млн,",
        "план отдела 6,00 млн: разница 400 тыс",
    ]


async def test_last_month_is_copied_where_nothing_is_set_and_taken_back_whole(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await sets(town, anna, 2000)
    await sets(town, boris, 1600)
    await sets(town, boris, 1800, date(2026, 12, 1))
    await olga.types("/plan")
    table = await olga.presses("декабрь ›")

    await olga.presses("📋 Скопировать ноябрь")
    copied = await olga.last()

    assert said(copied.text) == ["✅ Декабрь: скопирован 1 план", "Анна · декабрь: 2 000 000 ₽"]
    edited = await olga.sees_edited(table)
    assert "📋 Скопировать ноябрь" not in edited.labels
    assert "Отдел: 0 из 3,80 млн · 0,0 %" in said(edited.text)

    undone = await olga.presses("↩️ Отменить", on=copied)

    assert said(undone.text) == ["↩️ Отменил, теперь так:", "Анна · декабрь: не задан"]
    assert "📋 Скопировать ноябрь" in (await olga.sees_edited(edited)).labels


async def test_undo_is_good_for_ten_minutes_and_once(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 2000)
    await olga.types("/plan")
    await olga.presses("Анна")
    changed = await olga.types("3 млн")
    await town.clock.jump(timedelta(minutes=11))

    await olga.presses("↩️ Отменить", on=changed)

    assert await olga.toast() == "Прошло 10 минут, отменить уже нельзя. Запись можно поправить."
    async with town.database.read() as tx:
        book = await tx.as_(olga.actor).plans.of_department(town.department_id, NOVEMBER)
    assert book.plan(anna.id, NOVEMBER) == 3_000_000 * ROUBLE


async def test_a_double_tap_on_undo_takes_back_once(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 2000)
    await olga.types("/plan")
    await olga.presses("Анна")
    changed = await olga.types("3 млн")

    await olga.taps_twice("↩️ Отменить", on=changed)

    async with town.database.read() as tx:
        book = await tx.as_(olga.actor).plans.of_department(town.department_id, NOVEMBER)
    assert book.plan(anna.id, NOVEMBER) == 2_000_000 * ROUBLE
    assert len(book.versions[anna.id, Metric.MONEY, NOVEMBER]) == 3


async def test_last_months_plan_is_offered_by_a_button(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 1800, date(2026, 10, 1))
    await olga.types("/plan")
    await olga.presses("Анна")

    done = await olga.presses("Как за октябрь · 1,80 млн")

    assert said(done.text) == ["✅ Анна · ноябрь: 1 800 000 ₽"]


async def test_a_large_department_pages_and_its_sum_stays_whole(town: Town) -> None:
    for number in range(11):
        await sets(town, await town.manager(f"Имя{number:02}"), 100)
    olga = await town.lead("Ольга")

    first = await olga.types("/plan")
    second = await olga.presses("›")

    assert said(first.text)[1] == said(second.text)[1] == "Отдел: 0 из 1,10 млн · 0,0 %"
    assert ("Имя05" in first.text, "Имя10" in first.text) == (True, False)
    assert ("Имя05" in second.text, "Имя10" in second.text) == (False, True)
    assert len(first.buttons) <= 8


async def test_where_telegram_has_no_tables_the_columns_fit_a_phone(town: Town) -> None:
    await town.simulation.refuses_rich()
    for name, thousands in (("Константин", 12_345), ("Александра-Виктория", 999), ("Ян", 1)):
        someone = await town.manager(name)
        await sets(town, someone, thousands)
        await received(town, someone, f"Клиент {name}", 23_456)
    olga = await town.lead("Ольга")

    table = said((await olga.types("/plan")).text)[5:]

    [width] = {len(line) for line in table}
    assert width <= 36


async def test_a_director_reads_the_table_and_one_person_and_writes_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 2000)
    await received(town, anna, "Вектор", 1200)
    denis = await town.director("Денис")

    table = await denis.types("/plan")
    page = await denis.presses("Анна")
    back = await denis.presses("‹ Все планы")

    assert "Отдел" not in table.labels
    assert said(page.text)[:4] == [
        "🎯 Анна · деньги",
        "Ноябрь: темп 92,3 % 🟡",
        "1,20 из 2,00 млн · 7 рабочих дней впереди",
        "",
    ]
    assert said(back.text)[0] == "🎯 Планы · ноябрь"
    press = PersonPlanPress(deed="enter", person_id=anna.id, month=NOVEMBER.toordinal(), metric="money")
    assert await denis.forges(press.pack()) == REFUSAL


async def test_an_assistant_reads_the_plans_and_sets_none(town: Town) -> None:
    anna, sofia = await town.manager("Анна"), await town.assistant("Софья")
    await sets(town, anna, 2000)

    table = await sofia.types("/plan")

    assert said(table.text)[1] == "Отдел: 0 из 2,00 млн · 0,0 %"
    assert "Отдел" not in table.labels
    assert said((await sofia.presses("Анна", on=table)).text)[0] == "🎯 Анна · деньги"
    press = PersonPlanPress(deed="enter", person_id=anna.id, month=NOVEMBER.toordinal(), metric="money")
    assert await sofia.forges(press.pack()) == REFUSAL


async def test_the_owner_sees_every_department(town: Town) -> None:
    assert town.owner is not None
    await town.manager("Анна")
    await town.lead_elsewhere("Роман")

    table = await town.owner.types("/plan")
    other = await town.owner.presses("Другой")

    assert said(table.text)[0] == "🎯 Планы · ноябрь · Отдел"
    assert said(other.text)[0] == "🎯 Планы · ноябрь · Другой"
    assert "Пригласите первого" in other.text


async def test_a_month_that_nobody_could_mean_is_refused(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")

    for month in (0, 1, date(2036, 1, 1).toordinal(), 2**62):
        press = PlanTablePress(deed="open", department_id=town.department_id, month=month, metric="money").pack()
        assert await olga.forges(press) == REFUSAL
        assert await olga.forges(f"v:plans:{town.department_id}:{month}") == REFUSAL


@pytest.mark.parametrize("deed", ["copy", "own", "open"])
async def test_another_departments_table_is_refused(town: Town, deed: str) -> None:
    olga = await town.lead("Ольга")
    await town.lead_elsewhere("Роман")
    other, month = town.department_id + 1, NOVEMBER.toordinal()
    press = PlanTablePress(deed=deed, department_id=other, month=month, metric="money")

    assert await olga.forges(press.pack()) == REFUSAL
    assert await olga.forges(f"v:plans:{other}:{month}") == REFUSAL


async def test_in_english(town: Town) -> None:
    anna, olga = await town.manager("Anna"), await town.lead("Olga")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).people.set_language("en")
    await sets(town, anna, 2000)

    table = await olga.types("/plan")
    await olga.presses("Anna")
    done = await olga.types("2.2m")

    assert said(table.text)[:2] == ["🎯 Plans · November", "Department: 0 of 2.00 M · 0.0 %"]
    assert said(done.text) == ["✅ Anna · November: 2,200,000 ₽".replace(",", " "), "was 2.00 M, is 2.20 M"]
