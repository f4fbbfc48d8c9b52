"""The summary report: at 18:20 to the lead, at any time by /svod, with a picture and a workbook."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from sales.calendar.calendar import DayKind
from sales.schedule.schedule import Scheduled
from tests.planning import THOUSAND, is_away, received
from tests.stories.checkins.checkin_day import told
from tests.town import FRIDAY, MOSCOW, Seen, Someone, Town

NOVEMBER, MONDAY = date(2026, 11, 1), date(2026, 11, 16)
VACATION = (date(2026, 11, 9), date(2026, 11, 13))


async def plans(town: Town, lead: Someone, month: date = NOVEMBER, **thousands: int) -> None:
    """Month plans by first name."""
    async with town.database.write() as tx:
        for name, value in thousands.items():
            await tx.as_(lead.actor).plans.set_person(town.people[name].actor.person_id, month, value * THOUSAND)


async def november(town: Town) -> tuple[Someone, Someone]:
    """SPEC 9's department: Анна, Борис on leave 9–13.11, Виктор without a plan."""
    olga = await town.lead("Ольга")
    anna, boris, viktor = [await town.manager(name) for name in ("Анна", "Борис", "Виктор")]
    await plans(town, olga, Анна=2000, Борис=2000)
    for person, sum_ in ((anna, 1200), (boris, 1200), (viktor, 300)):
        await received(town, person, "Вектор", sum_, day=MONDAY)
    await is_away(town, boris, *VACATION)
    return olga, anna


async def evening(town: Town) -> None:
    await town.clock.reach("18:20", step=timedelta(minutes=20))


async def test_at_18_20_the_lead_reads_the_department_of_the_spec(town: Town) -> None:
    olga, _anna = await november(town)

    await evening(town)

    report = await olga.sees("Сводный отчёт")
    assert told(report) == [
        "Сводный отчёт · ноябрь на 20.11, 18:20",
        "Отдел: 2,70 из 4,00 млн · темп 92,3 % 🟡",
        "14 из 20 рабочих дней",
        "в том числе без плана 300 тыс",
        "",
        "🟡 Анна · темп 85,7 %",
        "1,20 из 2,00 млн · до конца недели −200 тыс",
        "нужно 133 тыс в день, 6 дней",
        "",
        "🟢 Борис · темп 100,0 % · нет 9–13.11",
        "1,20 из 2,00 млн · до конца недели 0",
        "нужно 133 тыс в день, 6 дней",
        "",
        "Виктор · план не задан",
        "факт 300 тыс",
    ]
    assert report.buttons == [
        ["🎯 Задать план: Виктор"],
        ["📊 График", "📄 Excel"],
        ["Прогноз", "Точность"],
        ["‹ октябрь"],
    ]


async def test_a_plan_that_is_missing_is_set_from_the_report(town: Town) -> None:
    olga, _anna = await november(town)
    await evening(town)
    report = await olga.sees("Сводный отчёт")

    await olga.presses("🎯 Задать план: Виктор", on=report)
    await olga.types("600к")

    again = await olga.sees_edited(report)
    assert "🔴 Виктор · темп 71,4 %" in told(again)
    assert again.buttons[0] == ["📊 График", "📄 Excel"]


async def test_who_sets_no_plans_is_not_offered_one(town: Town) -> None:
    olga, anna = await november(town)
    readers = [await town.assistant("Вера"), await town.director("Денис"), anna]

    for reader in readers:
        assert not [each for each in (await reader.types("/svod")).labels if "Задать план" in each]
    assert not [each for each in (await olga.types("/svod 16.11-20.11")).labels if "Задать план" in each]
    assert not [each for each in (await olga.types("/svod октябрь")).labels if "Задать план" in each]


async def test_before_the_day_closes_today_does_not_count_as_worked(town: Town) -> None:
    olga, _anna = await november(town)
    await town.clock.reach("16:00", step=timedelta(minutes=30))

    report = await olga.types("/svod")

    assert "Сводный отчёт · ноябрь на 20.11, 16:00" in told(report)
    assert "🟡 Анна · темп 92,3 %" in told(report)


async def test_a_manager_reads_the_own_row_and_the_departments_bar(town: Town) -> None:
    _olga, anna = await november(town)

    report = await anna.types("/svod")

    assert told(report)[2:5] == [
        "🟡 Вы · темп 92,3 %",
        "1,20 из 2,00 млн · до конца недели −200 тыс",
        "нужно 114 тыс в день, 7 дней",
    ]
    assert told(report)[-2:] == ["Отдел: 2,70 из 4,00 млн · темп 101,4 % 🟢", "▰▰▰▰▰▰▰▰▰▱▱▱▱▱"]
    assert not any("Борис" in line or "Виктор" in line for line in told(report))


