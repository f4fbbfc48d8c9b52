"""Why deals are lost: the defaults until a department changes them, then rows of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.deals.deal import LostReason
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import TooManyError
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.scope import check_reach
from storage.tables import LostReasonRow

Row = LostReasonRow
MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class WhyLost:
    code: str
    name: str = ""
    """The department's own; empty for a default, which is called in the reader's language."""


DEFAULTS = tuple(WhyLost(each) for each in LostReason)
_REASONS = check_types(WhyLost, select(Row.code, Row.name).where(Row.archived_at.is_(None)).order_by(Row.ord, Row.id))


class AllLostReasons(Repository):
    """What they are called is no secret in the house."""

    async def of(self, department_id: int) -> Sequence[WhyLost]:
        """The department's own reasons, in its order; the usual ones where it has set none."""
        return await self._session.read(WhyLost, _REASONS.where(Row.department_id == department_id)) or DEFAULTS


class LostReasons(ActorRepository):
    async def add(self, department_id: int, name: str) -> None:
        """One of their own. Raises NotYoursError, TooManyError."""
        before = await self._check_own(department_id)
        if len(before) >= MOST_REASONS:
            raise TooManyError(MOST_REASONS)
        count = len((await self._session.scalars(select(Row.id).where(Row.department_id == department_id))).all())
        values = {"department_id": department_id, "code": f"r{count + 1}", "name": name, "ord": count}
        await self._session.execute(insert(Row).values(**values))
        await self._audit("lost_reasons.added", "department", department_id, None, {"name": name})

    async def remove(self, department_id: int, code: str) -> None:
        """Deals that were lost for it keep it. Raises NotYoursError; AlreadyDoneError of the last one."""
        before = await self._check_own(department_id)
        if code not in {each.code for each in before}:
            raise NotYoursError
        if len(before) == 1:
            raise AlreadyDoneError
        gone = update(Row).where(Row.department_id == department_id, Row.code == code)
        await self._session.execute(gone.values(archived_at=self._clock.now()))
        await self._audit("lost_reasons.removed", "department", department_id, {"code": code})

    async def _check_own(self, department_id: int) -> Sequence[WhyLost]:
        """The defaults become rows with the first change."""
        check_reach(self._actor, Action.WRITE_STAGES, department_id)
        reasons = AllLostReasons(self._session, self._clock)
        if not await self._exists(select(Row.id).where(Row.department_id == department_id)):
            values = [
                {"department_id": department_id, "code": each.code, "name": each.name, "ord": place}
                for place, each in enumerate(DEFAULTS)
            ]
            await self._session.execute(insert(Row), values)
        return await reasons.of(department_id)
