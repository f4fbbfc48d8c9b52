"""What concerns a month, told under the knife: plans and their parts, money before Reper, reports of the clock."""

from datetime import date, timedelta

from sales.core.money import ROUBLE
from tests.planning import expects, received
from tests.proof.crash.scenarios import SCENARIOS, after, asked, morning
from tests.stories.checkins.checkin_day import at, moves
from tests.stories.entry.test_edits import typed
from tests.town import FRIDAY, Town

__all__ = ["SCENARIOS"]

NOVEMBER = date(2026, 11, 1)
MONDAY, TUESDAY = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=4)


async def planned(town: Town) -> None:
    """Анна has two millions to bring in November, and her lead has seen her."""
    anna = await town.manager("Анна")
    await town.lead("Ольга")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(anna.id, NOVEMBER, 2_000_000 * ROUBLE)
    await received(town, anna, "Вектор", 500, day=date(2026, 11, 16))
    await town.clock.jump(timedelta(minutes=1))


async def two_departments(town: Town) -> None:
    """Анна in the owner's first department, Марат in the other, money in both; tomorrow somebody expects some."""
    await planned(town)
    await town.lead_elsewhere("Зарина")
    assert town.owner is not None
    async with town.database.read() as tx:
        places = await tx.as_(town.owner.actor).departments.list_seen()
    here, town.department_id = town.department_id, places[1].id
    await received(town, await town.manager("Марат"), "Лотос", 150)
    town.department_id = here
    await expects(town, town.people["Анна"], "Ромашка", 90, MONDAY)


@after(planned)
async def money_before_reper_is_told(town: Town) -> None:
    olga = town.people["Ольга"]
    for amount in ("840к", "250к"):
        await olga.types("/plan")
        await olga.presses("Анна")
        await olga.presses(next(each for each in (await olga.last()).labels if each.startswith("Пришло до Reper")))
        await olga.types(amount)
    await olga.taps_twice("↩️ Отменить")


@after(planned)
async def a_newcomer_has_a_part_of_the_plan(town: Town) -> None:
    olga = town.people["Ольга"]
    await olga.types("/invite")
    await olga.presses("Менеджер")
    await olga.types("Глеб")
    await olga.presses("Новые клиенты")
    letter = await olga.sees("Глеб, здравствуйте.")
    gleb = await town.stranger("Глеб")
    await gleb.starts(letter.text.split("?start=")[1].split()[0])
    await olga.taps_twice("Записать 700 тыс", on=await olga.sees("Глеб в боте"))
    await olga.presses("↩️ Отменить", on=await olga.sees("Глеб · ноябрь"))


@after(planned)
async def who_leaves_keeps_a_part_of_the_plan(town: Town) -> None:
    olga = town.people["Ольга"]
    await olga.types("/team")
    await olga.presses("2 Анна")
    await olga.presses("⛔️ Отключить")
    await olga.taps_twice("⛔️ Да, отключить")
    asked = await olga.sees("последний день")
    await olga.presses("Другая сумма", on=asked)
    await olga.types("1,5 млн")


@after(two_departments)
async def reports_come_by_the_clock(town: Town) -> None:
    """The summary report, the week's result, tomorrow's freeze, and on Monday all departments to the owner."""
    await at(town, "18:20", "18:30", "19:00")
    await at(town, "09:05", "10:05", day=MONDAY)


@after(asked)
async def a_payment_is_moved_and_then_corrected(town: Town) -> None:
    """Its card says another sum after the check-in has moved it, and then the first one again."""
    anna = town.people["Анна"]
    await moves(anna, "2", "Завтра", "Нет денег")
    await anna.presses("✏️ Править")
    await anna.presses("Сумма")
    await anna.types("250к")
    await anna.taps_twice("↩️ Отменить")


@after(morning)
async def a_moved_line_is_edited(town: Town) -> None:
    """The line that was sent is edited in the chat, when what it recorded has been moved already."""
    anna = town.people["Анна"]
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    await anna.types("перенос Ромашка на вт, нет денег")
    await line.is_edited("оплата 250к Ромашка пн")
    await anna.taps_twice("✅ Заменить")


@after(asked)
async def all_of_a_day_is_moved_after_midnight(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("все переносим на вторник")
    screen = await anna.sees("Перенести все")
    await at(town, "00:10", day=FRIDAY + timedelta(days=1))
    await anna.taps_twice("Нет денег", on=screen)
    await anna.presses("↩️ Отменить", on=await anna.sees("Перенёс 3 оплаты"))
