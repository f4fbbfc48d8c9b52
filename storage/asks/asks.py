"""What is asked in the house, as far as somebody may see it (spec/4, 4.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, func, or_, select

from sales.asks.ask import Ask, AskFilter, AskKind, AskState
from sales.calendar.slots import instant_of
from sales.core.rights import Action
from storage.asks.ask_rows import ASKS, IS_OPEN, IS_OWN, may_reach_ask, where_kind
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.scope import Reach, name_actor, reach_of
from storage.tables import AskRow

MOST_WAITING = 30


@cache
def _waiting(reach: Reach) -> Select[*tuple[Any, ...]]:
    """Tasks of a department that nobody has accepted yet, as far as they are one's own or that right reaches them."""
    actor: BindParameter[int] = bindparam("the_actor")
    seen = or_(AskRow.from_id == actor, AskRow.to_id == actor, reach.of(AskRow.to_id, AskRow.department_id))
    given = (AskRow.kind == AskKind.TASK, AskRow.state == AskState.GIVEN, IS_OPEN, ~IS_OWN)
    there = AskRow.department_id == bindparam("the_place")
    return ASKS.where(seen, there, *given).order_by(AskRow.id).limit(MOST_WAITING)


@dataclass(frozen=True, slots=True)
class AskOf:
    """Whose: of somebody, of a department; neither is all that is seen."""

    person_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class AskTally:
    """Of open tasks: all, those that nobody has accepted, those past their time; and what else waits for the lead."""

    tasks: int
    waiting: int
    late: int
    help: int
    notes: int


@dataclass(frozen=True, slots=True)
class Helped:
    """Calls for help that were answered, and those of them that were of use."""

    solved: int
    useful: int


class Asks(ActorRepository):
    async def get(self, ask_id: int) -> Ask:
        """Raises NotYoursError."""
        return check_found(
            await self._session.read_one(Ask, ASKS.where(AskRow.id == ask_id, may_reach_ask(self._actor)))
        )

    async def is_drafted(self, draft_id: str) -> bool:
        """Whether that draft was sent, whatever became of it."""
        return await self._exists(select(AskRow.id).where(AskRow.draft_id == draft_id))

    async def count(self, which: AskFilter, of: AskOf) -> int:
        """How many of that kind."""
        query = select(func.count()).select_from(AskRow).where(*self._where(which, of))
        return int(await self._session.scalar(query) or 0)

    async def page(self, which: AskFilter, of: AskOf, limit: int | None = None, offset: int = 0) -> list[Ask]:
        """Open ones by their time, the latest first; what is over, newest first."""
        query = ASKS.where(*self._where(which, of))
        if which in {AskFilter.OPEN, AskFilter.LATE}:
            query = query.order_by(AskRow.due_at.is_(None), AskRow.due_at, AskRow.id)
        else:
            query = query.order_by(AskRow.id.desc())
        return await self._session.read(Ask, query.limit(limit).offset(offset))

    async def tally(self, of: AskOf) -> AskTally:
        """What stands open now."""
        mine = (may_reach_ask(self._actor), IS_OPEN, *self._of(of))
        late = func.count(case((AskRow.due_at < self._clock.now(), 1)))
        query = select(AskRow.kind, AskRow.state, func.count(), late).where(*mine)
        tasks = waiting = passed = help_ = notes = 0
        for kind, state, count, overdue in await self._session.execute(query.group_by(AskRow.kind, AskRow.state)):
            if kind is AskKind.TASK:
                tasks, passed = tasks + count, passed + overdue
                waiting += count if state is AskState.GIVEN else 0
            elif kind in {AskKind.HELP, AskKind.DISCOUNT}:
                help_ += count
            else:
                notes += count
        return AskTally(tasks, waiting, passed, help_, notes)

    async def count_by_person(self, department_id: int) -> Mapping[int, int]:
        """Open tasks of each who has any."""
        query = (
            select(AskRow.to_id, func.count())
            .where(*self._where(AskFilter.OPEN, AskOf(department_id=department_id)), AskRow.to_id.is_not(None))
            .group_by(AskRow.to_id)
        )
        return {person_id: count for person_id, count in await self._session.execute(query) if person_id is not None}

    async def list_waiting(self, department_id: int) -> Sequence[Ask]:
        """Tasks that nobody has accepted yet, the oldest first."""
        query = _waiting(reach_of(self._actor, Action.ANSWER_ASK))
        return await self._session.read(Ask, query, name_actor(self._actor) | {"the_place": department_id})

    async def list_due(self, until: datetime) -> Sequence[Ask]:
        """The actor's own open tasks with a time before that, the earliest first."""
        query = ASKS.where(
            AskRow.to_id == self._actor.person_id, AskRow.kind == AskKind.TASK, IS_OPEN, AskRow.due_at < until
        )
        return await self._session.read(Ask, query.order_by(AskRow.due_at, AskRow.id))

    async def list_discounts(self, client_id: int) -> Sequence[Ask]:
        """Of a client whose deals the actor reads, newest first, those that were decided."""
        query = ASKS.where(
            may_reach_ask(self._actor),
            AskRow.kind == AskKind.DISCOUNT,
            AskRow.client_id == client_id,
            AskRow.state.in_([AskState.AGREED, AskState.REFUSED]),
        )
        return await self._session.read(Ask, query.order_by(AskRow.id.desc()).limit(5))

    async def find_allowed(self, deal_id: int) -> int:
        """The largest discount that was agreed for that deal, in tenths of a percent; 0 for none."""
        query = select(func.max(AskRow.allowed)).where(
            may_reach_ask(self._actor),
            AskRow.kind == AskKind.DISCOUNT,
            AskRow.deal_id == deal_id,
            AskRow.state == AskState.AGREED,
        )
        return int(await self._session.scalar(query) or 0)

    async def count_helped(self, department_id: int, first: date, last: date, person_id: int | None = None) -> Helped:
        """Calls for help that somebody (None: anybody) has answered in these local days; how many of them helped."""
        opens = instant_of(first, time.min, self._actor.zone)
        closes = instant_of(last + timedelta(days=1), time.min, self._actor.zone)
        whose = [] if person_id is None else [AskRow.to_id == person_id]
        query = select(AskRow.helped, func.count()).where(
            may_reach_ask(self._actor),
            AskRow.kind == AskKind.HELP,
            AskRow.department_id == department_id,
            AskRow.state == AskState.SOLVED,
            AskRow.answered_at >= opens,
            AskRow.answered_at < closes,
            *whose,
        )
        found = {helped: count for helped, count in await self._session.execute(query.group_by(AskRow.helped))}  # noqa: C416
        return Helped(sum(found.values()), found.get(True, 0))

    def _where(self, which: AskFilter, of: AskOf) -> tuple[ColumnElement[bool], ...]:
        late = (AskRow.due_at < self._clock.now(),) if which is AskFilter.LATE else ()
        return (may_reach_ask(self._actor), where_kind(which), *late, *self._of(of))

    def _of(self, of: AskOf) -> tuple[ColumnElement[bool], ...]:
        who, place = of.person_id, of.department_id
        whose = (
            () if who is None else (or_(AskRow.to_id == who, and_(AskRow.from_id == who, AskRow.kind != AskKind.TASK)),)
        )
        return (*whose, *(() if place is None else (AskRow.department_id == place,)))
