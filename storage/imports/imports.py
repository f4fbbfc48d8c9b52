"""Files of clients as their sender sees them: begun, looked at, changed by taps, written, taken back (spec/1)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, func, select, update

from sales.core.errors import NotYoursError, TooLateError
from sales.core.rights import Action, Scope, scope
from sales.imports.judged import RowVerdict
from sales.imports.mapping import ImportMapping
from sales.imports.packing import PackedBase
from sales.imports.states import REVERTED_WITHIN, ImportState
from sales.imports.troubles import RowTrouble
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reaches_department
from storage.imports.records import IMPORTS, LINES, Import, ImportLine
from storage.tables import DepartmentRow, ImportedRow, ImportRow

MANAGERS_MOST = 500
LOOKED_AT = frozenset({ImportState.JUDGING, ImportState.JUDGED})
WAITING = LOOKED_AT | {ImportState.WHOSE, ImportState.AGAIN}


class Imports(ActorRepository):
    async def begin(self, name: str, sha256: str, base: PackedBase) -> Import:
        """To be judged next; or first asked whose clients they are, or whether the same file is meant again.

        Raises NotYoursError.
        """
        places = await self._departments()
        if not places:
            raise NotYoursError
        place = places[0] if len(places) == 1 else None
        state = ImportState.WHOSE if place is None else await self._first_state(place, sha256)
        new = await self._session.scalar(
            self._insert(ImportRow)
            .values(
                department_id=place,
                by_id=self._actor.person_id,
                name=name,
                sha256=sha256,
                state=state,
                mapping=base.mapping.to_json(),
                counts={},
                packed=base.packed,
                created_at=self._clock.now(),
            )
            .returning(ImportRow.id)
        )
        return await self.get(int(new or 0))

    async def _departments(self) -> list[int]:
        reached = scope(self._actor.role, Action.IMPORT)
        if reached is Scope.ALL:
            return list(await self._session.scalars(select(DepartmentRow.id).order_by(DepartmentRow.id)))
        own = self._actor.department_id
        return [own] if own is not None and reached is not Scope.NOTHING else []

    async def _first_state(self, department_id: int, sha256: str) -> ImportState:
        earlier = select(ImportRow.id).where(*_same(department_id, sha256))
        return ImportState.AGAIN if await self._exists(earlier) else ImportState.JUDGING

    async def get(self, import_id: int) -> Import:
        """One's own, or of a department that the right reaches. Raises NotYoursError."""
        found = await self._session.read_one(Import, IMPORTS.where(ImportRow.id == import_id))
        if found is None or scope(self._actor.role, Action.IMPORT) is Scope.NOTHING:
            raise NotYoursError
        reached = found.department_id is not None and reaches_department(
            self._actor, Action.IMPORT, found.department_id
        )
        if found.by_id != self._actor.person_id and not reached:
            raise NotYoursError
        return found

    async def find_earlier(self, one: Import) -> Import | None:
        """The same file as it was loaded last."""
        which = (*_same(one.department_id or 0, one.sha256), ImportRow.id != one.id)
        return await self._session.read_one(Import, IMPORTS.where(*which).order_by(ImportRow.id.desc()).limit(1))

    async def set_department(self, import_id: int, department_id: int) -> Import:
        """Whose clients they are. Raises NotYoursError, AlreadyDoneError."""
        one = await self.get(import_id)
        reached = reaches_department(self._actor, Action.IMPORT, department_id)
        if not reached or department_id not in await self._departments():
            raise NotYoursError
        state = await self._first_state(department_id, one.sha256)
        return await self._move(one, {ImportState.WHOSE}, state, department_id=department_id)

    async def go_again(self, import_id: int) -> Import:
        """«Ещё раз». Raises NotYoursError, AlreadyDoneError."""
        return await self._move(await self.get(import_id), {ImportState.AGAIN}, ImportState.JUDGING)

    async def change(self, import_id: int, mapping: ImportMapping) -> Import:
        """Judged anew by it. Raises NotYoursError, AlreadyDoneError."""
        one = await self.get(import_id)
        values = {"mapping": mapping.to_json(), "turn": one.turn + 1, "counts": {}}
        return await self._move(one, LOOKED_AT, ImportState.JUDGING, **values)

    async def apply(self, import_id: int) -> Import:
        """«✅ Загрузить»: written by and by. Raises NotYoursError, AlreadyDoneError."""
        return await self._move(await self.get(import_id), {ImportState.JUDGED}, ImportState.APPLYING)

    async def cancel(self, import_id: int) -> Import:
        """Nothing was written, and nothing of it is kept. Raises NotYoursError, AlreadyDoneError."""
        one = await self._move(await self.get(import_id), WAITING, ImportState.CANCELLED, packed=None)
        await self._session.execute(delete(ImportedRow).where(ImportedRow.import_id == import_id))
        return one

    async def revert(self, import_id: int) -> Import:
        """«Убрать всё загруженное», for a day. Raises NotYoursError, AlreadyDoneError, TooLateError."""
        one = await self.get(import_id)
        if one.state is ImportState.DONE and one.done_at and self._clock.now() > one.done_at + REVERTED_WITHIN:
            raise TooLateError
        return await self._move(one, {ImportState.DONE}, ImportState.REVERTING)

    async def _move(
        self, one: Import, states: set[ImportState] | frozenset[ImportState], state: ImportState, **values: object
    ) -> Import:
        await self._change_once(
            update(ImportRow)
            .where(ImportRow.id == one.id, ImportRow.state.in_(states), ImportRow.turn == one.turn)
            .values(state=state, **values)
        )
        return await self.get(one.id)

    async def list_questions(self, one: Import, limit: int | None = None) -> list[ImportLine]:
        """Its rows in doubt, in the order of the file."""
        query = LINES.where(ImportedRow.import_id == one.id, ImportedRow.verdict == RowVerdict.QUESTION)
        return await self._session.read(ImportLine, query.limit(limit))

    async def find_likely(self, one: Import) -> ImportLine | None:
        """The first row that looks like a client and was not answered."""
        which = (ImportedRow.import_id == one.id, ImportedRow.reason == RowTrouble.LIKELY)
        return await self._session.read_one(ImportLine, LINES.where(*which).limit(1))

    async def count_likely(self, one: Import) -> int:
        """How many of those there are."""
        which = (ImportedRow.import_id == one.id, ImportedRow.reason == RowTrouble.LIKELY)
        return await self._session.scalar(select(func.count()).select_from(ImportedRow).where(*which)) or 0

    async def count_applied(self, one: Import) -> int:
        """Rows that are written so far."""
        which = (ImportedRow.import_id == one.id, ImportedRow.applied_at.is_not(None))
        return await self._session.scalar(select(func.count()).select_from(ImportedRow).where(*which)) or 0

    async def list_kept(self, one: Import, limit: int) -> Sequence[ImportLine]:
        """What an undo could not take back."""
        which = (ImportedRow.import_id == one.id, ImportedRow.applied_at.is_not(None), ImportedRow.before.is_not(None))
        return await self._session.read(ImportLine, LINES.where(*which).limit(limit))


def _same(department_id: int, sha256: str) -> tuple[ColumnElement[bool], ...]:
    return (ImportRow.department_id == department_id, ImportRow.sha256 == sha256, ImportRow.state == ImportState.DONE)
