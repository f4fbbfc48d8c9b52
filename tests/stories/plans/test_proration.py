"""Somebody comes or leaves in mid-month: a part of the plan is proposed, and the lead has the last word."""

from datetime import date, timedelta

import pytest

from reports.plans.presses import ProratePress
from sales.core.money import ROUBLE
from simulator.hands.phone import Seen
from storage.plans.plan_book import PlanBook
from tests.planning import received
from tests.stories.plans.test_file import sent_rows
from tests.town import FRIDAY, Someone, Town

NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 1)
THOUSAND = 1000 * ROUBLE


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


async def sets(town: Town, person_id: int, thousands: int) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(person_id, NOVEMBER, thousands * THOUSAND)
    await town.clock.jump(timedelta(minutes=1))


async def book_of(town: Town) -> PlanBook:
    async with town.database.read() as tx:
        return await tx.system.plans.book(town.department_id, NOVEMBER)


async def gleb_comes(town: Town) -> tuple[Someone, Seen]:
    """Anna has two millions; Gleb opens his link on Friday the 20th. What the lead is told."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna.id, 2000)
    await town.manager("Глеб")
    return olga, await olga.sees("Глеб")


async def test_a_newcomers_plan_is_proposed_from_what_colleagues_have(town: Town) -> None:
    _olga, told = await gleb_comes(town)

    assert said(told.text) == [
        "🎯 Глеб в боте с пт 20.11",
        "Рабочих дней 7 из 20: план 700 тыс?",
        "У коллег на весь месяц 2,00 млн.",
        "Если работает здесь давно — полный план.",
    ]
    assert [[label.replace("\xa0", " ") for label in row] for row in told.buttons] == [
        ["Записать 700 тыс"],
        ["Полный план", "Другая сумма"],
    ]


async def test_one_tap_writes_the_part_and_the_first_day(town: Town) -> None:
    olga, told = await gleb_comes(town)

    done = await olga.presses("Записать 700 тыс", on=told)

    assert said(done.text) == ["✅ Глеб · ноябрь: 700 000 ₽"]
    book, gleb = await book_of(town), town.people["Глеб"]
    assert book.plan(gleb.id, NOVEMBER) == 700 * THOUSAND
    assert next(each for each in book.people if each.id == gleb.id).joined_on == FRIDAY
    assert said((await gleb.types("/plan")).text)[:2] == [
        "Ноябрь: темп —, ни один день ещё не закрыт",
        "0 из 700 тыс · 7 рабочих дней впереди",
    ]


async def test_who_worked_here_before_has_the_full_plan_and_the_whole_month(town: Town) -> None:
    olga, told = await gleb_comes(town)

    await olga.presses("Полный план", on=told)

    book, gleb = await book_of(town), town.people["Глеб"]
    assert book.plan(gleb.id, NOVEMBER) == 2000 * THOUSAND
    assert next(each for each in book.people if each.id == gleb.id).joined_on is None


async def test_another_sum_is_typed(town: Town) -> None:
    olga, told = await gleb_comes(town)

    await olga.presses("Другая сумма", on=told)
    done = await olga.types("500к")

    assert said(done.text)[0] == "✅ Глеб · ноябрь: 500 000 ₽"


async def test_a_second_answer_changes_nothing(town: Town) -> None:
    olga, told = await gleb_comes(town)
    await olga.presses("Записать 700 тыс", on=told)
    gleb = town.people["Глеб"]

    for deed in ("take", "full"):
        assert await olga.forges(ProratePress(deed=deed, person_id=gleb.id, turn="came").pack()) == "Уже записано"

    assert (await book_of(town)).plan(gleb.id, NOVEMBER) == 700 * THOUSAND


async def test_before_any_plan_nobody_is_asked(town: Town) -> None:
    olga = await town.lead("Ольга")

    await town.manager("Глеб")

    assert said((await olga.last()).text) == ["👥 Глеб теперь здесь", "менеджер · Отдел"]


async def test_of_who_leaves_the_days_until_then_are_proposed(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await sets(town, boris.id, 2000)
    await olga.types("/team")
    await olga.presses("2 Борис")
    await olga.presses("⛔️ Отключить")
    await olga.presses("⛔️ Да, отключить")

    told = await olga.sees("последний день")
    assert said(told.text) == [
        "🎯 Борис: последний день пт 20.11",
        "Рабочих дней 14 из 20:",
        "1,40 млн вместо 2,00 млн?",
        "Так уже считается, ждёт вашего слова.",
    ]
    done = await olga.presses("Записать 1,40 млн", on=told)

    assert said(done.text) == ["✅ Борис · ноябрь: 1 400 000 ₽", "был 2,00 млн, стал 1,40 млн"]
    assert (await book_of(town)).plan(boris.id, NOVEMBER) == 1400 * THOUSAND


async def test_the_full_plan_of_who_left_stays_as_it_is(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await sets(town, boris.id, 2000)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(boris.id)

    await olga.forges(ProratePress(deed="full", person_id=boris.id, turn="left").pack())

    assert "план остаётся 2 000 000 ₽" in (await olga.last()).text.replace("\xa0", " ")
    assert len((await book_of(town)).versions) == 1


async def closes(lead: Someone, label: str) -> None:
    await lead.types("/team")
    await lead.presses(label)
    await lead.presses("⛔️ Отключить")
    await lead.presses("⛔️ Да, отключить")


async def of_boris(town: Town, olga: Someone) -> list[str]:
    """His lines of the summary report."""
    lines = said((await olga.types("/svod")).text)
    first = next(n for n, each in enumerate(lines) if "Борис" in each)
    return lines[first : first + 5]


async def test_who_leaves_does_not_turn_the_pace_over_until_the_lead_answers(town: Town) -> None:
    """138,7 % once became 54,4 %, and delivered reports with it."""
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await sets(town, boris.id, 2000)
    await received(town, boris, "Вектор", 1850, day=date(2026, 11, 16))
    before = (await of_boris(town, olga))[0]

    await closes(olga, "2 Борис")

    after = await of_boris(town, olga)
    assert before.partition("темп")[2] == after[0].partition("темп")[2] != ""
    assert "план за часть месяца" in after
    assert (await book_of(town)).plan(boris.id, NOVEMBER) == 1400 * THOUSAND


@pytest.mark.parametrize(
    ("button", "plan"), [("Записать 1,40 млн", 1400), ("Полный план", 2000), ("Другая сумма", 1500)]
)
async def test_any_answer_ends_the_waiting(town: Town, button: str, plan: int) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await sets(town, boris.id, 2000)
    await received(town, boris, "Вектор", 500, day=date(2026, 11, 16))
    await closes(olga, "2 Борис")

    await olga.presses(button, on=await olga.sees("последний день"))
    if button == "Другая сумма":
        await olga.types("1,5 млн")

    assert (await book_of(town)).plan(boris.id, NOVEMBER) == plan * THOUSAND
    assert "ждёт вашего слова" not in "".join(await of_boris(town, olga))


async def test_an_answer_taken_back_waits_again(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await sets(town, boris.id, 2000)
    await received(town, boris, "Вектор", 500, day=date(2026, 11, 16))
    await closes(olga, "2 Борис")
    done = await olga.presses("Записать 1,40 млн", on=await olga.sees("последний день"))

    await olga.presses("↩️ Отменить", on=done)

    assert "план за часть месяца" in await of_boris(town, olga)
    assert (await book_of(town)).plan(boris.id, NOVEMBER) == 1400 * THOUSAND


async def december(town: Town) -> tuple[Someone, Someone]:
    """The department works for a month already; Глеб comes on Thursday 10 December."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(anna.id, DECEMBER, 2200 * THOUSAND)
    await town.clock.jump(timedelta(days=20))
    return await town.manager("Глеб"), olga


