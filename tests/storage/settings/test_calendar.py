"""Exceptions of a department and absences of people make everybody's working calendar."""

from datetime import date

import pytest

from sales.absences.absences import AbsenceKind
from sales.calendar.calendar import DayKind
from sales.core.errors import AlreadyDoneError, NotYoursError
from storage.engine.errors import OverlapError
from tests.clock import FRIDAY
from tests.storage.house import KAZAN, MOSCOW, House

SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)


async def test_without_exceptions_it_is_the_calendar_of_the_country(house: House) -> None:
    async with house.read() as tx:
        calendar = await tx.system.calendars.of_department(MOSCOW)
    assert calendar.is_workday(FRIDAY)
    assert not calendar.is_workday(SATURDAY)


@pytest.mark.parametrize(
    ("day", "kind", "worked", "short"),
    [
        (SATURDAY, DayKind.WORKING, True, False),
        (FRIDAY, DayKind.OFF, False, False),
        (FRIDAY, DayKind.SHORT, True, True),
    ],
)
async def test_the_owner_makes_a_day_an_exception_for_one_department(
    house: House, day: date, kind: DayKind, worked: bool, short: bool
) -> None:
    async with house.write() as tx:
        await tx.as_(house.irina).special_days.set(day, kind, MOSCOW)
        calendar = await tx.system.calendars.of_department(MOSCOW)
        elsewhere = await tx.system.calendars.of_department(KAZAN)
    assert (calendar.is_workday(day), calendar.is_short(day)) == (worked, short)
    assert elsewhere.exceptions == {}


async def test_an_exception_is_replaced_and_forgotten(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.irina).special_days.set(FRIDAY, DayKind.OFF, MOSCOW)
        await tx.as_(house.irina).special_days.set(FRIDAY, DayKind.SHORT, MOSCOW)
        assert (await tx.system.calendars.of_department(MOSCOW)).exceptions == {FRIDAY: DayKind.SHORT}
        await tx.as_(house.irina).special_days.set(FRIDAY, None, MOSCOW)
        assert (await tx.system.calendars.of_department(MOSCOW)).exceptions == {}


@pytest.mark.parametrize("who", ["anna", "sofia", "olga", "denis"])
async def test_only_the_owner_writes_the_calendar(house: House, who: str) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).special_days.set(FRIDAY, DayKind.OFF, MOSCOW)


async def test_who_belongs_to_no_department_has_none_to_write_for_by_default(house: House) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(house.irina).special_days.set(FRIDAY, DayKind.OFF)


async def test_a_vacation_that_the_lead_notes_counts_at_once(house: House) -> None:
    async with house.write() as tx:
        absence = await tx.as_(house.olga).absences.add(house.anna.person_id, FRIDAY, MONDAY)
        calendar = await tx.system.calendars.of_person(house.anna.person_id)
        assert absence.is_agreed
        assert calendar.is_absent(MONDAY)
        assert not calendar.is_workday(FRIDAY)
        assert not calendar.is_absent(date(2026, 11, 24))


async def test_what_a_manager_asks_for_counts_when_somebody_agrees(house: House) -> None:
    anna = house.anna.person_id
    async with house.write() as tx:
        asked = await tx.as_(house.anna).absences.add(anna, FRIDAY, MONDAY, AbsenceKind.SICK)
        assert not asked.is_agreed
        assert not (await tx.system.calendars.of_person(anna)).is_absent(FRIDAY)

        agreed = await tx.as_(house.sofia).absences.agree(asked.id)
        assert agreed.id == asked.id
        assert (await tx.system.calendars.of_person(anna)).is_absent(FRIDAY)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.olga).absences.agree(asked.id)


async def test_a_manager_does_not_agree_to_the_own_question(house: House) -> None:
    async with house.write() as tx:
        asked = await tx.as_(house.anna).absences.add(house.anna.person_id, FRIDAY, MONDAY)
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).absences.agree(asked.id)
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).absences.decline(asked.id)


async def test_the_same_days_are_not_noted_twice(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).absences.add(house.anna.person_id, FRIDAY, MONDAY)
        with pytest.raises(OverlapError):
            await tx.as_(house.olga).absences.add(house.anna.person_id, MONDAY, MONDAY)
        await tx.as_(house.olga).absences.add(house.anna.person_id, date(2026, 11, 24), date(2026, 11, 24))


async def test_days_said_the_wrong_way_round_are_turned(house: House) -> None:
    async with house.write() as tx:
        absence = await tx.as_(house.olga).absences.add(house.anna.person_id, MONDAY, FRIDAY)
    assert (absence.first, absence.last) == (FRIDAY, MONDAY)


async def test_a_withdrawn_absence_is_no_absence(house: House) -> None:
    async with house.write() as tx:
        absence = await tx.as_(house.olga).absences.add(house.anna.person_id, FRIDAY, MONDAY)
        await tx.as_(house.olga).absences.withdraw(absence.id)
        assert (await tx.system.calendars.of_person(house.anna.person_id)).is_workday(FRIDAY)


async def test_everybody_sees_the_absences_they_may(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).absences.add(house.anna.person_id, FRIDAY, MONDAY)
        await tx.as_(house.roman).absences.add(house.viktor.person_id, FRIDAY, MONDAY)
        seen = {
            who: len(await tx.as_(getattr(house, who)).absences.find(FRIDAY))
            for who in ("anna", "boris", "olga", "roman", "denis", "irina")
        }
        assert seen == {"anna": 1, "boris": 0, "olga": 1, "roman": 1, "denis": 2, "irina": 2}
        assert await tx.as_(house.irina).absences.find(date(2026, 11, 24)) == []
        only = await tx.as_(house.irina).absences.find(FRIDAY, house.viktor.person_id)
        assert [each.person_id for each in only] == [house.viktor.person_id]


@pytest.mark.parametrize(("who", "whom"), [("anna", "boris"), ("denis", "anna"), ("olga", "viktor"), ("roman", "anna")])
async def test_nobody_notes_an_absence_beyond_their_right(house: House, who: str, whom: str) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).absences.add(getattr(house, whom).person_id, FRIDAY, FRIDAY)


async def test_a_whole_team_is_read_at_once(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.irina).special_days.set(SATURDAY, DayKind.WORKING, MOSCOW)
        await tx.as_(house.olga).absences.add(house.boris.person_id, SATURDAY, SATURDAY)
        team = await tx.system.calendars.of_team(MOSCOW)
    assert set(team) == {each.person_id for each in (house.anna, house.boris, house.olga, house.sofia)}
    assert team[house.anna.person_id].is_workday(SATURDAY)
    assert not team[house.boris.person_id].is_workday(SATURDAY)


async def test_who_has_no_department_works_by_the_country(house: House) -> None:
    async with house.read() as tx:
        assert (await tx.system.calendars.of_person(house.denis.person_id)).is_workday(FRIDAY)