async def test_four_managers_are_a_line_each_and_open_in_full(town: Town) -> None:
    olga, _anna = await november(town)
    galina = await town.manager("Галина")
    await plans(town, olga, Галина=1000)
    await received(town, galina, "Ромашка", 100, day=MONDAY)
    report = await olga.types("/svod")
    assert told(report)[5] == "темп факт"
    people = [line.split()[1] for line in told(report)[6:]]
    assert people == ["Галина", "Анна", "Борис", "Виктор"], "who needs action stands first"

    await olga.presses("Подробнее", on=report)

    full = await olga.sees_edited(report)
    assert told(full)[5] == "🔴 Галина · темп 15,4 %"
    assert full.labels[2] == "‹ К отчёту"
    await olga.presses("›", on=full)
    assert "Виктор · план не задан" in told(await olga.sees_edited(report))


@pytest.mark.parametrize("said", ["/svod октябрь", "/svod 10.2026", "/svod прошлый месяц"])
async def test_a_closed_month_is_told_as_closed(town: Town, said: str) -> None:
    olga, anna = await november(town)
    await plans(town, olga, date(2026, 10, 1), Анна=1000)
    await received(town, anna, "Вектор", 500, day=date(2026, 10, 15))

    report = await olga.types(said)

    assert told(report)[0] == "Сводный отчёт · октябрь, закрыт"
    assert "🔴 Анна · темп 50,0 %" in told(report)
    assert not any("до конца недели" in line for line in told(report))


async def test_the_months_turn_in_the_same_message(town: Town) -> None:
    olga, _anna = await november(town)
    report = await olga.types("/svod")

    await olga.presses("‹ октябрь", on=report)

    october = await olga.sees_edited(report)
    assert told(october)[0] == "Сводный отчёт · октябрь, закрыт"
    assert october.labels[-2:] == ["‹ сентябрь", "ноябрь ›"]


async def test_a_period_that_is_none_gets_an_example(town: Town) -> None:
    olga, _anna = await november(town)

    answer = await olga.types("/svod когда-нибудь")

    assert told(answer) == ["Не понял период. Можно так: /svod октябрь · /svod прошлая неделя · /svod 1.11-15.11"]


async def test_a_week_takes_its_part_of_the_month_plan(town: Town) -> None:
    olga, _anna = await november(town)

    report = await olga.types("/svod неделя")

    assert told(report)[0] == "Сводный отчёт · 16–22.11 на 20.11, 11:00"
    assert any("из 500 тыс" in line for line in told(report)), "2 000 000 over 20 days, five of them"


async def picture_of(someone: Someone) -> Seen:
    (picture,) = [each for each in await someone.phone.chat() if each.kind == "photo"]
    return picture


async def test_the_chart_comes_below_as_a_picture(town: Town) -> None:
    olga, _anna = await november(town)

    await olga.presses("📊 График", on=await olga.types("/svod"))

    picture = await picture_of(olga)
    assert picture.text == "Сводный отчёт · ноябрь на 20.11, 11:00"
    assert picture.files[0]["width"] == 1080


def rows_of(content: bytes, sheet: int) -> list[list[object]]:
    """From the columns' titles on."""
    return whole_sheet(content, sheet)[3:]


def whole_sheet(content: bytes, sheet: int) -> list[list[object]]:
    found: list[list[object]] = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()
    return found


async def book_of(town: Town, someone: Someone) -> bytes:
    await someone.presses("📄 Excel", on=await someone.types("/svod"))
    (book,) = [each for each in await someone.phone.chat() if each.kind == "document"]
    assert book.files[0]["name"] == "Сводный отчёт ноябрь.xlsx"
    return town.core.world.files.find(book.files[0]["file_id"]).content


async def test_the_workbook_has_a_row_a_manager_and_a_row_a_fact(town: Town) -> None:
    olga, _anna = await november(town)

    content = await book_of(town, olga)

    people, facts = rows_of(content, 0), rows_of(content, 1)
    for sheet in (0, 1):
        assert [row[0] for row in whole_sheet(content, sheet)[:3]] == [
            "Отдел",
            "Сводный отчёт · ноябрь на 20.11, 11:00",
            "",
        ]
    assert people[-1][9] == 1.014, "the department's pace at eleven: 2.4 of 2.367 million"
    assert [row[0] for row in people] == ["Менеджер", "Анна", "Борис", "Виктор", "Итого"]
    assert [row[2] for row in people[1:]] == [1_200_000, 1_200_000, 300_000, 2_700_000]
    assert people[3][9] == "", "no pace is an empty cell"
    assert [row[2:4] for row in facts[1:-1]] == [["Анна", 1_200_000], ["Борис", 1_200_000], ["Виктор", 300_000]]


