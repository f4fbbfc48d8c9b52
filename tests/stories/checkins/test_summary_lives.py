"""At the slot sharp the lead reads one message, and every later answer edits it until the next slot."""

from datetime import timedelta
from pathlib import Path

from tests.stories.checkins.checkin_day import Team, answered, at, gathered, moves, receives, told
from tests.town import FRIDAY, Seen, Town, founded


async def summed_up(town: Town) -> tuple[Team, Seen]:
    """The day of MESSAGES.md at noon."""
    team = await gathered(town)
    await at(town, "11:45", "11:47")
    await answered(team)
    await receives(town, team.boris, "Школа 57", 50_000)
    await at(town, "11:55", "12:00")
    return team, await team.olga.sees("Факт оплат · 12:00")


async def test_the_leads_summary_is_edited_when_a_late_answer_comes(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await anna.types("/pay")
    await anna.types("Ромашка")
    await anna.presses("➕ Создать «Ромашка»")
    await anna.types("150к")
    await anna.presses("Сегодня")
    await at(town, "11:45", "12:00", "12:15")
    summary = await olga.sees("нет ответа")

    await anna.presses("1 ✅")

    assert told(await olga.sees_edited(summary))[1:3] == ["Пришло 150 тыс из 150 тыс", "100,0 % по плану · на 12:15"]


async def test_at_noon_it_says_what_came_who_is_silent_and_what_moved(town: Town) -> None:
    _, summary = await summed_up(town)

    assert told(summary) == [
        "Факт оплат · 12:00 · пт 20 ноября",
        "Пришло 340 тыс из 1,22 млн",
        "28,0 %, вне плана +50 тыс",
        "",
        "Анна 340 из 565 · 60,2 %",
        "Борис 0 из 400, вне плана +50",
        "Виктор нет ответа · ждём 250 (2)",
        "",
        "Ещё ждём сегодня: 800 тыс (4)",
        "📅 ИП Ким 75 тыс → пн, ждём документы",
        "⚠️ Вектор-Юг: 3-й перенос, 120 тыс",
    ]
    assert summary.buttons == [["🔔 Напомнить Виктору"], ["Подробнее"]]


async def test_a_late_answer_edits_the_same_message_and_says_when(town: Town) -> None:
    team, summary = await summed_up(town)
    await at(town, "12:41")

    await team.viktor.presses("Всё пришло")
    await team.viktor.presses("Да, все пришли")

    now = await team.olga.sees_edited(summary)
    assert told(now)[:3] == [
        "Факт оплат · 12:00 · пт 20 ноября",
        "Пришло 590 тыс из 1,22 млн",
        "48,6 %, вне плана +50 тыс · на 12:41",
    ]
    assert "Виктор 250 из 250 · 100,0 %" in told(now)
    assert now.buttons == [["Подробнее"]]


async def test_the_figures_of_the_specification(town: Town) -> None:
    """Snapshot 650, fact 150 on plan and 50 off plan: 23.1 % and 30.8 %."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.expects(anna, "Ромашка", 150_000)
    await town.expects(anna, "Вектор", 500_000)
    await at(town, "11:45")
    await anna.presses("2 ✅")
    await receives(town, anna, "Школа 57", 50_000)

    await at(town, "12:00")

    assert told(await olga.last())[1:3] == ["Пришло 150 тыс из 650 тыс", "23,1 %, вне плана +50 тыс"]
    await olga.presses("Подробнее")
    assert "Вне плана 50 тыс, вместе с ними 30,8 %" in told(await olga.last())


async def test_a_refund_off_plan_stands_with_its_minus(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Школа 57")
    await town.expects(anna, "Вектор", 500_000)
    await at(town, "11:45")
    await anna.presses("1 ✅")
    await anna.types("возврат Школа 57 50к")

    await at(town, "12:00")

    now = told(await olga.last())
    assert now[2] == "100,0 %, вне плана −50 тыс"
    assert any(line.endswith("вне плана −50") for line in now), now


async def test_without_a_plan_there_is_no_share(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await receives(town, anna, "Школа 57", 50_000)

    await at(town, "11:45", "12:00")

    assert told(await olga.last())[1:4] == ["Пришло 50 тыс, плана на день нет", "", "Анна вне плана +50"]


async def test_the_next_slot_is_a_new_message_and_the_old_one_stands_still(town: Town) -> None:
    team, summary = await summed_up(town)
    await at(town, "15:45", "15:55", "16:00")
    second = await team.olga.sees("Факт оплат · 16:00")
    assert second.message_id > summary.message_id

    await team.viktor.presses("Всё пришло")
    await team.viktor.presses("Да, все пришли")

    assert told(await team.olga.sees_edited(second))[1].startswith("Пришло 590 тыс")
    first = await team.olga.sees("Факт оплат · 12:00")
    assert (first.message_id, first.text) == (summary.message_id, summary.text)


async def test_at_four_it_says_what_has_no_status_all_day(town: Town) -> None:
    team, _ = await summed_up(town)

    await at(town, "15:45", "16:00")

    assert "Без статуса: 3 на 400 тыс" in told(await team.olga.sees("Факт оплат · 16:00"))


async def test_at_six_the_day_is_closed(town: Town) -> None:
    team, _ = await summed_up(town)

    await at(town, "15:45", "16:00", "17:45", "18:00")

    last = told(await team.olga.sees("Факт оплат · 18:00"))
    assert "Не пришло: 800 тыс (4)" in last
    assert not any(line.startswith("Ещё ждём") for line in last)


async def test_money_that_left_the_month_is_said(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    for n, roubles in enumerate((300_000, 140_000, 100_000)):
        await town.expects(anna, f"Клиент {n}", roubles)
    await at(town, "11:45")
    for number in ("1", "2", "3"):
        await moves_to(town, number)

    await at(town, "12:00")

    assert "Ушло в декабрь: 540 тыс (3)" in told(await olga.last())


async def moves_to(town: Town, number: str) -> None:
    anna = town.people["Анна"]
    question = await anna.sees("Факт оплат к")
    row = next(n for n, labels in enumerate(question.buttons) if labels[0] == f"{number} ✅")
    await anna.presses_at(row, 2, on=question)
    await anna.types("15.12")
    await anna.presses("Нет денег")


async def test_an_undone_move_is_expected_again(town: Town) -> None:
    team, summary = await summed_up(town)
    await at(town, "12:05")
    await moves(team.anna, "2", "+3", "Нет денег")
    moved = await team.olga.sees_edited(summary)
    assert "Ещё ждём сегодня: 650 тыс (3)" in told(moved)

    await team.anna.types("/undo")

    assert "Ещё ждём сегодня: 800 тыс (4)" in told(await team.olga.sees_edited(moved))


async def test_two_people_press_at_once_and_the_money_comes_once(town: Town) -> None:
    team, summary = await summed_up(town)
    await team.olga.presses("Подробнее", on=summary)
    details = await team.olga.last()
    question = await team.viktor.sees("Ждём ")

    await team.viktor.phone.presses("1 ✅", on=question)
    await team.olga.phone.presses("1 ✅", on=details)
    await town.settle()

    assert "Уже записано." in {await team.viktor.toast(), await team.olga.toast()}
    assert told(await team.olga.sees_edited(summary))[1].startswith("Пришло 470 тыс")


async def test_a_press_on_what_another_has_taken_draws_an_old_page_anew(town: Town) -> None:
    """Nobody draws a page of noon at four; so nobody draws one of four where the clock is an hour slow."""
    team, summary = await summed_up(town)
    await team.olga.presses("Подробнее", on=summary)
    await at(town, "15:45", "16:00")
    page = await team.olga.sees("Виктор · ")
    await team.viktor.presses("1 ✅", on=await team.viktor.sees("Ждём "))
    assert "1 ✅" in page.labels

    await team.olga.presses("1 ✅", on=page)

    assert await team.olga.toast() == "Уже записано."
    assert "1 ✅" not in (await team.olga.sees_edited(page)).labels


async def test_a_department_of_twelve_fits_a_screen_and_names_all_who_are_silent(town: Town) -> None:
    olga = await town.lead("Ольга")
    names = ["Анна", "Борис", "Виктор", "Глеб", "Дина", "Егор", "Жанна", "Зоя", "Игорь", "Кира", "Лев", "Марина"]
    for n, name in enumerate(names):
        await town.expects(await town.manager(name), f"Клиент {name}", 1_000 * (50 + 7 * n))
    await at(town, "11:45")
    for name in names[:9]:
        await town.people[name].presses("1 ✅" if name < "Д" else "Без изменений")

    await at(town, "12:00")

    summary = await olga.sees("Факт оплат")
    assert summary.kind == "rich"
    rows = [line for line in told(summary) if any(line.startswith(name) for name in names)]
    assert len(rows) == 12, "nobody is folded out of a table"
    assert [line.split()[0] for line in rows[:3]] == ["Кира", "Лев", "Марина"]
    assert all("нет ответа" in line for line in rows[:3])
    assert summary.buttons == [["🔔 Напомнить всем", "Подробнее"]]


async def test_without_tables_the_silent_of_twelve_are_named_and_the_others_counted(database_file: Path) -> None:
    async with founded(database_file, rich_tables=False) as town:
        await town.opens()
        olga = await town.lead("Ольга")
        for n in range(12):
            await town.expects(await town.manager(f"М{n}"), f"Клиент {n}", 1_000 * (50 + 7 * n))
        await at(town, "11:45")
        for n in range(9):
            await town.people[f"М{n}"].presses("1 ✅" if n < 4 else "Без изменений")

        await at(town, "12:00")

        summary = await olga.sees("Факт оплат")
        assert len(summary.text.splitlines()) <= 12
        assert "Нет ответа: М10, М11, М9 · ждём 360 (3)" in told(summary)
        assert "Ещё 5: 242 из 348 · 69,5 %" in told(summary)


async def test_of_eight_managers_everybody_stands_in_it_and_the_tail_is_folded(town: Town) -> None:
    """Each has moved a payment for the third time: there is more to tell than room, and nobody is left out for it."""
    olga = await town.lead("Ольга")
    names = ["Анна", "Борис", "Виктор", "Глеб", "Дина", "Егор", "Жанна", "Зоя"]
    for n, name in enumerate(names):
        manager = await town.manager(name)
        await town.expects(manager, f"Клиент {name}", 1_000 * (50 + 7 * n))
        await town.expects(manager, f"Долг {name}", 30_000, moves=3)

    await at(town, "11:45", "12:00")

    lines = told(await olga.sees("Факт оплат"))
    assert [line.split()[0] for line in lines if line.split()[:1] and line.split()[0] in names] == names
    assert not any(line.startswith("Ещё ") and ": " in line and "из" in line for line in lines)
    assert [line for line in lines if line.startswith("⚠️")] == lines[-2:]
    assert lines[-3] == "Ещё 2"
    assert "<blockquote expandable>Ещё" in (await olga.sees("Факт оплат")).html
    assert len(lines) == len(set(filter(None, lines))) + lines.count("")


async def test_numbers_of_the_managers_stand_in_one_column(town: Town) -> None:
    _, summary = await summed_up(town)

    anna, boris = summary.text.splitlines()[4:6]

    assert anna.index(" из") == boris.index(" из")


async def test_two_of_one_name_are_told_apart(town: Town) -> None:
    olga = await town.lead("Ольга")
    for name in ("Анна Белова", "Анна Ким"):
        await town.expects(await town.manager(name), f"Клиент {name}", 50_000)

    await at(town, "11:45", "12:00")

    assert [line.split(" нет")[0] for line in told(await olga.last())[4:6]] == ["Анна Б.", "Анна К."]


async def test_it_reads_as_well_in_english(town: Town) -> None:
    team = await gathered(town)
    async with town.database.write() as tx:
        await tx.as_(team.olga.actor).people.set_language("en")
    await at(town, "11:45", "12:00")

    summary = await team.olga.sees("Payments received · 12:00")
    assert told(summary)[1:3] == ["Received 0 of 1.22 M", "0.0 % of plan"]
    assert told(summary)[4:6] == ["Анна no answer", "565 expected (3)"]
    assert summary.buttons == [["🔔 Remind all", "Details"]]


async def test_a_late_answer_to_twelve_is_no_answer_to_sixteen(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00", "12:05")
    await team.anna.presses("1 ✅", on=await team.anna.sees("Факт оплат к 12:00"))
    assert "Анна 340 из 565 · 60,2 %" in told(await team.olga.sees("Факт оплат · 12:00"))

    await at(town, "15:45", "16:00")

    summary = told(await team.olga.sees("Факт оплат · 16:00"))
    assert summary[summary.index("Анна 340 из 565, нет ответа") + 1] == "ждём 225 (2)"


async def test_money_logged_by_itself_answers_for_the_next_slot(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00", "14:00")
    await team.anna.types("пришло 340к Вектор")

    await at(town, "15:45", "16:00")

    assert "Анна 340 из 565 · 60,2 %" in told(await team.olga.sees("Факт оплат · 16:00"))


async def test_what_is_only_overdue_is_a_debt_and_not_expected_today(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.expects(anna, "Школа 57", 90_000, on=FRIDAY - timedelta(days=3))
    await at(town, "11:45", "12:00")

    assert told(await olga.sees("Факт оплат · 12:00"))[3] == "Анна нет ответа · долги 90 (1)"


async def test_of_forty_managers_the_table_shows_who_needs_a_hand_and_adds_up_the_others(town: Town) -> None:
    olga = await town.lead("Ольга")
    people = [await town.manager(f"Имя{n} Сбытов") for n in range(40)]
    for each in people[:3]:
        await town.expects(each, f"Клиент {each.id}", 110_000)
    await at(town, "11:45", "12:00")

    summary = told(await olga.sees("Факт оплат · 12:00"))

    assert len(summary) <= 32
    assert [line for line in summary if line.startswith("ещё 17 ")], summary
    assert sum("нет ответа" in line for line in summary) >= 3