async def test_who_is_hired_in_mid_month_has_a_part_of_the_plan_at_once(town: Town) -> None:
    gleb, olga = await december(town)

    assert "Так уже считается, ждёт вашего слова." in said((await olga.sees("Глеб в боте")).text)
    async with town.database.read() as tx:
        book = await tx.system.plans.book(town.department_id, DECEMBER)
    assert book.plan(gleb.id, DECEMBER) == 1500 * THOUSAND
    assert next(each for each in book.people if each.id == gleb.id).joined_on == date(2026, 12, 10)
    assert "план за часть месяца" in said((await gleb.types("/plan")).text)
    assert "ждёт слова руководителя" in said((await gleb.types("/svod")).text)


async def test_who_worked_here_before_loses_the_assumed_day_with_the_full_plan(town: Town) -> None:
    gleb, olga = await december(town)

    await olga.presses("Полный план", on=await olga.sees("Глеб в боте"))

    async with town.database.read() as tx:
        book = await tx.system.plans.book(town.department_id, DECEMBER)
    assert book.plan(gleb.id, DECEMBER) == 2200 * THOUSAND
    assert next(each for each in book.people if each.id == gleb.id).joined_on is None
    assert "ждёт" not in (await gleb.types("/plan")).text


async def test_a_plan_set_by_another_way_answers_the_question(town: Town) -> None:
    olga, told = await gleb_comes(town)

    await sets_in_table(olga, "Глеб", "850к")

    assert said((await olga.sees_edited(told)).text) == ["🎯 Глеб · ноябрь: 850 000 ₽"]
    assert (await olga.phone.find(told.message_id)).labels == []


