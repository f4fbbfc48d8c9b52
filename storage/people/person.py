"""Rows of people as the trade sees them: an Actor who speaks, a Person who is spoken of."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, false, func, or_, select

from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import Profile, Role
from sales.core.rights import Action, invitable
from sales.plans.tenure import Tenure
from storage.engine.actor import Actor
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import Reach, reach
from storage.engine.session import Session
from storage.tables import DepartmentRow, PersonRow

DEFAULT_ZONE = "Europe/Moscow"

ACTIVE = and_(PersonRow.activated_at.is_not(None), PersonRow.deactivated_at.is_(None))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invited, in whatever state: «не активирован», active, deactivated."""

    id: int
    department_id: int | None
    telegram_id: int | None
    name: str
    role: Role
    profile: Profile
    language: str
    zone: str | None
    created_at: datetime
    activated_at: datetime | None
    deactivated_at: datetime | None
    unreachable_at: datetime | None
    joined_on: date | None = None
    """The first day of work where somebody has said it; a plan and its workdays count from there."""
    forgotten_at: datetime | None = None
    """Name, account and words are gone for good, the figures stay."""
    extension: str | None = None
    """By which the telephone exchange knows them."""
    work_phone: str | None = None
    """Ten digits of the whole number from which they ring."""

    @property
    def is_active(self) -> bool:
        return self.activated_at is not None and self.deactivated_at is None

    @property
    def is_waiting(self) -> bool:
        """Invited, has not pressed Start."""
        return self.activated_at is None and self.deactivated_at is None

    def tenure(self, zone: str) -> Tenure:
        """The days on which they work here; `zone` tells on which day somebody has left."""
        left = None if self.deactivated_at is None else local_date(self.deactivated_at, zone)
        return Tenure(self.joined_on, left)


_PEOPLE = check_types(Person, select(*columns_of(Person, PersonRow)).order_by(PersonRow.name, PersonRow.id))


def may_reach_people(actor: Actor) -> ColumnElement[bool]:
    """Oneself, and the team that the actor reads."""
    return or_(PersonRow.id == actor.person_id, reach(actor, Action.READ_TEAM, PersonRow.id, PersonRow.department_id))


async def find_people(session: Session, *conditions: ColumnElement[bool]) -> list[Person]:
    """By name, whoever they are: the caller brings the right."""
    return await ask_people(session, people_where(*conditions))


def people_where(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """A question that is asked often, put together once: its values are bound by name."""
    return _PEOPLE.where(*conditions)


@cache
def one_person(reach: Reach) -> Select[*tuple[Any, ...]]:
    """Oneself, or somebody whom the right reaches."""
    mine = PersonRow.id == bindparam("the_actor")
    reached = reach.of(PersonRow.id, PersonRow.department_id)
    return people_where(PersonRow.id == bindparam("the_person"), or_(mine, reached))


async def ask_people(
    session: Session, query: Select[*tuple[Any, ...]], named: dict[str, Any] | None = None
) -> list[Person]:
    """The rows of a query made by `people_where`; `named` gives the values that it binds."""
    return await session.read(Person, query, named)


async def person_under(session: Session, actor: Actor, action: Action, person_id: int) -> Person:
    """Somebody whom the actor may invite, deactivate or rename: by reach and by role. Raises NotYoursError."""
    found = await find_people(
        session,
        PersonRow.id == person_id,
        PersonRow.role.in_(invitable(actor.role)),
        reach(actor, action, PersonRow.id, PersonRow.department_id),
    )
    if not found:
        raise NotYoursError
    return found[0]


_PLACE = (
    select(DepartmentRow.id, DepartmentRow.zone)
    .join(PersonRow, PersonRow.department_id == DepartmentRow.id)
    .where(PersonRow.id == bindparam("the_person"))
)


async def place_of(session: Session, person_id: int) -> tuple[int, str]:
    """The department and its zone. Raises NotYoursError for who belongs to none."""
    place = await find_place(session, person_id)
    if place is None:
        raise NotYoursError
    return place


async def find_place(session: Session, person_id: int) -> tuple[int, str] | None:
    """As `place_of`, of anybody."""

    async def read() -> tuple[int, str] | None:
        for department_id, zone in await session.execute(_PLACE, {"the_person": person_id}):
            return department_id, zone
        return None

    return await session.once(("place", person_id), read, of_staff=True)


_FIRST_ZONE = select(DepartmentRow.zone).order_by(DepartmentRow.id).limit(1).scalar_subquery()
"""The owner and directors have no department: the first one's clock is theirs too."""

_ZONE = func.coalesce(DepartmentRow.zone, _FIRST_ZONE, bindparam("the_zone", DEFAULT_ZONE, String))
_ANYBODY = check_types(
    Actor,
    select(
        PersonRow.id.label("person_id"),
        func.coalesce(PersonRow.telegram_id, 0).label("telegram_id"),
        PersonRow.name,
        PersonRow.role,
        PersonRow.profile,
        PersonRow.department_id,
        _ZONE.label("zone"),
        func.coalesce(PersonRow.zone, _ZONE).label("own_zone"),
        PersonRow.language,
        PersonRow.joined_on,
        PersonRow.unreachable_at,
        func.coalesce(DepartmentRow.keeps_inside, false()).label("keeps_inside"),
        func.coalesce(DepartmentRow.pins_summary, false()).label("pins_summary"),
    )
    .outerjoin(DepartmentRow, DepartmentRow.id == PersonRow.department_id)
    .order_by(PersonRow.name, PersonRow.id),
)

ACTORS = _ANYBODY.where(ACTIVE)
"""Everybody active."""


def select_known(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """As they would speak, also those who have left: to be spoken of, and for nothing else."""
    return _ANYBODY.where(*conditions)


async def find_known(session: Session, *conditions: ColumnElement[bool]) -> list[Actor]:
    """The rows of `select_known`."""
    return await session.read(Actor, select_known(*conditions))
