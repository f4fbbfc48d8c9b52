"""Who acts for whom today: what is due to somebody absent goes to whoever stands in, ownership stays (SPEC 3)."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import BindParameter, and_, bindparam, select

from sales.absences.substitution import duties_on
from sales.core.clock import local_date
from storage.engine.session import Session
from storage.people.person import ACTIVE, find_place
from storage.tables import AbsenceRow, PersonRow

AGREED = and_(AbsenceRow.agreed_by.is_not(None), AbsenceRow.declined_at.is_(None), AbsenceRow.withdrawn_at.is_(None))


_DAY: BindParameter[date] = bindparam("the_day")
_ON_THE_DAY = and_(AbsenceRow.first_day <= _DAY, AbsenceRow.last_day >= _DAY, AGREED)

_ABSENT = select(AbsenceRow.person_id).where(_ON_THE_DAY)

_AWAY = (
    select(AbsenceRow.person_id, AbsenceRow.substitute_id)
    .join(PersonRow, PersonRow.id == AbsenceRow.person_id)
    .where(PersonRow.department_id == bindparam("the_department"), _ON_THE_DAY)
    .order_by(AbsenceRow.first_day, AbsenceRow.id)
)


async def absent_people(session: Session, person_ids: Collection[int], on: date) -> set[int]:
    """Of these people those who have an agreed absence on that local day."""

    async def read() -> frozenset[int]:
        return frozenset(await session.scalars(_ABSENT, {"the_day": on}))

    return set(person_ids) & await session.once(("absent", on), read, of_staff=True)


async def duties_of(session: Session, department_id: int, day: date) -> dict[int, tuple[int, ...]]:
    """Who there acts for whom else that day; what is left to the lead is not in it."""
    what = ("duties", department_id, day)
    return await session.once(what, lambda: _duties_of(session, department_id, day), of_staff=True)


async def _duties_of(session: Session, department_id: int, day: date) -> dict[int, tuple[int, ...]]:
    away = await _away(session, department_id, day)
    if not any(away.values()):
        return {}
    absent, substitutes = await _of_day(session, department_id, away)
    found = duties_on(away, absent, substitutes)
    return {acting: whom for acting, whom in found.items() if acting is not None}


async def stood_in_for(session: Session, person_id: int, department_id: int | None, day: date) -> tuple[int, ...]:
    """For whom this person acts that day."""
    if department_id is None:
        return ()
    return (await duties_of(session, department_id, day)).get(person_id, ())


async def acting_now(session: Session, person_ids: Collection[int], now: datetime) -> dict[int, int]:
    """Of these people, the absent ones for whom somebody acts at this moment, and who that is."""
    found: dict[int, int] = {}
    for person_id in person_ids:
        place = await find_place(session, person_id)
        if place is not None:
            duties = await duties_of(session, place[0], local_date(now, place[1]))
            found |= {whose: acting for acting, whom in duties.items() for whose in whom if whose == person_id}
    return found


async def _away(session: Session, department_id: int, day: date) -> dict[int, int | None]:
    """Absent on that day → the named substitute; the absence that begins later was meant for these days."""
    found = await session.execute(_AWAY, {"the_department": department_id, "the_day": day})
    return {person_id: substitute_id for person_id, substitute_id in found}  # noqa: C416  typed


async def _of_day(session: Session, department_id: int, away: dict[int, int | None]) -> tuple[set[int], dict[int, int]]:
    """Who is away, or works here no more; and the substitutes of that day."""
    named = {person: substitute for person, substitute in away.items() if substitute is not None}
    here = select(PersonRow.id).where(
        PersonRow.id.in_(named.values()), PersonRow.department_id == department_id, ACTIVE
    )
    gone = set(named.values()) - set(await session.scalars(here))
    return gone | away.keys(), named
