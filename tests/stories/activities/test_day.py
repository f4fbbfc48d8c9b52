"""/day: what was recorded on a chosen day, of the department, of one person, or of oneself."""

from datetime import date, timedelta

import pytest

from reports.activities.day_log import DayPeopleView, DayView
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from tests.planning import has_called, plans, received
from tests.town import FRIDAY, Someone, Town

THURSDAY, WEDNESDAY = FRIDAY - timedelta(days=1), FRIDAY - timedelta(days=2)
REFUSAL = "Эта запись вам недоступна."


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


async def a_department(town: Town) -> tuple[Someone, Someone, Someone]:
    """Анна, Борис and their lead Ольга, with a day behind them."""
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await has_called(town, boris, "Лада", "09:40")
    await received(town, anna, "Вектор", 340, "10:15")
    await has_called(town, anna, "Ромашка", "10:30")
    await has_called(town, anna, "Ким", "16:00", THURSDAY)
    await plans(town, anna, "Школа 57", "17:00")
    return anna, boris, olga


async def test_the_departments_day_in_the_order_in_which_it_happened(town: Town) -> None:
    *_, olga = await a_department(town)

    seen = await olga.types("📋 День")

    assert said(seen.text) == [
        "пт 20 ноября · Отдел",
        "📞 2 · 🤝 0 · ✅ 340 тыс",
        "Подтверждено 0, заявлено 340 тыс",
        "",
        "09:40  📞 Борис: Лада, поговорили",
        "10:15  ✅ Анна: Вектор 340 тыс",
        "10:30  📞 Анна: Ромашка, поговорили",
    ]


async def test_days_are_leafed_through_in_the_same_message(town: Town) -> None:
    *_, olga = await a_department(town)

    today = await olga.types("/day")
    assert [label.replace("\u00a0", " ") for label in today.labels] == ["‹ чт 19.11", "✅ Подтвердить день", "👤 Все"]
    before = await olga.presses("‹ чт\u00a019.11")
    assert said(before.text)[3:] == ["16:00  📞 Анна: Ким, поговорили"]
    after = await olga.presses("пт\u00a020.11 ›")

    assert after.text == today.text
    assert after.message_id == today.message_id


async def test_one_person_is_chosen_and_kept_while_leafing(town: Town) -> None:
    *_, olga = await a_department(town)
    await olga.types("/day")

    asked = await olga.presses("👤 Все")
    assert asked.buttons == [["Все"], ["Анна", "Борис"]]
    seen = await olga.presses("Анна")
    assert said(seen.text)[0] == "пт 20 ноября · Анна"
    assert "Ещё впереди:" in said(seen.text)
    assert said(seen.text)[-2:] == ["10:15  ✅ Вектор 340 тыс", "10:30  📞 Ромашка, поговорили"]

    before = await olga.presses("‹ чт\u00a019.11")
    assert said(before.text)[0] == "чт 19 ноября · Анна"
    await olga.presses("👤 Анна")
    everybody = await olga.presses("Все")
    assert said(everybody.text)[0] == "чт 19 ноября · Отдел"


async def test_a_manager_sees_only_the_own_day(town: Town) -> None:
    _anna, boris, _olga = await a_department(town)

    seen = await boris.types("/day")

    assert said(seen.text) == ["пт 20 ноября", "📞 1 из 10 · 🤝 0 · ✅ 0", "", "09:40  📞 Лада, поговорили"]
    assert "👤 Все" not in seen.labels


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("18.11", "ср 18 ноября"),
        ("вчера", "чт 19 ноября"),
        ("в среду", "ср 18 ноября"),
        ("18 ноября", "ср 18 ноября"),
        ("2026-11-18", "ср 18 ноября"),
        ("18", "ср 18 ноября"),
    ],
)
async def test_the_day_is_said_as_people_say_it(town: Town, asked: str, day: str) -> None:
    olga = await town.lead("Ольга")

    assert said((await olga.types(f"/day {asked}")).text)[0] == f"{day} · Отдел"


@pytest.mark.parametrize(
    ("nonsense", "hint"),
    [
        ("абракадабра", "Не понял день"),
        ("31.02", "Такого дня нет"),
        ("01.01.2020", "слишком далеко"),
        ("٣٤", "Не понял день"),
        ("<b>", "Не понял день"),
    ],
)
async def test_nonsense_gets_a_hint_with_an_example(town: Town, nonsense: str, hint: str) -> None:
    olga = await town.lead("Ольга")

    seen = await olga.types(f"/day {nonsense}")

    assert hint in seen.text
    assert "/day 18.11" in seen.text


async def test_a_day_without_records_says_so(town: Town) -> None:
    olga = await town.lead("Ольга")

    seen = await olga.types("/day 18.11")

    assert "В этот день записей нет." in seen.text
    assert "пн " not in seen.text


async def test_a_busy_day_pages(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    for n in range(20):
        await has_called(town, anna, "Вектор", f"10:{n:02}")

    first = await olga.types("/day")
    assert len(said(first.text)) <= 12
    assert said(first.text)[3].startswith("10:00")
    second = await olga.presses("›")
    third = await olga.presses("›")

    assert said(second.text)[3].startswith("10:09")
    assert said(third.text)[3:] == [f"10:{n}  📞 Анна: Вектор, поговорили" for n in (18, 19)]
    assert said(third.text)[1] == "📞 20 · 🤝 0 · ✅ 0"


async def test_a_refund_is_told_with_its_sign(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await received(town, anna, "Вектор", -50, "10:00")

    assert "10:00  ↩️ Анна: Вектор −50 тыс" in said((await olga.types("/day")).text)


async def test_a_director_looks_into_another_department(town: Town) -> None:
    await a_department(town)
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).departments.create("Казань", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
    denis = await town.director("Денис")

    await denis.types("/day")
    seen = await denis.presses("Казань")

    assert said(seen.text)[0] == "пт 20 ноября · Казань"
    assert "Лада" not in seen.text


async def test_foreign_ids_are_refused_like_absent_ones(town: Town) -> None:
    anna, boris, olga = await a_department(town)

    for someone, data in (
        (boris, DayView(day=FRIDAY, person_id=anna.id).data),
        (boris, DayView(day=FRIDAY, person_id=999).data),
        (boris, DayView(day=FRIDAY, department_id=town.department_id).data),
        (olga, DayView(day=FRIDAY, department_id=99).data),
        (olga, DayPeopleView(day=FRIDAY, department_id=99).data),
        (olga, DayView(day=FRIDAY, person_id=999).data),
        (olga, f"v:day:{2**62}"),
        (olga, f"v:day:{1}"),
        (olga, f"v:day:{date.max.toordinal()}"),
    ):
        assert await someone.forges(data) == REFUSAL
    await boris.sees_nothing_of("Вектор")


async def test_who_has_left_keeps_a_name_in_the_log(town: Town) -> None:
    _anna, boris, olga = await a_department(town)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(boris.id)

    assert "09:40  📞 Борис: Лада, поговорили" in said((await olga.types("/day")).text)


async def test_in_english(town: Town) -> None:
    anna, olga = await town.manager("Anna"), await town.lead("Olga")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).people.set_language("en")
    await has_called(town, anna, "Vector", "10:00")

    assert said((await olga.types("/day")).text)[1:] == ["📞 1 · 🤝 0 · ✅ 0", "", "10:00  📞 Anna: Vector, talked"]
    assert "/day 18.11" in (await olga.types("/day nonsense")).text
