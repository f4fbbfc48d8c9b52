"""Борис is on leave and Анна stands in: she is asked, reminded and greeted for him; what is his stays his."""

from datetime import date, timedelta

from tests.planning import at as moscow
from tests.planning import expects, is_away, plans, received
from tests.stories.activities.test_morning import comes, greetings
from tests.stories.checkins.checkin_day import at, told
from tests.town import FRIDAY, Someone, Town, plain

MONDAY, TUESDAY, WEDNESDAY = (FRIDAY + timedelta(days=n) for n in (3, 4, 5))


async def team(town: Town) -> tuple[Someone, Someone, Someone]:
    return await town.manager("Борис"), await town.manager("Анна"), await town.lead("Ольга")


async def stands_in(town: Town, whom: Someone, who: Someone, first: date, last: date) -> None:
    """Agreed, as the lead's taps do it."""
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).absences.add(whom.id, first, last, substitute_id=who.id)


async def test_the_lead_names_who_stands_in_and_they_are_told(town: Town) -> None:
    boris, anna, olga = await team(town)
    viktor = await town.manager("Виктор")
    await is_away(town, viktor, date(2026, 12, 8), date(2026, 12, 9))
    await boris.types("отпуск 7–18.12")

    asked = await olga.sees("Борис просит")
    assert "Тоже не будет: Виктор 8–9.12" in asked.text
    choice = await olga.presses("Кто заменит: никто", on=asked)
    assert choice.buttons == [["Анна", "Виктор (🌴 8–9.12)"], ["Никто", "‹ Назад"]]
    chosen = await olga.presses("Анна", on=choice)
    assert "Заменит Анна" in chosen.text
    await anna.sees_nothing_of("Вы заменяете")
    await olga.presses("Согласовать", on=chosen)

    assert plain((await anna.last()).text).splitlines() == [
        "🔁 Вы заменяете: Борис, 7–18.12",
        "Оплаты и напоминания придут вам,",
        "план и факт остаются за коллегой.",
    ]
    assert "отпуск" not in (await anna.last()).text


async def test_somebody_else_is_named_later_and_both_learn_it(town: Town) -> None:
    boris, anna, olga = await team(town)
    viktor = await town.manager("Виктор")
    await olga.types("/absence Борис отпуск 7–18.12")
    card = await olga.presses("Кто заменит: никто")
    card = await olga.presses("Анна", on=card)
    told_anna = await anna.sees("Вы заменяете: Борис")

    await olga.presses("Кто заменит: Анна", on=card)
    await olga.presses("Виктор")

    assert "Вы заменяете: Борис" in (await viktor.last()).text
    await anna.sees_nothing_of("Вы заменяете")
    assert told_anna.text.startswith("🔁")
    assert (await anna.last()).text == "🔁 Замена отменена: Борис, 7–18.12"
    assert "Заменит Виктор" in (await boris.last()).text


async def test_her_checkin_has_his_rows_and_she_answers_them(town: Town) -> None:
    boris, anna, olga = await team(town)
    await town.expects(anna, "Ромашка", 150_000, probability=80)
    await town.expects(boris, "Вектор", 340_000, probability=80)
    await stands_in(town, boris, anna, FRIDAY, MONDAY)

    await at(town, "11:45")

    question = await anna.sees("Факт оплат к 12:00")
    assert told(question) == [
        "Факт оплат к 12:00",
        "Ждём 150 тыс, пришло 0",
        "",
        "1 Ромашка 150 тыс · 80 %",
        "за Бориса:",
        "2 Вектор 340 тыс · 80 %",
    ]
    await boris.sees_nothing_of("Факт оплат")

    answered = await anna.presses("2 ✅", on=question)
    assert "за Бориса:" in answered.text
    await anna.presses("Без изменений", on=answered)
    await at(town, "12:00")

    summary = [" ".join(plain(line).split()) for line in (await olga.sees("Факт оплат · 12:00")).text.splitlines()]
    assert summary[4:7] == ["Анна 0 из 150", "Борис 340 из 340 · 100,0 %", "отсутствует"]


