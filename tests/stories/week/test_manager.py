"""The week plan as a manager meets it: asked on Friday, confirmed in one tap, edited in two, frozen on Monday."""

from datetime import date, timedelta

from sales.payments.payments import MoveReason
from storage.payments.payments import NewPayment
from tests.planning import THOUSAND, client_id, is_away, plans, received
from tests.planning import at as instant
from tests.stories.checkins.checkin_day import told
from tests.stories.week.week_days import (
    MONDAY,
    NEXT_FRIDAY,
    TUESDAY,
    WEDNESDAY,
    asked,
    at,
    frozen,
    plan_of_month,
    the_week,
    weeks_in,
)
from tests.town import FRIDAY, Someone, Town, plain

KIM_DAY = date(2026, 11, 18)


async def anna_in(town: Town) -> Someone:
    """Two payments of the next week, and one that did not come on Wednesday."""
    anna = await town.manager("Анна")
    await town.expects(anna, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await town.expects(anna, "Вектор", 340_000, WEDNESDAY, 60)
    await town.expects(anna, "Ким", 75_000, KIM_DAY, 60)
    return anna


async def pays_weekly(town: Town, someone: Someone, client: str = "Лотос") -> None:
    for weeks in (4, 3, 2, 1):
        await received(town, someone, client, 50, day=MONDAY - timedelta(days=7 * weeks))


async def test_on_friday_the_bot_shows_its_draft(town: Town) -> None:
    anna = await anna_in(town)
    await plan_of_month(town, anna, 2000)
    await pays_weekly(town, anna)

    await asked(town)

    draft = await anna.sees("🗓")
    assert told(draft) == [
        "🗓 Неделя 23–29.11 · ждём 490 тыс",
        "Нужно 1,32 млн, закрыто 24,5 %",
        "Подтвердите до пн 10:00",
        "",
        "ср 25.11 · Вектор · 340 тыс · 60 %",
        "пт 27.11 · Ромашка · 150 тыс · 80 %",
        "",
        "Не пришло на прошлой неделе:",
        "Ким · 75 тыс → пн 23.11",
        "",
        "Обычно платят, добавить?",
        "Лотос · 50 тыс · пн 23.11",
    ]
    assert draft.buttons == [
        ["✅ Подтвердить"],
        ["➕ Лотос", "✖️ Лотос"],
        ["➕ Добавить", "✏️ Править"],
        ["‹ 16–22.11", "30.11–6.12 ›", "📄 Excel"],
        ["• 💰 Оплаты", "🗓 Визиты"],
    ]


async def test_one_tap_confirms_it_and_takes_last_weeks_slips_along(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)

    confirmed = await anna.presses("✅ Подтвердить")

    assert told(confirmed) == [
        "🗓 Неделя 23–29.11 · ждём 565 тыс",
        "✅ Подтверждён, фиксация пн 10:00",
        "",
        "пн 23.11 · Ким · 75 тыс · 60 %",
        "ср 25.11 · Вектор · 340 тыс · 60 %",
        "пт 27.11 · Ромашка · 150 тыс · 80 %",
        "❓ Ким: нет контакта, вида дел, оборота",
    ]
    assert "✅ Подтвердить" not in confirmed.labels
    assert await anna.toast() == "План на неделю подтверждён"


async def test_what_a_clients_card_lacks_is_asked_once(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)
    week = await anna.presses("✅ Подтвердить")
    week = await anna.presses("Не спрашивать", on=week)
    assert told(week)[-1] == "❓ Вектор: нет контакта, вида дел, оборота"

    await anna.presses("✏️ Заполнить", on=week)

    assert told(await anna.last()) == [
        "✏️ Вектор: нет контакта, вида дел, оборота",
        "Напишите одной строкой:",
        "опт, 18 млн, Пётр 8 916 123-45-67",
    ]
    assert told(await anna.types("ну не знаю, потом, как-нибудь, спрошу"))[0].startswith("✏️ Вектор: нет контакта")
    card = await anna.types("опт, 18 млн, Пётр 8 916 000-11-22")
    assert "✅ Вид дел: опт · Оборот: 18 млн в год · контакт Пётр" in told(card)[0]
    week = await anna.sees_edited(week)
    assert told(week)[-1] == "❓ Ромашка: нет контакта, вида дел, оборота"
    await anna.types("Ромашка: опт, 18 млн")
    week = await anna.types("/week")
    week = await anna.presses("23–29.11 ›", on=week)
    assert "❓ Ромашка: нет контакта" in told(week)
    await anna.presses("Вектор 340 тыс", on=await anna.presses("✏️ Править", on=week))
    assert told(await anna.last()) == [
        "💰 Вектор · 340 000 ₽",
        "ср 25.11 · 60 %",
        "Пётр · ··· 11-22",
        "опт · 18 млн в год",
        "Что изменить?",
    ]


async def test_a_double_tap_confirms_once(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)

    await anna.taps_twice("✅ Подтвердить")

    assert await anna.toast() == "Уже подтверждено"
    async with town.database.read() as tx:
        moves = [each.moves for each in await tx.as_(anna.actor).payments.list_awaited()]
    assert sorted(moves) == [0, 0, 1]


async def test_a_regular_payer_is_taken_with_one_tap_and_only_once(town: Town) -> None:
    anna = await town.manager("Анна")
    await pays_weekly(town, anna)
    await asked(town)

    taken = await anna.taps_twice("➕ Лотос")

    assert "пн 23.11 · Лотос · 50 тыс · 50 %" in told(taken)
    assert "✖️ Лотос" not in taken.labels
    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).payments.list_awaited()) == 1


