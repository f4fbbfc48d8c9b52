"""
Who holds a post, on PostgreSQL alone. Every time in here is the server's: machines disagree.

A transaction of a holder begins with `insist`, which locks the row until its end; whoever takes the post over waits for
that. So what a frozen holder had begun either stands before another begins, or is refused as it wakes.
"""

from dataclasses import dataclass

from sqlalchemy import text

from storage.cluster.posts import EXPIRES_SECONDS, FenceError, Post
from storage.engine.repository import Repository

ALIVE = 0x5265
"""Of advisory locks: with a process' number, held by its own connection as long as it lives."""

_PREPARE = text("""
    INSERT INTO heartbeats (post, fence, beat_at) VALUES (:post, 0, clock_timestamp()) ON CONFLICT DO NOTHING
""")

_TAKE = text("""
    WITH left_alone AS (
        SELECT post FROM heartbeats WHERE post = :post AND (
            process_id IS NULL
            OR process_id = :process
            OR beat_at < clock_timestamp() - make_interval(secs => :expires)
            OR (:direct AND pg_try_advisory_xact_lock(:space, process_id::int))
        ) FOR UPDATE SKIP LOCKED
    )
    UPDATE heartbeats SET fence = fence + 1, process_id = :process, beat_at = clock_timestamp()
    FROM left_alone WHERE heartbeats.post = left_alone.post RETURNING heartbeats.fence
""")
"""A lock of the holder's that can be had says that its connection has ended; behind a pooler it says nothing."""

_BEAT = text("""
    UPDATE heartbeats SET beat_at = clock_timestamp() WHERE post = :post AND fence = :fence AND process_id = :process
    RETURNING fence
""")

_LEAVE = text("UPDATE heartbeats SET process_id = NULL WHERE post = :post AND fence = :fence AND process_id = :process")

_INSIST = text("SELECT fence FROM heartbeats WHERE post = :post AND fence = :fence FOR KEY SHARE")
"""It waits for nobody's beat, and a taking over waits for it."""

_PULSES = text("""
    SELECT post, extract(epoch FROM clock_timestamp() - beat_at)::float FROM heartbeats WHERE process_id IS NOT NULL
""")


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that is held: until the fence has grown."""

    post: Post
    fence: int
    process_id: int


class Heartbeats(Repository):
    async def take(self, post: Post, process_id: int, *, direct: bool) -> HeldPost | None:
        """The post, where nobody holds it or its holder is dead; else None.

        `direct`: our connections are the server's own, and no pooler's.
        """
        await self._session.execute(_PREPARE, {"post": post.value})
        named = {
            "post": post.value,
            "process": process_id,
            "direct": direct,
            "space": ALIVE,
            "expires": EXPIRES_SECONDS,
        }
        fence = await self._session.scalar(_TAKE, named)
        return None if fence is None else HeldPost(post, int(fence), process_id)

    async def beat(self, held: HeldPost) -> bool:
        """Say that its holder is alive; False where another has taken the post."""
        return await self._session.scalar(_BEAT, _name(held)) is not None

    async def leave(self, held: HeldPost) -> None:
        """Nobody holds the post from now on, unless another has taken it."""
        await self._session.execute(_LEAVE, _name(held))

    async def insist(self, held: HeldPost) -> None:
        """At the beginning of a holder's transaction. Raises FenceError where another has taken the post."""
        if await self._session.scalar(_INSIST, _name(held)) is None:
            raise FenceError(f"Another process has taken the post {held.post}.")

    async def read_pulses(self) -> dict[Post, float]:
        """How many seconds ago the holder of each post was heard of."""
        found = await self._session.execute(_PULSES)
        return {Post(post): float(age) for post, age in found if post in set(Post)}


def _name(held: HeldPost) -> dict[str, object]:
    return {"post": held.post.value, "fence": held.fence, "process": held.process_id}
