"""A call, a meeting or a note as the trade sees it: planned, done or cancelled."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select

from sales.activities.activities import ActivityType, ContactKind, Outcome
from sales.core.rights import Action
from sales.road.places import Point, make_point
from storage.engine.actor import Actor
from storage.engine.reading import check_types, columns_of, tables_of
from storage.engine.scope import reach_acting
from storage.engine.session import Session
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, PbxCallRow

Row = ActivityRow


@dataclass(frozen=True, slots=True)
class Activity:
    id: int
    department_id: int
    author_id: int | None
    client_id: int
    client_name: str
    do_not_call: bool
    """Of the client: they asked not to be rung."""
    client_owner_id: int | None
    contact_id: int | None
    deal_id: int | None
    type: ActivityType
    kind: ContactKind | None
    outcome: Outcome | None
    comment: str | None
    local_date: date
    planned_at: datetime | None
    happened_at: datetime | None
    cancelled_at: datetime | None
    latitude: float | None
    longitude: float | None
    accuracy: float | None
    """Of the place, in metres."""
    usual_lat: float | None
    usual_lon: float | None
    """Of the client: where they are usually met."""
    file_id: str | None
    follows_id: int | None
    created_at: datetime
    edits: int
    edited_at: datetime | None
    recorded_at: datetime
    """When its present state was set: ten minutes to undo run from here."""
    talk_seconds: int | None = None
    """Of a call that the telephone exchange knows too."""

    @property
    def is_unwelcome(self) -> bool:
        """A call to somebody who asked not to be rung: warned of, and never reminded of."""
        return self.do_not_call and self.type is ActivityType.CALL

    @property
    def point(self) -> Point | None:
        """Where it was, if that was noted and is kept still."""
        return make_point(self.latitude, self.longitude)

    @property
    def usual_point(self) -> Point | None:
        return make_point(self.usual_lat, self.usual_lon)

    @property
    def is_done(self) -> bool:
        return self.happened_at is not None

    @property
    def is_planned(self) -> bool:
        """Still ahead, or waiting to be said done."""
        return self.happened_at is None and self.cancelled_at is None


_ACTIVITIES = check_types(
    Activity,
    select(
        *columns_of(
            Activity,
            Row,
            client_name=SHORT_CLIENT_NAME,
            do_not_call=ClientRow.do_not_call,
            client_owner_id=ClientRow.owner_id,
            usual_lat=ClientRow.usual_lat,
            usual_lon=ClientRow.usual_lon,
            talk_seconds=PbxCallRow.talk_seconds,
        )
    )
    .join(ClientRow, ClientRow.id == Row.client_id)
    .outerjoin(PbxCallRow, PbxCallRow.activity_id == Row.id)
    .order_by(func.coalesce(Row.happened_at, Row.planned_at), Row.id),
)

READ_OF_ACTIVITY = tables_of(_ACTIVITIES)
STANDS = Row.undone_at.is_(None)
PLANNED = and_(Row.happened_at.is_(None), Row.cancelled_at.is_(None), STANDS)
UNDOABLE = and_(STANDS, Row.recorded_at >= Row.created_at)
"""Its present state was set by its author, not restored by an undo: a second tap must not take the plan as well."""


def may_reach_activity(actor: Actor, action: Action = Action.READ_RECORDS) -> ColumnElement[bool]:
    """The condition on ActivityRow for what the right reaches, of the absent colleagues too, and is not taken back."""
    return and_(reach_acting(actor, action, Row.author_id, Row.department_id), STANDS)


async def find_activities(
    session: Session, *which: ColumnElement[bool], limit: int | None = None, offset: int = 0
) -> list[Activity]:
    """By the moment at which they happened or are to happen, whoever's they are: the caller brings the right."""
    return await session.read(Activity, _ACTIVITIES.where(*which).limit(limit).offset(offset))
