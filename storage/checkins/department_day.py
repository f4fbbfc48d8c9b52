"""The lead's check-in: the whole department at one slot of a day, in a dozen queries however many managers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import BindParameter, and_, bindparam, or_, select

from sales.checkins.day import PersonDay, TeamDay, make_others, make_person_day, make_team_days
from sales.checkins.day_plan import list_asked
from sales.core.people import SELLERS
from storage.checkins.all_checkins import AllCheckins
from storage.checkins.day_book import read_day
from storage.engine.actor import Actor
from storage.engine.parts import of_house
from storage.engine.repository import Repository
from storage.payments.receipt import COUNTS
from storage.people.everybody import read_everybody
from storage.people.person import select_known
from storage.people.standing_in import absent_people, duties_of
from storage.settings.departments import AllDepartments, Department
from storage.tables import DayPlanRow, FactRow, PersonRow


@dataclass(frozen=True, slots=True)
class DepartmentDay(TeamDay):
    department: Department
    team: Mapping[int, Actor]
    """Everybody active in it, by id."""

    left: Mapping[int, Actor]
    """Who had a part in the day and works there no more."""

    def actors_of(self, people: Iterable[PersonDay]) -> list[Actor]:
        """Whose days they are."""
        known = {**self.left, **self.team}
        return [known[each.person_id] for each in people]


_DEPARTMENT: BindParameter[int] = bindparam("the_department")
_DAY: BindParameter[date] = bindparam("the_day")
_promised = select(DayPlanRow.person_id).where(DayPlanRow.department_id == _DEPARTMENT, DayPlanRow.local_date == _DAY)
_received = select(FactRow.owner_id).where(FactRow.department_id == _DEPARTMENT, FactRow.local_date == _DAY, COUNTS)
_had_part = or_(PersonRow.id.in_(_promised), and_(PersonRow.id.in_(_received), PersonRow.department_id == _DEPARTMENT))
_WHO_LEFT = select_known(_had_part, PersonRow.id.not_in(bindparam("the_team", expanding=True)))


class DepartmentDays(Repository):
    _checkins = of_house(AllCheckins)

    async def of_department(self, department_id: int, day: date, slot: str) -> DepartmentDay:
        """The lead's check-in (SPEC 8) at that slot of the local day: for the clock, and for who has asked for the
        right.

        Raises NotYoursError for a department that is none.
        """
        department = await AllDepartments(self._session, self._clock).get(department_id)
        found = (await read_everybody(self._session)).of_department(department_id)
        team = {each.person_id: each for each in found}
        sellers = frozenset(each.person_id for each in found if each.role in SELLERS)
        absent = await absent_people(self._session, list(team), day)
        acts_for = await duties_of(self._session, department_id, day) if absent else {}
        asked = list_asked(sellers, absent, acts_for)
        left = {each.person_id: each for each in await self._list_who_left(department_id, day, team)}
        records = await read_day(self._session, department, day, slot, [*team, *left], asked, is_whole=True)
        checkins = await self._checkins.list_at(team, day, slot)
        known = replace(
            records,
            sellers=sellers,
            left=frozenset(left),
            checkins={each.person_id: each for each in checkins},
            absent=frozenset(absent),
            unreachable=frozenset(each.person_id for each in found if each.unreachable_at is not None),
            acts_for=acts_for,
        )
        people, others = make_team_days(known), make_others(known)
        return DepartmentDay(day, slot, people, others, department, team, left)

    async def _list_who_left(self, department_id: int, day: date, team: Collection[int]) -> list[Actor]:
        """Whose promises or money of the day are there, and who is not any more: the day stays as it was."""
        named = {"the_department": department_id, "the_day": day, "the_team": list(team)}
        return await self._session.read(Actor, _WHO_LEFT, named)

    async def of_person(self, person: Actor, day: date, slot: str) -> PersonDay:
        """One's own day, as the department's check-in has it. Raises NotYoursError for who belongs to no department."""
        records = await self._checkins.read_own_day(person.person_id, day, slot)
        checkin = await self._checkins.find(person.person_id, day, slot)
        checkins = {} if checkin is None else {person.person_id: checkin}
        sellers = frozenset({person.person_id} if person.role in SELLERS else ())
        return make_person_day(replace(records, sellers=sellers, checkins=checkins), person.person_id)
