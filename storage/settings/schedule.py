"""When each department is written to by the clock: what it has changed, over sales.schedule.schedule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import select

from sales.core.rights import Action
from sales.schedule.schedule import (
    Scheduled,
    Setting,
    may_be_put_off,
    may_be_sent_at,
    may_be_turned_off,
    setting,
)
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.scope import check_reach
from storage.tables import ScheduleRow


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """What a department has changed of one kind."""

    department_id: int
    kind: str
    """One that this version does not know is passed over."""
    is_on: bool
    at: str | None


CHANGES = check_types(
    ScheduleChange,
    select(ScheduleRow.department_id, ScheduleRow.kind, ScheduleRow.is_on, ScheduleRow.at).order_by(
        ScheduleRow.department_id, ScheduleRow.kind
    ),
)


class AllSchedules(Repository):
    async def of_department(self, department_id: int) -> dict[Scheduled, Setting]:
        """Every kind, as it stands. For the clock, which has no actor."""
        changed = await self._session.once("schedules", self._read_all, of_staff=True)
        return settings_by(changed).get(department_id) or usual()

    async def _read_all(self) -> list[ScheduleChange]:
        return await self._session.read(ScheduleChange, CHANGES)


class Schedules(ActorRepository):
    async def settings_of(self, department_id: int) -> dict[Scheduled, Setting]:
        """Every kind, as it stands there. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_SETTINGS, department_id)
        return await AllSchedules(self._session, self._clock).of_department(department_id)

    async def turn(self, department_id: int, kind: Scheduled, *, on: bool) -> Setting:
        """Audited. Raises NotYoursError; ValueError for turning off what is never turned off, a freeze."""
        if not on and not may_be_turned_off(kind):
            raise ValueError(f"{kind} is never turned off")
        return await self._write(department_id, kind, {"is_on": on})

    async def put_off(self, department_id: int, kind: Scheduled, at: time | None) -> Setting:
        """Another hour; None is the usual one. Raises NotYoursError; ValueError for a quiet hour."""
        if at is not None and not (may_be_put_off(kind) and may_be_sent_at(at)):
            raise ValueError(f"{kind} cannot come at {at}")
        return await self._write(department_id, kind, {"at": None if at is None else f"{at:%H:%M}"})

    async def _write(self, department_id: int, kind: Scheduled, said: dict[str, Any]) -> Setting:
        check_reach(self._actor, Action.WRITE_SCHEDULE, department_id)
        fresh = {"department_id": department_id, "kind": kind, "is_on": True, "at": None} | said
        written = await self._session.execute(
            self._insert(ScheduleRow)
            .values(**fresh)
            .on_conflict_do_update(index_elements=["department_id", "kind"], set_=said)
            .returning(ScheduleRow.is_on, ScheduleRow.at)
        )
        is_on, at = written.one()
        await self._audit("department.schedule", "department", department_id, after={"kind": kind} | said)
        return _setting(kind, is_on, at)


def usual() -> dict[Scheduled, Setting]:
    """Of a department that has changed nothing."""
    return {kind: setting(kind) for kind in Scheduled}


def settings_by(changes: Iterable[ScheduleChange]) -> dict[int, dict[Scheduled, Setting]]:
    """As these changes have it, by department; one that has changed nothing is not in it."""
    found: dict[int, dict[Scheduled, Setting]] = {}
    for each in changes:
        own = found.setdefault(each.department_id, usual())
        if each.kind in own:
            own[Scheduled(each.kind)] = _setting(each.kind, each.is_on, each.at)
    return found


def _setting(kind: str, is_on: bool, at: str | None) -> Setting:  # noqa: FBT001  columns
    return setting(Scheduled(kind), is_on=is_on, at=None if at is None else time.fromisoformat(at))
