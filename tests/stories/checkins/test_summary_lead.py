"""What the lead does about the summary: reminds, looks closer, enters a fact, takes a deal over."""

from datetime import timedelta

import pytest

from reports.checkins.presses import SummaryPress
from tests.stories.checkins.checkin_day import Team, at, gathered, told
from tests.town import FRIDAY, Seen, Someone, Town

NOON = 12 * 60


async def noon(town: Town) -> tuple[Team, Seen]:
    team = await gathered(town)
    await at(town, "11:45")
    await team.anna.presses("Без изменений")
    await team.boris.presses("Без изменений")
    await at(town, "12:00", "12:05")
    return team, await team.olga.sees("Факт оплат · 12:00")


def button(town: Town, deed: str, person: Someone | None = None, payment_id: int = 0, **other: int) -> str:
    facts = {"department_id": town.department_id, "day": FRIDAY.toordinal(), "slot": NOON} | other
    return SummaryPress(deed=deed, person_id=person.id if person else 0, payment_id=payment_id, **facts).pack()


async def test_one_who_is_silent_is_reminded_by_name(town: Town) -> None:
    team, summary = await noon(town)

    await team.olga.presses("🔔 Напомнить Виктору", on=summary)

    assert await team.olga.toast() == "Напоминаю: Виктор"
    assert told(await team.olga.sees_edited(summary))[-1] == "🔔 Напомнили в 12:05: Виктор"
    asked = await team.viktor.last()
    assert told(asked)[:3] == ["🔔 Ольга просит ответить", "", "Факт оплат к 12:00"]
    await team.viktor.presses("Всё пришло", on=asked)
    await team.viktor.presses("Да, все пришли", on=asked)
    assert told(await team.viktor.sees_edited(asked))[0] == "Факт оплат к 12:00"
    assert "Виктор 250 из 250 · 100,0 %" in told(await team.olga.sees_edited(summary))


async def test_the_question_asked_once_more_takes_the_clocks_reminder_away(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "11:55", "12:00")
    assert await team.viktor.sees("жду ответа")

    await team.olga.presses("🔔 Напомнить всем", on=await team.olga.sees("Факт оплат · 12:00"))

    await team.viktor.sees_nothing_of("жду ответа")
    assert told(await team.viktor.last())[0] == "🔔 Ольга просит ответить"


