"""Tomorrow's plan: asked inside the day's last check-in, reconciled with the week, frozen at seven."""

from datetime import date, timedelta

from sales.payments.payments import MoveReason
from sales.tomorrow.tomorrow_plan import PersonTomorrow
from tests.planning import expects, is_away, received
from tests.stories.checkins.checkin_day import told
from tests.town import Seen, Someone, Town, plain

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)


async def week(town: Town, anna: Someone, monday: date = date(2026, 11, 16)) -> None:
    """The week's plan as it is now, frozen."""
    async with town.database.write() as tx:
        await tx.as_(anna.actor).week_plans.confirm(monday)
        await tx.system.week_plans.freeze(anna.id, monday)


async def spec_vector(town: Town) -> Someone:
    """SPEC 7 on Thursday for Friday: Ромашка 150, Вектор 340 → 300, Ким 75 dropped, СтройГрад 200 new."""
    anna = await town.manager("Анна")
    for client, sum_ in (("Ромашка", 150), ("Вектор", 340), ("ИП Ким", 75)):
        await expects(town, anna, client, sum_, MONDAY)
    await week(town, anna, MONDAY)
    async with town.database.write() as tx:
        owed = {each.client_name: each.id for each in await tx.as_(anna.actor).payments.list_due(MONDAY)}
        await tx.as_(anna.actor).tomorrow_plans.change(MONDAY, owed["Вектор"], 300 * 100_000)
        await tx.as_(anna.actor).payment_changes.move(owed["ИП Ким"], date(2026, 11, 25), MoveReason.AWAITING_DOCUMENTS)
    await expects(town, anna, "СтройГрад", 200, MONDAY)
    return anna


async def ahead(town: Town, someone: Someone, day: date = MONDAY) -> PersonTomorrow:
    async with town.database.read() as tx:
        return await tx.as_(someone.actor).tomorrow_plans.of_person(day)


async def last_question(town: Town, someone: Someone) -> Seen:
    await town.clock.reach("17:45", step=timedelta(minutes=15))
    return await someone.sees("Факт оплат к 18:00")


async def test_the_plan_of_tomorrow_reads_as_the_spec_has_it(town: Town) -> None:
    anna = await spec_vector(town)

    plan = await anna.types("/tomorrow")

    assert told(plan) == [
        "План на пн 23 ноября",
        "650 тыс · неделя 565 тыс, совпало 79,6 %",
        "",
        "± Вектор 300 тыс · было 340",
        "+ СтройГрад 200 тыс · 80 %",
        "✓ Ромашка 150 тыс · 80 %",
        "− ИП Ким 75 тыс · ждём документы",
    ]


