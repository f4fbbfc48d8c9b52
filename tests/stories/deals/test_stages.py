"""«Этапы»: renamed, added, ordered, made more probable, removed with an answer where its deals go; the evening line."""

from datetime import date

import pytest
from sqlalchemy import select

from storage.tables import AuditRow
from tests.kept import Kept
from tests.stories.deals.test_card import deal_of, told
from tests.town import Seen, Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def opens_stages(someone: Someone) -> Seen:
    return await someone.presses("🧩 Этапы", on=await someone.types("/settings"))


async def test_a_lead_renames_a_stage_and_everybody_reads_it(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    page = await opens_stages(olga)
    assert told(page)[:3] == ["🧩 Этапы · Отдел", "вероятность и дни без движения", "Лид · 5 % · 7 дней"]
    await olga.presses("Лид", on=page)
    await olga.presses("Название")
    page = await olga.types("Заявка")
    assert told(page)[0] == "Заявка · 5 % · 7 дней"
    card = await anna.types("сделка Ромашка 300к")
    assert told(card)[1] == "Заявка · 0 дней · 300 тыс · 5 %"
    assert told(await anna.types("Ромашка в договор"))[1].startswith("Договор")


async def test_another_probability_reaches_the_payments(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    await anna.types("оплата 150к Ромашка 25.11")
    olga = await town.lead("Ольга")
    await olga.presses("Счёт", on=await opens_stages(olga))
    await olga.presses("Вероятность")
    page = await olga.types("70%")
    assert told(page)[0] == "Счёт · 70 % · 5 дней"
    async with town.database.read() as tx:
        [payment] = await tx.as_(anna.actor).payments.list_awaited()
    assert payment.probability == 70


async def test_a_stage_of_their_own_is_added_ordered_and_moved_through(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="qualification")
    olga = await town.lead("Ольга")
    await olga.presses("Квалификация", on=await opens_stages(olga))
    await olga.presses("➕ После")
    page = await olga.types("Замер")
    assert told(page)[0] == "Замер · 20 % · 7 дней"
    card = await anna.types("Ромашка дальше")
    assert told(card)[1].startswith("Замер")
    page = await olga.presses("↓", on=page)
    stages = [line.split(" · ")[0] for line in told(page)[2:]]
    assert stages[3:5] == ["Презентация", "Замер"]


async def test_removing_asks_where_its_deals_go(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="qualification")
    olga = await town.lead("Ольга")
    page = await olga.presses("Квалификация", on=await opens_stages(olga))
    page = await olga.presses("🗑 Убрать", on=page)
    assert told(page)[-1] == "1 сделка здесь. На какой этап перенести?"
    page = await olga.presses("Контакт", on=page)
    assert "Квалификация" not in plain(page.text)
    listed = await anna.types("/deals")
    assert "контакт" in listed.text


async def test_reasons_and_switches(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    page = await olga.presses("❌ Причины", on=await opens_stages(olga))
    await olga.presses("➕ Причина", on=page)
    page = await olga.types("Сезон")
    page = await olga.presses("✖️ Пропал", on=page)
    assert "✖️ Сезон" in page.labels
    await deal_of(town, anna, "Ромашка")
    card = await anna.types("отказ Ромашка: сезон")
    assert told(card)[1] == "❌ Отказ · сезон · 300 тыс"
    page = await olga.presses("🏆 Места: да", on=await opens_stages(olga))
    assert "Здесь места не считают." in (await anna.types("/top")).text


async def test_the_evening_line_of_the_lead(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await deal_of(town, anna, "Ромашка", stage="contract")
    await town.clock.reach("12:00", day=town.today(9), step=town.minutes(180))
    report = await olga.types("/svod")
    assert "⏳ Зависли 1 на 300 тыс · без шага 1" in plain(report.text)
    listed = await olga.presses("🧩 Сделки", on=report)
    assert told(listed)[0] == "🧩 Сделки · 1 на 300 тыс"
    assert "Анна · Пробная… · ⏳ 9 дней · без шага" in told(listed)


async def test_two_departments_have_their_own_stages(town: Town, anna: Someone) -> None:
    other = await town.lead_elsewhere("Зарина")
    await other.presses("Лид", on=await opens_stages(other))
    await other.presses("Название")
    await other.types("Обращение")
    card = await anna.types("сделка Ромашка 300к")
    assert told(card)[1].startswith("Лид")
    assert "недоступна" in await other.forges(f"stg:name:{town.department_id}:lead:")


async def test_a_full_list_of_stages_says_so(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    async with town.database.write() as tx:
        for n in range(8):  # seven stand there from the beginning
            await tx.as_(olga.actor).stages.add(town.department_id, f"Замер {n}", "lead")
    await olga.presses("Лид", on=await opens_stages(olga))
    await olga.presses("➕ После")

    full = await olga.types("Осмотр")

    assert "Больше 15 этапов никто не двигает. Сначала уберите лишний." in plain(full.text)


async def test_a_change_of_a_deal_is_kept_as_it_stood_and_as_it_stands(town: Town, anna: Someone) -> None:
    deal_id = await deal_of(town, anna, "Ромашка")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).deals.change(deal_id, title="Поставка труб", deadline=date(2026, 12, 18))
        row = AuditRow
        query = select(row.before, row.after).where(row.action == "deal.changed")
        [(before, after)] = (await tx.session.execute(query)).all()

    assert before["deadline"] is None
    assert after == {"title": "Поставка труб", "deadline": "2026-12-18"}
