"""Cold lists as a lead keeps them: brought, asked where they are from, pulled back, given out again (spec/4, 4.2)."""

from datetime import date

from sqlalchemy import ColumnElement, func, select, update

from sales.cold.figures import ColdCalls, Progress
from sales.cold.states import ASKED, ColdListState, ColdSource, ColdState
from sales.core.errors import NotYoursError
from sales.core.rights import Action, Scope, scope
from sales.imports.packing import PackedBase
from storage.cold.records import LISTS, ColdList, count_calls, count_progress
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import check_reach, reaches_department
from storage.tables import ColdLeadRow, ColdListRow, ColdTryRow, DepartmentRow

LIVE = (ColdListState.LOADING, ColdListState.OPEN, ColdListState.PULLED)
"""What the screen of lists shows."""


class ColdLists(ActorRepository):
    async def begin(self, name: str, base: PackedBase) -> ColdList:
        """It is asked next whose it is, or where it is from. Raises NotYoursError."""
        places = await self._list_departments()
        if not places:
            raise NotYoursError
        place = places[0] if len(places) == 1 else None
        values = {
            "department_id": place,
            "by_id": self._actor.person_id,
            "name": name,
            "state": ColdListState.WHOSE if place is None else ColdListState.SOURCE,
            "mapping": base.mapping.to_json(),
            "counts": {},
            "packed": base.packed,
            "created_at": self._clock.now(),
        }
        new = await self._session.scalar(self._insert(ColdListRow).values(**values).returning(ColdListRow.id))
        return await self.get(int(new or 0))

    async def _list_departments(self) -> list[int]:
        if scope(self._actor.role, Action.KEEP_COLD_LISTS) is Scope.ALL:
            return list(await self._session.scalars(select(DepartmentRow.id).order_by(DepartmentRow.id)))
        own = self._actor.department_id
        return [own] if own is not None and self._may_keep(own) else []

    def _may_keep(self, department_id: int) -> bool:
        return reaches_department(self._actor, Action.KEEP_COLD_LISTS, department_id)

    async def get(self, list_id: int) -> ColdList:
        """Raises NotYoursError for a foreign and an absent id alike."""
        found = await self._session.read_one(ColdList, LISTS.where(ColdListRow.id == list_id))
        may_keep = scope(self._actor.role, Action.KEEP_COLD_LISTS) is not Scope.NOTHING
        if found is None or not may_keep:
            raise NotYoursError
        is_own = found.by_id == self._actor.person_id if found.department_id is None else False
        if not is_own and not self._may_keep(found.department_id or 0):
            raise NotYoursError
        return found

    async def set_department(self, list_id: int, department_id: int) -> None:
        """Whose hunters ring it. Raises NotYoursError, AlreadyDoneError."""
        one = await self.get(list_id)
        if department_id not in await self._list_departments():
            raise NotYoursError
        await self._move(one, {ColdListState.WHOSE}, ColdListState.SOURCE, department_id=department_id)

    async def set_source(self, list_id: int, source: ColdSource) -> None:
        """Loaded by and by; of an open source it is asked who stands in it. Raises NotYoursError, AlreadyDoneError."""
        one = await self.get(list_id)
        state = ColdListState.PEOPLE if source is ColdSource.OPEN else ColdListState.LOADING
        await self._move(one, {ColdListState.SOURCE}, state, source=source)

    async def say_people(self, list_id: int, *, are_private: bool) -> None:
        """Private people from an open source have not agreed to be rung: nothing of it is kept.

        Raises NotYoursError, AlreadyDoneError.
        """
        one = await self.get(list_id)
        if are_private:
            await self._move(one, {ColdListState.PEOPLE}, ColdListState.REFUSED, packed=None)
        else:
            await self._move(one, {ColdListState.PEOPLE}, ColdListState.LOADING)

    async def cancel(self, list_id: int) -> None:
        """Nothing was loaded. Raises NotYoursError, AlreadyDoneError."""
        await self._move(await self.get(list_id), ASKED, ColdListState.CANCELLED, packed=None)

    async def pull(self, list_id: int) -> None:
        """None of its numbers is given out any more. Raises NotYoursError, AlreadyDoneError."""
        one = await self.get(list_id)
        await self._move(one, {ColdListState.OPEN}, ColdListState.PULLED)
        await self._audit("cold.pulled", "cold_list", one.id)

    async def give_out(self, list_id: int) -> None:
        """Rung again. Raises NotYoursError, AlreadyDoneError."""
        one = await self.get(list_id)
        await self._move(one, {ColdListState.PULLED}, ColdListState.OPEN)
        await self._audit("cold.given_out", "cold_list", one.id)

    async def _move(
        self, one: ColdList, states: set[ColdListState] | frozenset[ColdListState], to: ColdListState, **values: object
    ) -> None:
        await self._change_once(
            update(ColdListRow)
            .where(ColdListRow.id == one.id, ColdListRow.state.in_(states))
            .values(state=to, **values)
        )

    async def count(self, department_id: int) -> int:
        """Lists of the department. Raises NotYoursError."""
        query = select(func.count()).select_from(ColdListRow).where(*self._of(department_id))
        return await self._session.scalar(query) or 0

    async def page(self, department_id: int, limit: int, offset: int = 0) -> list[ColdList]:
        """The newest first. Raises NotYoursError."""
        query = LISTS.where(*self._of(department_id)).order_by(ColdListRow.id.desc())
        return await self._session.read(ColdList, query.limit(limit).offset(offset))

    def _of(self, department_id: int) -> tuple[ColumnElement[bool], ...]:
        if not self._may_keep(department_id):
            raise NotYoursError
        return ColdListRow.department_id == department_id, ColdListRow.state.in_(LIVE)

    async def count_states(self, one: ColdList) -> dict[ColdState, int]:
        """How many of its numbers stand how."""
        row = ColdLeadRow
        query = select(row.state, func.count()).where(row.list_id == one.id).group_by(row.state)
        return dict(iter(await self._session.execute(query)))

    async def sum_up(self, one: ColdList) -> tuple[Progress, ColdCalls]:
        """Of one list."""
        progress = await count_progress(self._session, ColdLeadRow.list_id == one.id)
        return progress, await count_calls(self._session, ColdTryRow.list_id == one.id)

    async def sum_department(self, department_id: int, day: date | None = None) -> tuple[Progress, ColdCalls]:
        """Of the lists that are rung, and the calls: of that local day, or of ever. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_RECORDS, department_id)
        rung = (ColdListRow.department_id == department_id, ColdListRow.state == ColdListState.OPEN)
        calls = [ColdTryRow.department_id == department_id]
        calls += [] if day is None else [ColdTryRow.local_date == day]
        return await count_progress(self._session, *rung), await count_calls(self._session, *calls)
