"""
Situations from fault reports of other bots, of leads, people, days and replies, played with values of our own. Those of
typed lines are in `stories/entry/cases.tsv`, of open forms in `stories/dialog/cases.jsonl`, of plan files in
`stories/plans/test_file_as_sent.py`, of a locked database in `storage/engine/test_pool.py`.
"""

import asyncio
from datetime import UTC, date, datetime

import pytest

from sales.core.people import Role
from storage.absences.absences import Absence
from tests.stories.checkins.checkin_day import at, gathered, told
from tests.stories.entry.entry_day import kept
from tests.stories.entry.test_edits import typed
from tests.town import MOSCOW, Someone, Town, plain

WEDNESDAY, MONDAY = date(2026, 11, 25), date(2026, 11, 23)


async def stored(town: Town, someone: Someone) -> list[Absence]:
    async with town.database.read() as tx:
        return [*await tx.as_(someone.actor).absences.find(date(2026, 1, 1), someone.id)]


async def test_26_who_blocked_the_bot_is_not_counted_as_reminded(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00")
    await team.anna.phone.blocks()
    await team.boris.phone.deletes_the_account()
    await at(town, "15:45", "16:00")
    summary = await team.olga.sees("Факт оплат · 16:00")

    await team.olga.presses("🔔 Напомнить Виктору", on=summary)

    after = " / ".join(told(await team.olga.sees_edited(summary)))
    assert "🔔 Напомнили в 16:00: Виктор" in after
    assert "связи нет" in after
    assert "нет ответа: Анна" not in after.casefold()


async def test_28_a_lead_whose_account_goes_at_noon_is_replaced_at_four(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00")
    await team.olga.phone.deletes_the_account()

    await at(town, "15:45", "16:00")

    assert town.owner is not None
    await town.owner.sees("Факт оплат · 16:00")
    assert any("Ольга: связи нет" in text for text in await town.owner.messages())


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("больничный до среды", date(2026, 11, 20), date(2026, 11, 24)),
        ("отпуск до понедельника", date(2026, 11, 20), date(2026, 11, 22)),
        ("отпуск с 24.11 по 30.11", date(2026, 11, 24), date(2026, 11, 30)),
        ("больничный по среду", date(2026, 11, 20), WEDNESDAY),
    ],
)
async def test_31_until_a_day_is_without_it(town: Town, said: str, first: date, last: date) -> None:
    rita = await town.manager("Рита")
    await town.lead("Ольга")

    answer = await rita.types(said)

    noted = await stored(town, rita)
    if not noted:
        assert "включительно" in answer.text.casefold()
        return
    assert [(each.first, each.last) for each in noted] == [(first, last)]


async def test_35_a_reply_to_a_card_is_about_that_payment(town: Town) -> None:
    rita = await town.manager("Рита")
    await town.has_clients(rita, "ЭкоДом", "Вектор")
    card = await rita.types("оплата ЭкоДом 67к вт")
    await rita.types("оплата Вектор 52к вт")

    await rita.types("перенос на чт", reply_to=card)
    assert "ЭкоДом" in plain((await rita.last()).text)
    await rita.presses("Нет денег")

    due = {each.client_name: each.due_on for each in (await kept(town, rita)).payments}
    assert due == {"ЭкоДом": date(2026, 11, 26), "Вектор": date(2026, 11, 24)}


async def test_35_came_in_a_reply_asks_for_the_cards_sum(town: Town) -> None:
    rita = await town.manager("Рита")
    await town.has_clients(rita, "ЭкоДом")
    card = await rita.types("оплата ЭкоДом 67к вт")

    await rita.types("пришло", reply_to=card)

    facts = (await kept(town, rita)).facts
    last = plain((await rita.last()).text)
    assert "67 000" in last
    assert "Кто клиент?" not in last
    assert [each.amount for each in facts] in ([], [67_000_00])


