"""/stats: a manager's own figures and place, a department at a glance; a day, a week, a month in one message."""

from datetime import timedelta

import pytest

from reports.results.stats import StatsView
from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from tests.planning import THOUSAND, expects, has_called, is_away, received
from tests.town import FRIDAY, Someone, Town

WEDNESDAY = FRIDAY - timedelta(days=2)
EARLIER = FRIDAY - timedelta(days=14)
REFUSAL = "Эта запись вам недоступна."


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


async def test_a_manager_sees_the_day_in_four_lines(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await has_called(town, anna, "Вектор", "09:40")
    await has_called(town, anna, "Ким", "10:00", outcome=MeetingOutcome.AGREED, kind=ActivityType.MEETING)
    await expects(town, anna, "Ромашка", 150)
    await received(town, anna, "Вектор", 340)
    await received(town, boris, "Лада", 500)

    seen = await anna.types("📊 Цифры")

    assert said(seen.text) == [
        "Сегодня, пт 20 ноября",
        "📞 1 из 10 · 🤝 1 · ✅ 340 тыс · ждём 150 тыс",
        "Подтверждено 0, заявлено 340 тыс",
        "",
        "По деньгам: место 2 из 2",
    ]
    assert seen.buttons == [["• День", "Неделя", "Месяц"]]


async def test_the_periods_change_in_the_same_message(town: Town) -> None:
    anna = await town.manager("Анна")
    for day in (FRIDAY, WEDNESDAY, EARLIER):
        await has_called(town, anna, "Вектор", "09:40", day)
        await received(town, anna, "Вектор", 100, "10:00", day)
    await expects(town, anna, "Ромашка", 150, FRIDAY + timedelta(days=2))
    await expects(town, anna, "Ромашка", 300, FRIDAY + timedelta(days=6))

    day = await anna.types("/stats")
    week = await anna.presses("Неделя")
    month = await anna.presses("Месяц")

    assert [said(each.text)[:2] for each in (day, week, month)] == [
        ["Сегодня, пт 20 ноября", "📞 1 из 10 · 🤝 0 · ✅ 100 тыс · ждём 0"],
        ["Неделя, 16–22 ноября", "📞 2 · 🤝 0 · ✅ 200 тыс · ждём 150 тыс"],
        ["Ноябрь 2026", "📞 3 · 🤝 0 · ✅ 300 тыс · ждём 450 тыс"],
    ]
    assert day.message_id == month.message_id
    assert month.labels == ["День", "Неделя", "• Месяц"]


async def test_what_was_confirmed_is_told_from_what_was_said(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    sure = await received(town, anna, "Вектор", 200)
    await received(town, anna, "Ким", 140)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).confirmations.confirm(sure)

    assert "Подтверждено 200 тыс, заявлено 140 тыс" in said((await anna.types("/stats")).text)
    assert "Подтверждено 200 тыс, заявлено 140 тыс" in said((await olga.types("/stats")).text)


async def test_a_meeting_that_did_not_happen_is_none(town: Town) -> None:
    anna = await town.manager("Анна")
    await has_called(town, anna, "Ким", "10:00", outcome=MeetingOutcome.DID_NOT_HAPPEN, kind=ActivityType.MEETING)

    assert "🤝 0" in (await anna.types("/stats")).text


async def test_nothing_yet_is_said_in_words(town: Town) -> None:
    anna = await town.manager("Анна")

    assert said((await anna.types("/stats")).text) == [
        "Сегодня, пт 20 ноября",
        "📞 0 из 10 · 🤝 0 · ✅ 0 · ждём 0",
        "",
        "За это время оплат пока нет",
    ]


async def test_a_lead_sees_the_department_sorted_by_what_came(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await town.manager("Константин")
    olga = await town.lead("Ольга")
    await has_called(town, anna, "Вектор", "09:40")
    await expects(town, anna, "Ромашка", 150)
    await received(town, anna, "Вектор", 340)
    await received(town, boris, "Лада", 1240)

    seen = await olga.types("/stats")

    assert said(seen.text) == [
        "Сегодня, пт 20 ноября · Отдел",
        "✅ 1,58 млн · ждём 150 тыс · 📞 1 · 🤝 0",
        "Подтверждено 0, заявлено 1,58 млн",
        "Норма: 📞 3,3 %",
        "",
        " пришло ждём зв · вст",
        "Борис 1,24 млн 0 0 · 0",
        "Анна 340 тыс 150 тыс 1 · 0",
        "Константин 0 0 0 · 0",
    ]


async def test_where_telegram_has_no_tables_the_rows_stand_in_columns_of_one_width(town: Town) -> None:
    await town.simulation.refuses_rich()
    for name, thousands in (("Анна", 999), ("Борис", 1), ("Александра-Виктория", 12345), ("Ян", 0)):
        someone = await town.manager(name)
        if thousands:
            await received(town, someone, f"Клиент {name}", thousands)
    olga = await town.lead("Ольга")

    seen = await olga.types("/stats")

    assert "<pre>" in seen.html
    table = said(seen.text)[5:]
    assert [row[:8].strip() for row in table[1:]] == ["Александ", "Анна", "Борис", "Ян"]
    [width] = {len(row) for row in table}
    assert width <= 36


async def test_a_large_department_pages_and_its_totals_stay_whole(town: Town) -> None:
    for n in range(10):
        someone = await town.manager(f"Имя{n}")
        await received(town, someone, f"Клиент {n}", 10 * (n + 1))
    olga = await town.lead("Ольга")

    first = await olga.types("/stats")
    assert len(said(first.text)) <= 12
    assert "Имя9" in first.text
    second = await olga.presses("›")

    assert said(second.text)[1] == said(first.text)[1] == "✅ 550 тыс · ждём 0 · 📞 0 · 🤝 0"
    assert "Имя0" in second.text
    assert "Имя9" not in second.text


async def test_two_of_one_name_are_told_apart(town: Town) -> None:
    await town.manager("Анна Белова")
    await town.manager("Анна Котова")
    olga = await town.lead("Ольга")

    seen = await olga.types("/stats")

    assert "Анна Б." in seen.text
    assert "Анна К." in seen.text


@pytest.mark.parametrize("role", ["assistant", "director", "owner"])
async def test_who_watches_a_department_sees_its_figures(town: Town, role: str) -> None:
    anna = await town.manager("Анна")
    await received(town, anna, "Вектор", 340)
    assert town.owner is not None
    someone = town.owner if role == "owner" else await getattr(town, role)("Софья")

    assert "✅ 340 тыс" in said((await someone.types("/stats")).text)[1]


async def test_a_director_chooses_the_department_by_a_button(town: Town) -> None:
    await town.manager("Анна")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).departments.create("Казань", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
    denis = await town.director("Денис")

    await denis.types("/stats")
    await denis.presses("Неделя")
    seen = await denis.presses("Казань")

    assert said(seen.text)[0] == "Неделя, 16–22 ноября · Казань"
    assert "их приглашает РОП" in seen.text
    assert "Отдел" in seen.labels


async def test_the_owner_without_a_department_is_told_how_to_begin(bare_town: Town) -> None:
    async with bare_town.database.write() as tx:
        token = await tx.system.invitations.owner_link()
    owner = await bare_town.stranger("Ирина")
    await owner.starts(token or "")

    assert "/start" in (await owner.types("/stats")).text
    assert "/start" in (await owner.types("/day")).text


async def test_a_foreign_department_and_a_made_up_period_are_refused(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")

    for someone in (anna, olga):
        assert await someone.forges(StatsView(department_id=99).data) == REFUSAL
        assert await someone.forges("v:stats:century") == REFUSAL
    assert await anna.forges(StatsView(department_id=town.department_id).data) == REFUSAL


async def test_in_english(town: Town) -> None:
    anna, olga = await town.manager("Anna"), await town.lead("Olga")
    async with town.database.write() as tx:
        for someone in (anna, olga):
            await tx.as_(someone.actor).people.set_language("en")
    await received(town, anna, "Vector", 340)

    assert said((await anna.types("/stats")).text)[1:] == [
        "📞 0 of 10 · 🤝 0 · ✅ 340 K · expected 0",
        "Confirmed 0, claimed 340 K",
    ]
    assert said((await olga.types("/stats")).text)[3:] == [
        "Norms: 📞 0.0 %",
        "",
        " came due calls · meet",
        "Anna 340 K 0 0 · 0",
    ]


async def plans(town: Town, someone: Someone, thousands: int) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, FRIDAY, thousands * THOUSAND)


async def test_with_a_plan_a_manager_sees_the_pace_and_what_today_needs(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, 2000)
    await received(town, anna, "Вектор", 1200, day=WEDNESDAY)
    await town.expects(anna, "СтройГрад", 200_000, probability=60)

    seen = await anna.types("/stats")

    assert said(seen.text) == [
        "Сегодня, пт 20 ноября",
        "📞 0 из 10 · 🤝 0 · ✅ 0 · ждём 200 тыс",
        "",
        "За это время оплат пока нет",
        "",
        "Ноябрь: темп 92,3 % 🟡",
        "1,20 из 2,00 млн · 7 рабочих дней впереди",
        "Нужно сегодня 114 тыс. Закроют:",
        "СтройГрад 200 тыс · 60 %",
    ]


async def test_a_week_says_how_far_it_should_bring(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, 2000)
    await received(town, anna, "Вектор", 1200, day=WEDNESDAY)
    await anna.types("/stats")

    week = await anna.presses("Неделя")

    assert said(week.text)[-3:] == [
        "Ноябрь: темп 92,3 % 🟡",
        "1,20 из 2,00 млн · 7 рабочих дней впереди",
        "К концу недели 1,40 млн, осталось 200 тыс",
    ]


async def test_percents_of_the_norms_stand_in_one_line(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    for hour in range(9, 11):
        for minute in range(0, 50, 10):
            await has_called(town, anna, f"Клиент {hour}{minute}", f"{hour:02}:{minute:02}")
    await has_called(town, anna, "Ким", "10:55", outcome=MeetingOutcome.AGREED, kind=ActivityType.MEETING)
    await has_called(town, anna, "Лада", "10:56", outcome=CallOutcome.NO_ANSWER)

    await anna.types("/stats")
    month = await anna.presses("Месяц")
    await olga.types("/stats")
    department = await olga.presses("Неделя")

    assert said(month.text)[1:3] == [
        "📞 11 · 🤝 1 · ✅ 0 · ждём 0",
        "Норма: 📞 7,9 % · 🤝 6,0 % · новые 78,6 %",
    ], "11 of 14 days × 10; 1 of 16,8; 11 new contacts of 14"
    assert "Норма: 📞 22,0 % · 🤝 16,7 %" in said(department.text)


async def test_days_of_absence_owe_no_calls(town: Town) -> None:
    anna = await town.manager("Анна")
    await has_called(town, anna, "Вектор", "09:40")
    await is_away(town, anna, FRIDAY - timedelta(days=4), FRIDAY - timedelta(days=1))
    await anna.types("/stats")

    assert "Норма: 📞 10,0 % · 🤝 0,0 %" in said((await anna.presses("Неделя")).text)
