"""Who is asked and when: the calendar, absences, a late start, an outage, and three processes that tick at once."""

import asyncio
from datetime import date, datetime, time, timedelta

import pytest

from sales.calendar.calendar import DayKind
from sales.calendar.slots import Lateness
from scheduler.tick import Tick
from storage.database import Database
from storage.queues.wire import OUTAGE_SEEN
from tests.stories.checkins.checkin_day import MONDAY, at, gathered, told
from tests.town import FRIDAY, MOSCOW, Someone, Town

HOUR = timedelta(hours=1)
SATURDAY = FRIDAY + timedelta(days=1)


async def away(town: Town, someone: Someone, first: date = FRIDAY, last: date = FRIDAY) -> None:
    async with town.database.write() as tx:
        assert town.owner is not None
        await tx.as_(town.owner.actor).absences.add(someone.id, first, last)


async def declared(town: Town, day: date, kind: DayKind) -> None:
    async with town.database.write() as tx:
        assert town.owner is not None
        await tx.as_(town.owner.actor).special_days.set(day, kind, town.department_id)


async def test_who_is_absent_is_not_asked_and_not_called_silent(town: Town) -> None:
    team = await gathered(town)
    await away(town, team.viktor)

    await at(town, "11:45", "11:55", "12:00")

    await team.viktor.sees_nothing_of("Факт оплат")
    summary = await team.olga.last()
    rows = told(summary)
    assert rows[rows.index("Виктор отсутствует") + 1] == "ждём 250 (2)", "nobody stands in"
    assert "Нет ответа" not in summary.text
    assert told(summary)[1:3] == ["Пришло 0 из 965 тыс", "0,0 % по плану"]


async def test_on_a_day_off_nobody_is_asked(town: Town) -> None:
    team = await gathered(town)

    await at(town, "11:45", "12:00", "16:00", "18:00", day=SATURDAY)

    for person in (team.anna, team.boris, team.viktor):
        await person.sees_nothing_of("Факт оплат")
    await team.olga.sees_nothing_of("Факт оплат ·")


async def test_a_saturday_that_was_declared_a_workday_is_asked_about(town: Town) -> None:
    team = await gathered(town)
    await town.expects(team.anna, "Субботний", 40_000, on=SATURDAY)
    await declared(town, SATURDAY, DayKind.WORKING)

    await at(town, "11:45", "12:00", day=SATURDAY)

    assert told(await team.anna.last())[1] == "Ждём 40 тыс, пришло 0"
    assert told(await team.olga.last())[0] == "Факт оплат · 12:00 · сб 21 ноября"


async def test_a_short_day_closes_at_five(town: Town) -> None:
    team = await gathered(town)
    await declared(town, FRIDAY, DayKind.SHORT)
    await at(town, "11:45", "12:00", "15:45", "16:00")

    await at(town, "16:45")
    assert told(await team.anna.sees("Факт оплат к 17:00"))[0] == "Факт оплат к 17:00"

    await at(town, "17:00", "17:45", "18:00")
    await team.olga.sees("Факт оплат · 17:00")
    await team.olga.sees_nothing_of("Факт оплат · 18:00")