async def test_38_what_was_replaced_says_so_and_has_no_buttons(town: Town) -> None:
    rita = await town.manager("Рита")
    await town.has_clients(rita, "Вектор")
    line = await typed(town, rita, "оплата 17к Вектор пн")
    first = await rita.last()
    await line.is_edited("оплата 170к Вектор пн")

    await rita.presses("✅ Заменить")

    before = await rita.sees_edited(first)
    assert "заменен" in plain(before.text).casefold()
    assert before.labels == []


async def test_40_seventy_two_hours_pass_over_the_change_of_clocks(bare_town: Town) -> None:
    town = bare_town
    town.core.clock.move_to(datetime(2027, 3, 26, 7, 30, tzinfo=UTC))  # 08:30 in Berlin; summer begins on the 28th
    await town.opens(zone="Europe/Berlin")
    rita = await town.manager("Рита")
    await town.has_clients(rita, "Ким")

    await rita.types("напомни через 72 часа позвонить Ким")

    [plan] = (await kept(town, rita)).planned
    assert plan.planned_at == datetime(2027, 3, 29, 7, 30, tzinfo=UTC)


async def test_57_a_workday_that_was_moved_away_asks_nobody(bare_town: Town) -> None:
    town = bare_town
    town.core.clock.move_to(datetime(2026, 12, 30, 16, tzinfo=UTC))
    await town.opens()
    rita, olga = await town.manager("Рита"), await town.lead("Ольга")
    await town.expects(rita, "Вектор", 52_000, on=date(2026, 12, 31))

    await at(town, "11:45", "12:00", "16:00", day=date(2026, 12, 31))

    await rita.sees_nothing_of("Факт оплат к")
    await olga.sees_nothing_of("Факт оплат ·")


async def test_59_a_clock_that_jumps_over_noon_sends_it_late(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "11:50")
    await town.clock.jump(town.minutes(30))

    await town.tick()

    assert "С опозданием, в 12:20" in plain((await team.olga.sees("Факт оплат · 12:00")).text)


async def test_61_five_presses_at_once_are_one_receipt(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45")
    question = await team.boris.sees("Факт оплат к 12:00")

    await asyncio.gather(*(team.boris.phone.presses("1 ✅", on=question) for _ in range(5)))
    await town.settle()

    assert [each.amount for each in (await kept(town, team.boris)).facts] == [400_000_00]


async def test_63_tags_in_peoples_names_are_letters_on_every_screen(town: Town) -> None:
    gleb, olga = await town.manager("<b>Глеб</b> & Ко"), await town.lead("Ольга")
    await town.has_clients(gleb, "<b>ok</b> &")
    await town.expects(gleb, "<b>ok</b> &", 52_000)

    for command in ("/who", "/team", "/week", "/svod", "/stats", "/plan", "/checkin", "/day"):
        seen = await olga.types(command)
        assert seen.text.count("&amp;") == seen.text.count("&lt;") == 0, command
    assert "<b>Глеб</b>" in (await olga.types("/team")).text
    assert "<b>ok</b> &" in (await gleb.types("/today")).text


@pytest.mark.parametrize(
    "raw",
    [
        {"business_message": {"message_id": 7, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "52к"}},
        {"channel_post": {"message_id": 8, "date": 1, "chat": {"id": -1007, "type": "channel", "title": "x"}}},
        {"something_new": {"id": "9"}},
    ],
)
async def test_69_what_is_not_for_us_is_passed_over(town: Town, raw: dict[str, object]) -> None:
    rita = await town.manager("Рита")
    before = await rita.messages()

    await town.simulation.inject(raw)
    await town.settle()

    assert await rita.messages() == before
    assert "Пока пусто." in (await rita.types("/today")).text


async def test_71_a_late_answer_edits_the_summary_that_stands(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00")
    summary = await team.olga.sees("Факт оплат · 12:00")
    await at(town, "12:25")

    await team.boris.presses("1 ✅", on=await team.boris.sees("Факт оплат к 12:00"))

    assert "на 12:25" in plain((await team.olga.sees_edited(summary)).text)
    assert sum("Факт оплат · 12:00" in text for text in await team.olga.messages()) == 1
    assert team.olga.actor.role is Role.LEAD
    assert town.clock.now().astimezone(MOSCOW).hour == 12
