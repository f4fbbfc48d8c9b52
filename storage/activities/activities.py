"""What was done and what is planned: logged, said done, put off, cancelled, taken back (SPEC 11)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from sales.activities.activities import ActivityType, ContactKind, Outcome
from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.rights import Action
from sales.core.undo import WINDOW, UndoStepKind
from storage.activities.activity import (
    PLANNED,
    READ_OF_ACTIVITY,
    STANDS,
    UNDOABLE,
    Activity,
    Row,
    find_activities,
    may_reach_activity,
)
from storage.activities.joining import AUTO, join_call
from storage.activities.promises import drop_reminders, promise_reminders
from storage.activities.usual_places import find_usual_place, keep_usual_place, learn_usual_place
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reach
from storage.engine.undo_steps import UndoSteps
from storage.people.masters import client_master, may_reach_client, touch_client
from storage.settings.departments import AllDepartments
from storage.tables import ClientRow, ContactRow, DealRow
from storage.tables.types import Json

_WRITTEN = "written activities"


@dataclass(frozen=True, slots=True)
class NewActivity:
    """`at` is when it happened, or for a plan when it is to happen."""

    client_id: int
    type: ActivityType
    at: datetime
    outcome: Outcome | None = None
    comment: str | None = None
    kind: ContactKind | None = None
    contact_id: int | None = None
    deal_id: int | None = None
    follows_id: int | None = None
    file_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None
    draft_id: str | None = None


_COPIED = ("client_id", "type", "outcome", "comment", "kind", "contact_id", "deal_id", "follows_id", "file_id")
_ALSO_COPIED = ("latitude", "longitude", "accuracy", "draft_id")


class Activities(ActorRepository):
    async def log(self, new: NewActivity) -> Activity:
        """It has happened; a second save of the same draft returns the first.

        Raises NotYoursError, also for a contact, a deal or an earlier activity of another client.
        """
        return await self._join(await self._save(new, {"happened_at": new.at}))

    async def log_call(self, new: NewActivity, call_id: int) -> Activity:
        """What the telephone exchange has told by itself, once for each call of it: nobody's to undo.

        Raises NotYoursError.
        """
        made = await self._save(replace(new, draft_id=f"{AUTO}{call_id}"), {"happened_at": new.at})
        unsaid = (
            update(Row).where(Row.id == made.id).values(recorded_at=made.created_at - WINDOW - timedelta(minutes=1))
        )
        await self._session.execute(unsaid)
        return await self.get(made.id)

    async def _join(self, activity: Activity) -> Activity:
        joined = await join_call(self._session, self._clock.now(), activity)
        return await self.get(activity.id) if joined else activity

    async def plan(self, new: NewActivity) -> Activity:
        """It is to happen: its author is promised the reminders that are still ahead. Raises NotYoursError as `log`."""
        return await self._save(new, {"planned_at": new.at})

    async def get(self, activity_id: int) -> Activity:
        """With the records of those for whom the actor stands in. Raises NotYoursError for a foreign and an absent id
        alike.
        """
        mine = (Row.id == activity_id, may_reach_activity(self._actor))
        found = await self._session.once(
            ("activity", self._actor, activity_id),
            lambda: find_activities(self._session, *mine),
            tables=READ_OF_ACTIVITY,
            is_ours=activity_id in self._session.info.get(_WRITTEN, ()),
        )
        if not found:
            raise NotYoursError
        return found[0]

    async def of_day(self, person_id: int | None, day: date) -> list[Activity]:
        """Done and planned of one local day, by hour: one person's, or of all whom the actor reads by right.

        Cancelled plans are left out.
        """
        which = (Row.local_date == day, Row.cancelled_at.is_(None), _of(self._actor, person_id))
        return await find_activities(self._session, may_reach_activity(self._actor), *which)

    async def list_planned(
        self, first: date, last: date, person_id: int | None = None, limit: int | None = None
    ) -> list[Activity]:
        """What is to be done from first to last, both included, by hour: one person's, or of all read by right.

        An earlier `first` shows what was forgotten.
        """
        which = (Row.local_date.between(first, last), PLANNED, _of(self._actor, person_id))
        return await find_activities(self._session, may_reach_activity(self._actor), *which, limit=limit)

    async def count_of(self, client_id: int) -> int:
        """How many contacts there were."""
        which = (self._may_see_history(client_id), Row.happened_at.is_not(None))
        return await self._session.scalar(select(func.count()).select_from(Row).where(*which)) or 0

    async def of_client(self, client_id: int, limit: int = 10, offset: int = 0) -> list[Activity]:
        """The client's last contacts, whoever made them, the latest first: its history belongs to the client."""
        query = (
            select(Row.id)
            .where(self._may_see_history(client_id), Row.happened_at.is_not(None))
            .order_by(Row.local_date.desc(), Row.happened_at.desc())
            .limit(limit)
            .offset(offset)
        )
        ids = list(await self._session.scalars(query))
        return list(reversed(await find_activities(self._session, Row.id.in_(ids)))) if ids else []

    def _may_see_history(self, client_id: int) -> ColumnElement[bool]:
        """All of a client that the actor sees now; of another one only what is theirs."""
        seen = select(ClientRow.id).where(ClientRow.id == client_id, may_reach_client(self._actor)).exists()
        return and_(Row.client_id == client_id, STANDS, or_(may_reach_activity(self._actor), seen))

    async def next_of(self, client_id: int) -> Activity | None:
        """What is planned with the client next; what was forgotten comes first."""
        which = (Row.client_id == client_id, PLANNED)
        return next(iter(await find_activities(self._session, may_reach_activity(self._actor), *which, limit=1)), None)

    async def follow_up(self, activity_id: int) -> Activity | None:
        """The next step that was agreed after it, if one was: planned, or done by now."""
        which = (Row.follows_id == activity_id, Row.cancelled_at.is_(None))
        return next(iter(await find_activities(self._session, may_reach_activity(self._actor), *which, limit=1)), None)

    async def finish(
        self, activity_id: int, outcome: Outcome | None, at: datetime, comment: str | None = None
    ) -> Activity:
        """The plan was carried out at that moment: its local day follows, its reminders go.

        Raises NotYoursError; AlreadyDoneError when it is done or cancelled.
        """
        before = await self._read_own(activity_id)
        values: dict[str, Any] = {"happened_at": at, "outcome": outcome, "recorded_at": self._clock.now()}
        values["local_date"] = await self._local_date(before.department_id, at)
        if comment is not None:
            values["comment"] = comment
        await self._close(activity_id, **values)
        await touch_client(self._session, self._actor, before.client_id, self._clock.now())
        return await self._join(await self.get(activity_id))

    async def cancel(self, activity_id: int) -> Activity:
        """It will not happen, and nobody is reminded. Raises NotYoursError; AlreadyDoneError when it is done or
        cancelled.
        """
        await self._read_own(activity_id)
        now = self._clock.now()
        await self._close(activity_id, cancelled_at=now, recorded_at=now)
        return await self.get(activity_id)

    async def postpone(self, activity_id: int, to: datetime) -> Activity:
        """Another time, with reminders of its own; one tap takes it back (an undo step).

        Raises NotYoursError; AlreadyDoneError when it is closed, or stands at that time.
        """
        before = await self._read_own(activity_id)
        await self._put(before, to)
        stood = None if before.planned_at is None else before.planned_at.isoformat()
        steps = UndoSteps(self._session, self._clock, self._actor)
        await steps.note(UndoStepKind.PLAN_MOVED, activity_id, {"planned_at": stood})
        return await self.get(activity_id)

    async def put_back(self, activity_id: int, before: Json) -> Activity:
        """Where it was before it was put off: `before` as that step has noted it. NotYoursError, AlreadyDoneError."""
        if not before["planned_at"]:
            raise AlreadyDoneError
        await self._put(await self._read_own(activity_id), datetime.fromisoformat(before["planned_at"]))
        return await self.get(activity_id)

    async def _put(self, activity: Activity, to: datetime) -> None:
        day = await self._local_date(activity.department_id, to)
        await self._close(activity.id, Row.planned_at != to, planned_at=to, local_date=day)
        await self._promise(activity, to)

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
        return await self.get(activity_id)

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
            "local_date": await self._local_date(before.department_id, before.planned_at),
            "recorded_at": before.created_at - WINDOW,
        }
        await self._take_back(activity_id, values)
        await self._promise(before, before.planned_at)
        return await self.get(activity_id)

    async def _save(self, new: NewActivity, when: dict[str, datetime]) -> Activity:
        master = await client_master(self._session, self._actor, Action.EDIT_RECORDS, new.client_id)
        await self._check_links(new)
        now = self._clock.now()
        activity_id = await self._insert_once(
            Row,
            ["draft_id"],
            {
                **{name: getattr(new, name) for name in (*_COPIED, *_ALSO_COPIED)},
                **when,
                "department_id": master.department_id,
                "author_id": self._actor.person_id,
                "local_date": await self._local_date(master.department_id, new.at),
                "created_at": now,
                "recorded_at": now,
            },
        )
        if activity_id is None:
            return await self._get_saved_first(new.draft_id)
        self._session.info.setdefault(_WRITTEN, set()).add(activity_id)
        await touch_client(self._session, self._actor, new.client_id, now)
        if new.latitude is not None:
            await learn_usual_place(self._session, self._clock, new.client_id)
        saved = await self.get(activity_id)
        if saved.planned_at is not None:
            await self._promise(saved, saved.planned_at)
        return saved

    async def _check_links(self, new: NewActivity) -> None:
        """A contact, a deal, an earlier activity of another client is a foreign one."""
        for row, linked in ((ContactRow, new.contact_id), (DealRow, new.deal_id), (Row, new.follows_id)):
            if linked is not None:
                query = select(row.id).where(row.id == linked, row.client_id == new.client_id)
                if not await self._exists(query):
                    raise NotYoursError

    async def _get_saved_first(self, draft_id: str | None) -> Activity:
        found = await find_activities(self._session, Row.draft_id == draft_id, may_reach_activity(self._actor))
        if not found:
            raise NotYoursError
        return found[0]

    async def _read_own(self, activity_id: int) -> Activity:
        mine = may_reach_activity(self._actor, Action.EDIT_RECORDS)
        found = await find_activities(self._session, Row.id == activity_id, mine)
        if not found:
            raise NotYoursError
        return found[0]

    async def _close(self, activity_id: int, *unless: ColumnElement[bool], **values: Any) -> None:
        """Write on a plan that nobody has closed meanwhile; its old reminders are of no use."""
        result = await self._session.execute(
            update(Row).where(Row.id == activity_id, PLANNED, *unless).values(**values, **self._edit).returning(Row.id)
        )
        if result.first() is None:
            raise AlreadyDoneError
        await drop_reminders(self._session, [activity_id])

    async def _promise(self, activity: Activity, planned_at: datetime) -> None:
        if activity.author_id is not None:
            await promise_reminders(
                self._session, self._clock, activity.author_id, activity.id, activity.type, planned_at
            )

    async def _write(self, activity_id: int, values: dict[str, object]) -> Activity:
        await self._read_own(activity_id)
        if values:
            changed = update(Row).where(Row.id == activity_id, STANDS).values(**values, **self._edit)
            await self._session.execute(changed)
        return await self.get(activity_id)

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
        result = await self._session.execute(
            update(Row).where(Row.id == activity_id, UNDOABLE).values(**values, **self._edit).returning(Row.id)
        )
        if result.first() is None:
            raise AlreadyDoneError

    async def _local_date(self, department_id: int, at: datetime) -> date:
        return local_date(at, (await AllDepartments(self._session, self._clock).get(department_id)).zone)


def _of(actor: Actor, person_id: int | None) -> ColumnElement[bool]:
    """Of one person; else of all whom the actor reads by right, not of those for whom they stand in."""
    if person_id is not None:
        return Row.author_id == person_id
    return reach(actor, Action.READ_RECORDS, Row.author_id, Row.department_id)
