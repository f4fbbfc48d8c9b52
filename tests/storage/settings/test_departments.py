"""Departments and their settings: made and changed by the owner, read by whom they concern."""

from datetime import time

import pytest

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS, Asking, Slot
from sales.core.errors import NotYoursError
from tests.storage.house import KAZAN, MOSCOW, House


async def test_the_owner_makes_a_department(house: House) -> None:
    async with house.write() as tx:
        made = await tx.as_(house.irina).departments.create(
            "Омск", "Asia/Omsk", (Slot(time(11)), Slot(time(17, 30))), 20, 10, time(19)
        )
        assert await tx.system.departments.get(made.id) == made
        assert [each.name for each in await tx.system.departments.all()] == ["Москва", "Казань", "Омск"]
    assert [slot.code for slot in made.slots] == ["11:00", "17:30"]
    assert (made.asking, made.day_close) == (Asking(20, 10), time(19))


async def test_a_setting_changes_alone_and_the_audit_remembers_what_it_was(house: House) -> None:
    async with house.write() as tx:
        after = await tx.as_(house.irina).departments.update(MOSCOW, slots=(Slot(time(10)),), ask_before=30)
        assert await tx.system.departments.get(MOSCOW) == after
        assert (after.name, after.slots, after.ask_before, after.remind_before) == ("Москва", (Slot(time(10)),), 30, 5)
        last = (await tx.system.audit.of("department", MOSCOW))[0]
    assert last.before is not None
    assert last.after is not None
    assert (last.before["slots"], last.after["slots"]) == (["12:00", "16:00", "18:00"], ["10:00"])


@pytest.mark.parametrize("who", ["anna", "sofia", "olga", "denis"])
async def test_nobody_else_makes_or_changes_one(house: House, who: str) -> None:
    actor = getattr(house, who)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(actor).departments.create("Омск", "Asia/Omsk", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        with pytest.raises(NotYoursError):
            await tx.as_(actor).departments.update(MOSCOW, name="Питер")
        assert [each.name for each in await tx.system.departments.all()] == ["Москва", "Казань"]


async def test_an_absent_department_is_not_yours(house: House) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.system.departments.get(999)
        with pytest.raises(NotYoursError):
            await tx.as_(house.irina).departments.update(999, name="Питер")


async def test_everybody_knows_the_own_department(house: House) -> None:
    async with house.read() as tx:
        of_anna = await tx.as_(house.anna).departments.read_own()
        assert of_anna is not None
        assert of_anna.name == "Москва"
        assert await tx.as_(house.irina).departments.read_own() is None


@pytest.mark.parametrize(
    ("who", "seen"), [("irina", [MOSCOW, KAZAN]), ("denis", [MOSCOW, KAZAN]), ("olga", [MOSCOW]), ("anna", [])]
)
async def test_departments_are_read_as_far_as_records_are(house: House, who: str, seen: list[int]) -> None:
    async with house.read() as tx:
        assert [each.id for each in await tx.as_(getattr(house, who)).departments.list_seen()] == seen
