"""What was done and what is planned: logged, planned, and read (SPEC 11)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from sales.activities.activities import ActivityType, ContactKind, Outcome
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.core.undo import WINDOW
from storage.activities.activity import (
    PLANNED,
    READ_OF_ACTIVITY,
    STANDS,
    Activity,
    Row,
    find_activities,
    may_reach_activity,
)
from storage.activities.joining import AUTO, join_call
from storage.activities.promises import promise_reminders
from storage.activities.usual_places import learn_usual_place
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_first
from storage.engine.scope import reach
from storage.people.masters import client_master, may_reach_client, touch_client
from storage.settings.departments import AllDepartments
from storage.tables import ClientRow, ContactRow, DealRow

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
        return check_first(
            await self._session.once(
                ("activity", self._actor, activity_id),
                lambda: find_activities(self._session, *mine),
                tables=READ_OF_ACTIVITY,
                is_ours=activity_id in self._session.info.get(_WRITTEN, ()),
            )
        )

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
        return [
            *await self._session.once(  # what a line means is asked by each who looks at it
                ("planned", self._actor, first, last, person_id, limit),
                lambda: find_activities(self._session, may_reach_activity(self._actor), *which, limit=limit),
                tables=READ_OF_ACTIVITY,
            )
        ]

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
                "local_date": await AllDepartments(self._session, self._clock).day_at(master.department_id, new.at),
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
            await promise_reminders(self._session, self._clock, saved.author_id, saved.id, saved.type, saved.planned_at)
        return saved

    async def _check_links(self, new: NewActivity) -> None:
        """A contact, a deal, an earlier activity of another client is a foreign one."""
        for row, linked in ((ContactRow, new.contact_id), (DealRow, new.deal_id), (Row, new.follows_id)):
            if linked is not None:
                query = select(row.id).where(row.id == linked, row.client_id == new.client_id)
                if not await self._exists(query):
                    raise NotYoursError

    async def _get_saved_first(self, draft_id: str | None) -> Activity:
        return check_first(
            await find_activities(self._session, Row.draft_id == draft_id, may_reach_activity(self._actor))
        )


def _of(actor: Actor, person_id: int | None) -> ColumnElement[bool]:
    """Of one person; else of all whom the actor reads by right, not of those for whom they stand in."""
    if person_id is not None:
        return Row.author_id == person_id
    return reach(actor, Action.READ_RECORDS, Row.author_id, Row.department_id)
