"""/absence: asked in one message or three taps, answered by one tap, and the day follows at once."""

from datetime import date, timedelta

import pytest

from tests.planning import is_away
from tests.stories.checkins.checkin_day import at, told
from tests.town import FRIDAY, Someone, Town, plain

MONDAY = FRIDAY + timedelta(days=3)
ASK = "Борис просит: отпуск 9–13.11"


async def three(town: Town) -> tuple[Someone, Someone, Someone]:
    return await town.manager("Борис"), await town.manager("Анна"), await town.lead("Ольга")


async def stored(town: Town, someone: Someone) -> list[tuple[date, date, str]]:
    assert town.owner is not None
    async with town.database.read() as tx:
        found = await tx.as_(town.owner.actor).absences.find(date(2026, 1, 1), someone.id)
    return [(each.first, each.last, each.state) for each in found]


async def test_a_vacation_is_asked_in_one_message_and_agreed_in_one_tap(town: Town) -> None:
    boris, _anna, olga = await three(town)

    card = await boris.types("отпуск 7–18.12")

    assert plain(card.text).splitlines() == ["⏳ Ждёт согласования: отпуск 7–18.12", "10 рабочих дней", "Замены нет"]
    assert card.labels == ["Кто заменит: никто", "↩️ Отозвать"]
    asked = await olga.sees("Борис просит: отпуск 7–18.12")
    assert plain(asked.text).splitlines()[1:] == ["10 рабочих дней", "Замены нет"]
    assert asked.buttons == [["Согласовать", "Отклонить"], ["Кто заменит: никто"], ["🌴 Кого нет"]]

    agreed = await olga.presses("Согласовать", on=asked)

    assert agreed.text.startswith("✅ Борис: отпуск 7–18.12 · Ольга")
    assert (await boris.last()).text.startswith("✅ Согласовано: отпуск 7–18.12 · Ольга")
    assert await stored(town, boris) == [(date(2026, 12, 7), date(2026, 12, 18), "agreed")]
    await boris.sees_nothing_of("Ждёт согласования")


@pytest.mark.parametrize("text", ["/absence отпуск 7-18.12", "Отпуск с 7 по 18 декабря", "отпуск на 12 дней с 7.12"])
async def test_it_may_be_said_in_many_ways(town: Town, text: str) -> None:
    boris, _anna, _olga = await three(town)

    await boris.types(text)

    assert await stored(town, boris) == [(date(2026, 12, 7), date(2026, 12, 18), "asked")]


async def test_three_taps_ask_too(town: Town) -> None:
    boris, _anna, olga = await three(town)
    form = await boris.types("/absence")
    assert form.buttons[0] == ["Отпуск", "Больничный"]
    boris.taps = 0

    await boris.presses("Отгул")
    chosen = await boris.presses("27")
    assert plain(chosen.text).splitlines() == ["🌴 Отгул пт 27.11", "1 рабочий день"]
    await boris.presses("📨 Отправить")

    assert boris.taps == 3
    assert "Борис просит: отгул пт 27.11" in plain((await olga.last()).text)


async def test_a_second_tap_makes_it_a_span_and_a_third_begins_anew(town: Town) -> None:
    boris, _anna, _olga = await three(town)
    await boris.types("/absence")
    await boris.presses("Командировка")

    await boris.presses("25")
    assert "Командировка 23–25.11" in (await boris.presses("23")).text
    assert "●24" in (await boris.last()).labels
    assert "Командировка пн 30.11" in plain((await boris.presses("30")).text)
    assert "Командировка ср 2.12" in plain((await boris.types("2.12")).text)
    assert "янв. 2027" in (await boris.presses("›")).labels


async def test_friday_said_on_a_friday_is_asked_which(town: Town) -> None:
    boris, _anna, _olga = await three(town)

    which = await boris.types("отгул пт")
    assert [plain(each) for each in which.buttons[0]] == ["пт 20.11", "пт 27.11"]
    await boris.presses("пт 27.11")
    await boris.presses("📨 Отправить")

    assert await stored(town, boris) == [(date(2026, 11, 27), date(2026, 11, 27), "asked")]


