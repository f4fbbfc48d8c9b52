"""Departments and their settings: the zone, the slots, when the day closes."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from sales.calendar.slots import Asking, Slot
from sales.core.errors import NotYoursError
from sales.core.rights import Action, Scope, reaches, scope
from storage.engine.actor import Actor
from storage.engine.audit import Audit
from storage.engine.repository import Repository
from storage.engine.scope import reaches_department
from storage.tables import DepartmentRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class Department:
    id: int
    name: str
    zone: str
    slots: tuple[Slot, ...]
    ask_before: int
    remind_before: int
    day_close: time

    @property
    def asking(self) -> Asking:
        return Asking(self.ask_before, self.remind_before)


DEPARTMENT = tuple(getattr(DepartmentRow, field.name) for field in fields(Department))
_CHANGEABLE = tuple(field.name for field in fields(Department) if field.name != "id")


class Departments(Repository):
    async def create(
        self,
        actor: Actor,
        name: str,
        zone: str,
        slots: tuple[Slot, ...],
        ask_before: int,
        remind_before: int,
        day_close: time,
    ) -> Department:
        """Only the owner makes departments. Raises NotYoursError."""
        if scope(actor.role, Action.WRITE_DEPARTMENTS) is not Scope.ALL:
            raise NotYoursError
        new = Department(0, name, zone, slots, ask_before, remind_before, day_close)
        values = {**_stored(new), "created_at": self._clock.now()}
        made = await self._session.execute(insert(DepartmentRow).values(**values).returning(DepartmentRow.id))
        department = replace(new, id=made.one()[0])
        await self._audit.add(actor, "department.created", "department", department.id, after=_stored(department))
        return department

    async def get(self, department_id: int) -> Department:
        """Raises NotYoursError where there is none. For the clock; what people ask for goes through `seen`."""
        return await self._session.once(("department", department_id), lambda: self._get(department_id), of_staff=True)

    async def _get(self, department_id: int) -> Department:
        row = (await self._session.execute(_BY_ID, {"the_department": department_id})).first()
        if row is None:
            raise NotYoursError
        return _department(row)

    async def founded_at(self, department_id: int) -> datetime:
        """Before it there was nothing that could be missed. Raises NotYoursError."""
        query = select(DepartmentRow.created_at).where(DepartmentRow.id == department_id)
        founded = await self._session.scalar(query)
        if founded is None:
            raise NotYoursError
        return founded

    async def all(self) -> list[Department]:
        return [_department(row) for row in await self._session.execute(_ALL)]

    async def of(self, actor: Actor) -> Department | None:
        """The actor's own department; the owner and directors have none."""
        return None if actor.department_id is None else await self.get(actor.department_id)

    async def seen(self, actor: Actor) -> list[Department]:
        """The departments whose records the actor reads."""
        return [
            each
            for each in await self.all()
            if reaches(actor.role, Action.READ_RECORDS, own=False, same_department=each.id == actor.department_id)
        ]

    async def update(self, actor: Actor, department_id: int, **changes: Any) -> Department:
        """Set name, zone, slots, ask_before, remind_before or day_close. Raises NotYoursError."""
        if not reaches_department(actor, Action.WRITE_SETTINGS, department_id):
            raise NotYoursError
        before = await self.get(department_id)
        after = replace(before, **{name: changes[name] for name in _CHANGEABLE if name in changes})
        await self._session.execute(
            update(DepartmentRow).where(DepartmentRow.id == department_id).values(**_stored(after))
        )
        await self._audit.add(actor, "department.changed", "department", department_id, _stored(before), _stored(after))
        return after

    @property
    def _audit(self) -> Audit:
        return Audit(self._session, self._clock)


def _stored(department: Department) -> Json:
    return {
        "name": department.name,
        "zone": department.zone,
        "slots": [slot.code for slot in department.slots],
        "ask_before": department.ask_before,
        "remind_before": department.remind_before,
        "day_close": f"{department.day_close:%H:%M}",
    }


_ALL = select(
    DepartmentRow.id,
    DepartmentRow.name,
    DepartmentRow.zone,
    DepartmentRow.slots,
    DepartmentRow.ask_before,
    DepartmentRow.remind_before,
    DepartmentRow.day_close,
).order_by(DepartmentRow.id)
_BY_ID = _ALL.where(DepartmentRow.id == bindparam("the_department"))


def _department(row: Row[*tuple[Any, ...]]) -> Department:
    return department_of(row.id, row.name, row.zone, row.slots, row.ask_before, row.remind_before, row.day_close)


def department_of(
    id_: int, name: str, zone: str, slots: list[str], ask_before: int, remind_before: int, day_close: str
) -> Department:
    """What the columns of DEPARTMENT say."""
    times = tuple(Slot(time.fromisoformat(code)) for code in slots)
    return Department(id_, name, zone, times, ask_before, remind_before, time.fromisoformat(day_close))
