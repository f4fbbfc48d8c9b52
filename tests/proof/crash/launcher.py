"""
A bot that can be killed at an exact point. Production code knows nothing of it.

This process imports everything once and then forks a child for every order that comes in a line of JSON, so that a
bot starts in a moment. Points are numbered in the child: before and after every commit of the writer and every call
to Telegram, named by the task that made it: `intake:commit:before`, `delivery:claim:after`, `delivery:send:before`.

An order: {"env": {…}, "arguments": ["run"], "kill": "worker:commit:after:1", "log": "file"}; "kill": "7" is the seventh
point of all. "unpaced": true lets messages go as fast as they can;
"ticks": seconds between two looks at the clock;
and, if it is wanted, "clock": the file of a machine's clock, and "keys": true to have each message carry its key of
the outbox where Telegram knows an effect: copies of one message are told apart from new ones by it.
Answers: {"pid": 1, "forked": true}, and {"pid": 1, "exit": -9} when it has ended.
"""

import asyncio
import gc
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from aiogram import Bot, F, Router
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageText,
    GetMe,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendRichMessage,
    TelegramMethod,
)
from aiogram.types import Message as TelegramMessage
from sqlalchemy.orm import configure_mappers

import bot.app
import bot.delivery.caller
import bot.running
import bot.serve
import bot.telegram.doubt
import bot.telegram.telegram
from bot.__main__ import main
from bot.delivery.outcome import Sent
from bot.delivery.pacing import Pace
from bot.delivery.rendering import Drawn
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Replies, Say
from reports.message.files.chart import Picture
from reports.message.language import LANGUAGES, catalogue
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.view import Keyed
from sales.calendar.production import production_year
from storage.database import Database
from storage.engine.actor import Actor
from storage.queues.messages import OutboxItem
from storage.transaction import Transaction
from tests.proof.crash.machine_clock import MachineClock

KINDS: dict[type[TelegramMethod[Any]], str] = {
    SendMessage: "send",
    SendRichMessage: "send",
    EditMessageText: "edit",
    DeleteMessage: "delete",
    AnswerCallbackQuery: "answer",
    GetMe: "me",
}