async def test_the_day_is_frozen_at_the_first_question(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45")
    await town.expects(team.anna, "После вопроса", 35_000)

    await at(town, "12:00", "15:45")

    question = told(await team.anna.sees("Факт оплат к 16:00"))
    assert question[1] == "Ждём 565 тыс, пришло 0"
    assert "4 После вопроса 35 тыс · вне плана" in question, "asked about, though not promised"


async def test_down_for_twenty_minutes_over_noon_it_comes_late_and_says_so(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:40")

    await town.clock.jump(40 * timedelta(minutes=1))
    await town.tick()

    assert told(await team.anna.last())[0] == "С опозданием: бот был недоступен"
    summary = told(await team.olga.last())
    assert summary[0] == "Факт оплат · 12:00 · пт 20 ноября"
    assert summary[3] == "С опозданием, в 12:20: бот был недоступен"


async def test_down_for_more_than_an_hour_noon_is_skipped_and_told_of_at_four_once(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:40")

    await town.clock.jump(110 * timedelta(minutes=1))
    await town.tick()
    await team.anna.sees_nothing_of("Факт оплат")
    await team.olga.sees_nothing_of("Факт оплат ·")

    await at(town, "15:45", "16:00", "17:45", "18:00")
    assert told(await team.olga.sees("Факт оплат · 16:00"))[3] == "Пропущено: 12:00, бот был недоступен"
    assert "Пропущено" not in (await team.olga.sees("Факт оплат · 18:00")).text


async def test_an_evening_that_was_missed_is_told_of_on_the_next_workday(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00", "15:45", "16:00")

    await town.clock.jump(66 * HOUR)
    await town.tick()
    await at(town, "11:45", "12:00")

    assert told(await team.olga.last())[2] == "Пропущено: пт 20.11 18:00, бот был недоступен"


async def test_days_that_were_missed_are_told_of_day_by_day(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00")

    await town.clock.jump(119 * HOUR)
    await town.tick()
    await town.clock.reach("12:00", FRIDAY + timedelta(days=6), step=timedelta(days=9))

    skipped = "Пропущено: вт 24.11 12:00, 16:00, 18:00; ср 25.11 12:00, 16:00, 18:00, бот был недоступен"
    assert skipped in told(await team.olga.sees("чт 26 ноября"))


async def test_a_department_founded_at_three_has_missed_nothing(bare_town: Town) -> None:
    await bare_town.clock.jump(4 * HOUR)
    await bare_town.opens()
    team = await gathered(bare_town)

    await at(bare_town, "15:45", "16:00")

    assert "Пропущено" not in (await team.olga.last()).text


async def three_at_once(town: Town) -> None:
    """Three processes on one database look at the same moment."""
    others = [Database(str(town.database.url), town.database.clock) for _ in range(3)]
    try:
        await asyncio.gather(*(Tick(database).look() for database in others))
    finally:
        for database in others:
            await database.dispose()
    await town.settle()


async def test_three_processes_ticking_at_once_do_each_thing_once(town: Town) -> None:
    team = await gathered(town)

    for wall in ("11:45", "11:55", "12:00"):
        hour, minute = map(int, wall.split(":"))
        town.core.clock.move_to(datetime.combine(FRIDAY, time(hour, minute), MOSCOW))
        await three_at_once(town)
        await three_at_once(town)

    for person in (team.anna, team.boris, team.viktor):
        assert [text.splitlines()[0] for text in await person.messages()][1:] == [
            "Факт оплат к 12:00",
            "Факт оплат к 12:00: жду ответа",
        ]
    summaries = [text for text in await team.olga.messages() if text.startswith("Факт оплат ·")]
    assert len(summaries) == 1
    assert (await team.olga.last()).edits == 0


async def outage(town: Town, since: str, until: str) -> None:
    """What intake notes when it polls again after a gap."""
    moments = [datetime.combine(FRIDAY, time.fromisoformat(wall), MOSCOW).isoformat() for wall in (since, until)]
    async with town.database.write() as tx:
        await tx.system.wire.set(OUTAGE_SEEN, {"since": moments[0], "until": moments[1]})


async def test_after_an_outage_the_open_question_is_asked_again_below(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45")
    await team.boris.presses("Без изменений")
    question = await team.anna.last()
    await at(town, "12:00", "12:07")
    await outage(town, "12:01", "12:07")

    await town.tick()

    again = await team.anna.last()
    assert again.message_id > question.message_id
    assert told(again)[0] == (
        "Бот был недоступен с 12:01 до 12:07, нажатия за это время не дошли. Ответьте, пожалуйста, ещё раз."
    )
    assert told(again)[2] == "Факт оплат к 12:00"
    assert "недоступен" not in (await team.boris.last()).text, "who had answered has nothing to repeat"

    await town.tick()
    await at(town, "12:08")
    assert (await team.anna.last()).message_id == again.message_id, "once for an outage"
    await team.anna.presses("Без изменений", on=again)
    assert told(await team.anna.sees_edited(again))[0] == "Факт оплат к 12:00"


async def test_a_question_asked_after_the_outage_is_not_asked_twice(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:40")
    await town.clock.jump(40 * timedelta(minutes=1))
    await outage(town, "11:40", "12:20")

    await town.tick()
    await town.tick()

    assert sum("Факт оплат к 12:00" in text for text in await team.anna.messages()) == 1


async def test_an_outage_at_night_wakes_nobody(town: Town) -> None:
    team = await gathered(town)
    await at(town, "17:45", "18:00", "22:07")
    await outage(town, "22:01", "22:07")
    last = await team.anna.last()

    await town.tick()

    assert (await team.anna.last()).message_id == last.message_id


async def test_a_restart_between_the_question_and_its_delivery_loses_nothing(town: Town) -> None:
    team = await gathered(town)
    town.core.clock.move_to(datetime.combine(FRIDAY, time(11, 45), MOSCOW))
    assert await town.parts.ticker._tick.look()
    await team.anna.sees_nothing_of("Факт оплат")

    await town.restart()
    await town.tick()

    assert sum("Факт оплат к 12:00" in text for text in await team.anna.messages()) == 1


class PowerCutError(Exception):
    """The process is gone in the middle of a duty."""


async def half_an_ask(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        now = tx.clock.now()
        assert await tx.system.duties.take("ask", town.department_id, FRIDAY, "12:00", now, Lateness.ON_TIME)
        await tx.system.day_plans.freeze(anna.id, FRIDAY)
        await tx.system.checkins.open(anna.id, FRIDAY, "12:00", now)
        raise PowerCutError


async def test_a_process_that_dies_in_a_duty_has_done_nothing_and_the_next_look_does_all(town: Town) -> None:
    team = await gathered(town)
    town.core.clock.move_to(datetime.combine(FRIDAY, time(11, 45), MOSCOW))
    with pytest.raises(PowerCutError):
        await half_an_ask(town, team.anna)

    await town.tick()

    for person in (team.anna, team.boris, team.viktor):
        assert sum("Факт оплат к 12:00" in text for text in await person.messages()) == 1


async def test_a_clock_that_disagrees_takes_no_new_duties(town: Town) -> None:
    team = await gathered(town)
    town.watch.agrees = False

    await at(town, "11:45", "12:00")

    await team.anna.sees_nothing_of("Факт оплат")


async def test_the_question_of_somebody_deactivated_is_dropped(town: Town) -> None:
    team = await gathered(town)
    town.core.clock.move_to(datetime.combine(FRIDAY, time(11, 45), MOSCOW))
    await town.parts.ticker._tick.look()
    async with town.database.write() as tx:
        await tx.as_(team.olga.actor).handovers.deactivate(team.viktor.id)

    await town.settle()
    await at(town, "12:00")

    await team.viktor.sees_nothing_of("Факт оплат")
    assert "отключён" in (await team.olga.last()).text


async def test_without_the_lead_the_assistant_reads_and_is_told_why(town: Town) -> None:
    team = await gathered(town)
    sofia = await town.assistant("Софья")
    await away(town, team.olga)

    await at(town, "11:45", "12:00")

    assert told(await sofia.last())[3] == "Руководителя сегодня нет, сводка пришла вам"
    await team.olga.sees_nothing_of("Факт оплат ·")


async def test_without_both_the_owner_reads_with_a_note(town: Town) -> None:
    team = await gathered(town)
    await away(town, team.olga)

    await at(town, "11:45", "12:00")

    assert town.owner is not None
    assert "В отделе её сегодня некому читать, сводка пришла вам" in told(await town.owner.last())


async def test_every_lead_has_a_summary_of_their_own(town: Town) -> None:
    team = await gathered(town)
    oleg = await town.lead("Олег")
    await at(town, "11:45", "12:00")

    await team.boris.presses("1 ✅")

    for lead in (team.olga, oleg):
        assert told(await lead.last())[1].startswith("Пришло 400 тыс")


async def test_on_monday_it_begins_anew(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00", "15:45", "16:00", "17:45", "18:00")

    await at(town, "11:45", day=MONDAY)

    question = told(await team.anna.last())
    assert question[1] == "Просрочено 565 тыс, пришло 0"
    assert "1 Вектор 340 тыс · ⚠️ 3 дня" in question
