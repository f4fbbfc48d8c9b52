"""One look at the clock: what is due now, for every department. Rows own the duties; this only finds them."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from scheduler import (
    asks,
    calls,
    checkins,
    house,
    likes,
    month_close,
    morning,
    outage,
    plan_nag,
    reminders,
    svod,
    tomorrow,
    tomorrow_freeze,
    unknown_year,
    week,
    week_freeze,
)
from scheduler.sight import OwedWork, Sight, take_sight
from storage.checkins.timetable import Timetable
from storage.cluster.posts import FenceError
from storage.database import Database

log = logging.getLogger(__name__)


class DutyKind(Protocol):
    """A kind of duty, or a few that belong together."""

    def list_owed(self, sight: Sight) -> Awaitable[Sequence[OwedWork]]:
        """What is owed at this look and not taken yet; reads only. Each is then done in its own transaction."""


PARTS: Sequence[DutyKind] = (
    outage,
    tomorrow_freeze,
    checkins,
    morning,
    reminders,
    asks,
    calls,
    plan_nag,
    tomorrow,
    week_freeze,
    week,
    svod,
    month_close,
    house,
    likes,
    unknown_year,
)
"""In this order: what was lost is told before what is asked; what was frozen the evening before is the plan that the
day asks about; and a day is asked about before it is reported."""


class Tick:
    """All parts, one look after another.

    `put`: called after each deed that put something into the outbox: the first need not wait for the last.
    """

    def __init__(
        self, database: Database, parts: Sequence[DutyKind] = PARTS, put: Callable[[], None] = lambda: None
    ) -> None:
        self._database = database
        self._parts = parts
        self._put = put
        self._known: Timetable | None = None

    async def look(self) -> bool:
        """Do what is due; whether anything was put into the outbox."""
        done, left = [], self._parts
        while left:
            deeds, left = await self._find(left)
            done += [await self._does(deed) for deed in deeds]
        return any(done)

    async def _does(self, deed: OwedWork) -> bool:
        """One department's or person's trouble is not another's: it is logged, and tried again with the next look."""
        try:
            async with self._database.write() as tx:
                done = await deed.act(tx)
        except FenceError:  # another process keeps the time
            raise
        except Exception:
            log.exception("not done: %s", deed.name)
            return False
        if done:
            self._put()
        return done

    async def _find(self, parts: Sequence[DutyKind]) -> tuple[Sequence[OwedWork], Sequence[DutyKind]]:
        """What the first part owes that owes anything, and the parts after it: they look at what it has left."""
        async with self._database.read() as tx:
            sight = await take_sight(tx, self._known)
            self._known = sight.timetable
            for number, part in enumerate(parts, start=1):
                deeds = await part.list_owed(sight)
                if deeds:
                    return deeds, parts[number:]
        return (), ()
