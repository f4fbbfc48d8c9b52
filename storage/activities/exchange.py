"""Calls said against calls of the exchange, by person: on a day on which it told of anybody, what it has counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, and_, bindparam, case, cast, func, or_, select

from sales.activities.activities import ActivityType
from sales.telephony.call import CallResult, Direction
from storage.activities.joining import AUTO, IS_UNSPOKEN
from storage.engine.session import Session
from storage.tables import ActivityRow, PbxCallRow, PersonRow

_NUMBERED = select(PersonRow.id, PersonRow.department_id).where(
    PersonRow.id.in_(bindparam("the_people", expanding=True)),
    or_(PersonRow.extension.is_not(None), PersonRow.work_phone.is_not(None)),
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One person, of the days on which the exchange told of anybody in the department."""

    recorded: int = 0
    """Calls as they stand in the records, also those that the exchange has made there by itself."""
    said: int = 0
    """Those of which somebody has said a word."""
    rung: int = 0
    """Calls of the exchange, but for the missed ones."""


async def count_rung(session: Session, person_ids: Collection[int], first: date, last: date) -> dict[int, Rung]:
    """Of those whose number at the exchange is known, of the days on which it told of anybody where they work."""
    known: dict[int, list[int]] = {}
    for person_id, department_id in await session.execute(_NUMBERED, {"the_people": list(person_ids)}):
        known.setdefault(department_id or 0, []).append(person_id)
    found: dict[int, Rung] = {}
    for department_id, people in known.items():
        found |= await _count_there(session, department_id, people, first, last)
    return found


async def _count_there(
    session: Session, department_id: int, people: Sequence[int], first: date, last: date
) -> dict[int, Rung]:
    row = PbxCallRow
    told = (row.department_id == department_id, row.local_date.between(first, last))
    days = list(await session.scalars(select(row.local_date).where(*told).distinct()))
    if not days:
        return {}
    said = await _count_said(session, people, days)
    missed = and_(row.direction == Direction.IN, row.result != CallResult.ANSWERED)
    rung = select(row.person_id, func.count()).where(row.person_id.in_(people), row.local_date.in_(days), ~missed)
    by_exchange = {who or 0: n for who, n in await session.execute(rung.group_by(row.person_id))}
    return {each: Rung(*said.get(each, (0, 0)), by_exchange.get(each, 0)) for each in people}


async def _count_said(session: Session, people: Sequence[int], days: Sequence[date]) -> dict[int, tuple[int, int]]:
    row = ActivityRow
    unsaid = or_(IS_UNSPOKEN, and_(row.draft_id.like(f"{AUTO}%"), row.outcome.is_(None)))
    counted = cast(func.sum(case((func.coalesce(unsaid, False), 0), else_=1)), BigInteger)
    query = select(row.author_id, func.count(), counted).where(
        row.author_id.in_(people),
        row.local_date.in_(days),
        row.type == ActivityType.CALL,
        row.undone_at.is_(None),
        row.happened_at.is_not(None),
    )
    return {who or 0: (n, said) for who, n, said in await session.execute(query.group_by(row.author_id))}
