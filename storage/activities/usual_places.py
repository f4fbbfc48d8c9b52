"""Where a client is usually met: learnt from meetings of the team, and kept when their own places are thrown out."""

from datetime import datetime

from sqlalchemy import or_, select, update

from sales.activities.activities import VISITS
from sales.core.clock import Clock
from sales.road.places import AT_CLIENT, REMEMBERED, Point, find_usual, make_point
from storage.engine.repository import Repository
from storage.engine.session import Session
from storage.tables import ActivityRow, ClientRow

Row = ActivityRow
MOST = 200
"""Of one client's meetings, the latest: where they were before says nothing new."""


async def find_usual_place(session: Session, clock: Clock, client_id: int) -> Point | None:
    """As the meetings of these days tell it; None where they tell nothing."""
    query = (
        select(Row.latitude, Row.longitude)
        .where(
            Row.client_id == client_id,
            Row.type.in_(VISITS),
            Row.undone_at.is_(None),
            Row.happened_at >= clock.now() - REMEMBERED,
            Row.latitude.is_not(None),
            or_(Row.accuracy.is_(None), Row.accuracy <= AT_CLIENT),
        )
        .order_by(Row.happened_at.desc(), Row.id.desc())
        .limit(MOST)
    )
    found = (await session.execute(query)).all()
    points = [make_point(latitude, longitude) for latitude, longitude in reversed(found)]
    return find_usual([each for each in points if each is not None])


async def learn_usual_place(session: Session, clock: Clock, client_id: int) -> None:
    """After a meeting's place was noted. What was known before stays where these days tell nothing."""
    point = await find_usual_place(session, clock, client_id)
    if point is not None:
        await keep_usual_place(session, client_id, point)


async def keep_usual_place(session: Session, client_id: int, point: Point | None) -> None:
    """Where that client is usually met, in degrees; None: nowhere yet."""
    latitude, longitude = (None, None) if point is None else (point.latitude, point.longitude)
    known = update(ClientRow).where(ClientRow.id == client_id)
    await session.execute(known.values(usual_lat=latitude, usual_lon=longitude))


class PlacesKept(Repository):
    """Of everybody, for the night."""

    async def forget_before(self, moment: datetime) -> int:
        """Where people were on contacts before it; how many. What was learnt of them, the usual place, stays."""
        done = await self._session.execute(
            update(Row)
            .where(Row.latitude.is_not(None), Row.happened_at < moment)
            .values(latitude=None, longitude=None, accuracy=None)
            .returning(Row.id)
        )
        return len(done.all())
