"""The forecast to the month's end, and what the rest of the plan takes in deals, meetings and calls."""

from datetime import date, timedelta

import pytest

from reports.message.columns import width
from sales.activities.activities import ActivityType, MeetingOutcome
from tests.planning import has_called, received
from tests.stories.checkins.checkin_day import told
from tests.stories.svod.test_svod import MONDAY, plans
from tests.town import Seen, Someone, Town

LAST = date(2026, 11, 30)
VECTOR = (("Ромашка", 150, 80), ("СтройГрад", 300, 60), ("Ким", 200, 40), ("Вектор", 75, 95))
"""SPEC 12, in thousands: 1200 came, these are awaited."""

CALLS_MISSING = "Звонки: для расчёта нужно 10, пока 9"
WIDEST = 3500
"""About thirty-six letters of a phone of 360 pixels, in hundredths of a digit."""


async def spec(town: Town) -> tuple[Someone, Someone]:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await plans(town, olga, Анна=2000)
    await received(town, anna, "Лотос", 1200, day=MONDAY)
    for client, thousands, chance in VECTOR:
        await town.expects(anna, client, thousands * 1000, LAST, chance)
    return olga, anna


async def evening(town: Town) -> None:
    await town.clock.reach("18:05", step=timedelta(minutes=20))


async def forecast_of(someone: Someone) -> Seen:
    report = await someone.types("/svod")
    return await someone.presses("Прогноз", on=report)


async def test_the_lead_reads_the_forecast_of_the_spec(town: Town) -> None:
    olga, _anna = await spec(town)
    await evening(town)

    page = await forecast_of(olga)

    assert told(page) == [
        "Прогноз · ноябрь на 20.11, 18:05",
        "Отдел: 1,65 из 2,00 млн · 82,6 % 🟡",
        "надёжно 1,43 · максимум 1,93 млн",
        "темпом 1,71 млн",
        "",
        "🟡 Анна · 1,65 из 2,00 млн · 82,6 %",
        "от 1,43 до 1,93 млн · темпом 1,71 млн",
    ]
    assert page.buttons == [["‹ К отчёту"]]
    assert max(width(line) for line in page.text.splitlines()) <= WIDEST


async def test_the_way_back_is_the_report_in_the_same_message(town: Town) -> None:
    olga, _anna = await spec(town)
    page = await forecast_of(olga)

    report = await olga.presses("‹ К отчёту", on=page)

    assert report.message_id == page.message_id
    assert told(report)[0].startswith("Сводный отчёт")


async def test_what_is_awaited_after_the_month_and_what_was_cancelled_is_no_part_of_it(town: Town) -> None:
    olga, anna = await spec(town)
    await town.expects(anna, "Ромашка", 900_000, date(2026, 12, 1), 95)

    page = await forecast_of(olga)

    assert "надёжно 1,43 · максимум 1,93 млн" in told(page)


async def test_who_will_be_farthest_from_the_plan_stands_first_and_pages_turn(town: Town) -> None:
    olga, _anna = await spec(town)
    for number, name in enumerate(("Борис", "Виктор", "Галина", "Денис")):
        await plans(town, olga, **{(await town.manager(name)).phone.name: 1000})
        await received(town, town.people[name], "Ким", 100 * (number + 1), day=MONDAY)
    page = await forecast_of(olga)
    assert [line.split()[1] for line in told(page) if "· темпом" not in line and line[0:1] in {"🔴", "🟡"}] == [
        "Борис",
        "Виктор",
        "Галина",
        "Денис",
    ]

    turned = await olga.presses("›", on=page)

    assert told(turned)[5].startswith("🟡 Анна")


async def test_without_a_plan_the_forecast_has_no_percent(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await town.expects(anna, "Вектор", 100_000, LAST, 80)

    page = await forecast_of(olga)

    assert told(page)[1] == "Отдел: 80 тыс"
    assert told(page)[5:] == ["⚪️ Анна · 80 тыс", "темпом 0"]


async def test_a_manager_reads_the_own_forecast_and_how_much_is_missing_for_a_breakdown(town: Town) -> None:
    _olga, anna = await spec(town)
    await evening(town)

    page = await forecast_of(anna)

    assert told(page) == [
        "Прогноз · ноябрь на 20.11, 18:05",
        "Вы: 1,65 из 2,00 млн · 82,6 % 🟡",
        "надёжно 1,43 · максимум 1,93 млн",
        "темпом 1,71 млн",
        "",
        "Осталось 800 тыс",
        "Сделки: для расчёта нужно 10 оплат, пока 1",
    ]


async def with_history(town: Town, anna: Someone, deals: int, meetings: int, calls: int) -> None:
    """Receipts of 100 thousand each, of this autumn."""
    for _ in range(deals):
        await received(town, anna, "Лотос", 100, day=date(2026, 10, 7))
    for _ in range(meetings):
        await has_called(town, anna, "Лотос", "10:00", date(2026, 10, 8), MeetingOutcome.AGREED, ActivityType.MEETING)
    for _ in range(calls):
        await has_called(town, anna, "Лотос", "11:00", date(2026, 10, 8))


@pytest.mark.parametrize(
    ("deals", "meetings", "calls", "said"),
    [
        (10, 20, 60, ["Осталось 1 млн:", "10 сделок, 20 встреч, 60 звонков", "по вашим 90 дням"]),
        (9, 20, 60, ["Осталось 1 млн", "Сделки: для расчёта нужно 10 оплат, пока 9"]),
        (10, 9, 60, ["Осталось 1 млн:", "10 сделок", "по вашим 90 дням", "Встречи: для расчёта нужно 10, пока 9"]),
        (
            10,
            10,
            9,
            ["Осталось 1 млн:", "10 сделок, 10 встреч", "по вашим 90 дням", "Звонки: для расчёта нужно 10, пока 9"],
        ),
    ],
)
async def test_the_rest_of_the_plan_is_broken_down_from_ten_observations_on(
    town: Town, deals: int, meetings: int, calls: int, said: list[str]
) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await plans(town, olga, Анна=1000)
    await with_history(town, anna, deals, meetings, calls)

    page = await forecast_of(anna)

    assert told(page)[5:] == said


async def test_a_done_plan_needs_no_work(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await plans(town, olga, Анна=100)
    await received(town, anna, "Лотос", 100, day=MONDAY)

    assert told(await forecast_of(anna))[-1] == "План выполнен"


async def test_a_managers_page_names_nobody_else(town: Town) -> None:
    _olga, anna = await spec(town)
    boris = await town.manager("Борис")
    await received(town, boris, "Ким", 333, day=MONDAY)

    page = await forecast_of(anna)

    assert not any("Борис" in line or "Отдел" in line for line in told(page))


async def test_a_closed_month_has_no_forecast(town: Town) -> None:
    olga, anna = await spec(town)
    await received(town, anna, "Лотос", 1, day=date(2026, 10, 7))

    report = await olga.types("/svod октябрь")

    assert "Прогноз" not in report.labels