async def test_a_managers_workbook_holds_nobody_elses_money(town: Town) -> None:
    _olga, anna = await november(town)

    content = await book_of(town, anna)

    assert [row[0] for row in rows_of(content, 0)] == ["Менеджер", "Анна", "Итого"]
    assert len(rows_of(content, 1)) == 3


async def test_an_absence_entered_later_recomputes_the_evening_report_as_of_its_hour(town: Town) -> None:
    olga, anna = await november(town)
    await evening(town)
    report = await olga.sees("Сводный отчёт")
    await is_away(town, anna, *VACATION)
    await town.clock.reach("19:30", step=timedelta(minutes=30))

    async with town.database.write() as tx:
        assert await tx.system.outbox.touch(f"svod:{town.department_id}:2026-11-20:{olga.actor.person_id}")
    await town.settle()

    again = told(await olga.sees_edited(report))
    assert again[0] == "Сводный отчёт · ноябрь на 20.11, 18:20"
    assert "Пересчитано: 20.11 отчёт ушёл с другими цифрами" in again
    assert "🟢 Анна · темп 100,0 % · нет 9–13.11" in again
    assert "пересчитано, было 85,7 %" in again


async def test_it_comes_once_however_often_the_clock_looks(town: Town) -> None:
    olga, _anna = await november(town)
    await evening(town)
    await town.tick()
    await town.restart()
    await town.tick()

    reports = [each for each in await olga.messages() if each.startswith("Сводный отчёт")]
    assert len(reports) == 1


async def test_on_a_day_off_nobody_gets_it(town: Town) -> None:
    olga, _anna = await november(town)
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).special_days.set(FRIDAY, DayKind.OFF, town.department_id)

    await evening(town)

    await olga.sees_nothing_of("Сводный отчёт")


async def test_a_department_may_turn_it_off_or_have_it_at_another_hour(town: Town) -> None:
    olga, _anna = await november(town)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).schedule.put_off(town.department_id, Scheduled.SVOD, time(19))
    await evening(town)
    await olga.sees_nothing_of("Сводный отчёт")
    await town.clock.reach("19:00", step=timedelta(minutes=20))
    await olga.sees("Сводный отчёт · ноябрь на 20.11, 19:00")


async def test_late_by_an_hour_it_says_so(town: Town) -> None:
    olga, _anna = await november(town)

    await town.clock.jump(timedelta(hours=8, minutes=30))
    await town.tick()

    assert "С опозданием, в 19:30: бот был недоступен" in told(await olga.sees("Сводный отчёт"))


async def test_in_the_quiet_hours_it_is_skipped_and_the_next_evening_comes(town: Town) -> None:
    olga, _anna = await november(town)
    await town.clock.jump(timedelta(hours=10))
    await town.tick()
    await olga.sees_nothing_of("Сводный отчёт")

    await town.clock.jump(timedelta(days=2, hours=21, minutes=20))
    await town.tick()

    assert "Сводный отчёт · ноябрь на 23.11, 18:20" in told(await olga.sees("Сводный отчёт"))


async def test_the_assistant_gets_it_too_and_nobody_else(town: Town) -> None:
    olga, anna = await november(town)
    assistant = await town.assistant("Света")

    await evening(town)

    await olga.sees("Сводный отчёт")
    await assistant.sees("Сводный отчёт")
    await anna.sees_nothing_of("Сводный отчёт")


async def test_a_lead_of_another_department_reads_only_the_own_one(town: Town) -> None:
    await november(town)
    other = await town.lead_elsewhere("Пётр")

    report = await other.types("/svod")

    assert not any("Анна" in line for line in told(report))


async def test_when_the_last_day_is_over_no_week_is_left_to_bring_anything(town: Town) -> None:
    olga, anna = await november(town)
    await town.clock.jump(datetime(2026, 11, 30, 17, 40, tzinfo=MOSCOW) - town.clock.local())
    before = [line for line in told(await olga.types("/svod")) if "до конца недели" in line]

    await town.clock.reach("18:20", step=timedelta(minutes=20))

    assert before, "while it runs the week ends with the month"
    for person, text in ((olga, "/svod"), (anna, "/svod"), (anna, "/plan")):
        assert not any("конца недели" in line or "К концу недели" in line for line in told(await person.types(text)))