async def test_past_days_say_that_they_are_recomputed(town: Town) -> None:
    boris, _anna, olga = await three(town)

    await boris.types("отпуск 9–13.11")

    assert "5 рабочих дней, пересчитается: 5 дней" in plain((await olga.sees(ASK)).text)


async def test_being_ill_today_stops_the_questions_at_once_when_it_is_agreed(town: Town) -> None:
    boris, anna, olga = await three(town)
    await town.expects(boris, "Вектор", 340_000)
    await at(town, "11:45")
    question = await boris.sees("Факт оплат к 12:00")

    asked = await boris.types("болею сегодня")
    assert "До ответа спрашиваю как обычно." in asked.text
    assert "1 ✅" in (await boris.sees("Факт оплат к 12:00")).labels
    await olga.presses("Согласовать")

    assert "Спрашивать и напоминать не буду." in (await boris.last()).text
    closed = await boris.sees_edited(question)
    assert "Вас сегодня нет, отвечать не нужно" in closed.text
    assert not closed.labels
    await at(town, "11:55", "12:00", "15:45", "16:00", "17:45", "18:00")
    await boris.sees_nothing_of("жду ответа")
    await boris.sees_nothing_of("к 16:00")
    summary = plain((await olga.sees("Факт оплат · 12:00")).text)
    assert "нет ответа" not in summary
    assert "0 из 340, отсутствует" in summary
    del anna


async def test_of_two_leads_the_first_is_heard_and_the_other_sees_it(town: Town) -> None:
    boris, _anna, olga = await three(town)
    oleg = await town.lead("Олег")
    await boris.types("отпуск 7–18.12")
    at_oleg = await oleg.sees("Борис просит")

    await olga.presses("Согласовать")
    assert "✅ Борис: отпуск 7–18.12 · Ольга" in (await oleg.sees_edited(at_oleg)).text
    pressed = await oleg.presses("↩️ Отозвать", on=await oleg.sees("✅ Борис"))

    assert pressed.text.startswith("↩️ Борис: отпуск 7–18.12, отозвано")
    assert (await boris.last()).text.startswith("↩️ Отозвано: отпуск 7–18.12")
    assert await stored(town, boris) == []


async def test_a_tap_that_comes_second_changes_nothing(town: Town) -> None:
    boris, _anna, olga = await three(town)
    await boris.types("отпуск 7–18.12")

    await olga.taps_twice("Согласовать")

    assert await olga.toast() == "Уже записано."
    assert len(await stored(town, boris)) == 1


async def test_declined_is_said_and_the_days_are_free_again(town: Town) -> None:
    boris, _anna, olga = await three(town)
    await boris.types("отпуск 7–18.12")

    await olga.presses("Отклонить")

    assert (await boris.last()).text == "❌ Отклонено: отпуск 7–18.12 · Ольга"
    assert not (await boris.last()).labels
    await boris.types("отпуск 7–18.12")
    assert len(await stored(town, boris)) == 1


async def test_withdrawn_before_the_answer_takes_the_leads_buttons(town: Town) -> None:
    boris, _anna, olga = await three(town)
    await boris.types("отпуск 7–18.12")

    await boris.presses("↩️ Отозвать")

    at_olga = await olga.sees("Борис: отпуск 7–18.12, отозвано")
    assert at_olga.labels == ["🌴 Кого нет"]


async def test_what_overlaps_is_shown_and_not_asked_twice(town: Town) -> None:
    boris, _anna, olga = await three(town)
    await boris.types("отпуск 7–18.12")

    again = await boris.types("отпуск 14–25.12")

    assert plain(again.text) == "⚠️ Уже отмечено: отпуск 7–18.12"
    assert again.labels == ["Отпуск 7–18.12"]
    opened = await boris.presses("Отпуск 7–18.12")
    assert "Ждёт согласования" in opened.text
    assert len([text for text in await olga.messages() if "просит" in text]) == 1


