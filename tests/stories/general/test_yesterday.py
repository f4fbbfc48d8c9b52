"""Buttons of yesterday, pressed next morning, twice, after what they are of is another's or is no more."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.planning import expects
from tests.stories.people.test_team import closes
from tests.town import FRIDAY, Seen, Someone, Town

MONDAY = FRIDAY + timedelta(days=3)


async def test_a_reminder_of_what_was_handed_over_says_so_and_has_no_buttons(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    await anna.types("звонок Вектор сегодня в 16:00")
    await town.clock.reach("16:05")
    reminder = await anna.sees("16:00 Вектор")
    await town.clock.reach("10:00", MONDAY, step=timedelta(minutes=30))
    async with town.database.write() as tx:
        client = await town.client_id(tx, anna, "Вектор")
        await tx.as_(olga.actor).handovers.reassign(anna.id, boris.id, client)

    pressed = await anna.presses("Сделано", on=reminder)

    assert pressed.text == "🔁 Передано: отвечать здесь больше не нужно"
    assert pressed.labels == []


async def test_the_same_pressed_next_morning_counts_once(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    for _time in range(2):
        await anna.types("пришло 15к Вектор")
    held = await anna.sees("Похоже на запись")
    await town.clock.reach("10:00", MONDAY, step=timedelta(minutes=30))

    await anna.taps_twice("Та же", on=held)

    assert "Это одна запись, от 20.11" in (await anna.sees_edited(held)).text
    assert "Отдел: 15 тыс" in (await olga.types("/svod")).text.replace("\xa0", " ")


async def test_a_task_withdrawn_next_morning_has_no_buttons_left(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    given = await olga.types("поручение Анне: КП Ромашке до вт")
    task = await anna.last()
    await town.clock.reach("10:00", MONDAY, step=timedelta(minutes=30))

    await olga.presses("Отозвать", on=given)

    assert (await anna.sees_edited(task)).labels == ["‹ Поручения"]


async def gives(town: Town, olga: Someone, giver: Someone, heir: Someone) -> None:
    """Everything that the giver has, by the lead's own buttons."""
    team = await olga.types("/team")
    card = await olga.presses(next(each for each in team.labels if giver.phone.name in each), on=team)
    asked = await olga.presses("🔁 Передать клиентов", on=card)
    sure = await olga.presses(heir.phone.name, on=asked)
    await olga.presses("✅ Передать", on=sure)


async def money_and_days(town: Town) -> list[object]:
    """What is awaited, what came, and what was promised of days ahead."""
    told = ("facts", "expected_payments", "payment_events", "deals", "activities", "week_plans", "tomorrow_plans")
    async with town.database.read() as tx:
        return [(await tx.session.execute(text(f"SELECT * FROM {name}"))).all() for name in told]


async def test_a_debt_that_was_handed_over_is_said_to_be_gone_and_nothing_is_recorded(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150, FRIDAY - timedelta(days=8))
    listed = await anna.types("/debts")
    card = await anna.presses(next(each for each in listed.labels if "1" in each), on=listed)
    await gives(town, olga, anna, boris)
    before = await money_and_days(town)

    pressed = await anna.presses("✅ Пришла", on=card)

    assert pressed.text == "Этой записи у вас больше нет:\nеё передали или убрали"
    assert pressed.labels == []
    assert await money_and_days(town) == before


