"""What a week holds of calls and meetings, for who reads them; and who has not been spoken to for thirty days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from sales.activities.activities import VISITS
from sales.core.clock import local_date
from sales.core.rights import Action
from sales.road.places import Point, make_point
from storage.activities.activity import PLANNED, STANDS, Activity, Row, find_activities, may_reach_activity
from storage.clients.sections import is_forgotten
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import check_reach, reach
from storage.tables import SHORT_CLIENT_NAME, ClientRow

_LAST = (
    select(func.max(Row.local_date))
    .where(Row.client_id == ClientRow.id, Row.happened_at.is_not(None), STANDS)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class ForgottenClient:
    id: int
    name: str
    last_on: date | None
    """The day of the last contact; None: there was none."""
    created_at: datetime
    usual_lat: float | None
    usual_lon: float | None

    @property
    def usual_point(self) -> Point | None:
        """Where they are usually met."""
        return make_point(self.usual_lat, self.usual_lon)

    def days(self, today: date, zone: str) -> int:
        """Since the last contact, or since the client is here."""
        return (today - (self.last_on or local_date(self.created_at, zone))).days


_FORGOTTEN = check_types(
    ForgottenClient,
    select(
        *columns_of(ForgottenClient, ClientRow, name=SHORT_CLIENT_NAME.label("name"), last_on=_LAST.label("last_on"))
    ),
)


class VisitsOf(ActorRepository):
    async def of_days(self, first: date, last: date, person_id: int | None = None) -> list[Activity]:
        """What was agreed, and every meeting, by hour: one person's, or of all read by right. No calls in passing."""
        whose = reach(self._actor, Action.READ_RECORDS, Row.author_id, Row.department_id)
        which = (
            Row.local_date.between(first, last),
            Row.cancelled_at.is_(None),
            or_(Row.planned_at.is_not(None), Row.type.in_(VISITS)),
            whose if person_id is None else Row.author_id == person_id,
        )
        return await find_activities(self._session, may_reach_activity(self._actor), *which)

    async def count_by_day(self, department_id: int, first: date, last: date) -> Mapping[int, Mapping[date, int]]:
        """Meetings planned and held, by their author and day. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_RECORDS, department_id)
        query = (
            select(Row.author_id, Row.local_date, func.count())
            .where(
                Row.department_id == department_id,
                Row.local_date.between(first, last),
                Row.type.in_(VISITS),
                Row.cancelled_at.is_(None),
                STANDS,
            )
            .group_by(Row.author_id, Row.local_date)
        )
        found: dict[int, dict[date, int]] = {}
        for author_id, day, count in await self._session.execute(query):
            found.setdefault(author_id or 0, {})[day] = count
        return found

    async def count_forgotten(self, person_id: int) -> int:
        """How many that list has, however long it is."""
        query = select(func.count()).select_from(ClientRow).where(*self._are_forgotten(person_id))
        return await self._session.scalar(query) or 0

    async def list_forgotten(self, person_id: int, limit: int) -> list[ForgottenClient]:
        """Whom nobody has spoken to for thirty days and nobody is to meet, the longest first."""
        since = func.coalesce(_LAST, func.date(ClientRow.created_at))
        query = _FORGOTTEN.where(*self._are_forgotten(person_id)).order_by(since, ClientRow.id).limit(limit)
        return await self._session.read(ForgottenClient, query)

    def _are_forgotten(self, person_id: int) -> tuple[ColumnElement[bool], ...]:
        now = self._clock.now()
        today = local_date(now, self._actor.zone)
        planned = select(Row.id).where(Row.client_id == ClientRow.id, PLANNED, Row.local_date >= today)
        reached = reach(self._actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)
        return (reached, ClientRow.owner_id == person_id, *is_forgotten(today, now), ~planned.exists())