class Reaper:
    """Counts the points that were passed and kills at the one that was asked for."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self._passed: Counter[str] = Counter()

    def passes(self, point: str) -> None:
        self._passed[point] += 1
        if self._wanted in {f"{point}:{self._passed[point]}", str(self._passed.total())}:
            os.kill(os.getpid(), signal.SIGKILL)


def _name_of(task: asyncio.Task[Any] | None, claims: dict[asyncio.Task[Any] | None, int]) -> str:
    """The first commit of a delivery is its claim, the second writes down what came of the call."""
    name = task.get_name() if task else "none"
    if name != "delivery":
        return f"{name}:commit"
    claims[task] = claims.get(task, 0) + 1
    return "delivery:claim" if claims[task] == 1 else "delivery:done"


def put_points(reaper: Reaper) -> None:
    class WatchedDatabase(Database):
        claims: ClassVar[dict[asyncio.Task[Any] | None, int]] = {}

        @asynccontextmanager
        async def write(self) -> AsyncIterator[Transaction]:
            async with super().write() as tx:
                yield tx
                name = _name_of(asyncio.current_task(), self.claims)
                reaper.passes(f"{name}:before")
            reaper.passes(f"{name}:after")

    class WatchedSession(bot.serve.TelegramSession):
        async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
            point = f"delivery:{KINDS.get(type(method), type(method).__name__)}"
            reaper.passes(f"{point}:before")
            try:
                return await super().make_request(bot, method, timeout)
            finally:
                reaper.passes(f"{point}:after")

    async def say_nothing(*_args: object) -> None:
        """It goes on beside everything else: points would come in another order each time."""

    bot.serve.introduce = say_nothing
    bot.serve.Database = WatchedDatabase
    bot.serve.TelegramSession = WatchedSession


def wear_keys() -> None:
    """Every message that is sent says under which key: beside its text, where nobody sees it."""
    key: ContextVar[str] = ContextVar("key", default="")

    class KeyedCaller(bot.delivery.caller.Caller):
        async def show(self, item: OutboxItem, drawn: Drawn) -> Sent:
            key.set(item.key)
            return await super().show(item, drawn)

    class KeyedSession(bot.serve.TelegramSession):
        async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
            if isinstance(method, (SendMessage, SendRichMessage, SendDocument, SendPhoto)):
                method = method.model_copy(update={"message_effect_id": key.get() or None})
            return await super().make_request(bot, method, timeout)

    bot.app.Caller = KeyedCaller
    bot.serve.TelegramSession = KeyedSession


def make_test_router() -> Router:
    """«запись 7» keeps a client named so and says it: effects that can be counted, replies that can be missed."""
    router = Router(name="crash")

    @router.message(F.text.startswith("запись "), flags=access(EVERYBODY))
    async def noted(message: TelegramMessage, actor: Actor, tx: Transaction) -> Replies:
        name = (message.text or "").partition("\n")[0]
        await tx.as_(actor).clients.create(name)
        return [Say(Message(fill("принято: {name}", name=name)))]

    @router.message(F.text.startswith("счёт"), flags=access(EVERYBODY))
    async def counted(_message: TelegramMessage, actor: Actor, tx: Transaction) -> Replies:
        """One message under one key, edited with every count."""
        known = await tx.system.wire.get(f"count:{actor.person_id}") or {"n": 0}
        await tx.system.wire.set(f"count:{actor.person_id}", {"n": known["n"] + 1})
        return Say(Keyed(Message(fill("счёт: {n}", n=known["n"] + 1)), f"count:{actor.person_id}"))

    @router.message(F.text.startswith("беда"), flags=access(EVERYBODY))
    async def breaks(_message: TelegramMessage, actor: Actor, tx: Transaction) -> Replies:
        await tx.as_(actor).clients.create("недописанный")
        raise RuntimeError("a handler of the test breaks")

    return router


def plug_in() -> None:
    made = bot.app.make_router

    def with_test_router() -> Router:
        root = Router(name="root")
        root.include_routers(make_test_router(), made())
        return root

    bot.app.make_router = with_test_router


def child(order: dict[str, Any]) -> int:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor, stream in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(descriptor, stream)
    os.environ.update(order["env"])
    if order.get("clock"):
        clock = MachineClock(Path(order["clock"]))
        bot.serve.SystemClock = lambda: clock
    if order.get("keys"):
        wear_keys()
    if order.get("unpaced"):
        bot.app.Pace = Pace.make_unlimited
    bot.telegram.doubt.LOOKED_FOR = 1.0  # minutes, elsewhere
    bot.running.TICK_SECONDS = order.get("ticks", bot.running.TICK_SECONDS)
    put_points(Reaper(order.get("kill", "")))
    return main(order["arguments"])


def fork(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 70
    try:
        code = child(order)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(code)


def bury(_number: int, _frame: object) -> None:
    """Some children have ended: say how."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        say({"pid": pid, "exit": os.waitstatus_to_exitcode(status)})


def say(answer: dict[str, Any]) -> None:
    os.write(1, (json.dumps(answer) + "\n").encode())


def warm() -> None:
    """What every bot would read and build anew, once for all: a start costs a fifth of it, and killing costs starts."""
    configure_mappers()
    bot.telegram.telegram.warm_up()
    for language in LANGUAGES:
        catalogue(language)
    production_year("RU", 2026)
    Picture("", "").draw()
    import_module("xlsxwriter")
    gc.collect()
    gc.freeze()


def serve() -> None:
    plug_in()
    warm()
    signal.signal(signal.SIGCHLD, bury)
    say({"ready": True})
    for line in sys.stdin:
        say({"pid": fork(json.loads(line)), "forked": True})


if __name__ == "__main__":
    serve()
