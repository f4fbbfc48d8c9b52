"""Clients around a place, with what is open with them."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import cos, radians

from sqlalchemy import ColumnElement, and_, func, select

from sales.calendar.calendar import week_of
from sales.core.clock import local_date
from sales.road.nearby import WITHIN, Neighbour
from sales.road.places import Point, distance
from storage.activities.activity import STANDS as CONTACT_STANDS
from storage.engine.actor_repository import ActorRepository
from storage.payments.owed import REST, is_debt, sum_of_clients
from storage.payments.payment import OPEN, Row
from storage.people.masters import may_reach_client
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow

METRES_A_DEGREE = 111_000.0
LONGEST_LIST = 500


class Nearby(ActorRepository):
    async def list_around(self, here: Point) -> list[Neighbour]:
        """The clients whom the speaker reads and whose usual place is within reach, the nearest first."""
        query = select(
            ClientRow.id,
            SHORT_CLIENT_NAME,
            ClientRow.usual_lat,
            ClientRow.usual_lon,
            ClientRow.created_at,
            ClientRow.do_not_call,
        ).where(may_reach_client(self._actor), ClientRow.archived_at.is_(None), *_around(here))
        found = []
        for client_id, name, latitude, longitude, created_at, quiet in await self._session.execute(query):
            point = Point(latitude or 0.0, longitude or 0.0)
            since = None if quiet else local_date(created_at, self._actor.zone)
            found.append((distance(here, point), client_id, name, point, since))
        found = sorted(each for each in found if each[0] <= WITHIN)[:LONGEST_LIST]
        ids = [each[1] for each in found]
        debts = await sum_of_clients(self._session, self._actor, ids, is_debt(self._today))
        awaited = await sum_of_clients(self._session, self._actor, ids, self._is_awaited)
        spoken = await self._find_last_contacts(ids)
        return [
            Neighbour(
                client_id,
                name,
                point,
                metres,
                debts.get(client_id, 0),
                awaited.get(client_id, 0),
                0 if since is None else (self._today - spoken.get(client_id, since)).days,
            )
            for metres, client_id, name, point, since in found
        ]

    @property
    def _today(self) -> date:
        return local_date(self._clock.now(), self._actor.zone)

    @property
    def _is_awaited(self) -> ColumnElement[bool]:
        sunday = week_of(self._today)[1]
        return and_(OPEN, REST > 0, Row.due_on.between(self._today, sunday), ~is_debt(self._today))

    async def _find_last_contacts(self, client_ids: Sequence[int]) -> Mapping[int, date]:
        done = (ActivityRow.happened_at.is_not(None), CONTACT_STANDS)
        query = select(ActivityRow.client_id, func.max(ActivityRow.local_date)).where(
            ActivityRow.client_id.in_(client_ids), *done
        )
        found = await self._session.execute(query.group_by(ActivityRow.client_id))
        return {client_id: day for client_id, day in found if day is not None}


def _around(here: Point) -> tuple[ColumnElement[bool], ...]:
    """A square that holds the circle; near a pole, and at the line of dates, nobody sells."""
    up = WITHIN / METRES_A_DEGREE
    aside = up / max(0.01, cos(radians(here.latitude)))
    return (
        ClientRow.usual_lat.between(here.latitude - up, here.latitude + up),
        ClientRow.usual_lon.between(here.longitude - aside, here.longitude + aside),
    )
