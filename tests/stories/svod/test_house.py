"""All departments side by side, to who is above them: on Monday, on the 1st, and by a tap."""

from datetime import date, timedelta

from tests.planning import received
from tests.stories.checkins.checkin_day import told
from tests.stories.week.week_days import plan_of_month
from tests.town import FRIDAY, Someone, Town, plain

HOUR = timedelta(hours=1)
NO_PLAN = " · план не задан"


async def two(town: Town) -> tuple[Someone, Someone]:
    """Анна in the first department, Марат in the other; the owner, and a director."""
    anna = await town.manager("Анна")
    await town.lead_elsewhere("Зарина")
    assert town.owner is not None
    async with town.database.read() as tx:
        places = await tx.as_(town.owner.actor).departments.list_seen()
    here, town.department_id = town.department_id, places[1].id
    marat = await town.manager("Марат")
    town.department_id = here
    await received(town, anna, "Вектор", 340)
    await received(town, marat, "Лотос", 150)
    return town.owner, await town.director("Денис")


async def test_the_week_comes_on_monday_morning_without_a_sound(town: Town) -> None:
    irina, denis = await two(town)

    await town.clock.reach("09:05", FRIDAY + timedelta(days=3), step=HOUR)

    for reader in (irina, denis):
        digest = await reader.sees("Все отделы")
        assert told(digest) == [
            "Все отделы · 16–22.11: 490 тыс",
            "",
            "Отдел",
            f"340 тыс{NO_PLAN}",
            "",
            "Другой",
            f"150 тыс{NO_PLAN}",
        ]
        assert digest.silent
        assert digest.labels == ["Отдел", "Другой"]


async def test_a_week_in_which_nothing_came_is_told_where_a_plan_stands(town: Town) -> None:
    irina, _denis = await two(town)
    await plan_of_month(town, town.people["Анна"], 2000)

    await town.clock.reach("09:05", FRIDAY + timedelta(days=10), step=HOUR)

    assert "0 из 500 тыс · темп 0,0 % 🔴" in told(await irina.sees("Все отделы · 23–29.11: 0"))


async def test_the_month_comes_on_the_first_and_only_once(town: Town) -> None:
    irina, _denis = await two(town)

    await town.clock.reach("12:00", date(2026, 12, 1), step=HOUR)

    digests = [plain(each).splitlines()[0] for each in await irina.messages() if each.startswith("Все отделы · но")]
    assert digests == ["Все отделы · ноябрь: 490 тыс"]


async def test_a_lead_has_no_such_view_and_an_owner_opens_it_from_the_report(town: Town) -> None:
    irina, _denis = await two(town)
    olga = await town.lead("Ольга")

    assert "Все отделы" not in (await olga.types("/svod")).labels
    seen = await irina.presses("Все отделы", on=await irina.types("/svod"))

    assert told(seen)[0] == "Все отделы · ноябрь: 490 тыс"
    assert told(await irina.presses("Другой", on=seen))[1] == "Другой: 150 тыс"


async def test_a_pace_beside_money_of_who_has_no_plan_says_so(town: Town) -> None:
    irina, _denis = await two(town)
    boris = await town.manager("Борис")
    async with town.database.write() as tx:
        await tx.as_(irina.actor).plans.set_person(boris.id, date(2026, 11, 1), 150_000_000)

    await town.clock.reach("09:05", FRIDAY + timedelta(days=3), step=HOUR)

    assert told(await irina.sees("Все отделы"))[3:5] == [
        "340 из 375 тыс · темп 0,0 % 🔴",
        "в том числе без плана 340 тыс",
    ]


async def test_who_is_above_the_departments_reads_of_which_one_a_report_is(town: Town) -> None:
    irina, denis = await two(town)
    await town.clock.reach("16:05", step=HOUR)

    for reader in (irina, denis):
        report = await reader.types("/svod")
        other = await reader.presses("Другой", on=report)
        assert "Другой: 150 тыс" in plain(other.text)
        await reader.presses("Другой", on=await reader.types("/checkin"))
        assert told(await reader.last())[1] == "Другой"
