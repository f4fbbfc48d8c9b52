"""Files of calls: which calls came by one, and how all of it is taken back within a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from sales.core.errors import AlreadyDoneError, TooLateError
from sales.core.rights import Action
from sales.telephony.call import CallResult, Direction
from storage.activities.joining import AUTO, IS_UNSPOKEN
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import check_reach
from storage.tables import ActivityRow, CallLogRow, PbxCallRow
from storage.tables.telephony import MISSED
from storage.telephony.call import CALLS, PbxCall

REVERTED_WITHIN: Final = timedelta(hours=24)
LONGEST: Final = 120

Row = CallLogRow
Of = PbxCallRow


@dataclass(frozen=True, slots=True)
class LoadedLog:
    id: int
    department_id: int
    name: str
    created_at: datetime
    reverted_at: datetime | None
    kept: int


_LOGS = check_types(LoadedLog, select(*columns_of(LoadedLog, Row)))

_IS_SAID = or_(
    and_(Of.closed_at.is_not(None), Of.closed_at > Of.created_at),
    select(ActivityRow.id)
    .where(ActivityRow.id == Of.activity_id, ActivityRow.draft_id.like(f"{AUTO}%"), ~IS_UNSPOKEN)
    .correlate(Of)
    .exists(),
)
"""How it ended, or that it is nobody's: somebody's own word, which a file does not take back."""


class CallLogs(ActorRepository):
    async def begin(self, department_id: int, name: str) -> LoadedLog:
        """Its first part is taken in. Raises NotYoursError."""
        self._check(department_id)
        values = {"department_id": department_id, "by_id": self._actor.person_id, "name": name[:LONGEST]}
        new = self._insert(Row).values(**values, created_at=self._clock.now()).returning(Row.id)
        return await self.get(int(await self._session.scalar(new) or 0))

    async def get(self, log_id: int) -> LoadedLog:
        """Raises NotYoursError for a foreign and an absent one alike."""
        found = check_found(await self._session.read_one(LoadedLog, _LOGS.where(Row.id == log_id)))
        self._check(found.department_id)
        return found

    async def count(self, log_id: int) -> int:
        """The calls that stand of it. Raises NotYoursError."""
        log = await self.get(log_id)
        return await self._session.scalar(select(func.count()).select_from(Of).where(Of.log_id == log.id)) or 0

    async def revert(self, log_id: int) -> list[PbxCall]:
        """All goes that came by it, and the records that it made by itself; what somebody has said since stays.

        The missed calls that wait again, for they were answered by this file alone. Raises NotYoursError,
        AlreadyDoneError; TooLateError after a day.
        """
        log, now = await self.get(log_id), self._clock.now()
        if log.reverted_at is None and now > log.created_at + REVERTED_WITHIN:
            raise TooLateError
        taken = update(Row).where(Row.id == log.id, Row.reverted_at.is_(None)).values(reverted_at=now)
        if (await self._session.execute(taken.returning(Row.id))).first() is None:
            raise AlreadyDoneError
        gone = select(Of.id).where(Of.log_id == log.id, ~_IS_SAID)
        waiting = await self._give_back_missed(log, gone)
        made = select(Of.activity_id).where(Of.id.in_(gone))
        undone = update(ActivityRow).where(ActivityRow.id.in_(made), IS_UNSPOKEN, ActivityRow.undone_at.is_(None))
        await self._session.execute(undone.values(undone_at=now))
        await self._session.execute(delete(Of).where(Of.id.in_(gone)))
        kept = await self.count(log.id)
        await self._session.execute(update(Row).where(Row.id == log.id).values(kept=kept))
        await self._audit("calls.log_reverted", "call_log", log.id, after={"name": log.name, "kept": kept})
        return waiting

    async def _give_back_missed(self, log: LoadedLog, gone: Select[int]) -> list[PbxCall]:
        """Those of other sources that a call of it has answered: by the next one that did, or by none."""
        answer, other = aliased(Of), aliased(Of)
        here = (Of.department_id == log.department_id, MISSED, Of.id.not_in(gone))
        by_it = select(answer.id).where(answer.id.in_(gone), _answers(answer), answer.started_at == Of.answered_at)
        query = CALLS.where(*here, by_it.correlate(Of).exists()).order_by(Of.id)
        found = await self._session.read(PbxCall, query)
        if found:
            later = select(func.min(other.started_at)).where(_answers(other), other.id.not_in(gone))
            at = later.where(other.started_at >= Of.started_at).correlate(Of).scalar_subquery()
            waits = update(Of).where(Of.id.in_([each.id for each in found]))
            await self._session.execute(waits.values(answered_at=at))
        return found

    def _check(self, department_id: int) -> None:
        check_reach(self._actor, Action.KEEP_COLD_LISTS, department_id)


def _answers(call: Any) -> ColumnElement[bool]:
    """That call, of the number of the one in question, and no missed one itself."""
    missed = and_(call.direction == Direction.IN, call.result != CallResult.ANSWERED)
    return and_(call.department_id == Of.department_id, call.phone10 == Of.phone10, ~missed)
