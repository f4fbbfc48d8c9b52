"""A month that is closed is counted anew by a later absence, plan or day off, and every message of it says so."""

from datetime import date

from simulator.hands.phone import Seen
from tests.stories.checkins.checkin_day import told
from tests.stories.results.test_month_close import CLOSED, TUESDAY, first_workday, to
from tests.stories.svod.test_svod import evening, november, plans
from tests.town import Someone, Town

RECOMPUTED = "Пересчитано: 1.12 отчёт ушёл с другими цифрами"


async def closed_month(town: Town) -> tuple[Someone, Someone, Seen, Seen]:
    """The lead has the closed month's message, and has asked for the month by /svod."""
    olga, anna = await november(town)
    await first_workday(town)
    await to(town, TUESDAY, "12:00")
    asked_for = await olga.types("/svod ноябрь")
    close = await olga.sees(CLOSED)
    assert "Пересчитано" not in close.text + asked_for.text
    return olga, anna, close, asked_for


async def test_an_absence_of_a_closed_month(town: Town) -> None:
    olga, anna, close, asked_for = await closed_month(town)

    await anna.types("больничный 16–20.11")
    await olga.presses("Согласовать")

    assert RECOMPUTED in told(await olga.sees_edited(close))
    again = told(await olga.sees_edited(asked_for))
    assert RECOMPUTED in again
    assert "🔴 Анна · темп 60,0 % · нет 16–20.11" in again  # a whole month's pace is fact by plan, whatever the days


async def test_a_plan_of_a_closed_month_and_its_undo(town: Town) -> None:
    olga, _anna, close, asked_for = await closed_month(town)
    await olga.types("/plan")
    await olga.presses("‹ ноябрь")
    await olga.presses("Анна")
    await olga.types("1 млн")

    assert RECOMPUTED in told(await olga.sees_edited(close))
    assert "🟢 Анна · темп 120,0 %" in told(await olga.sees_edited(asked_for))

    await olga.presses("↩️ Отменить", on=await olga.sees("✅ Анна · ноябрь"))
    standing = {each.message_id: each for each in await olga.phone.chat()}
    assert "Пересчитано" not in standing[close.message_id].text
    assert "Пересчитано" not in standing[asked_for.message_id].text


async def test_a_day_off_of_a_closed_month(town: Town) -> None:
    olga, _anna, close, asked_for = await closed_month(town)
    irina = town.owner
    assert irina is not None

    await irina.types("/settings")
    await irina.presses("📅 Календарь")
    await irina.presses("‹")
    await irina.presses("12")
    await irina.presses("Нерабочий")

    assert RECOMPUTED in told(await olga.sees_edited(close))
    assert "19 рабочих дней" in told(await olga.sees_edited(asked_for))


async def test_money_of_a_closed_month_that_is_entered_late_and_its_undo(town: Town) -> None:
    olga, anna, close, asked_for = await closed_month(town)

    await anna.types("пришло 100к Вектор 27.11")
    await anna.presses(next(each for each in (await anna.last()).labels if "27" in each))
    assert "27 ноября" in (await anna.sees("100\u00a0000")).text

    assert RECOMPUTED in told(await olga.sees_edited(close))
    assert RECOMPUTED in told(await olga.sees_edited(asked_for))

    await anna.presses("↩️ Отменить")
    standing = {each.message_id: each for each in await olga.phone.chat()}
    assert "Пересчитано" not in standing[close.message_id].text


async def test_money_of_today_leaves_the_closed_month_alone(town: Town) -> None:
    olga, anna, close, _asked_for = await closed_month(town)

    await anna.types("пришло 100к Вектор")
    await anna.sees("100\u00a0000")

    standing = {each.message_id: each for each in await olga.phone.chat()}
    assert standing[close.message_id].edits == close.edits


async def test_a_plan_set_later_recomputes_the_evenings_of_its_month(town: Town) -> None:
    olga, _anna = await november(town)
    await evening(town)
    report = await olga.sees("Сводный отчёт")

    await olga.types("/plan")
    await olga.presses("Виктор")
    await olga.types("600к")

    again = told(await olga.sees_edited(report))
    assert "Пересчитано: 20.11 отчёт ушёл с другими цифрами" in again
    assert "🔴 Виктор · темп 71,4 %" in again


async def test_days_ahead_recompute_the_evening_that_was(town: Town) -> None:
    """Leave at the month's end makes the month shorter, and so another pace of each of its evenings."""
    olga, anna = await november(town)
    await evening(town)
    report = await olga.sees("Сводный отчёт")

    await anna.types("отпуск 23–27.11")
    await olga.presses("Согласовать")

    assert "🔴 Анна · темп 64,3 % · нет 23–27.11" in told(await olga.sees_edited(report))


async def test_next_months_leave_and_plan_leave_the_reports_alone(town: Town) -> None:
    olga, anna = await november(town)
    await evening(town)
    report = await olga.sees("Сводный отчёт")

    await anna.types("отпуск 7–11.12")
    await olga.presses("Согласовать")
    await plans(town, olga, date(2026, 12, 1), Анна=3000)

    standing = {each.message_id: each for each in await olga.phone.chat()}
    assert standing[report.message_id].text == report.text


async def test_the_month_asked_for_after_it_was_counted_anew_says_so(town: Town) -> None:
    olga, anna, _close, _asked_for = await closed_month(town)
    await anna.types("больничный 16–20.11")
    await olga.presses("Согласовать")

    again = told(await olga.types("/svod ноябрь"))

    assert RECOMPUTED in again
    assert any(line.startswith("был темп") or "было" in line for line in again), again


async def test_a_plan_changed_twice_is_told_by_its_last_change_and_the_evenings_keep_their_own(town: Town) -> None:
    olga, _anna = await november(town)
    await evening(town)
    report = await olga.sees("Сводный отчёт")
    for typed in ("2,4 млн", "1,8 млн"):
        await olga.types("/plan")
        await olga.presses("Анна")
        await olga.types(typed)
        await town.clock.jump(town.minutes(20))

    now = told(await olga.types("/svod"))
    assert "план 2,40 млн → 1,80 млн, 20.11" in now
    again = told(await olga.sees_edited(report))
    assert "Пересчитано: 20.11 отчёт ушёл с другими цифрами" in again

    await olga.types("/plan")
    await olga.presses("Анна")
    await olga.types("2 млн")
    standing = {each.message_id: each for each in await olga.phone.chat()}
    assert "Пересчитано" not in standing[report.message_id].text, "the same plan, the same figures"
