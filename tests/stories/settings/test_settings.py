"""/settings: what is sent and when, the calendar of workdays, the department's hours; and what follows at once."""

from datetime import date, time, timedelta

import pytest

from reports.message.language import LANGUAGES, speaking
from reports.settings.schedule_words import scheduled_label, scheduled_name
from sales.schedule.schedule import Scheduled
from tests.stories.checkins.checkin_day import at
from tests.town import FRIDAY, Seen, Someone, Town, plain

MONDAY = FRIDAY + timedelta(days=3)


async def owner(town: Town) -> Someone:
    assert town.owner is not None
    return town.owner


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scheduled_message_has_its_own_words(language: str) -> None:
    with speaking(language):
        names, labels = [[told(kind) for kind in Scheduled] for told in (scheduled_name, scheduled_label)]

    assert len(set(names)) == len(set(labels)) == len(Scheduled)
    assert all(len(label) <= 15 for label in labels)  # beside its hour, on half a phone


async def test_the_owner_has_everything_on_one_screen(town: Town) -> None:
    irina = await owner(town)

    seen = await irina.types("/settings")

    assert plain(seen.text).splitlines() == [
        "⚙️ Отдел",
        "Москва, сейчас 11:00",
        "Факт оплат: 12:00 · 16:00 · 18:00",
        "Менеджеров спросим за 15 мин,",
        "напомним за 5 мин",
        "День закрывается в 18:00",
    ]
    assert seen.buttons == [
        ["🔔 Сообщения", "📅 Календарь"],
        ["💬 Группы"],
        ["🧩 Этапы", "💸 Скидка до 5\u00a0%"],
        ["Часы сверки", "Когда спросить"],
        ["Конец дня", "Город"],
        ["Название"],
        ["🏦 Месяц и премия: всё сказанное"],
        ["🔓 Пересылать можно"],
        ["📌 Сводка закреплена"],
        ["🏢 Новый отдел", "🔌 Подключения"],
    ]


async def test_a_lead_has_the_messages_and_looks_at_the_calendar(town: Town) -> None:
    olga = await town.lead("Ольга")

    seen = await olga.types("/settings")
    assert seen.buttons == [
        ["🔔 Сообщения", "📅 Календарь"],
        ["💬 Группы"],
        ["🧩 Этапы", "💸 Скидка до 5\u00a0%"],
    ]
    month = await olga.presses("📅 Календарь")
    assert "Нажмите день" not in month.text

    pressed = await olga.presses("20", on=month)
    assert pressed.text == month.text


