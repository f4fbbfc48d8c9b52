"""The composition root: every part is made here and handed what it needs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aiogram import Dispatcher
from aiogram.client.session.base import BaseSession

from bot.cluster.cluster import Cluster
from bot.cluster.fenced import FencedDatabase
from bot.cluster.roles import ProcessRole, list_posts
from bot.delivery.caller import Caller
from bot.delivery.delivery import Delivery
from bot.delivery.outgoing import Outgoing
from bot.delivery.pacing import Pace
from bot.delivery.sender import Sender
from bot.door.door import Door
from bot.door.webhook import Webhook
from bot.hooks.sender import HookSender
from bot.in_hand import WorkInHand
from bot.operations.backups import Backups
from bot.operations.importing import Importing
from bot.operations.rivals import Rivals
from bot.operations.ticker import Ticker
from bot.pipeline.access import Access, MenuKeys
from bot.pipeline.conversation import Conversation
from bot.pipeline.lost_time import LostTime
from bot.pipeline.worker import Worker
from bot.settings import TELEGRAM, Settings
from bot.signals import Signals
from bot.telegram.clock import ClockWatch
from bot.telegram.intake import Intake
from bot.telegram.telegram import SHORT_SECONDS, DeafBot, UpdateSource, make_bot
from handlers.dashboard.endpoints import SHIM
from handlers.framework.defaults import Defaults
from handlers.routers import make_router
from storage.cluster.posts import Post
from storage.database import Database
from storage.queues.inbox import NewItem


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one running Reper, in the order in which each needs those before it."""

    database: Database
    ours: Database
    """Written by who keeps the time, and by nobody else."""
    cluster: Cluster | None
    """On PostgreSQL, where others may work beside us."""
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
    webhook: Webhook
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
    bot = make_bot(token, session)
    signals, pace, lost, in_hand = Signals(), pace or Pace(), LostTime(), WorkInHand(tries)
    posts = list_posts(settings.role_set, polls=not settings.webhook_url)
    cluster = None if database.is_sqlite else Cluster(database, settings.role_set, posts, signals, pace)
    ours = database if cluster is None else FencedDatabase(database, partial(cluster.insist, Post.CLOCK))
    caller = Caller(
        bot,
        pace,
        rich=settings.rich_tables,
        in_hand=in_hand,
        app_url=settings.app_url,
        voice=cluster,
    )
    sender = Sender(database, caller, pace, signals, settings.language, in_hand, cluster)
    outgoing = Outgoing(database, sender, caller, pace, signals, cluster)
    delivery = Delivery(database, outgoing, pace, signals, cluster)
    deaf, usual = DeafBot(token, username), defaults(settings, username)
    conversation = Conversation(dispatcher or make_dispatcher(), deaf, usual, lost)
    worker = Worker(database, conversation, outgoing, signals, in_hand)
    backups = Backups(ours, settings.backups, settings.keep, signals.outbox.set)
    ask = partial(bot.get_me, request_timeout=SHORT_SECONDS)
    ticker = Ticker(ours, watch, signals.outbox.set, ask)
    importing = Importing(ours, signals.outbox.set)
    handle_new = worker.handle_new if ProcessRole.WORKER in settings.role_set else _leave_to_others
    may_poll = (lambda: True) if cluster is None else partial(cluster.holds, Post.POLL)
    intake = Intake(updates, database, signals, ticker.look_if_moved, handle_new, Rivals(database).note_rival, may_poll)
    webhook = Webhook(settings, bot, intake)
    door = Door(settings, database, signals, usual, routes=webhook.list_routes())
    hooks = HookSender(ours, signals, private=settings.hook_private)
    notes = hand_file(settings, database)
    return Parts(
        database,
        ours,
        cluster,
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
        webhook,
        door,
        hooks,
        settings.timezone,
        settings.places_days,
    )


async def _leave_to_others(_new: NewItem) -> bool:
    """Of a process that only takes updates in: they are stored, and whoever works is called."""
    return False


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
        hook_private=settings.hook_private,
    )