async def test_he_falls_ill_between_two_slots_and_she_is_asked_at_the_next(town: Town) -> None:
    boris, anna, olga = await team(town)
    await town.expects(boris, "Вектор", 340_000)
    await at(town, "11:45", "12:00")
    await boris.sees("Факт оплат к 12:00")
    await anna.sees_nothing_of("Факт оплат")

    await boris.types("болею сегодня")
    card = await olga.presses("Кто заменит: никто")
    card = await olga.presses("Анна", on=card)
    await olga.presses("Согласовать", on=card)
    await at(town, "15:45", "15:55", "16:00")

    assert "Факт оплат к 16:00" in (await anna.sees("за Бориса:")).text
    await boris.sees_nothing_of("к 16:00")
    assert "нет ответа" in (await olga.sees("Факт оплат · 16:00")).text


async def test_a_substitute_who_is_away_too_hands_on_or_it_is_left_to_the_lead(town: Town) -> None:
    boris, anna, olga = await team(town)
    viktor = await town.manager("Виктор")
    await town.expects(boris, "Вектор", 340_000)
    await stands_in(town, boris, anna, FRIDAY, MONDAY)
    await stands_in(town, anna, viktor, FRIDAY, FRIDAY)

    await at(town, "11:45", "12:00")

    assert "за Бориса:" in (await viktor.sees("Факт оплат к 12:00")).text
    await anna.sees_nothing_of("Факт оплат")
    assert "Борис" in (await olga.sees("Факт оплат · 12:00")).text


async def test_his_reminder_comes_to_her_and_says_whose_it_is(town: Town) -> None:
    boris, anna, _olga = await team(town)
    await plans(town, boris, "Вектор", "15:00", FRIDAY, comment="ждут счёт")
    await stands_in(town, boris, anna, FRIDAY, MONDAY)

    await at(town, "14:59", "15:00")

    seen = await anna.last()
    assert plain(seen.text).splitlines() == ["📞 15:00 Вектор: ждут счёт", "за Бориса"]
    await boris.sees_nothing_of("15:00 Вектор")


async def test_her_morning_tells_his_day_and_his_is_quiet(town: Town) -> None:
    boris, anna, _olga = await team(town)
    await plans(town, boris, "Вектор", "15:00", MONDAY, comment="ждут счёт")
    await expects(town, boris, "СтройГрад", 200, MONDAY)
    await stands_in(town, boris, anna, MONDAY, MONDAY)

    await comes(town, "09:00", MONDAY)

    assert await greetings(anna) == [
        "Доброе утро, Анна.\n\nЗа Бориса: 📞 1 звонок · 💰 1 оплата, 200 тыс\n15:00  📞 Вектор, ждут счёт"
    ]
    assert not await greetings(boris)


async def test_on_his_first_morning_he_reads_what_happened(town: Town) -> None:
    boris, anna, _olga = await team(town)
    paid = await expects(town, boris, "СтройГрад", 200, MONDAY)
    await expects(town, boris, "Вектор", 340, TUESDAY)
    await stands_in(town, boris, anna, MONDAY, TUESDAY)
    await comes(town, "09:00", MONDAY)
    await received(town, boris, "СтройГрад", 200, day=MONDAY, payment_id=paid)
    await comes(town, "09:00", TUESDAY)
    assert not await greetings(boris)

    await comes(town, "09:00", WEDNESDAY)

    assert await greetings(boris) == [
        (
            "Доброе утро, Борис.\n"
            "Пока вас не было, 23–24.11:\n"
            "пришло 200 тыс\n"
            "✅ СтройГрад 200 тыс\n"
            "\n"
            "Не забыть:\n"
            "⚠️ Вектор: долг 340 тыс, 1 день"
        )
    ]
    await comes(town, "09:00", WEDNESDAY + timedelta(days=1))
    assert len([text for text in await greetings(boris) if "Пока вас не было" in text]) == 1


async def test_nothing_happened_so_nothing_is_told(town: Town) -> None:
    boris, anna, _olga = await team(town)
    await stands_in(town, boris, anna, MONDAY, MONDAY)

    await comes(town, "09:00", TUESDAY)

    assert not await greetings(boris)