async def test_a_message_is_turned_off_and_on_by_its_name(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/settings")
    listed = await olga.presses("🔔 Сообщения")
    assert listed.buttons[1] == ["🔔 План не задан", "🕐 10:00"]

    off = await olga.presses("🔔 План не задан")

    assert await olga.toast() == "Выключено: План не задан"
    assert off.buttons[1] == ["🔕 План не задан", "🕐 10:00"]
    on = await olga.presses("🔕 План не задан")
    assert on.buttons[1] == ["🔔 План не задан", "🕐 10:00"]


async def test_a_report_turned_off_does_not_come_and_at_another_hour_comes_then(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await olga.types("/settings")
    await olga.presses("🔔 Сообщения")
    await olga.presses("›")
    await olga.presses("🕐 18:20")

    listed = await olga.types("18:40")
    assert ["🔔 Сводный отчёт", "🕐 18:40"] in listed.buttons
    await at(town, "18:20", "18:30")
    await olga.sees_nothing_of("Сводный отчёт ·")
    await at(town, "18:40")
    assert "Сводный отчёт ·" in (await olga.last()).text


@pytest.mark.parametrize("said", ["21:00", "8:00", "23:30"])
async def test_quiet_hours_are_refused_kindly(town: Town, said: str) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/settings")
    await olga.presses("🔔 Сообщения")
    await olga.presses("🕐 10:00")
    assert (await olga.last()).text.startswith("🕐 План не задан, сейчас 10:00")

    told = await olga.types(said)

    assert plain(told.text).startswith("С 20:00 до 8:30 никого не беспокоим. Можно так: 18:40")
    assert "Не понял время" in (await olga.sends_photo()).text


async def test_a_picked_hour_may_be_put_back(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/settings")
    await olga.presses("🔔 Сообщения")
    await olga.presses("🕐 10:00")

    picked = await olga.presses("11:30")
    assert ["🔔 План не задан", "🕐 11:30"] in picked.buttons
    await olga.presses("🕐 11:30")
    await olga.presses("Как обычно, 10:00")

    async with town.database.read() as tx:
        assert (await tx.system.schedule.of_department(town.department_id))[Scheduled.PLAN_NAG].is_usual


async def test_a_freeze_is_never_turned_off(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/settings")
    await olga.presses("🔔 Сообщения")

    await olga.presses("❄️ План недели")

    assert "Фиксация не отключается" in await olga.toast()
    async with town.database.read() as tx:
        assert (await tx.system.schedule.of_department(town.department_id))[Scheduled.WEEK_FREEZE].is_on


async def test_a_good_morning_turned_off_is_not_said(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.expects(anna, "Вектор", 340_000, on=MONDAY)
    await olga.types("/settings")
    await olga.presses("🔔 Сообщения")
    await olga.presses("🔔 Доброе утро")

    await at(town, "08:59", "09:00", "09:05", day=MONDAY)

    await anna.sees_nothing_of("Доброе утро")


async def test_the_month_shows_what_was_transferred(town: Town) -> None:
    irina = await owner(town)
    await irina.types("/settings")
    month = await irina.presses("📅 Календарь")

    assert plain(month.text).splitlines()[:2] == ["📅 Ноябрь 2026 · Отдел", "20 рабочих дней"]
    assert "Выходные: ср 4.11" in plain(month.text)
    assert "·21" in month.labels
    assert "3*" in month.labels
    january = await irina.presses("›")
    january = await irina.presses("›", on=january)
    assert "Выходные: 1.01" in plain(january.text).replace("пт ", "") or "1–8.01" in plain(january.text)


async def test_a_day_made_off_takes_the_questions_of_that_day(town: Town) -> None:
    anna, olga, irina = await town.manager("Анна"), await town.lead("Ольга"), await owner(town)
    await town.expects(anna, "Вектор", 340_000)
    await at(town, "11:45")
    question = await anna.sees("Факт оплат к 12:00")
    await irina.types("/settings")
    await irina.presses("📅 Календарь")
    day = await irina.presses("20")
    assert plain(day.text).startswith("📅 пт 20.11 · рабочий")

    month = await irina.presses("Нерабочий")

    assert "19 рабочих дней" in month.text
    assert "❗️ пт 20.11: нерабочий, свой" in plain(month.text)
    assert "!·20" in month.labels
    assert "Эта сверка закрыта" in (await anna.sees_edited(question)).text
    await at(town, "12:00", "15:45", "16:00")
    await olga.sees_nothing_of("Факт оплат")

    await irina.presses("!·20")
    back = await irina.presses("Как в стране")
    assert "20 рабочих дней" in back.text


async def test_a_saturday_made_a_workday_at_noon_was_not_missed_before(town: Town) -> None:
    anna, olga, irina = await town.manager("Анна"), await town.lead("Ольга"), await owner(town)
    saturday = FRIDAY + timedelta(days=1)
    await town.expects(anna, "Вектор", 340_000, on=saturday)
    await at(town, "11:45", "12:00", "15:45", "16:00", "17:45", "18:00")
    await at(town, "13:30", day=saturday)
    await irina.types("/settings")
    await irina.presses("📅 Календарь")
    await irina.presses("·21")
    await irina.presses("Рабочий")

    await at(town, "13:31", "15:45", "16:00", day=saturday)

    summary = (await olga.sees("Факт оплат · 16:00")).text
    assert "Пропущено" not in summary
    await olga.sees_nothing_of("12:00 · сб")


async def test_a_short_day_brings_the_last_slot_to_its_close(town: Town) -> None:
    anna, olga, irina = await town.manager("Анна"), await town.lead("Ольга"), await owner(town)
    await town.expects(anna, "Вектор", 340_000)
    await irina.types("/settings")
    await irina.presses("📅 Календарь")
    await irina.presses("20")
    await irina.presses("Короткий")

    await at(town, "16:00", "16:45", "17:00")

    assert "Факт оплат · 17:00" in (await olga.last()).text


async def evenings_report(town: Town, anna: Someone, olga: Someone) -> Seen:
    """Of a month with a plan and some money."""
    await town.has_clients(anna, "Вектор")
    await anna.types("пришло 100к Вектор")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).plans.set_person(anna.id, date(2026, 11, 1), 2_000_000_00)
    await at(town, "18:20")
    return await olga.sees("Сводный отчёт ·")


async def test_an_evenings_report_says_that_it_was_recomputed(town: Town) -> None:
    anna, olga, irina = await town.manager("Анна"), await town.lead("Ольга"), await owner(town)
    sent = await evenings_report(town, anna, olga)

    await irina.types("/settings")
    await irina.presses("📅 Календарь")
    await irina.presses("12")
    await irina.presses("Нерабочий")

    assert "Пересчитано" in (await olga.sees_edited(sent)).text


async def test_so_it_does_after_an_absence_of_past_days(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    sent = await evenings_report(town, anna, olga)

    await anna.types("отпуск 9–13.11")
    await olga.presses("Согласовать")

    told = plain((await olga.sees_edited(sent)).text)
    assert "Пересчитано" in told
    assert "нет 9–13.11" in told


async def test_new_hours_begin_from_now_and_nothing_was_missed(town: Town) -> None:
    anna, olga, irina = await town.manager("Анна"), await town.lead("Ольга"), await owner(town)
    await town.expects(anna, "Вектор", 340_000)
    await irina.types("/settings")
    await irina.presses("Часы сверки")

    wrong = await irina.types("13:00 12:00")
    assert "По порядку" in wrong.text or "12:00" in wrong.text
    changed = await irina.types("10:00, 13:00, 17:30")
    assert "Факт оплат: 10:00 · 13:00 · 17:30" in changed.text
    await at(town, "11:01", "12:45", "13:00")

    summary = (await olga.sees("Факт оплат · 13:00")).text
    assert "Пропущено" not in summary


async def test_minutes_close_city_and_name_are_changed_too(town: Town) -> None:
    irina = await owner(town)
    await irina.types("/settings")
    await irina.presses("Когда спросить")
    assert "От 0 до 60" in (await irina.types("5 15")).text
    await irina.presses("30 / 10")
    await irina.presses("Конец дня")
    await irina.types("18:30")
    await irina.presses("Город")
    assert "Не знаю такого города" in (await irina.types("Ыыы")).text
    await irina.types("Казань")
    await irina.presses("Название")
    seen = await irina.types("Продажи Казань")

    assert plain(seen.text).splitlines()[0] == "⚙️ Продажи Казань"
    async with town.database.read() as tx:
        place = await tx.system.departments.get(town.department_id)
    assert (place.ask_before, place.remind_before, place.day_close) == (30, 10, time(18, 30))


async def test_of_several_departments_each_has_its_own(town: Town) -> None:
    irina, olga = await owner(town), await town.lead("Ольга")
    await town.lead_elsewhere("Зарина")
    await irina.types("/settings")

    other = await irina.presses("Другой")

    assert other.text.startswith("⚙️ Другой")
    assert "Другой" not in (await olga.types("/settings")).labels


async def test_back_and_cancel_change_nothing(town: Town) -> None:
    irina = await owner(town)
    await irina.types("/settings")
    await irina.presses("Название")

    assert (await irina.presses("✖️ Отмена")).text == "Отменено, ничего не записано"
    assert (await irina.types("/settings")).text.startswith("⚙️ Отдел")


async def test_a_year_that_is_not_published_says_so(town: Town) -> None:
    irina = await owner(town)
    await irina.types("/settings")
    seen = await irina.presses("📅 Календарь")
    for _month in range(14):
        seen = await irina.presses("›", on=seen)

    assert "⚠️ 2028 ещё не опубликован: пн–пт" in seen.text


async def test_in_english(town: Town) -> None:
    irina = await owner(town)
    async with town.database.write() as tx:
        await tx.as_(irina.actor).people.set_language("en")

    seen = await irina.types("/settings")
    assert seen.buttons[0] == ["🔔 Messages", "📅 Calendar"]
    assert ["🔔 No plan set", "🕐 10:00"] in (await irina.presses("🔔 Messages")).buttons


async def test_an_hour_that_contradicts_the_day_is_refused_with_one_that_fits(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/settings")
    await olga.presses("🔔 Сообщения")
    await olga.presses("›")
    await olga.presses("🕐 18:20")

    refused = await olga.types("17:30")

    assert plain(refused.text).startswith("Сводный отчёт в 17:30, а день кончается в 18:00. Можно так: 18:20")
    listed = await olga.types("18:40")
    assert ["🔔 Сводный отчёт", "🕐 18:40"] in listed.buttons


async def test_hours_of_the_department_are_taken_and_what_no_longer_fits_is_told(town: Town) -> None:
    irina, olga = await owner(town), await town.lead("Ольга")
    await irina.types("/settings")
    await irina.presses("Часы сверки")

    seen = await irina.types("12:00, 19:00")

    assert plain(seen.text).splitlines()[-2:] == [
        "⚠️ День закрывается в 18:00, раньше последней сверки в 19:00. Можно так: 19:00",
        "⚠️ Сводный отчёт в 18:20, а день кончается в 19:00. Можно так: 19:20",
    ]
    await olga.types("/settings")
    listed = await olga.presses("🔔 Сообщения")
    assert "⚠️ Сводный отчёт в 18:20" in listed.text

    await irina.types("/settings")
    await irina.presses("Конец дня")
    closed = await irina.types("19:00")
    assert "День закрывается в 18:00, раньше" not in closed.text


async def test_a_check_in_the_quiet_hours_is_told_of(town: Town) -> None:
    irina = await owner(town)
    await irina.types("/settings")
    await irina.presses("Часы сверки")

    seen = await irina.types("12:00, 21:00")

    quiet = "⚠️ Сверка в 21:00: с 20:00 до 8:30 никого не беспокоим. Можно так: 12:00, 16:00, 18:00"
    assert quiet in plain(seen.text).splitlines()
