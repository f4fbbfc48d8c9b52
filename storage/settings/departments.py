"""Departments and their settings: the zone, the slots, when the day closes."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from sales.asks.discount import USUAL_LIMIT
from sales.calendar.slots import Asking, Slot
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.rights import Action, Scope, reaches, scope
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.parts import of_house
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.scope import check_reach
from storage.tables import BankAccountRow, BankStatementRow, DepartmentRow
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
    founded_at: datetime
    """Before it there was nothing that could be missed."""
    counts_confirmed: bool = False
    """The month's close and the bonus count confirmed money alone, by the bank's day."""
    keeps_inside: bool = False
    """What is written to its people cannot be forwarded; files and invitations can."""
    pins_summary: bool = True
    """The running summary stands pinned in its lead's chat."""
    discount_limit: int = USUAL_LIMIT
    """Up to so much a manager agrees alone, in tenths of a percent."""

    @property
    def asking(self) -> Asking:
        return Asking(self.ask_before, self.remind_before)


_HAS_STATEMENTS = (
    select(BankAccountRow.id)
    .where(
        BankAccountRow.is_ours.is_(True),
        BankAccountRow.is_active,
        or_(BankAccountRow.department_id.is_(None), BankAccountRow.department_id == bindparam("the_department")),
        select(BankStatementRow.id).where(BankStatementRow.loaded_at.is_not(None)).exists(),
    )
    .limit(1)
)

DEPARTMENTS = check_types(
    Department,
    select(*columns_of(Department, DepartmentRow, founded_at=DepartmentRow.created_at)).order_by(DepartmentRow.id),
)
_CHANGEABLE = tuple(field.name for field in fields(Department) if field.name not in {"id", "founded_at"})


def find_department(seen: Iterable[Department], department_id: int) -> Department | None:
    """That one of those that somebody sees; 0: the first of them."""
    return next((each for each in seen if department_id in {0, each.id}), None)


class AllDepartments(Repository):
    """What a department is called and when it works is no secret in the house."""

    async def get(self, department_id: int) -> Department:
        """Raises NotYoursError where there is none.

        For the clock; what people choose from is `Departments.list_seen`.
        """
        return check_found(find_department(await self.all(), department_id) if department_id else None)

    async def day_at(self, department_id: int, at: datetime) -> date:
        """The day that it is there at that moment. Raises NotYoursError where there is no such department."""
        return local_date(at, (await self.get(department_id)).zone)

    async def has_statements(self, department_id: int) -> bool:
        """Whether the bank's files are loaded for an account where its money comes."""
        return await self._session.scalar(_HAS_STATEMENTS, {"the_department": department_id}) is not None

    async def all(self) -> list[Department]:
        """In the order of founding."""
        return [*await self._session.once("departments", self._read_all, of_staff=True)]

    async def _read_all(self) -> list[Department]:
        return await self._session.read(Department, DEPARTMENTS)


class Departments(ActorRepository):
    _all = of_house(AllDepartments)

    async def create(
        self,
        name: str,
        zone: str,
        slots: tuple[Slot, ...],
        ask_before: int,
        remind_before: int,
        day_close: time,
    ) -> Department:
        """Only the owner makes departments; `ask_before` and `remind_before` in minutes before a slot. Audited.

        Raises NotYoursError.
        """
        if scope(self._actor.role, Action.WRITE_DEPARTMENTS) is not Scope.ALL:
            raise NotYoursError
        now = self._clock.now()
        new = Department(0, name, zone, slots, ask_before, remind_before, day_close, now)
        fresh = insert(DepartmentRow).values(**_settings(new), created_at=now)
        made = await self._session.execute(fresh.returning(DepartmentRow.id))
        department = replace(new, id=made.one()[0])
        await self._audit("department.created", "department", department.id, after=_tell(department))
        return department

    async def read_own(self) -> Department | None:
        """The actor's own department; the owner and directors have none."""
        return None if self._actor.department_id is None else await self._all.get(self._actor.department_id)

    async def list_seen(self) -> list[Department]:
        """The departments whose records the actor reads, in the order of founding."""
        return [
            each
            for each in await self._all.all()
            if reaches(
                self._actor.role, Action.READ_RECORDS, own=False, same_department=each.id == self._actor.department_id
            )
        ]

    async def update(self, department_id: int, **changes: Any) -> Department:
        """Set what a Department has but its id and its founding; other names are passed over. Audited.

        Raises NotYoursError.
        """
        check_reach(self._actor, Action.WRITE_SETTINGS, department_id)
        before = await self._all.get(department_id)
        after = replace(before, **{name: changes[name] for name in _CHANGEABLE if name in changes})
        await self._session.execute(
            update(DepartmentRow).where(DepartmentRow.id == department_id).values(**_settings(after))
        )
        await self._audit("department.changed", "department", department_id, _tell(before), _tell(after))
        return after


def _settings(department: Department) -> dict[str, Any]:
    return {name: getattr(department, name) for name in _CHANGEABLE}


def _tell(department: Department) -> Json:
    """For the audit."""
    slots, day_close = [slot.code for slot in department.slots], f"{department.day_close:%H:%M}"
    return _settings(department) | {"slots": slots, "day_close": day_close}