async def test_once_he_is_back_his_rows_are_his_again(town: Town) -> None:
    boris, anna, _olga = await team(town)
    await town.expects(boris, "Вектор", 340_000, on=TUESDAY)
    await stands_in(town, boris, anna, MONDAY, MONDAY)

    await at(town, "11:45", day=TUESDAY)

    assert "Вектор" in (await boris.sees("Факт оплат к 12:00")).text
    await anna.sees_nothing_of("за Бориса")


async def test_an_absence_withdrawn_today_gives_the_question_back(town: Town) -> None:
    boris, anna, olga = await team(town)
    await town.expects(boris, "Вектор", 340_000)
    await olga.types("/absence Борис отгул 20.11")
    card = await olga.presses("Анна")

    await olga.presses("↩️ Отозвать", on=card)
    await at(town, "11:45")

    assert "Вектор" in (await boris.sees("Факт оплат к 12:00")).text
    assert "Замена отменена" in "".join(await anna.messages())


async def test_the_owner_is_warned_once_a_week_of_a_year_that_is_not_known(town: Town) -> None:
    irina = town.owner
    assert irina is not None

    async def comes_to(day: date) -> int:
        await town.clock.jump(moscow("06:00", day) - town.clock.now())
        await at(town, "09:59", "10:00", "10:05", "12:00", day=day)
        return len([text for text in await irina.messages() if "Календарь 2028 года" in text])

    assert await comes_to(date(2027, 11, 30)) == 0
    assert await comes_to(date(2027, 12, 1)) == 1
    assert await comes_to(date(2027, 12, 3)) == 1
    assert await comes_to(date(2027, 12, 4)) == 1
    assert await comes_to(date(2027, 12, 6)) == 2
    opened = await irina.presses("📅 Отдел")
    assert "Январь 2028" in opened.text


async def test_a_leave_without_a_substitute_asks_whom_to_give_what_is_due(town: Town) -> None:
    boris, anna, olga = await team(town)
    await expects(town, boris, "Вектор", 340, TUESDAY)
    await expects(town, boris, "Ким", 75, WEDNESDAY)
    await plans(town, boris, "Лотос", "15:00", WEDNESDAY)
    await boris.types("отпуск 23–27.11")

    offered = await olga.presses("Согласовать", on=await olga.sees("Борис просит"))

    assert told(offered) == [
        "✅ Борис: отпуск 23–27.11 · Ольга",
        "На эти дни: 💰 2 оплаты, 415 тыс · 📞 1 звонок",
        "Кому передать на это время?",
    ]
    assert offered.buttons == [["Анна"], ["Никому, подождёт"]]
    card = await olga.presses("Анна", on=offered)
    assert "Заменит Анна" in card.text
    assert "Вы заменяете: Борис" in (await anna.last()).text
    assert "Заменит Анна" in (await boris.last()).text


async def test_nobody_is_an_answer_too(town: Town) -> None:
    boris, _anna, olga = await team(town)
    await expects(town, boris, "Вектор", 340, TUESDAY)
    offered = await olga.types("/absence Борис отпуск 23–27.11")
    assert "Кому передать на это время?" in offered.text

    card = await olga.presses("Никому, подождёт", on=offered)

    assert "Замены нет" in card.text
    assert "Кто заменит: никто" in card.labels


async def test_where_nothing_is_due_nothing_is_asked(town: Town) -> None:
    boris, _anna, olga = await team(town)
    await expects(town, boris, "Вектор", 340, date(2026, 12, 1))
    await boris.types("отпуск 23–27.11")

    agreed = await olga.presses("Согласовать", on=await olga.sees("Борис просит"))

    assert "Кому передать" not in agreed.text
    assert "Кто заменит: никто" in agreed.labels


async def test_without_a_colleague_there_is_nobody_to_ask_about(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, boris, "Вектор", 340, TUESDAY)
    await boris.types("отпуск 23–27.11")

    agreed = await olga.presses("Согласовать", on=await olga.sees("Борис просит"))

    assert "Кому передать" not in agreed.text