async def test_nobody_is_reminded_twice_in_a_quarter_of_an_hour(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("🔔 Напомнить Виктору", on=summary)
    asked = await team.viktor.last()

    await at(town, "12:19")
    await team.olga.presses("🔔 Напомнить Виктору", on=await team.olga.sees("Факт оплат · 12:00"))
    assert await team.olga.toast() == "Уже напомнили в 12:05"
    assert (await team.viktor.last()).message_id == asked.message_id

    await at(town, "12:20")
    await team.olga.presses("🔔 Напомнить Виктору", on=await team.olga.sees("Факт оплат · 12:00"))
    assert await team.olga.toast() == "Напоминаю: Виктор"


async def test_a_double_tap_reminds_once(town: Town) -> None:
    team, summary = await noon(town)

    await team.olga.taps_twice("🔔 Напомнить Виктору", on=summary)

    assert await team.olga.toast() == "Уже напомнили в 12:05"
    assert sum("просит ответить" in text for text in await team.viktor.messages()) == 1


async def test_several_who_are_silent_are_reminded_at_once(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00")

    await team.olga.presses("🔔 Напомнить всем")

    assert await team.olga.toast() == "Напоминаю: Анна, Борис, Виктор"
    for person in (team.anna, team.boris, team.viktor):
        assert (await person.last()).text.startswith("🔔 Ольга просит ответить")


async def test_the_details_turn_from_one_manager_to_the_next_the_silent_first(town: Town) -> None:
    team, summary = await noon(town)

    await team.olga.presses("Подробнее", on=summary)

    page = await team.olga.last()
    assert told(page) == [
        "Виктор · к 12:00",
        "Пришло 0 из 250 тыс",
        "0,0 % по плану",
        "нет ответа",
        "",
        "1 24 Часа 130 тыс · 50 %",
        "2 Вектор-Юг 120 тыс · 50 % ⚠️ 3-й перенос",
    ]
    assert page.buttons == [
        ["1 ✅", "Напомнить"],
        ["Взять сделку"],
        ["2 ✅", "Напомнить"],
        ["Взять сделку"],
        ["📌 Поручить"],
        ["‹ Борис", "Анна ›"],
    ]
    assert told(await team.olga.presses("Анна ›", on=page))[0] == "Анна · к 12:00"


async def test_a_reminder_on_a_row_names_the_client(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("Подробнее", on=summary)
    page = await team.olga.last()

    await team.olga.presses_at(2, 1, on=page)

    assert told(await team.viktor.last())[0] == "🔔 Ольга спрашивает: Вектор-Юг, 120 тыс"


async def test_a_fact_entered_by_the_lead_is_confirmed(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("Подробнее", on=summary)
    page = await team.olga.last()

    after = await team.olga.presses("1 ✅", on=page)

    assert told(after)[5] == "✅ 24 Часа 130 тыс · 12:05 · подтверждено"
    assert "✅ 24 Часа 130 тыс · 12:05" in told(await team.viktor.sees("Факт оплат к 12:00"))
    assert told(await team.olga.sees_edited(summary))[1:3] == [
        "Пришло 130 тыс из 1,22 млн",
        "10,7 % по плану · на 12:05",
    ]


async def test_a_managers_word_is_a_claim(town: Town) -> None:
    team, summary = await noon(town)
    await team.viktor.presses("1 ✅", on=await team.viktor.sees("Факт оплат к 12:00"))

    await team.olga.presses("Подробнее", on=summary)
    await team.olga.presses("‹ Виктор")

    assert "✅ 24 Часа 130 тыс · 12:05 · заявлено" in told(await team.olga.last())


async def test_a_deal_is_taken_over_after_a_question_and_its_manager_is_told(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("Подробнее", on=summary)
    question = await team.olga.presses_at(3, 0, on=await team.olga.last())
    assert told(question)[0] == "Взять сделку: Вектор-Юг? Сейчас её ведёт Виктор"

    await team.olga.presses("Взять", on=question)

    assert (await team.viktor.last()).text == "Ольга берёт сделку на себя: Вектор-Юг, с оплатами и планами"
    assert "Вектор-Юг" not in (await team.viktor.sees("Факт оплат к 12:00")).text
    now = told(await team.olga.sees_edited(summary))
    assert now[1].startswith("Пришло 0 из 1,22 млн"), "the promise of the day stands"
    assert "Ещё ждём сегодня: 1,22 млн (6)" in now


async def test_money_on_a_deal_taken_over_counts_for_the_plan_it_was_promised_in(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("Подробнее", on=summary)
    await team.olga.presses_at(3, 0, on=await team.olga.last())
    await team.olga.presses("Взять")

    await team.olga.types("/fact")
    await team.olga.presses("Вектор-Юг · 120 тыс")
    await team.olga.presses("120 000 ₽")

    now = told(await team.olga.sees_edited(summary))
    assert now[1].startswith("Пришло 120 тыс из 1,22 млн")
    assert now[now.index("Виктор 120 из 250, нет ответа") + 1] == "ждём 130 (1)"


async def test_a_deal_is_taken_over_once(town: Town) -> None:
    team, _ = await noon(town)
    async with town.database.read() as tx:
        payment = next(
            each for each in await tx.as_(team.viktor.actor).payments.list_due(FRIDAY) if each.amount == 12_000_000
        )
    data = button(town, "taken", team.viktor, payment.id)

    await team.olga.forges(data)

    assert await team.olga.forges(data) == "Уже записано."


async def test_the_assistant_reminds_and_enters_but_takes_no_deals(town: Town) -> None:
    team, _ = await noon(town)
    sofia = await town.assistant("Софья")

    summary = await sofia.types("/checkin")
    assert summary.buttons == [["🔔 Напомнить Виктору"], ["Подробнее"]]
    await sofia.presses("Подробнее", on=summary)

    assert (await sofia.last()).buttons[0] == ["1 ✅", "Напомнить"]
    await sofia.presses("1 ✅")
    assert "✅ 24 Часа 130 тыс · 12:05 · заявлено" in told(await sofia.last())


async def test_a_director_only_reads(town: Town) -> None:
    team, _ = await noon(town)
    denis = await town.director("Денис")

    summary = await denis.types("/checkin")

    assert summary.buttons == [["Подробнее"]]
    assert await denis.forges(button(town, "remind", team.viktor)) == "Эта запись вам недоступна."
    assert await denis.forges(button(town, "came", team.viktor, 1)) == "Эта запись вам недоступна."
    assert await denis.forges(button(town, "taken", team.viktor, 1)) == "Эта запись вам недоступна."


async def test_a_lead_of_another_department_sees_nothing_of_it(town: Town) -> None:
    team, _ = await noon(town)
    roman = await town.lead_elsewhere("Роман")

    for deed in ("details", "person", "rows", "remind", "remind_all", "remind_row", "came", "take", "taken"):
        assert await roman.forges(button(town, deed, team.viktor, 1)) == "Эта запись вам недоступна."

    assert "Виктор" not in (await roman.types("/checkin")).text
    assert "Виктор" not in (await roman.types("/who")).text
    await roman.sees_nothing_of("Факт оплат · 12:00 · пт 20 ноября\nПришло 0 из 1,22 млн")


@pytest.mark.part(3)
@pytest.mark.parametrize(
    "other", [{"day": 0}, {"day": 1}, {"day": 10**12}, {"slot": 1440}, {"slot": 10**9}, {"department_id": 999}]
)
async def test_a_button_made_by_hand_is_refused(town: Town, other: dict[str, int]) -> None:
    team, _ = await noon(town)

    assert await team.olga.forges(button(town, "details", **other)) == "Эта запись вам недоступна."


async def test_a_manager_has_no_buttons_of_the_lead(town: Town) -> None:
    team, _ = await noon(town)

    for deed in ("details", "remind_all", "taken"):
        assert await team.anna.forges(button(town, deed, team.viktor, 1)) == "Эта запись вам недоступна."


async def test_the_button_of_an_earlier_summary_opens_the_one_of_now(town: Town) -> None:
    team, summary = await noon(town)
    await at(town, "15:45", "16:00")

    await team.olga.presses("🔔 Напомнить Виктору", on=summary)

    assert await team.olga.toast() == "Есть сводка новее, открыл её"
    assert told(await team.olga.last())[0] == "Факт оплат · 16:00 · пт 20 ноября"


async def test_before_noon_the_lead_sees_how_the_day_stands(town: Town) -> None:
    team = await gathered(town)

    early = await team.olga.types("/checkin")
    assert told(early)[:3] == ["Факт оплат · 12:00 · пт 20 ноября", "Пришло 0 из 1,22 млн", "0,0 % по плану"]
    await at(town, "11:45")
    await team.boris.presses("1 ✅")
    assert told(await team.olga.sees_edited(early))[1:3] == ["Пришло 400 тыс из 1,22 млн", "32,9 % по плану"]

    await at(town, "12:00")

    assert (await team.olga.last()).message_id > early.message_id, "the summary of noon is heard"


async def test_a_reminder_of_twelve_is_not_told_at_sixteen(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("🔔 Напомнить Виктору", on=summary)

    await at(town, "15:45", "16:00")

    now = told(await team.olga.sees("Факт оплат · 16:00"))
    assert any("Виктор нет ответа" in line for line in now)
    assert not any("Напомнили" in line for line in now)


async def test_the_details_stay_with_their_manager_and_tell_what_came_since(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("Подробнее", on=summary)
    page = await team.olga.last()
    assert told(page)[0] == "Виктор · к 12:00"

    await team.viktor.presses("1 ✅", on=await team.viktor.sees("Факт оплат к 12:00"))

    now = told(await team.olga.sees_edited(page))
    assert now[:3] == ["Виктор · к 12:00", "Пришло 130 тыс из 250 тыс", "52,0 % по плану"]


async def test_what_the_lead_took_over_is_expected_of_the_lead(town: Town) -> None:
    team, summary = await noon(town)
    await team.olga.presses("Подробнее", on=summary)
    page = await team.olga.last()
    await team.olga.presses("Взять сделку", on=page)
    await team.olga.presses("Взять")

    assert "Ольга ждём 130 (1)" in told(await team.olga.sees_edited(summary))


async def test_a_page_left_open_since_yesterday_records_nothing_today(town: Town) -> None:
    """«✅» there once recorded the money on today, though the page said yesterday."""
    team, summary = await noon(town)
    await team.olga.presses("Подробнее", on=summary)
    page = await team.olga.last()
    await town.clock.reach("09:05", FRIDAY + timedelta(days=3), step=town.minutes(60))

    await team.olga.presses_at(0, 0, on=page)

    assert "Записано" not in await team.olga.toast()
    async with town.database.read() as tx:
        assert not [
            fact for ago in range(4) for fact in await tx.as_(team.olga.actor).receipts.facts_on(town.today(-ago))
        ]
