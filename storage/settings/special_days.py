"""Days that a department works, has off or shortens against the usual calendar."""

from datetime import date

from sqlalchemy import delete

from sales.calendar.calendar import DayKind
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reaches_department
from storage.tables import CalendarExceptionRow


class SpecialDays(ActorRepository):
    async def set(self, day: date, kind: DayKind | None, department_id: int | None = None) -> None:
        """Make a day off, working or short for a department (None: one's own); no kind forgets it. Audited (SPEC 3).

        Raises NotYoursError.
        """
        subject = self._actor.department_id if department_id is None else department_id
        if subject is None or not reaches_department(self._actor, Action.WRITE_CALENDAR, subject):
            raise NotYoursError
        if kind is None:
            await self._session.execute(
                delete(CalendarExceptionRow).where(
                    CalendarExceptionRow.department_id == subject, CalendarExceptionRow.local_date == day
                )
            )
        else:
            statement = self._insert(CalendarExceptionRow).values(department_id=subject, local_date=day, kind=kind)
            await self._session.execute(
                statement.on_conflict_do_update(index_elements=["department_id", "local_date"], set_={"kind": kind})
            )
        await self._audit("calendar.exception", "department", subject, after={"day": day.isoformat(), "kind": kind})