async def test_a_rest_that_is_a_colleagues_by_now_is_not_asked_for_its_day(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    card = await anna.types("пришло 10к Вектор")
    assert "другая дата" in card.labels
    await gives(town, olga, anna, boris)

    await anna.presses("другая дата", on=card)

    assert await anna.toast() == "Эта запись вам недоступна."
    await anna.sees_nothing_of("На какой день")


async def test_after_a_call_nobody_is_asked_for_the_next_step_with_a_colleagues_client(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    card = await anna.types("звонок Вектор не дозвонился")
    assert "Следующий шаг?" in card.text
    await gives(town, olga, anna, boris)
    before = await money_and_days(town)

    pressed = await anna.presses("Завтра", on=card)

    assert "Следующий шаг?" not in pressed.text
    assert "Завтра" not in pressed.labels
    assert await money_and_days(town) == before


async def test_tomorrows_plan_follows_what_becomes_of_its_payments(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150, MONDAY)
    await expects(town, anna, "Ким", 75, MONDAY)
    await town.clock.reach("17:50")
    plan = await anna.types("/tomorrow")
    assert "225 тыс" in plan.text

    await gives(town, olga, anna, boris)

    now = await anna.sees_edited(plan)
    assert "225" not in now.text
    assert "✅ Подтвердить" not in now.labels


async def test_a_plan_is_confirmed_as_it_was_seen_or_is_shown_first(town: Town) -> None:
    """An older copy of it stands further up, where nothing redraws it."""
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150, MONDAY)
    await expects(town, boris, "Лада", 40, MONDAY)
    await town.clock.reach("17:50")
    older, week = await boris.types("/tomorrow"), await boris.types("/week")
    next_week = await boris.presses("23–29.11 ›", on=week)
    for command in ("/tomorrow", "/week"):
        await boris.types(command)
    await gives(town, olga, anna, boris)
    before = await money_and_days(town)

    shown = [await boris.presses("✅ Подтвердить", on=each) for each in (older, next_week)]

    assert await boris.toast() == "План тем временем изменился, посмотрите ещё раз"
    assert ["190 тыс" in each.text for each in shown] == [True, True]
    assert await money_and_days(town) == before
    for each in shown:
        assert "✅ Подтвердить" not in (await boris.presses("✅ Подтвердить", on=each)).labels


async def test_no_payments_this_week_is_not_said_of_a_week_that_has_some(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150, MONDAY)
    empty = await boris.presses("23–29.11 ›", on=await boris.types("/week"))
    await boris.types("/week")
    await gives(town, olga, anna, boris)
    before = await money_and_days(town)

    shown = await boris.presses("✅ Оплат не будет", on=empty)

    assert "150 тыс" in shown.text
    assert "✅ Подтвердить" in shown.labels
    assert await money_and_days(town) == before


async def test_a_payment_that_is_paid_becomes_no_deal_that_waits_for_money(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Лада")
    card = await anna.types("оплата 40к Лада вт")
    await anna.types("пришло 40к Лада")

    assert (await anna.sees_edited(card)).labels == []


async def test_buttons_of_a_client_that_was_merged_act_on_the_one_that_stayed(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    await expects(town, anna, "Вектор Плюс", 20)
    card = await anna.types("карточка Вектор")
    card = await anna.presses("Вектор", on=card) if "💰" not in card.labels else card
    async with town.database.write() as tx:
        kept, gone = await town.client_id(tx, anna, "Вектор Плюс"), await town.client_id(tx, anna, "Вектор")
        await tx.as_(olga.actor).client_merges.merge(kept, gone)

    await anna.presses("✅", on=card)
    asked = await anna.last()
    await anna.presses("150 000 ₽", on=asked)

    async with town.database.read() as tx:
        facts = (await tx.session.execute(text("SELECT client_id, amount FROM facts"))).all()
    assert [tuple(each) for each in facts] == [(kept, 15_000_000)]


async def test_whoever_was_let_go_presses_in_vain(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    await town.clock.reach("11:46")
    question = await anna.sees("Факт оплат к 12:00")
    card = await anna.types("карточка Вектор")
    await closes(olga, "2 Анна")
    before = await money_and_days(town)

    for label, seen in (("1 ✅", question), ("Без изменений", question), ("💰", card)):
        await anna.presses(label, on=seen)

    assert (await anna.last()).text.startswith("Это рабочий бот отдела продаж.")
    assert await money_and_days(town) == before


async def test_the_card_of_who_was_let_go_since_hands_over_what_is_nobodys(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    team = await olga.types("/team")
    card = await olga.presses("2 Анна", on=team)
    await closes(olga, "2 Анна")
    assert boris.id

    heirs = await olga.presses("🔁 Передать клиентов", on=card)

    assert "Без хозяина" in heirs.text
    assert "передавать нечего" not in heirs.text
    sure = await olga.presses("Борис", on=heirs)
    assert "Новый хозяин: Борис" in (await olga.presses("✅ Передать", on=sure)).text


async def test_an_answer_about_whom_to_give_to_is_asked_again_where_the_giver_has_left(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    await expects(town, boris, "Лада", 20)
    card = await olga.presses("2 Анна", on=await olga.types("/team"))
    sure = await olga.presses("Борис", on=await olga.presses("🔁 Передать клиентов", on=card))
    await closes(olga, "2 Анна")

    asked = await olga.presses("✅ Передать", on=sure)

    assert await olga.toast() == "Сейчас без хозяина: выберите ещё раз"
    assert "Кому?" in asked.text


@pytest.mark.parametrize("label", ["Профиль", "☎️ Номера"])
async def test_nothing_is_set_of_who_was_let_go(town: Town, label: str) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    card = await olga.presses("2 Анна", on=await olga.types("/team"))
    await closes(olga, "2 Анна")

    shown = await olga.presses(label, on=card)

    assert await olga.toast() == "Этот человек здесь больше не работает, ничего не изменилось."
    assert "Отключён" in shown.text


async def details(town: Town, olga: Someone) -> Seen:
    """Анна's page behind the noon summary."""
    await town.clock.reach("12:05")
    await olga.presses("Подробнее", on=await olga.sees("Факт оплат · 12:00"))
    return await olga.sees("Анна · к 12:00")


async def test_a_deal_of_who_was_let_go_at_noon_is_taken_as_nobodys(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    page = await details(town, olga)
    await closes(olga, "2 Анна")

    asked = await olga.presses("Взять сделку", on=page)
    assert asked.text.startswith("Взять сделку: Вектор? Сейчас без хозяина")
    taken = await olga.presses("Взять", on=asked)

    assert taken.text.startswith("Сделка ваша: Вектор")
    async with town.database.read() as tx:
        assert {each.owner_id for each in await tx.as_(olga.actor).clients.search("Вектор")} == {olga.id}


@pytest.mark.parametrize("label", ["Напомнить", "Взять сделку"])
async def test_a_row_of_the_leads_page_says_who_has_it_now(town: Town, label: str) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    page = await details(town, olga)
    async with town.database.write() as tx:  # by somebody else, and nothing has redrawn the page
        await tx.as_(olga.actor).handovers.reassign(anna.id, boris.id)

    shown = await olga.presses(label, on=page)

    assert await olga.toast() == "Вектор: теперь ведёт Борис"
    assert label not in shown.labels
    assert "спрашивает" not in " ".join(await anna.messages())