async def test_a_part_that_waits_for_a_word_says_so_in_the_months_close_and_its_workbook(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await sets(town, boris.id, 2000)
    await received(town, boris, "Вектор", 700, day=date(2026, 11, 16))
    await closes(olga, "2 Борис")
    await town.clock.reach("12:00", date(2026, 12, 1), step=timedelta(minutes=30))

    assert "ждёт вашего слова" in said((await olga.sees("Закрытие месяца · ноябрь")).text)
    await olga.types("/svod ноябрь")
    await olga.presses("📄 Excel")
    [total, row, *_] = (await sent_rows(town, olga))[:2:-1]

    assert row[-1] == "план за часть месяца ждёт вашего слова"
    assert total[-2] == "", "a week plan that nobody has is no zero"


async def sets_in_table(olga: Someone, name: str, typed: str) -> None:
    await olga.presses(name, on=await olga.types("/plan"))
    await olga.types(typed)


async def plan_of(town: Town, someone: Someone, month: date = DECEMBER) -> int | None:
    """In thousands of roubles."""
    async with town.database.read() as tx:
        found = (await tx.system.plans.book(town.department_id, month)).plan(someone.id, month)
    return None if found is None else found // THOUSAND


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, ["Рабочих дней 7 из 22: план 700 тыс?", "У коллег на весь месяц 2,20 млн."]),
        ("Записать 1,50 млн", ["Рабочих дней 7 из 15:", "700 тыс вместо 1,50 млн?"]),
        ("Полный план", ["Рабочих дней 14 из 22:", "1,40 млн вместо 2,20 млн?"]),
    ],
)
async def test_who_is_hired_and_let_go_within_a_month_owes_the_days_between(
    town: Town, answer: str | None, said: list[str]
) -> None:
    gleb, olga = await december(town)
    came = await olga.sees("Глеб в боте")
    if answer is not None:
        await olga.presses(answer, on=came)
    await town.clock.jump(timedelta(days=8))  # Friday the 18th

    await closes(olga, "2 Глеб" if "2 Глеб" in (await olga.types("/team")).labels else "3 Глеб")

    told = await olga.sees("последний день")
    lines = told.text.replace("\u00a0", " ").split("\n")
    assert lines[1:3] == said
    part = 1400 if answer == "Полный план" else 700
    assert await plan_of(town, gleb) == part, "it counts at once"
    if answer is None:
        assert (await olga.sees_edited(came)).labels == [], "one question is enough"
    await olga.presses(told.labels[0], on=told)
    assert await plan_of(town, gleb) == part


async def test_an_answer_after_the_months_end_is_of_that_month(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await sets(town, boris.id, 2000)
    await received(town, boris, "Вектор", 700, day=date(2026, 11, 16))
    await closes(olga, "2 Борис")
    asked = await olga.sees("последний день")
    await town.clock.reach("12:00", date(2026, 12, 1), step=timedelta(minutes=30))
    close = await olga.sees("Закрытие месяца · ноябрь")
    assert "50,0 %" in close.text

    done = await olga.presses("Полный план", on=asked)

    assert "ноябрь" in done.text
    assert [await plan_of(town, boris, each) for each in (NOVEMBER, DECEMBER)] == [2000, None]
    again = (await olga.sees_edited(close)).text
    assert "Пересчитано" in again
    assert "35,0 %" in again


async def test_a_newcomer_is_told_what_a_colleague_had_for_a_whole_month(town: Town) -> None:
    """Whoever takes the place of somebody who left, or comes after another newcomer."""
    _gleb, olga = await december(town)
    await olga.presses("Записать 1,50 млн", on=await olga.sees("Глеб в боте"))
    await closes(olga, "2 Анна")

    await town.manager("Дина")

    assert "У коллег на весь месяц 2,20 млн." in said((await olga.sees("Дина в боте")).text)
