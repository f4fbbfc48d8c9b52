"""«Пришло с начала месяца до Reper»: a department that starts in mid-month has its pace from the first day (spec/1)."""

from datetime import date, timedelta

import pytest

from sales.core.money import ROUBLE
from sales.plans.plans import Metric
from tests.planning import received
from tests.stories.checkins.checkin_day import told
from tests.town import FRIDAY, Seen, Someone, Town, plain

NOVEMBER = date(2026, 11, 1)


async def asked(lead: Someone, name: str = "Анна") -> Seen:
    await lead.presses(name, on=await lead.types("/plan"))
    screen = await lead.last()
    return await lead.presses(next(each for each in screen.labels if each.startswith("Пришло до Reper")), on=screen)


async def plan(town: Town, someone: Someone, thousands: int) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, NOVEMBER, thousands * 1000 * ROUBLE)


async def test_one_number_counts_in_fact_and_pace_and_stands_apart(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await plan(town, anna, 2000)
    await received(town, anna, "Вектор", 200)

    screen = await asked(olga)
    assert told(screen)[0] == "🎯 Анна · 1–19 ноября"
    done = await olga.types("840к")

    assert told(done)[:2] == ["✅ Анна · 1–19 ноября", "До Reper пришло 840 000 ₽"]
    report = told(await olga.types("/svod"))
    assert any(each.startswith("Отдел: 1,04 из 2,00 млн") for each in report)
    assert "в том числе до Reper 840 тыс" in report
    assert "в том числе до Reper 840 тыс" in told(await anna.types("/plan"))
    assert "✅ 200 тыс" in (await olga.types("/stats")).text.replace("\u00a0", " ")
    month = await olga.presses("Месяц")
    assert "✅ 1,04 млн" in month.text.replace("\u00a0", " ")


async def test_it_is_no_deal_no_client_and_no_line_of_any_day(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await received(town, anna, "Вектор", 200)
    await asked(olga)
    await olga.types("840к")

    async with town.database.read() as tx:
        done = {
            each: await tx.system.plan_facts.sum_done(town.department_id, each, NOVEMBER, FRIDAY) for each in Metric
        }
        sheet = await tx.as_(olga.actor).month_close.earnings(town.department_id, NOVEMBER)
    assert done[Metric.DEALS] == {anna.id: 1}
    assert done[Metric.NEW_CLIENTS] == {anna.id: 1}
    assert done[Metric.MONEY] == {anna.id: 1040 * 1000 * ROUBLE}
    assert (sheet[anna.id].total, sheet[anna.id].of_new) == (1040 * 1000 * ROUBLE, 0)
    assert "840" not in (await olga.types("/day 01.11")).text


async def test_zero_is_a_number_and_a_second_one_takes_its_place(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await plan(town, anna, 2000)
    await asked(olga)
    assert "До Reper пришло 0 ₽" in told(await olga.types("0"))

    assert "Сейчас: 0 ₽" in told(await asked(olga))
    await olga.types("300 000")
    assert "Сейчас: 300 000 ₽" in told(await asked(olga))
    await olga.types("250к")

    assert "в том числе до Reper 250 тыс" in told(await olga.types("/svod"))


async def test_it_is_taken_back_by_one_tap_and_taken_away_by_another(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await plan(town, anna, 2000)
    await asked(olga)
    await olga.types("300к")
    await asked(olga)
    done = await olga.types("250к")

    await olga.presses("↩️ Отменить", on=done)

    screen = await asked(olga)
    assert "Сейчас: 300 000 ₽" in told(screen)
    away = await olga.presses("Убрать", on=screen)
    assert "До Reper: ничего не указано" in told(away)
    assert "до Reper" not in (await olga.types("/svod")).text


@pytest.mark.parametrize("said", ["много", "-5к", "от 100 до 200к", "50 долларов"])
async def test_what_is_no_sum_gets_an_example_and_the_same_question(town: Town, said: str) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Анна")
    await asked(olga)

    seen = await olga.types(said)

    assert "Пример" in seen.text or "340к" in seen.text or "Например" in seen.text
    assert "До Reper пришло 90 000 ₽" in told(await olga.types("90к"))


async def test_next_month_and_who_came_on_a_first_are_not_asked(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await olga.presses("Анна", on=await olga.presses("декабрь ›", on=await olga.types("/plan")))

    assert [each for each in (await olga.last()).labels if "Reper" in each] == []
    assert anna.id


async def test_a_client_is_new_for_the_bonus_from_the_second_month_on(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await received(town, anna, "Вектор", 200)
    await received(town, anna, "Ромашка", 90, day=FRIDAY + timedelta(days=14))

    async with town.database.read() as tx:
        november = await tx.as_(olga.actor).month_close.earnings(town.department_id, NOVEMBER)
        december = await tx.as_(olga.actor).month_close.earnings(town.department_id, date(2026, 12, 1))
    assert november[anna.id].of_new == 0
    assert december[anna.id].of_new == 90 * 1000 * ROUBLE


async def test_of_who_has_left_nothing_is_asked(town: Town) -> None:
    _anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    assert "\nАнна, Борис\n" in plain((await olga.types("/plan")).text)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(boris.id)
    asked_of = plain((await olga.types("/plan")).text)
    assert "\nАнна\n" in asked_of
    assert "Анна, Борис" not in asked_of