async def test_a_regular_payer_is_dismissed_and_not_proposed_again(town: Town) -> None:
    anna = await town.manager("Анна")
    await pays_weekly(town, anna)
    await asked(town)

    await anna.presses("✖️ Лотос")

    assert await anna.toast() == "Не на этой неделе"
    assert "Лотос" not in "\n".join(await the_week(anna))
    await at(town, "09:30", MONDAY)
    assert "Лотос" not in "\n".join(await the_week(anna))


async def test_an_item_is_edited_in_two_taps_and_the_plan_above_follows(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)
    plan = await anna.sees("🗓")

    which = await anna.presses("✏️ Править", on=plan)
    assert [[plain(each) for each in row] for row in which.buttons] == [
        ["Вектор 340 тыс", "Ромашка 150 тыс"],
        ["Ким 75 тыс"],
        ["‹ План недели"],
    ]
    await anna.presses("Ромашка 150 тыс")
    await anna.presses("Сумма")
    await anna.types("200к")

    await anna.presses("‹ План недели")
    assert "пт 27.11 · Ромашка · 200 тыс · 80 %" in await the_week(anna)


async def test_what_is_changed_after_the_confirmation_is_said_and_confirmed_again(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)
    await anna.presses("✅ Подтвердить")

    await anna.types("оплата 90к Лотос четверг 50%")
    await anna.presses("➕ Создать «Лотос»")

    changed = await the_week(anna)
    assert changed[:2] == ["🗓 Неделя 23–29.11 · ждём 655 тыс", "Изменён, подтвердите ещё раз"]
    plan = (await weeks_in(anna))[-1]
    assert "✅ Подтверждён, фиксация пн 10:00" in told(await anna.presses("✅ Подтвердить", on=plan))


async def test_an_empty_week_says_what_to_do(town: Town) -> None:
    anna = await town.manager("Анна")

    await asked(town)

    draft = await anna.sees("🗓")
    assert told(draft) == [
        "🗓 Неделя 23–29.11 · ждём 0",
        "Подтвердите до пн 10:00",
        "",
        "На неделю оплат нет. Добавьте или",
        "напишите: оплата 150к Вектор пт",
    ]
    assert draft.buttons[:2] == [["✅ Оплат не будет"], ["➕ Добавить"]]
    assert "✅ Подтверждён, фиксация пн 10:00" in told(await anna.presses("✅ Оплат не будет"))


async def test_who_has_not_confirmed_is_reminded_on_monday_and_who_has_is_not(town: Town) -> None:
    anna, boris = await anna_in(town), await town.manager("Борис")
    await asked(town)
    await boris.presses("✅ Оплат не будет")

    await at(town, "09:30", MONDAY)

    assert (await the_week(anna))[:2] == ["🔔 План недели не подтверждён", "🗓 Неделя 23–29.11 · ждём 490 тыс"]
    assert len(await weeks_in(anna)) == 2
    assert len(await weeks_in(boris)) == 1
    await anna.presses("✅ Подтвердить")
    assert (await the_week(anna))[0] == "🗓 Неделя 23–29.11 · ждём 565 тыс"


async def test_an_unconfirmed_plan_is_frozen_and_says_so(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)

    await frozen(town)

    assert await the_week(anna) == [
        "🗓 Неделя 23–29.11 · план 490 тыс",
        "⚠️ Не подтверждён, взят как был",
        "Пришло 0 из 490 тыс · 0,0 %",
        "Ещё ждём 490 тыс (2)",
        "",
        "ср 25.11 · Вектор · 340 тыс · 60 %",
        "пт 27.11 · Ромашка · 150 тыс · 80 %",
    ]


async def test_a_stale_confirm_after_the_freeze_changes_nothing(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)
    stale = await anna.sees("🗓")
    await at(town, "09:30", MONDAY)  # the draft stands below anew; the first one keeps its buttons

    await frozen(town)
    await anna.presses("✅ Подтвердить", on=stale)

    assert await anna.toast() == "Неделя уже зафиксирована"
    async with town.database.read() as tx:
        plan = await tx.as_(anna.actor).week_plans.get(anna.id, MONDAY)
    assert plan is not None
    assert not plan.is_confirmed