async def test_in_the_form_too_overlapping_days_cannot_be_sent(town: Town) -> None:
    boris, _anna, _olga = await three(town)
    await boris.types("отпуск 26.11")
    await boris.types("/absence")
    await boris.presses("Больничный")

    shown = await boris.types("25-27.11")

    assert "Уже отмечено: отпуск чт 26.11" in plain(shown.text)
    assert "📨 Отправить" not in shown.labels


async def test_the_lead_is_away_so_the_assistant_answers_else_the_owner(town: Town) -> None:
    boris, _anna, olga = await three(town)
    await is_away(town, olga, FRIDAY, MONDAY)
    await boris.types("отгул 30.11")
    assert town.owner is not None
    assert "Борис просит" in (await town.owner.last()).text
    await olga.sees_nothing_of("Борис просит")

    nina = await town.assistant("Нина")
    await boris.types("отгул 1.12")
    await nina.presses("Согласовать")

    assert (await boris.last()).text.endswith("Замены нет")
    assert ("2026-12-01", "agreed") in [(str(first), state) for first, _last, state in await stored(town, boris)]


async def test_no_photo_is_a_day_and_back_leads_back(town: Town) -> None:
    boris, _anna, _olga = await three(town)
    await boris.types("/absence")
    await boris.presses("Отгул")

    told = await boris.sends_photo()
    assert told.text.startswith("📎 Принял: спрошу об этом позже")
    assert "Не понял дни" in (await boris.types("как-нибудь")).text
    assert "Причина?" in (await boris.presses("‹ Назад")).text
    assert (await boris.presses("✖️ Отмена")).text == "Отменено, ничего не записано"
    assert await stored(town, boris) == []


async def test_what_stands_already_is_one_tap_from_the_form(town: Town) -> None:
    boris, _anna, _olga = await three(town)
    await boris.types("отпуск 7–18.12")

    form = await boris.types("/absence")
    assert "⏳ Отпуск 7–18.12" in form.labels
    await boris.presses("⏳ Отпуск 7–18.12")

    assert "Ждёт согласования" in "".join(await boris.messages())


@pytest.mark.parametrize("text", ["позвонил Вектор - директор болеет", "отпуск Ромашка 150к", "завтра"])
async def test_a_line_of_something_else_is_no_absence(town: Town, text: str) -> None:
    boris, _anna, _olga = await three(town)

    await boris.types(text)

    assert await stored(town, boris) == []


async def test_the_lead_notes_it_for_somebody_in_one_message(town: Town) -> None:
    boris, _anna, olga = await three(town)

    card = await olga.types("/absence Бориса отпуск 7–18.12")

    assert card.text.startswith("✅ Борис: отпуск 7–18.12 · Ольга")
    assert (await boris.last()).text.startswith("✅ Согласовано: отпуск 7–18.12 · Ольга")


async def test_the_lead_sees_who_is_away_this_and_the_next_week(town: Town) -> None:
    boris, anna, olga = await three(town)
    await olga.types("/absence Борис отпуск 18–24.11")
    await olga.types("/absence Анна отгул 30.11")
    await anna.types("отпуск 25.11")

    listed = await olga.types("/absence")

    assert plain(listed.text).splitlines() == [
        "🌴 Кого нет · Отдел",
        "",
        "16–22.11",
        "1  Борис · отпуск 18–24.11",
        "",
        "23–29.11",
        "2  ⏳ Анна · отпуск ср 25.11",
        "",
        "Дальше",
        "3  Анна · отгул пн 30.11",
    ]
    assert listed.buttons == [["1 Борис", "2 Анна", "3 Анна"], ["➕ Отметить отсутствие"]]
    opened = await olga.presses("2 Анна")
    assert "Анна просит" in opened.text
    assert "Тоже не будет: Борис" not in opened.text
    assert "Кого нет" in (await olga.presses("🌴 Кого нет")).text


