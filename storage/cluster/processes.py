"""The processes that work on this PostgreSQL, by the server's clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import text

from storage.cluster.heartbeats import ALIVE
from storage.cluster.posts import EXPIRES_SECONDS
from storage.engine.repository import Repository

SHARES = 0x5267
"""Of advisory locks: of who is given a share of the pace."""

NEW_NUMBER = text("SELECT nextval(pg_get_serial_sequence('processes', 'id'))")
"""That no process had before."""

_JOIN = text("""
    INSERT INTO processes (id, name, roles, beat_at, wanted, share)
    VALUES (:id, :name, :roles, clock_timestamp(), 0, 0)
    ON CONFLICT (id) DO UPDATE SET beat_at = clock_timestamp(), share = 0
""")

_BEAT = text("UPDATE processes SET beat_at = clock_timestamp(), wanted = :wanted WHERE id = :id RETURNING id")

_LOCK_SHARES = text("SELECT pg_try_advisory_xact_lock(:space, 0)")

_DELIVERING = text("""
    SELECT id, wanted, share FROM processes
    WHERE beat_at >= clock_timestamp() - make_interval(secs => :expires) AND roles LIKE '%worker%'
""")

_SET_SHARE = text("UPDATE processes SET share = :share WHERE id = :id")

_DEAD = text("""
    SELECT id FROM processes WHERE id <> :own AND (
        beat_at < clock_timestamp() - make_interval(secs => :expires)
        OR (:direct AND pg_try_advisory_xact_lock(:space, id::int))
    )
""")

_FORGET = text("DELETE FROM processes WHERE id = ANY(:ids)")


@dataclass(frozen=True, slots=True)
class NewProcess:
    name: str
    roles: str


@dataclass(frozen=True, slots=True)
class Delivering:
    """A living process that delivers, and its messages a second."""

    id: int
    wanted: float
    share: float


class Processes(Repository):
    async def join(self, process_id: int, new: NewProcess) -> None:
        """From now on it is one of those at work."""
        await self._session.execute(_JOIN, {"id": process_id, "name": new.name[:80], "roles": new.roles})

    async def beat(self, process_id: int, wanted: float) -> bool:
        """Say that it is alive and would send so much; False where it was taken for dead."""
        return await self._session.scalar(_BEAT, {"id": process_id, "wanted": wanted}) is not None

    async def lock_shares(self) -> bool:
        """Until the commit nobody else is given a share; False where somebody is this moment."""
        return bool(await self._session.scalar(_LOCK_SHARES, {"space": SHARES}))

    async def list_delivering(self) -> Sequence[Delivering]:
        """The living that deliver."""
        rows = await self._session.execute(_DELIVERING, {"expires": EXPIRES_SECONDS})
        return [Delivering(id=each.id, wanted=each.wanted, share=each.share) for each in rows]

    async def set_share(self, process_id: int, share: float) -> None:
        """So many messages a second it may send from now on."""
        await self._session.execute(_SET_SHARE, {"id": process_id, "share": share})

    async def list_dead(self, own: int, *, direct: bool) -> Sequence[int]:
        """Who was not heard of for too long, or whose connection has ended; `direct` as of `Heartbeats.take`."""
        named = {"own": own, "direct": direct, "space": ALIVE, "expires": EXPIRES_SECONDS}
        return [int(each) for each in await self._session.scalars(_DEAD, named)]

    async def forget(self, ids: Collection[int]) -> None:
        """They have gone."""
        await self._session.execute(_FORGET, {"ids": list(ids)})
