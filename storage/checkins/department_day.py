"""The lead's check-in: the whole department at one slot of a day, in a dozen queries however many managers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sales.checkins.day import PersonDay, TeamDay, make_person_day, make_team_days
from sales.checkins.day_plan import who_is_asked
from sales.core.people import SELLERS
from storage.checkins.all_checkins import AllCheckins
from storage.checkins.day_book import read_day
from storage.engine.actor import Actor
from storage.engine.repository import Repository
from storage.people.person import find_actors
from storage.people.standing_in import absent_people, duties_of
from storage.settings.departments import AllDepartments, Department
from storage.tables import CheckinRow, PersonRow


@dataclass(frozen=True, slots=True)
class DepartmentDay(TeamDay):
    department: Department
    team: Mapping[int, Actor]
    """Everybody active in it, by id."""

    def actors_of(self, people: Iterable[PersonDay]) -> list[Actor]:
        """Whose days they are."""
        return [self.team[each.person_id] for each in people]


class DepartmentDays(Repository):
    async def of_department(self, department_id: int, day: date, slot: str) -> DepartmentDay:
        """For the clock, which has no actor; what it shows goes to readers_of_summary. Raises NotYoursError."""
        department = await AllDepartments(self._session, self._clock).get(department_id)
        found = await find_actors(self._session, PersonRow.department_id == department_id)
        team = {each.person_id: each for each in found}
        sellers = frozenset(each.person_id for each in found if each.role in SELLERS)
        absent = await absent_people(self._session, list(team), day)
        acts_for = await duties_of(self._session, department_id, day) if absent else {}
        asked = who_is_asked(sellers, absent, acts_for)
        records = await read_day(self._session, department, day, slot, list(team), asked)
        checkins = await self._checkins.find_all(
            CheckinRow.person_id.in_(team), CheckinRow.local_date == day, CheckinRow.slot == slot
        )
        known = replace(
            records,
            sellers=sellers,
            checkins={each.person_id: each for each in checkins},
            absent=frozenset(absent),
            acts_for=acts_for,
        )
        return DepartmentDay(day, slot, make_team_days(known), department, team)

    async def of_person(self, person: Actor, day: date, slot: str) -> PersonDay:
        """One's own day, as the department's has it. Raises NotYoursError for who belongs to no department."""
        records = await self._checkins.own_day(person.person_id, day, slot)
        checkin = await self._checkins.find(person.person_id, day, slot)
        checkins = {} if checkin is None else {person.person_id: checkin}
        sellers = frozenset({person.person_id} if person.role in SELLERS else ())
        return make_person_day(replace(records, sellers=sellers, checkins=checkins), person.person_id)

    @property
    def _checkins(self) -> AllCheckins:
        return AllCheckins(self._session, self._clock)
