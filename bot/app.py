"""The composition root: every part is made here and handed what it needs."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Dispatcher
from aiogram.client.session.base import BaseSession
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.access import Access
from bot.clock import ClockWatch
from bot.conversation import Conversation, Heard
from bot.courier import Courier
from bot.delivery import Delivery
from bot.intake import Intake
from bot.lock import only_poller
from bot.pacing import Pace
from bot.settings import Settings
from bot.telegram import Line, NoNetworkSession, make_bot
from bot.worker import Worker
from handlers.defaults import Defaults
from handlers.routers import make_router
from scheduler.tick import Tick
from storage.database import Database

log = logging.getLogger(__name__)

TICK_SECONDS = 5
GRACE_SECONDS = 8
"""SIGTERM to exit stays under ten seconds."""


@dataclass
class Parts:
    """The parts of one running Reper."""

    database: Database
    intake: Intake
    worker: Worker
    delivery: Delivery
    courier: Courier
    tick: Tick
    watch: ClockWatch


def assemble(
    settings: Settings,
    database: Database,
    session: BaseSession,
    line: Line,
    watch: ClockWatch,
    *,
    username: str,
    pace: Pace | None = None,
) -> Parts:
    token = settings.bot_token.get_secret_value()
    pace = pace or Pace()
    outward = make_bot(token, session)
    courier = Courier(outward, database, pace, settings.language)
    delivery = Delivery(outward, database, pace, courier)
    conversation = Conversation(make_dispatcher(), make_bot(token, NoNetworkSession()), defaults(settings, username))

    def done(heard: Heard | None) -> None:
        delivery.wake()
        if heard is not None and heard.callback_id:
            toast = heard.toast
            delivery.answer(heard.callback_id, toast.text if toast else "", alert=bool(toast and toast.alert))

    async def polled() -> None:
        if watch.moved.is_set():  # what a moved clock brings comes before what is said after it
            watch.moved.clear()
            await tick(parts)

    worker = Worker(database, conversation, done)
    intake = Intake(line, database, worker.wake, polled)
    parts = Parts(database, intake, worker, delivery, courier, Tick(database), watch)
    return parts


def make_dispatcher() -> Dispatcher:
    """aiogram's own FSM is off: dialog state is a row of the update's own transaction."""
    dispatcher = Dispatcher(disable_fsm=True)
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.middleware(Access())
    dispatcher.include_router(make_router())
    return dispatcher


def defaults(settings: Settings, username: str) -> Defaults:
    return Defaults(
        zone=settings.timezone,
        language=settings.language,
        slots=settings.checkin_slots,
        ask_before=settings.checkin_ask_before,
        remind_before=settings.checkin_remind_before,
        day_close=settings.day_close,
        bot_username=username,
    )


async def run(parts: Parts, stopping: asyncio.Event, ready: Callable[[], Awaitable[None]] | None = None) -> None:
    """Work until `stopping` is set. Raises WrongTokenError, and what no part expected."""
    async with only_poller(parts.database):
        await parts.courier.recover()
        if ready is not None:
            await ready()
        scheduler = _scheduler(parts)
        scheduler.start()
        tasks = {
            asyncio.create_task(parts.intake.run(), name="intake"),
            asyncio.create_task(parts.delivery.run(), name="delivery"),
            asyncio.create_task(parts.worker.run(stopping), name="worker"),
        }
        try:
            await _until(stopping, tasks)
        finally:
            scheduler.shutdown(wait=False)
            await _wind_down(parts, tasks)


async def tick(parts: Parts) -> None:
    """Look what time owes, unless our clock cannot be trusted just now."""
    if parts.watch.agrees and await parts.tick.look():
        parts.delivery.wake()


def _scheduler(parts: Parts) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tick,
        "interval",
        seconds=TICK_SECONDS,
        args=(parts,),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,  # the default, 1 s, drops a late tick
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
    parts.worker.wake()
    worker = next(task for task in tasks if task.get_name() == "worker")
    for task in tasks - {worker}:
        task.cancel()
    await asyncio.wait(tasks, timeout=GRACE_SECONDS / 2)
    worker.cancel()
    await parts.delivery.finish(GRACE_SECONDS / 2)
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)
