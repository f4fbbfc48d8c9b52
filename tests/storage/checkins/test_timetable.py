"""What the clock goes by is read at once for all departments, and is the same thing until something of it changes."""

from datetime import time, timedelta

from sales.calendar.calendar import DayKind
from sales.core.people import Role
from sales.schedule.schedule import Scheduled
from storage.checkins.timetable import ScheduledDepartment, Timetable
from tests.clock import FRIDAY
from tests.storage.house import KAZAN, MOSCOW, House

DAY = timedelta(days=1)


async def _read(house: House, known: Timetable | None = None) -> Timetable:
    async with house.read() as tx:
        return await tx.system.timetable.read(known)


async def _moscow(house: House) -> ScheduledDepartment:
    return next(each for each in (await _read(house)).places if each.id == MOSCOW)


async def test_it_says_what_the_repositories_say(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).schedule.put_off(MOSCOW, Scheduled.SVOD, time(17, 40))
        await tx.as_(house.irina).special_days.set(FRIDAY, DayKind.SHORT, MOSCOW)
        for place in (await tx.system.timetable.read()).places:
            assert place.department == await tx.system.departments.get(place.id)
            assert place.founded_at == (await tx.system.departments.get(place.id)).founded_at
            assert place.settings == await tx.system.schedule.of_department(place.id)
            assert place.calendar == await tx.system.calendars.of_department(place.id)
            assert [each.actor for each in place.managers] == await tx.system.staff.managers(place.id)
            assert place.report_readers(FRIDAY) == await tx.system.staff.readers_of_report(place.id, FRIDAY)


async def test_departments_and_owners_are_all_there(house: House) -> None:
    found = await _read(house)
    assert [each.id for each in found.places] == [MOSCOW, KAZAN]
    assert found.owners == (house.irina,)
    assert set(found.people) == {each.person_id for each in house.actors.values()}


async def test_it_is_the_same_thing_until_something_changes(house: House) -> None:
    first = await _read(house)
    house.clock.advance(hours=5)
    async with house.write() as tx:
        await tx.as_(house.anna).clients.create("Ромашка")

    assert await _read(house, first) is first


async def test_every_change_that_moves_a_duty_is_seen_at_the_next_look(house: House) -> None:
    known = await _read(house)
    async with house.write() as tx:
        await tx.as_(house.olga).schedule.turn(MOSCOW, Scheduled.MORNING, on=False)
    after_schedule = await _read(house, known)
    assert not after_schedule.places[0].settings[Scheduled.MORNING].is_on

    async with house.write() as tx:
        await tx.as_(house.irina).special_days.set(FRIDAY, DayKind.OFF, MOSCOW)
    after_calendar = await _read(house, after_schedule)
    assert not after_calendar.places[0].managers[0].calendar.is_workday(FRIDAY)

    async with house.write() as tx:
        await tx.as_(house.irina).departments.update(MOSCOW, day_close=time(17))
    after_department = await _read(house, after_calendar)
    assert after_department.places[0].department.day_close == time(17)

    async with house.write() as tx:
        await tx.as_(house.anna).people.set_zone("Asia/Vladivostok")
    after_person = await _read(house, after_department)
    zones = {each.actor.name: each.actor.own_zone for each in after_person.places[0].managers}
    assert zones["Анна"] == "Asia/Vladivostok"


async def test_an_agreed_leave_is_in_the_days_of_the_person_and_of_nobody_else(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).absences.add(house.anna.person_id, FRIDAY, FRIDAY + DAY * 3)
    place = await _moscow(house)
    worked = {each.actor.name: each.calendar.is_workday(FRIDAY) for each in place.managers}
    assert worked == {"Анна": False, "Борис": True}


async def test_who_is_away_reads_no_report(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).absences.add(house.olga.person_id, FRIDAY, FRIDAY)
    place = await _moscow(house)
    assert [each.role for each in place.report_readers(FRIDAY)] == [Role.ASSISTANT]
    assert [each.role for each in place.report_readers(FRIDAY + DAY)] == [Role.LEAD, Role.ASSISTANT]


async def test_a_leave_of_last_summer_is_not_read_any_more(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).absences.add(house.anna.person_id, FRIDAY - DAY * 120, FRIDAY - DAY * 100)
    assert all(each.calendar.absences == () for each in (await _moscow(house)).members)