async def test_it_is_asked_inside_the_last_check_in_and_confirmed_by_one_tap(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Вектор", 340, FRIDAY)
    await expects(town, anna, "Ромашка", 150, MONDAY)
    question = await last_question(town, anna)
    assert told(question)[-1] == "План на пн 23.11: 150 тыс"
    assert question.buttons[-2:] == [["✅ Завтра: 150\xa0тыс"], ["План на завтра"]]

    await anna.presses("✅ Завтра: 150 тыс", on=question)

    assert plain(await anna.toast()) == "Записано: 150 тыс на пн 23 ноября"
    after = await anna.sees_edited(question)
    assert told(after)[-1] == "✅ План на пн 23.11: 150 тыс"
    assert after.buttons[-1] == ["План на завтра"]


async def test_who_has_nothing_to_answer_is_asked_about_tomorrow_alone(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Вектор", 340, FRIDAY)
    await expects(town, anna, "Ромашка", 150, MONDAY)
    await town.clock.reach("16:30", step=timedelta(minutes=15))
    await anna.types("пришло 340к Вектор")

    await town.clock.reach("17:45", step=timedelta(minutes=15))

    await anna.sees_nothing_of("Факт оплат к 18:00")
    plan = await anna.last()
    assert told(plan)[0] == "План на пн 23 ноября"
    await anna.presses("✅ Подтвердить", on=plan)
    assert "Подтверждён в 17:45" in told(await anna.sees_edited(plan))


async def test_a_second_tap_is_told_that_it_is_recorded(town: Town) -> None:
    anna = await spec_vector(town)
    plan = await anna.types("/tomorrow")

    await anna.taps_twice("✅ Подтвердить", on=plan)

    assert plain(await anna.toast()) in {"Уже записано.", "Записано: 650 тыс на пн 23 ноября"}
    assert (await ahead(town, anna)).plan is not None


async def test_who_has_not_confirmed_is_reminded_once_and_it_is_frozen_at_seven(town: Town) -> None:
    anna = await spec_vector(town)
    await town.clock.reach("18:30", step=timedelta(minutes=15))
    reminder = await anna.sees("Ждём вашего слова")
    assert told(reminder)[0] == "🔔 Ждём вашего слова"

    await town.clock.reach("19:00", step=timedelta(minutes=15))

    frozen = (await ahead(town, anna)).frozen
    assert sum((frozen or {}).values()) == 650 * 100_000
    after = told(await anna.sees_edited(reminder))
    assert "Зафиксирован без подтверждения" in after
    assert "🔔 Ждём вашего слова" not in after, "nobody waits for what is frozen"


async def test_who_has_confirmed_is_not_reminded(town: Town) -> None:
    anna = await spec_vector(town)
    await anna.presses("✅ Подтвердить", on=await anna.types("/tomorrow"))

    await town.clock.reach("19:30", step=timedelta(minutes=15))

    await anna.sees_nothing_of("Ждём вашего слова")


async def test_another_sum_is_two_taps_and_a_number(town: Town) -> None:
    anna = await spec_vector(town)
    plan = await anna.types("/tomorrow")
    await anna.presses("✏️ Ромашка", on=plan)
    item = await anna.sees_edited(plan)
    assert told(item)[1] == "Ромашка · 150 тыс"

    await anna.presses("Другая сумма", on=item)
    await anna.types("200к")
    assert "По этой оплате ждём только 150 000 ₽" in plain((await anna.last()).text), "more than is awaited is no plan"
    await anna.types("100к")

    assert "± Ромашка 100 тыс · было 150" in told(await anna.last())
    assert (await ahead(town, anna)).reconciliation.tomorrow == 600 * 100_000


async def test_what_dropped_without_a_word_is_asked_about_after_the_confirmation(town: Town) -> None:
    anna = await spec_vector(town)
    async with town.database.write() as tx:
        owed = {each.client_name: each.id for each in await tx.as_(anna.actor).payments.list_due(MONDAY)}
    plan = await anna.types("/tomorrow")
    await anna.presses("✏️ Ромашка", on=plan)
    await anna.presses("Не в этот день", on=await anna.sees_edited(plan))
    await anna.presses("Нет денег")
    await anna.presses("Пока неизвестно")

    assert "− Ромашка 150 тыс · нет денег" in told(await anna.last())
    assert (await ahead(town, anna)).reasons[owed["Ромашка"]] == MoveReason.NO_MONEY


async def test_back_and_a_photo_lose_nothing(town: Town) -> None:
    anna = await spec_vector(town)
    plan = await anna.types("/tomorrow")
    await anna.presses("✏️ Ромашка", on=plan)
    item = await anna.sees_edited(plan)
    await anna.presses("Другая сумма", on=item)
    await anna.sends_photo()
    await anna.presses("✖️ Отмена")
    await anna.presses("‹ Назад", on=item)

    assert "✓ Ромашка 150 тыс · 80 %" in told(await anna.sees_edited(plan))


async def test_a_payment_of_that_day_is_added_without_asking_when(town: Town) -> None:
    anna = await spec_vector(town)
    await anna.presses("+ Оплата", on=await anna.types("/tomorrow"))
    await anna.presses("Ромашка")

    await anna.types("50к")

    assert "Ожидаем пн 23 ноября" in plain((await anna.last()).text)
    assert (await ahead(town, anna)).reconciliation.tomorrow == 700 * 100_000


async def test_after_the_freeze_an_edit_is_marked_and_the_frozen_plan_keeps_what_it_had(town: Town) -> None:
    anna = await spec_vector(town)
    await town.clock.reach("19:10", step=timedelta(minutes=10))
    plan = await anna.types("/tomorrow")
    await anna.presses("✏️ Ромашка", on=plan)
    await anna.presses("Другая сумма", on=await anna.sees_edited(plan))
    await anna.types("100к")

    assert "± Ромашка 100 тыс · было 150 · после фиксации" in told(await anna.last())
    assert sum(((await ahead(town, anna)).frozen or {}).values()) == 650 * 100_000


async def test_once_the_day_runs_its_plan_is_closed(town: Town) -> None:
    anna = await spec_vector(town)
    await town.clock.reach("19:10", step=timedelta(minutes=10))
    plan = await anna.types("/tomorrow")
    await town.clock.jump(timedelta(days=2, hours=15))

    await anna.presses("✏️ Ромашка", on=plan)

    assert await anna.toast() == "День уже идёт: меняйте оплаты по одной, в карточках"


async def test_a_process_that_was_down_at_seven_freezes_as_of_seven(town: Town) -> None:
    anna = await spec_vector(town)
    await town.clock.reach("18:40", step=timedelta(minutes=10))
    await town.clock.jump(timedelta(hours=3))
    await expects(town, anna, "Школа 57", 90, MONDAY)

    await town.tick()

    assert sum(((await ahead(town, anna)).frozen or {}).values()) == 650 * 100_000


async def test_on_leave_nobody_is_asked_and_the_day_ahead_is_the_next_own_workday(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await is_away(town, boris, FRIDAY, FRIDAY)
    await is_away(town, anna, MONDAY, MONDAY)
    await expects(town, anna, "Ромашка", 150, date(2026, 11, 24))
    await town.clock.reach("17:45", step=timedelta(minutes=15))

    assert told(await anna.sees("Факт оплат к 18:00"))[-1] == "План на вт 24.11: 150 тыс"
    await boris.sees_nothing_of("Факт оплат к 18:00")


async def test_nothing_ahead_is_said_and_not_reminded_of(town: Town) -> None:
    anna = await town.manager("Анна")
    question = await last_question(town, anna)
    assert told(question)[-1] == "На пн 23.11 оплат пока нет"

    await town.clock.reach("19:30", step=timedelta(minutes=15))

    await anna.sees_nothing_of("Ждём вашего слова")


async def test_money_that_came_early_is_no_drop(town: Town) -> None:
    anna = await town.manager("Анна")
    payment = await expects(town, anna, "Ромашка", 150, FRIDAY)
    await expects(town, anna, "Вектор", 340, FRIDAY)
    await week(town, anna)
    await received(town, anna, "Ромашка", 150, day=THURSDAY, payment_id=payment)

    found = await ahead(town, anna, FRIDAY)

    assert not found.to_explain


async def test_a_foreign_day_or_payment_is_refused(town: Town) -> None:
    anna = await spec_vector(town)
    boris = await town.manager("Борис")
    async with town.database.read() as tx:
        owed = (await tx.as_(anna.actor).payments.list_due(MONDAY))[0].id

    for data in (f"tm:item:{MONDAY.toordinal()}:{owed}:1:0", "tm:ok:1:0:1:0", f"tm:ok:{2**62}:0:1:0"):
        assert await boris.forges(data) == "Эта запись вам недоступна."


async def planned(town: Town, lead: Someone, thousands: int) -> None:
    async with town.database.write() as tx:
        await tx.as_(lead.actor).plans.set_person(town.people["Анна"].id, date(2026, 11, 1), thousands * 100_000)


async def test_the_last_summary_closes_the_day_with_tomorrow_and_the_pace(town: Town) -> None:
    olga = await town.lead("Ольга")
    anna = await spec_vector(town)
    await planned(town, olga, 2000)
    await received(town, anna, "Вектор", 1200, day=date(2026, 11, 16))
    await town.clock.reach("18:00", step=timedelta(minutes=15))

    summary = await olga.sees("Факт оплат · 18:00")

    assert told(summary)[-2:] == [
        "На пн 23.11: 650 тыс · неделя 565 тыс, совпало 79,6 %",
        "Месяц: 1,20 из 2,00 млн · темп 85,7 % 🟡",
    ]
    await olga.presses("Завтра", on=summary)
    assert told(await olga.last())[-2:] == [
        "Анна: 650 (неделя 565, совпало 79,6 %), нужно 133 ✅ · не подтверждён",
        "выпало: ИП Ким 75 — ждём документы",
    ]


async def test_money_of_who_is_stood_in_for_is_of_the_day_ahead_as_it_is_of_the_day(town: Town) -> None:
    olga, anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    monday = town.today(3)
    await town.expects(anna, "Маяк", 100_000, on=monday)
    await town.expects(boris, "Заря", 300_000, on=monday)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).absences.add(boris.id, monday, monday, substitute_id=anna.id)
    await town.clock.reach("18:00", step=timedelta(minutes=15))

    summary = await olga.sees("Факт оплат · 18:00")
    assert "На пн 23.11: 400 тыс" in told(summary)
    await olga.presses("Завтра", on=summary)
    assert "Борис: 300 · отсутствует" in told(await olga.last())

    await town.clock.reach("12:00", monday, step=timedelta(minutes=15))
    assert "Пришло 0 из 400 тыс" in told(await olga.sees("Факт оплат · 12:00 · пн"))


async def test_for_whom_nobody_stands_in_promises_nothing_of_the_day_ahead(town: Town) -> None:
    olga, _anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    await town.expects(boris, "Заря", 300_000, on=town.today(3))
    await is_away(town, boris, town.today(3), town.today(3))
    await town.clock.reach("18:00", step=timedelta(minutes=15))

    summary = await olga.sees("Факт оплат · 18:00")
    assert "⚠️ На пн 23.11 плана нет ни у кого" in told(summary)


async def test_a_word_about_tomorrow_changes_the_leads_summary_in_its_place(town: Town) -> None:
    olga = await town.lead("Ольга")
    anna = await spec_vector(town)
    await town.clock.reach("18:00", step=timedelta(minutes=15))
    summary = await olga.sees("Факт оплат · 18:00")
    plan = await anna.types("/tomorrow")
    await anna.presses("✏️ Ромашка", on=plan)
    await anna.presses("Другая сумма", on=await anna.sees_edited(plan))

    await anna.types("100к")

    now = told(await olga.sees_edited(summary))
    assert now[-1] == "На пн 23.11: 600 тыс · неделя 565 тыс, совпало 70,8 %"


async def test_an_earlier_summary_says_nothing_of_tomorrow(town: Town) -> None:
    olga = await town.lead("Ольга")
    await spec_vector(town)
    await town.clock.reach("16:00", step=timedelta(minutes=15))

    assert "На пн" not in (await olga.sees("Факт оплат · 16:00")).text
