"""
How the bot is, for whoever asks from outside: a container, a supervisor, a monitor.

A process that runs is not a bot that works: polling, the clock, the inbox and the outbox can each stand still alone.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot import metrics
from bot.cluster.cluster import Cluster
from bot.operations.backups import Backups
from bot.operations.ticker import Ticker
from bot.telegram.intake import Intake
from storage.cluster.posts import Post
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble

NO_POLL = 90.0
"""Seconds, as all below. A poll takes 25, and after a failure at most 30 pass until the next."""
NO_LOOK = 60.0
INBOX_STUCK = 120.0
OUTBOX_OVERDUE = 300.0
"""A whole department's summaries at the pace that Telegram allows take a fraction of it."""
BACKUP_OLD = 3 * 3600.0
BACKUP_GRACE = 900.0
"""After the start: a machine that was off all night has only old ones."""
ASKED_WITHIN = 5.0


class Phase(StrEnum):
    STARTING = "starting"
    STANDING_BY = "standing by"
    """Another process leads; on PostgreSQL this one works beside it all the same."""
    WORKING = "working"
    """By its roles it never leads."""
    SERVING = "serving"


@dataclass(frozen=True, slots=True)
class Health:
    phase: Phase
    troubles: dict[str, str] = field(default_factory=dict)
    """What stands still, by its name, and a sentence about it."""
    pulses: dict[str, float] = field(default_factory=dict)
    """Where several processes work: seconds since the holder of each post was heard of."""

    @property
    def well(self) -> bool:
        """Who stands by is as it should be; who is still starting serves nobody."""
        return self.phase is not Phase.STARTING and not self.troubles


class Serving(Protocol):
    """What of the parts is looked at."""

    @property
    def database(self) -> Database: ...
    @property
    def intake(self) -> Intake: ...
    @property
    def ticker(self) -> Ticker: ...
    @property
    def backups(self) -> Backups: ...
    @property
    def cluster(self) -> Cluster | None: ...


class Vitals:
    """What this process is about, from its first moment on."""

    def __init__(self) -> None:
        self._phase = Phase.STARTING
        self._parts: Serving | None = None
        self._began = 0.0

    def starts(self) -> None:
        """The process begins, or begins anew: there are no parts to look at."""
        self._phase, self._parts = Phase.STARTING, None

    def stands_by(self, parts: Serving | None = None) -> None:
        """Another process works on this database; `parts`: ours, which work beside it or will."""
        self._phase, self._parts = Phase.STANDING_BY, parts
        self._began = asyncio.get_running_loop().time()

    def serves(self, parts: Serving) -> None:
        """From now on these parts are looked at."""
        self._phase, self._parts = Phase.SERVING, parts
        self._began = asyncio.get_running_loop().time()

    @property
    def phase(self) -> Phase:
        """What this process is about this moment."""
        cluster = self._cluster
        if cluster is None:
            return self._phase
        if cluster.leads:
            return Phase.SERVING
        return Phase.STANDING_BY if cluster.posts else Phase.WORKING

    @property
    def database(self) -> Database | None:
        """Where the owners can be told something; None while nobody is served."""
        return self._parts.database if self._parts and self.phase is Phase.SERVING else None

    @property
    def _cluster(self) -> Cluster | None:
        return self._parts.cluster if self._parts is not None else None

    async def health(self) -> Health:
        """Looks into the database as well; never raises for its troubles."""
        parts, phase, cluster = self._parts, self.phase, self._cluster
        pulses = {} if cluster is None else {str(post): round(age, 1) for post, age in cluster.read_pulses().items()}
        if parts is None or (cluster is None and phase is not Phase.SERVING):
            health = Health(phase)
        else:
            unsaved = self._tell_unsaved(parts) if self._has(Post.CLOCK) else {}
            health = Health(phase, self._still(parts) | await _stuck(parts) | unsaved, pulses)
        for post, age in pulses.items():
            metrics.HEARTBEAT_AGE.labels(post).set(age)
        metrics.WELL.set(health.well)
        metrics.LEADER.set(phase is Phase.SERVING and self._has(Post.CLOCK))
        return health

    def _has(self, post: Post) -> bool:
        cluster = self._cluster
        return cluster is None or cluster.holds(post)

    def _still(self, parts: Serving) -> dict[str, str]:
        now = asyncio.get_running_loop().time()
        found: dict[str, str] = {}
        polled, looked = (
            now - max(did or 0.0, self._began_with(post))
            for post, did in ((Post.POLL, parts.intake.polled), (Post.CLOCK, parts.ticker.looked))
        )
        if parts.intake.is_posted:
            if parts.intake.trouble:
                found["webhook"] = parts.intake.trouble
        elif self._has(Post.POLL) and polled > NO_POLL:
            why = f": {parts.intake.trouble}" if parts.intake.trouble else ""
            found["poll"] = f"no answer from Telegram for {polled:.0f} s{why}"
        if self._has(Post.CLOCK) and looked > NO_LOOK:
            found["tick"] = f"the clock was not looked at for {looked:.0f} s"
        return found

    def _began_with(self, post: Post) -> float:
        return self._began if self._cluster is None else max(self._began, self._cluster.held_since.get(post, 0.0))

    def _tell_unsaved(self, parts: Serving) -> dict[str, str]:
        if not parts.backups.by_itself:
            return {}
        newest = parts.backups.newest()
        age = None if newest is None else (parts.database.clock.now() - newest.at).total_seconds()
        metrics.BACKUP_AGE.set(float("nan") if age is None else age)
        young = asyncio.get_running_loop().time() - self._began < BACKUP_GRACE
        if young or (age is not None and age < BACKUP_OLD):
            return {}
        return {"backup": "there is no backup" if age is None else f"the newest backup is {age / 3600:.0f} h old"}


async def _stuck(parts: Serving) -> dict[str, str]:
    try:
        async with asyncio.timeout(ASKED_WITHIN), parts.database.read() as tx:
            now = tx.clock.now()
            waiting, overdue = (
                _age(await tx.system.inbox.waiting_since(), now),
                _age(await tx.system.outbox.overdue_since(), now),
            )
            metrics.INBOX.set(await tx.system.inbox.pending())
            metrics.OUTBOX.set(await tx.system.outbox.pending())
            metrics.INBOX_AGE.set(waiting)
            metrics.OUTBOX_AGE.set(overdue)
    except Exception as error:
        if not is_database_trouble(error):
            raise
        return {"database": f"the database does not answer ({type(error).__name__})"}
    found = {}
    if waiting > INBOX_STUCK:
        found["inbox"] = f"an update waits to be handled for {waiting:.0f} s"
    if overdue > OUTBOX_OVERDUE:
        found["outbox"] = f"a message waits to be sent for {overdue:.0f} s"
    return found


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else (now - since).total_seconds()