async def test_the_assistant_notes_it_by_taps(town: Town) -> None:
    boris, _anna, _olga = await three(town)
    nina = await town.assistant("Нина")
    await nina.types("/absence")
    await nina.presses("➕ Отметить отсутствие")
    await nina.presses("Борис")
    await nina.presses("Больничный")
    await nina.types("20-24.11")
    await nina.presses("✅ Отметить")

    assert await stored(town, boris) == [(FRIDAY, date(2026, 11, 24), "agreed")]
    assert "Спрашивать и напоминать не буду." in (await boris.last()).text


async def test_a_lead_without_a_department_sees_what_to_do_first(bare_town: Town) -> None:
    async with bare_town.database.write() as tx:
        token = await tx.system.invitations.owner_link()
    phone = await bare_town.simulation.person("Ирина")
    await phone.starts(token or "")
    await bare_town.settle()
    irina = Someone(bare_town, phone, None)

    assert "Отдела ещё нет" in (await irina.types("/absence")).text or (await irina.last()).text


async def test_in_english(town: Town) -> None:
    boris, _anna, olga = await three(town)
    for someone in (boris, olga):
        async with town.database.write() as tx:
            await tx.as_(someone.actor).people.set_language("en")

    card = await boris.types("vacation 7–18.12")

    assert card.text.startswith("⏳ Asked: vacation 7–18 Dec")
    assert "asks: vacation 7–18 Dec" in (await olga.last()).text


async def test_of_twenty_people_the_others_are_named_by_hand(town: Town) -> None:
    olga = await town.lead("Ольга")
    for n in range(20):
        await town.manager(f"Имя{n:02} Сбытов")
    await olga.types("/absence")

    await olga.presses("➕ Отметить отсутствие")
    assert plain((await olga.last()).text) == "🌴 Кого не будет?\nЕщё 3: напишите имя"

    assert "Имя19" in plain((await olga.types("Имя19")).text)


async def test_a_lead_notes_an_absence_in_a_line_without_the_command(town: Town) -> None:
    boris = await town.manager("Борис")
    olga = await town.lead("Ольга")

    await olga.types("отпуск Борис 24.11-26.11")
    assert "отпуск 24–26.11" in plain((await boris.last()).text)

    asked = await olga.types("больничный 24.11-25.11")
    assert "Кого не будет?" in asked.text
    await olga.presses("Ольга", on=asked)

    assert "Больничный 24–25.11" in (await olga.last()).text


async def test_money_of_who_is_away_is_still_expected_of_the_department(town: Town) -> None:
    """Her line and the total beside it add up; nobody stands in, so it is in nobody's plan."""
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.expects(anna, "Вектор", 75_000)
    await town.expects(boris, "Лада", 400_000)
    await is_away(town, anna, FRIDAY, FRIDAY)

    await town.clock.reach("12:05")
    noon = told(await olga.sees("Факт оплат · 12:00"))
    await boris.types("пришло 400к Лада")
    stats = told(await olga.types("/stats"))
    await town.clock.reach("18:05")
    evening = told(await olga.sees("Факт оплат · 18:00"))

    assert "Ещё ждём сегодня: 475 тыс (2)" in noon
    assert any("ждём 75 тыс" in line for line in stats), stats
    assert "Не пришло: 75 тыс (1)" in evening


async def test_a_whole_line_at_the_question_of_the_days_is_said_anew(town: Town) -> None:
    """«отгул в пт», said on a Friday, asks which one; the answer names all of it."""
    anna = await town.manager("Анна")
    asked = await anna.types("отгул пт")
    assert "или" in asked.text

    told = await anna.types("отпуск с 14 по 19")

    assert "отпуск 14–19.12" in plain(told.text)
    assert "Отгул" not in (await anna.types("/menu")).text
