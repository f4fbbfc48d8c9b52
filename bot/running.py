"""
The parts at work, from waking to winding down: alone on SQLite, or among other processes on PostgreSQL.

Alone, a process holds the file's lock and does everything. Among others it takes what it may by its roles, and the
posts, of which each is one process', while it holds them (docs/decisions/0013).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import Parts
from bot.cluster.burying import bury_the_dead
from bot.cluster.cluster import Cluster
from bot.cluster.roles import ProcessRole
from bot.interpreter import prepare
from bot.operations.chores import HOUR, MINUTE, tidy
from bot.operations.hosts import TakenPortError
from bot.operations.ticker import TICK_SECONDS
from bot.telegram.lock import only_process
from bot.waking import find_place, open_notes, settle_copy, wait_for_settling, wake
from storage.cluster.posts import Post

log = logging.getLogger(__name__)

GRACE_SECONDS = 5
"""SIGTERM to exit stays under ten seconds."""
PORT_AGAIN_SECONDS = 5.0

Ready = Callable[[], Awaitable[None]]


async def _be_ready() -> None:
    return


async def run(
    parts: Parts, stopping: asyncio.Event, ready: Ready = _be_ready, waits: Callable[[], None] = lambda: None
) -> None:
    """Work until `stopping` is set. Raises WrongTokenError, LockLostError, and what no part expected.

    `ready`: called once, as we begin to serve. `waits`: called where another process does that.
    """
    if parts.cluster is not None:
        await _run_among(parts.cluster, parts, stopping, ready, waits)
        return
    async with only_process(parts.database, stopping, waits) as watch:
        if watch is None:
            return
        async with parts.door.take_port() as answer:  # a port that is not to be had is told before anybody is served
            await wake(parts)
            await ready()
            prepare()
            enough = asyncio.Event()
            tasks = {
                asyncio.create_task(watch(), name="lock"),
                asyncio.create_task((parts.webhook if parts.webhook.is_wanted else parts.intake).run(), name="intake"),
                asyncio.create_task(parts.delivery.run(), name="delivery"),
                asyncio.create_task(parts.worker.run(enough), name="worker"),
                asyncio.create_task(_keep_time(parts), name="clock"),
            }
            try:
                await answer()
                await _until(stopping, tasks)
            finally:
                enough.set()
                await _wind_down(parts, tasks)


async def _run_among(
    cluster: Cluster, parts: Parts, stopping: asyncio.Event, ready: Ready, waits: Callable[[], None]
) -> None:
    with find_place(parts.notes) as notes:
        await open_notes(parts, notes)
        await _work_among(cluster, parts, stopping, ready, waits)


async def _work_among(
    cluster: Cluster, parts: Parts, stopping: asyncio.Event, ready: Ready, waits: Callable[[], None]
) -> None:
    cluster.begin()
    waits()
    prepare()
    enough = asyncio.Event()
    begins = _Beginning(ready)
    works = {Post.POLL: partial(_poll, parts, begins), Post.CLOCK: partial(_lead, cluster, parts, begins)}
    beating = asyncio.create_task(cluster.run(), name="cluster")
    tasks = {asyncio.create_task(cluster.hold(post, works[post])) for post in cluster.posts}
    if ProcessRole.WORKER in cluster.roles:
        tasks.add(asyncio.create_task(_work(cluster, parts, enough), name="worker"))
        tasks.add(asyncio.create_task(_deliver(cluster, parts), name="delivery"))
    if ProcessRole.INTAKE in cluster.roles:
        tasks.add(asyncio.create_task(_keep_door(parts), name="door"))
    if ProcessRole.INTAKE in cluster.roles and parts.webhook.is_wanted:
        tasks.add(asyncio.create_task(_be_posted(parts), name="intake"))
    try:
        await _until(stopping, {beating, *tasks})
    finally:
        enough.set()
        await _wind_down(parts, tasks)
        beating.cancel()
        await asyncio.wait([beating])
        await cluster.leave()


async def _work(cluster: Cluster, parts: Parts, enough: asyncio.Event) -> None:
    await cluster.until_alive()
    await wait_for_settling(parts, enough)
    await parts.worker.run(enough)


async def _deliver(cluster: Cluster, parts: Parts) -> None:
    await cluster.until_alive()
    await wait_for_settling(parts)
    await parts.delivery.run()


async def _be_posted(parts: Parts) -> None:
    await wait_for_settling(parts)
    await parts.webhook.run()


class _Beginning:
    """The first post that we hold makes us one that serves."""

    def __init__(self, ready: Ready) -> None:
        self._ready = ready
        self._lock = asyncio.Lock()
        self._begun = False

    async def begin(self) -> None:
        async with self._lock:
            if not self._begun:
                await self._ready()
                self._begun = True


async def _poll(parts: Parts, begins: _Beginning) -> None:
    await wait_for_settling(parts)
    await begins.begin()
    await parts.intake.run()


async def _lead(cluster: Cluster, parts: Parts, begins: _Beginning) -> None:
    await settle_copy(parts)
    await begins.begin()
    await _together(_keep_time(parts), bury_the_dead(parts.ours, cluster, parts.signals))


async def _keep_time(parts: Parts) -> None:
    """What time brings, and what is looked after beside it, until cancelled."""
    scheduler = _scheduler(parts)
    scheduler.start()
    try:
        await _together(parts.backups.run(), parts.importing.run(), parts.hooks.run())
    finally:
        scheduler.shutdown(wait=False)


async def _together(*works: Coroutine[None, None, None]) -> None:
    """Until cancelled. Raises what the first of them raises, and then none of them goes on."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        finished, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in finished:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _keep_door(parts: Parts) -> None:
    """Another process of this machine may have the port: then it is ours when that one has gone.

    Raises SettingError for one that is not to be had.
    """
    await wait_for_settling(parts)
    told = False
    while True:
        try:
            async with parts.door.open():
                await asyncio.Event().wait()
        except TakenPortError as error:
            if not told:
                log.warning("the door stays shut here: %s", error)
            told = True
        await asyncio.sleep(PORT_AGAIN_SECONDS)


def _scheduler(parts: Parts) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(timezone=parts.zone)
    scheduler.add_job(
        parts.ticker.look,
        "interval",
        seconds=TICK_SECONDS,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,  # the default, 1 s, drops a late tick
    )
    scheduler.add_job(
        tidy,
        "cron",
        hour=HOUR,
        minute=MINUTE,
        args=(parts.ours, parts.places_days),
        coalesce=True,
        misfire_grace_time=None,
    )
    return scheduler


async def _until(stopping: asyncio.Event, tasks: set[asyncio.Task[None]]) -> None:
    stop = asyncio.create_task(stopping.wait())
    finished, _ = await asyncio.wait({stop, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    for task in finished - {stop}:
        task.result()


async def _wind_down(parts: Parts, tasks: set[asyncio.Task[None]]) -> None:
    """Stop asking, finish what is in hand, let what is in the air land."""
    parts.signals.inbox.set()
    parts.signals.door.set()
    for task in tasks:
        if task.get_name() != "worker":
            task.cancel()
    await asyncio.gather(asyncio.wait(tasks, timeout=GRACE_SECONDS), parts.outgoing.finish(GRACE_SECONDS))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
