"""What becomes of what was logged or planned: done, put off, cancelled, described, taken back (SPEC 11)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from sales.activities.activities import ContactKind, Outcome
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.rights import Action
from sales.core.undo import WINDOW, UndoStepKind
from storage.activities.activities import Activities
from storage.activities.activity import (
    PLANNED,
    STANDS,
    UNDOABLE,
    Activity,
    Row,
    find_activities,
    may_reach_activity,
)
from storage.activities.joining import join_call
from storage.activities.promises import drop_reminders, promise_reminders
from storage.activities.usual_places import find_usual_place, keep_usual_place, learn_usual_place
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_first
from storage.engine.parts import of_house
from storage.engine.undo_steps import UndoSteps
from storage.people.masters import touch_client
from storage.settings.departments import AllDepartments
from storage.tables.types import Json


class ActivityChanges(ActorRepository):
    _departments = of_house(AllDepartments)

    async def finish(
        self, activity_id: int, outcome: Outcome | None, at: datetime, comment: str | None = None
    ) -> Activity:
        """The plan was carried out at that moment: its local day follows, its reminders go.

        Raises NotYoursError; AlreadyDoneError when it is done or cancelled.
        """
        before = await self._read_own(activity_id)
        values: dict[str, Any] = {"happened_at": at, "outcome": outcome, "recorded_at": self._clock.now()}
        values["local_date"] = await self._departments.day_at(before.department_id, at)
        if comment is not None:
            values["comment"] = comment
        await self._close(activity_id, **values)
        await touch_client(self._session, self._actor, before.client_id, self._clock.now())
        finished = await self._get(activity_id)
        return await self._get(activity_id) if await join_call(self._session, self._clock.now(), finished) else finished

    async def cancel(self, activity_id: int) -> Activity:
        """It will not happen, and nobody is reminded. Raises NotYoursError; AlreadyDoneError when it is done or
        cancelled.
        """
        await self._read_own(activity_id)
        now = self._clock.now()
        await self._close(activity_id, cancelled_at=now, recorded_at=now)
        return await self._get(activity_id)

    async def postpone(self, activity_id: int, to: datetime) -> Activity:
        """Another time, with reminders of its own; one tap takes it back (an undo step).

        Raises NotYoursError; AlreadyDoneError when it is closed, or stands at that time.
        """
        before = await self._read_own(activity_id)
        await self._put(before, to)
        stood = None if before.planned_at is None else before.planned_at.isoformat()
        steps = UndoSteps(self._session, self._clock, self._actor)
        await steps.note(UndoStepKind.PLAN_MOVED, activity_id, {"planned_at": stood})
        return await self._get(activity_id)

    async def put_back(self, activity_id: int, before: Json) -> Activity:
        """Where it was before it was put off: `before` as that step has noted it. NotYoursError, AlreadyDoneError."""
        if not before["planned_at"]:
            raise AlreadyDoneError
        await self._put(await self._read_own(activity_id), datetime.fromisoformat(before["planned_at"]))
        return await self._get(activity_id)

    async def _put(self, activity: Activity, to: datetime) -> None:
        day = await self._departments.day_at(activity.department_id, to)
        await self._close(activity.id, Row.planned_at != to, planned_at=to, local_date=day)
        await promise_reminders(self._session, self._clock, activity.author_id, activity.id, activity.type, to)

    async def describe(
        self,
        activity_id: int,
        *,
        outcome: Outcome | None = None,
        comment: str | None = None,
        kind: ContactKind | None = None,
    ) -> Activity:
        """Another outcome, comment or kind, audited; None leaves what there is. Raises NotYoursError."""
        old = await self._read_own(activity_id)
        stood = {"outcome": old.outcome, "comment": old.comment, "kind": old.kind}
        said = {"outcome": outcome, "comment": comment, "kind": kind}
        after: Json = {name: value for name, value in said.items() if value not in {None, stood[name]}}
        if not after:
            return old
        before = {name: stood[name] for name in after}
        await self._audit("activity.described", "activity", activity_id, before, after)
        return await self._write(activity_id, after)

    async def attach(self, activity_id: int, file_id: str) -> Activity:
        """A voice note or a photo, by Telegram's file id: in place of an earlier one. Raises NotYoursError."""
        return await self._write(activity_id, {"file_id": file_id})

    async def set_location(
        self, activity_id: int, latitude: float, longitude: float, accuracy: float | None = None
    ) -> Activity:
        """Where it was, in degrees, sent by an explicit tap only (SPEC 11); the client's usual place follows.

        `accuracy`: in metres, where the phone says. Raises NotYoursError.
        """
        place: dict[str, object] = {"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
        activity = await self._write(activity_id, place)
        await learn_usual_place(self._session, self._clock, activity.client_id)
        return await self._get(activity_id)

    async def undo(self, activity_id: int) -> Activity | None:
        """Take back what one recorded last: the whole record (None), or that a plan was done or cancelled.

        Also of somebody for whom one stands in. Raises NotYoursError, AlreadyDoneError; TooLateError after ten minutes.
        """
        before = await self._fresh(activity_id)
        if before.latitude is None:
            return await self._undo(before)
        stood = await find_usual_place(self._session, self._clock, before.client_id)
        left = await self._undo(before)
        stands = await find_usual_place(self._session, self._clock, before.client_id)
        if stands != stood:  # what was learnt of it goes with it
            await keep_usual_place(self._session, before.client_id, stands)
        return left

    async def reopen(self, activity_id: int, before: Json) -> Activity:
        """It is planned again: `before`, its words and its kind as they were. NotYoursError, AlreadyDoneError,
        TooLateError.
        """
        await self.undo(activity_id)
        return await self._write(activity_id, before)

    async def _undo(self, before: Activity) -> Activity | None:
        activity_id = before.id
        if before.planned_at is None or before.is_planned:
            await self._take_back(activity_id, {"undone_at": self._clock.now()})
            await drop_reminders(self._session, [activity_id])
            return None
        values: dict[str, Any] = {
            "happened_at": None,
            "cancelled_at": None,
            "outcome": None,
            "latitude": None,
            "longitude": None,
            "accuracy": None,
            "local_date": await self._departments.day_at(before.department_id, before.planned_at),
            "recorded_at": before.created_at - WINDOW,
        }
        await self._take_back(activity_id, values)
        await promise_reminders(self._session, self._clock, before.author_id, before.id, before.type, before.planned_at)
        return await self._get(activity_id)

    async def _read_own(self, activity_id: int) -> Activity:
        mine = may_reach_activity(self._actor, Action.EDIT_RECORDS)
        return check_first(await find_activities(self._session, Row.id == activity_id, mine))

    async def _close(self, activity_id: int, *unless: ColumnElement[bool], **values: Any) -> None:
        """Write on a plan that nobody has closed meanwhile; its old reminders are of no use."""
        await self._change_once(
            update(Row).where(Row.id == activity_id, PLANNED, *unless).values(**values, **self._edit)
        )
        await drop_reminders(self._session, [activity_id])

    async def _write(self, activity_id: int, values: dict[str, object]) -> Activity:
        await self._read_own(activity_id)
        if values:
            changed = update(Row).where(Row.id == activity_id, STANDS).values(**values, **self._edit)
            await self._session.execute(changed)
        return await self._get(activity_id)

    @property
    def _edit(self) -> dict[str, Any]:
        """What a calendar that holds it is to know: it is another one by now."""
        return {"edits": Row.edits + 1, "edited_at": self._clock.now()}

    async def _fresh(self, activity_id: int) -> Activity:
        """One's own record that may be taken back still. Raises NotYoursError, AlreadyDoneError, TooLateError."""
        which = (Row.id == activity_id, Row.author_id.in_({self._actor.person_id, *self._actor.acting_for}))
        found = await find_activities(self._session, *which)
        if not found:
            raise NotYoursError
        if await self._exists(select(Row.id).where(*which, ~UNDOABLE)):
            raise AlreadyDoneError
        if await self._exists(select(Row.id).where(*which, Row.recorded_at < self._clock.now() - WINDOW)):
            raise TooLateError
        return found[0]

    async def _take_back(self, activity_id: int, values: dict[str, Any]) -> None:
        await self._change_once(update(Row).where(Row.id == activity_id, UNDOABLE).values(**values, **self._edit))

    async def _get(self, activity_id: int) -> Activity:
        return await Activities(self._session, self._clock, self._actor).get(activity_id)
