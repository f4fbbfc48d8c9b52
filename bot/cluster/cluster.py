"""
This process among others on one PostgreSQL: it says every moment that it is alive, and takes a post that nobody holds.

It believes itself for six seconds after its last word, by a clock that counts while it is frozen; the server believes
it for eight. So it has stopped before another begins, and what it had begun is refused by the fence. Whoever could have
been taken for dead comes back under another number.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from bot.cluster.line import OwnLine
from bot.cluster.roles import ProcessRole
from bot.cluster.shares import Share, Wish, find_share
from bot.delivery.pacing import Pace
from bot.signals import Signals
from bot.telegram.clock import steady_seconds
from storage.cluster.heartbeats import HeldPost
from storage.cluster.posts import LEASE_SECONDS, FenceError, Post
from storage.cluster.processes import NewProcess
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble
from storage.transaction import Transaction

log = logging.getLogger(__name__)

TASKS = {Post.POLL: "intake", Post.CLOCK: "clock"}
BEAT_SECONDS = 1.0
OFTEN_SECONDS = 0.2
"""Where more of the pace is wanted than we have."""
BEAT_WITHIN = 4.0
"""A beat that is not answered so long has failed: the next is tried before the lease is over."""
NEVER = float("-inf")


class Cluster:
    def __init__(
        self,
        database: Database,
        roles: frozenset[ProcessRole],
        posts: tuple[Post, ...],
        signals: Signals | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._database = database
        self._new = NewProcess(f"{socket.gethostname()[:60]}:{os.getpid()}", ",".join(sorted(roles)))
        self._signals = signals or Signals()
        self._pace = pace or Pace()
        bells = {"inbox": self._signals.inbox, "door": self._signals.door, "outbox": self._signals.outbox}
        self._line = OwnLine(database, bells)
        for name, bell in bells.items():
            bell.call_others = lambda name=name: self._line.call(name)  # type: ignore[misc]
        self._signals.inbox.is_loud = self._signals.door.is_loud = True
        self._signals.outbox.is_loud = ProcessRole.WORKER not in roles
        self.roles = roles
        self.posts = posts
        self.is_joined = False
        """A cluster that was never begun is a process alone: it may do everything."""
        self.held_since: dict[Post, float] = {}
        """Since when each post is ours, by the loop's time."""
        self.part = (0, 1)
        """Which we are of how many that deliver."""
        self.process_id = 0
        self._heard_at = NEVER
        self._held: dict[Post, HeldPost] = {}
        self._changed = asyncio.Event()
        self._pulses: dict[Post, float] = {}
        self._stands_by = False

    @property
    def is_alive(self) -> bool:
        """Whether the others still count on us: only then may we speak."""
        return not self.is_joined or steady_seconds() - self._heard_at < LEASE_SECONDS

    def holds(self, post: Post) -> bool:
        """Whether the post is ours this moment."""
        return not self.is_joined or (post in self._held and self.is_alive)

    @property
    def leads(self) -> bool:
        """Whether any post is ours."""
        return any(self.holds(post) for post in self.posts)

    def read_pulses(self) -> dict[Post, float]:
        """Seconds since the holder of each post was heard of, as we know it."""
        passed = max(0.0, steady_seconds() - self._heard_at)
        return {post: age + passed for post, age in self._pulses.items()}

    async def insist(self, post: Post, tx: Transaction) -> None:
        """At the beginning of a transaction of the post's holder. Raises FenceError where that is not us any more."""
        if not self.is_joined:
            return
        held = self._held.get(post)
        if held is None or not self.is_alive:
            raise FenceError(f"The post {post} is not ours any more.")
        await tx.system.heartbeats.insist(held)

    def begin(self) -> None:
        """From now on we are one of several."""
        self.is_joined = True

    async def run(self) -> None:
        """Beat until cancelled; trouble of the database is waited out, and costs the posts when it lasts."""
        line = asyncio.create_task(self._line.run(), name="line")
        try:
            while not line.done():
                await self._try_beat()
                if not self.is_alive:
                    self._let_go(self._held)
                await self._rest(line)
            line.result()
        finally:
            line.cancel()
            await asyncio.wait([line])

    async def hold(self, post: Post, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Until cancelled: whenever the post is ours, do its work, and stop when it is not. Raises what that raises."""
        while True:
            await self._until(lambda: self.holds(post))
            log.info("holding the post: %s", post)
            self.held_since[post] = asyncio.get_running_loop().time()
            at_work = asyncio.create_task(work(), name=TASKS[post])
            gone = asyncio.create_task(self._until(lambda: not self.holds(post)))
            try:
                await asyncio.wait({at_work, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                at_work.cancel()
                gone.cancel()
                await asyncio.wait({at_work, gone})
            if not at_work.cancelled() and (error := at_work.exception()) is not None:
                if not isinstance(error, FenceError):
                    raise error
                self._let_go([post])
            log.error("the post is not ours any more: %s. Standing by.", post)

    async def until_alive(self) -> None:
        """Before anything is done: the others know us."""
        await self._until(lambda: self.is_alive)

    async def leave(self) -> None:
        """Told to stop: the others need not wait until we are taken for dead."""
        posts, self._held, self._heard_at = list(self._held.values()), {}, NEVER
        with suppress(SQLAlchemyError, OSError, TimeoutError):
            async with asyncio.timeout(BEAT_WITHIN), self._database.write() as tx:
                for held in posts:
                    await tx.system.heartbeats.leave(held)
                await tx.system.processes.forget([self.process_id])

    async def _try_beat(self) -> None:
        began = steady_seconds()
        if self._heard_at != NEVER and began - self._heard_at >= LEASE_SECONDS:
            self._come_back()
        try:
            async with asyncio.timeout(BEAT_WITHIN):
                if await self._beat():
                    self._heard_at = began
                    await self._take_share()
        except Exception as error:
            if not is_database_trouble(error):
                raise
            log.warning("the database did not answer a heartbeat: %s", type(error).__name__)
        self._changed.set()

    def _come_back(self) -> None:
        """As another: what the one that we were had in hand may be in others' by now."""
        log.warning("nothing was heard of us for too long; coming back under another number")
        self._let_go(self._held)
        self._heard_at, self.process_id = NEVER, 0
        self._line.give_up_number()

    async def _beat(self) -> bool:
        if not self._line.number:
            return False
        kept: dict[Post, HeldPost] = {}
        async with self._line.ask() as tx:
            if not await self._say_alive(tx):
                return False
            for post in self.posts:
                held = self._held.get(post)
                if held is None or not await tx.system.heartbeats.beat(held):
                    held = await tx.system.heartbeats.take(post, self._line.number, direct=True)
                if held is not None:
                    kept[post] = held
            self._pulses = await tx.system.heartbeats.read_pulses()
        self._held, self.process_id = kept, self._line.number
        if self.posts and not kept and not self._stands_by:
            log.warning("another process works on this database; standing by")
        self._stands_by = not kept
        return True

    async def _say_alive(self, tx: Transaction) -> bool:
        wish = self._pace.read_wish()
        if not self.process_id:
            await tx.system.processes.join(self._line.number, self._new)
        elif not await tx.system.processes.beat(self.process_id, wish):
            self._come_back()
            return False
        return True

    async def _take_share(self) -> None:
        """Ours of the pace, unless another process is taking theirs this moment."""
        if ProcessRole.WORKER not in self.roles:
            return
        async with self._database.write() as tx:
            if not await tx.system.processes.lock_shares():
                return
            living = await tx.system.processes.list_delivering()
            wishes = {each.id: Wish(each.wanted, each.share) for each in living}
            if self.process_id not in wishes:
                return
            share = find_share(wishes, self.process_id)
            await tx.system.processes.set_share(self.process_id, share.per_second)
            limited = await tx.system.sending.list_limited()
        self._use(share, limited)

    def _use(self, share: Share, limited: dict[int, float]) -> None:
        self.part = (share.part, share.parts)
        self._pace.share(share.per_second, share.held, share.parts)
        self._pace.note_limits(limited)

    def _let_go(self, posts: Collection[Post]) -> None:
        for post in list(posts):
            self._held.pop(post, None)
        self._changed.set()

    async def _rest(self, line: "asyncio.Task[None]") -> None:
        """A second, or less where more of the pace is wanted."""
        self._pace.wants_more.clear()
        more = asyncio.create_task(self._pace.wants_more.wait())
        await asyncio.wait([line], timeout=OFTEN_SECONDS)
        await asyncio.wait([line, more], timeout=BEAT_SECONDS - OFTEN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        more.cancel()

    async def _until(self, true: Callable[[], bool]) -> None:
        while not true():
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_SECONDS):
                    await self._changed.wait()
