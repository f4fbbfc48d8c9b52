"""The composition root: every part is made here and handed what it needs."""

import asyncio
import gc
import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiogram import Dispatcher
from aiogram.client.session.base import BaseSession
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery.caller import Caller
from bot.delivery.delivery import Delivery
from bot.delivery.outgoing import Outgoing
from bot.delivery.pacing import Pace
from bot.delivery.sender import Sender
from bot.door.door import Door
from bot.hooks.sender import HookSender
from bot.in_hand import WorkInHand, in_the_air
from bot.operations.backups import Backups
from bot.operations.chores import HOUR, MINUTE, tidy
from bot.operations.importing import Importing
from bot.operations.restored import settle
from bot.operations.rivals import Rivals
from bot.operations.ticker import TICK_SECONDS, Ticker
from bot.pipeline.access import Access, MenuKeys
from bot.pipeline.conversation import Conversation
from bot.pipeline.lost_time import LostTime
from bot.pipeline.worker import Worker
from bot.settings import TELEGRAM, Settings
from bot.signals import Signals
from bot.telegram.clock import ClockWatch
from bot.telegram.intake import Intake
from bot.telegram.lock import only_poller
from bot.telegram.telegram import DeafBot, UpdateSource, make_bot, warm_up
from handlers.dashboard.endpoints import SHIM
from handlers.framework.defaults import Defaults
from handlers.routers import make_router
from storage.database import Database

log = logging.getLogger(__name__)

YOUNG_OBJECTS = 10_000
TURN_SECONDS = 0.0005
"""How long a thread that makes a file keeps the others from going on. SQLite works without the interpreter and asks for
it back with each statement: at the usual 5 ms a reply of thirty statements waited 200 ms for a workbook."""
GRACE_SECONDS = 5
"""SIGTERM to exit stays under ten seconds."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one running Reper, in the order in which each needs those before it."""

    database: Database
    signals: Signals
    lost: LostTime
    in_hand: WorkInHand
    notes: Path
    """Where it is noted what is in hand."""
    sender: Sender
    outgoing: Outgoing
    delivery: Delivery
    worker: Worker
    backups: Backups
    ticker: Ticker
    importing: Importing
    intake: Intake
    door: Door
    hooks: HookSender
    zone: str
    """By which the nights of the chores are counted."""
    places_days: int = 90
    """For how many days it is kept where people were."""


def assemble(
    settings: Settings,
    database: Database,
    session: BaseSession,
    updates: UpdateSource,
    watch: ClockWatch,
    *,
    username: str,
    pace: Pace | None = None,
    dispatcher: Dispatcher | None = None,
    tries: Callable[..., Awaitable[bool]] | None = None,
) -> Parts:
    """`dispatcher`: one made before; it remembers nothing, and is long in the making. `tries`: see WorkInHand."""
    token = settings.bot_token.get_secret_value()
    signals, pace, lost, in_hand = Signals(), pace or Pace(), LostTime(), WorkInHand(tries)
    caller = Caller(
        make_bot(token, session), pace, rich=settings.rich_tables, in_hand=in_hand, app_url=settings.app_url
    )
    sender = Sender(database, caller, pace, signals, settings.language, in_hand)
    outgoing = Outgoing(database, sender, caller, pace, signals)
    delivery = Delivery(database, outgoing, pace, signals)
    deaf, usual = DeafBot(token, username), defaults(settings, username)
    conversation = Conversation(dispatcher or make_dispatcher(), deaf, usual, lost)
    worker = Worker(database, conversation, outgoing, signals, in_hand)
    backups = Backups(database, settings.backups, settings.keep, signals.outbox.set)
    ticker = Ticker(database, watch, signals.outbox.set)
    importing = Importing(database, signals.outbox.set)
    intake = Intake(updates, database, signals, ticker.look_if_moved, worker.handle_new, Rivals(database).note_rival)
    door = Door(settings, database, signals, usual)
    hooks = HookSender(database, signals, private=settings.hook_private)
    notes = hand_file(settings, database)
    return Parts(
        database,
        signals,
        lost,
        in_hand,
        notes,
        sender,
        outgoing,
        delivery,
        worker,
        backups,
        ticker,
        importing,
        intake,
        door,
        hooks,
        settings.timezone,
        settings.places_days,
    )