async def test_the_frozen_week_says_what_came_moved_and_was_added(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)
    await anna.presses("✅ Подтвердить")
    await frozen(town)
    async with town.database.write() as tx:
        vector, romashka = [
            next(each for each in await tx.as_(anna.actor).payments.list_awaited() if each.client_name == name)
            for name in ("Вектор", "Ромашка")
        ]
        await tx.as_(anna.actor).receipts.settle(vector.id, MONDAY)
        await tx.as_(anna.actor).payment_changes.move(romashka.id, date(2026, 12, 2), MoveReason.NO_MONEY)
        new = NewPayment(await client_id(tx, anna, "Лотос"), 90 * THOUSAND, NEXT_FRIDAY, 50)
        await tx.as_(anna.actor).payments.expect(new)
    await received(town, anna, "Школа 57", 20, day=MONDAY, wall="10:06")
    await at(town, "11:00", TUESDAY)

    assert told(await anna.types("/week")) == [
        "🗓 Неделя 23–29.11 · план 565 тыс",
        "Пришло 340 из 565 тыс · 60,2 %",
        "Ещё ждём 90 тыс (1)",
        "⚠️ слетело 225 тыс (2) · вне плана 20 тыс",
        "После фиксации: +90 тыс (1)",
        "",
        "⚠️ Ким · 75 тыс · с пн 23.11",
        "📅 Ромашка · 150 тыс → ср 02.12, нет денег",
        "✅ Вектор · 340 тыс",
        "",
        "После фиксации:",
        "пт 27.11 · Лотос · 90 тыс · 50 %",
    ]


async def test_what_comes_meanwhile_redraws_the_plan_that_stands(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)
    await anna.presses("✅ Подтвердить")
    await frozen(town)

    await anna.types("пришло 340к Вектор")

    assert (await the_week(anna))[1] == "Пришло 340 из 565 тыс · 60,2 %"


async def test_the_weeks_calls_and_meetings_are_the_other_tab(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Ромашка", 150_000, FRIDAY, 80)
    await plans(town, anna, "СтройГрад", "15:30")
    await plans(town, anna, "Вектор", "11:00", day=MONDAY)

    await anna.types("/week")
    assert "пт 📞 15:30 СтройГрад" in told(await anna.presses("🗓 Визиты"))
    assert "пн 📞 11:00 Вектор" in told(await anna.presses("23–29.11 ›"))


async def test_weeks_turn_and_more_than_eight_rows_have_pages(town: Town) -> None:
    anna = await town.manager("Анна")
    for number in range(10):
        await town.expects(anna, f"Клиент {number}", 10_000, WEDNESDAY, 50)
    await town.clock.reach("11:01")
    this = await anna.types("/week")
    assert told(this)[0] == "🗓 Неделя 16–22.11 · ждём 0"

    coming = await anna.presses("23–29.11 ›")
    assert sum("ср 25.11" in line for line in told(coming)) == 8
    assert ["‹", "1/2", "›"] in coming.buttons
    second = await anna.presses("›")
    assert sum("ср 25.11" in line for line in told(second)) == 2
    assert told(await anna.presses("‹ 16–22.11"))[0] == "🗓 Неделя 16–22.11 · ждём 0"


async def test_who_is_away_all_week_is_not_asked(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await is_away(town, anna, MONDAY, date(2026, 11, 29))

    await asked(town)
    await at(town, "09:30", MONDAY)
    await frozen(town)

    assert await weeks_in(anna) == []
    assert await weeks_in(boris) != []
    assert "Отсутствие всю неделю, не спрашиваем" in told(await anna.types("/week"))


async def test_who_joins_in_the_middle_finds_no_frozen_plan(town: Town) -> None:
    await town.manager("Борис")
    await frozen(town)
    await at(town, "11:00", WEDNESDAY)
    vera = await town.manager("Вера")
    await town.expects(vera, "Ромашка", 150_000, NEXT_FRIDAY, 80)

    week = await vera.types("/week")

    assert told(week)[:2] == ["🗓 Неделя 23–29.11 · ждём 150 тыс", "План на эту неделю не фиксировали"]
    assert "✅ Подтвердить" not in week.labels


async def test_an_item_paid_meanwhile_is_not_edited_any_more(town: Town) -> None:
    anna = await anna_in(town)
    await asked(town)
    which = await anna.presses("✏️ Править")
    async with town.database.write() as tx:
        payment = next(
            each for each in await tx.as_(anna.actor).payments.list_awaited() if each.client_name == "Вектор"
        )
        await tx.as_(anna.actor).receipts.settle(payment.id, FRIDAY)

    await anna.presses("Вектор 340 тыс", on=which)

    assert await anna.toast() == "Эту оплату уже не ждём"


async def test_no_line_is_wider_than_a_phone(town: Town) -> None:
    anna = await anna_in(town)
    await plan_of_month(town, anna, 2000)
    await pays_weekly(town, anna)
    await asked(town)
    await frozen(town)

    wide = [line for each in await weeks_in(anna) for line in told(each) if len(line) > 36]

    assert wide == []
    assert instant("10:05", MONDAY) == town.clock.now()