def hand_file(settings: Settings, database: Database) -> Path:
    """Where it is noted what is in hand: beside the database, or in the folder of the data."""
    return Path(f"{database.url.database}.hand") if database.is_sqlite else settings.data_dir / "reper.hand"


def make_dispatcher() -> Dispatcher:
    """aiogram's own FSM is off: dialog state is a row of the update's own transaction."""
    dispatcher = Dispatcher(disable_fsm=True)
    said = (dispatcher.message, dispatcher.edited_message)
    for observer in (*said, dispatcher.callback_query, dispatcher.my_chat_member, dispatcher.inline_query):
        observer.middleware(Access())
    for observer in said:
        observer.outer_middleware(MenuKeys())
    dispatcher.include_router(make_router())
    return dispatcher


def defaults(settings: Settings, username: str) -> Defaults:
    """What a new department begins with, of the installation's settings."""
    return Defaults(
        zone=settings.timezone,
        language=settings.language,
        slots=settings.checkin_slots,
        ask_before=settings.checkin_ask_before,
        remind_before=settings.checkin_remind_before,
        day_close=settings.day_close,
        bot_username=username,
        backup_days=settings.keep.days,
        public_url=settings.public_url,
        app_script="" if settings.telegram_api_url == TELEGRAM else f"{settings.telegram_api_url}{SHIM}",
    )


async def run(
    parts: Parts,
    stopping: asyncio.Event,
    ready: Callable[[], Awaitable[None]] | None = None,
    waits: Callable[[], None] = lambda: None,
) -> None:
    """Work until `stopping` is set. Raises WrongTokenError, LockLostError, and what no part expected."""
    async with only_poller(parts.database, stopping, waits) as watch:
        if watch is None:
            return
        await wake(parts)
        if ready is not None:
            await ready()
        warm_up()
        _settle_memory()
        take_short_turns()
        scheduler = _scheduler(parts)
        scheduler.start()
        enough = asyncio.Event()
        tasks = {
            asyncio.create_task(watch(), name="lock"),
            asyncio.create_task(parts.intake.run(), name="intake"),
            asyncio.create_task(parts.delivery.run(), name="delivery"),
            asyncio.create_task(parts.backups.run(), name="backups"),
            asyncio.create_task(parts.importing.run(), name="importing"),
            asyncio.create_task(parts.hooks.run(), name="hooks"),
            asyncio.create_task(parts.worker.run(enough), name="worker"),
        }
        try:
            async with parts.door.open():
                await _until(stopping, tasks)
        finally:
            scheduler.shutdown(wait=False)
            enough.set()
            await _wind_down(parts, tasks)


async def wake(parts: Parts) -> None:
    """Before anything is polled or sent: what a restored copy must not repeat, what a dead process left in the air."""
    parts.notes.parent.mkdir(parents=True, exist_ok=True)
    found = parts.in_hand.open(parts.notes)
    if died_with := in_the_air(found):
        log.error("the process died with this in hand: %s", ", ".join(died_with))
    async with parts.database.write() as tx:
        await parts.in_hand.note_deaths(tx, found)
    await settle(parts.database, parts.worker, parts.zone)
    async with parts.database.read() as tx:
        await parts.lost.load(tx)
    await parts.sender.recover()


def _settle_memory() -> None:
    """What was imported stays for good: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def take_short_turns() -> None:
    """Of the interpreter between threads: a workbook made in one must not keep the loop waiting."""
    sys.setswitchinterval(TURN_SECONDS)


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
        args=(parts.database, parts.places_days),
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
    for task in tasks:
        if task.get_name() != "worker":
            task.cancel()
    await asyncio.gather(asyncio.wait(tasks, timeout=GRACE_SECONDS), parts.outgoing.finish(GRACE_SECONDS))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
