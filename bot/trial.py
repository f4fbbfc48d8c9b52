"""
Work that was in hand at two deaths, tried in a process of its own, whose transaction is taken back.

What ends that process, takes all the memory there is for it, or works for ever is deadly. Whatever else comes of it is
not: who has only waited, for a database that is locked or for a busy machine, has ended nothing.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL

from bot.app import defaults, make_dispatcher
from bot.delivery.rendering import Drawn, draw
from bot.in_hand import UPDATE
from bot.operations.owner_link import USERNAME
from bot.pipeline.conversation import Conversation
from bot.settings import Settings
from bot.telegram.telegram import DeafBot
from reports.message.message import File
from sales.core.clock import SystemClock
from storage.database import Database
from storage.queues.messages import is_fetch
from storage.transaction import Transaction

WORKING = 60
"""Seconds of a processor's: in our own process the watchdog would end such work, too."""
LONGEST = 120.0
"""Seconds altogether, in which the chat waits for the verdict."""
MEMORY = 4 << 30
"""Bytes of addresses: a hungry one is to end itself, and not the machine."""
OUT_OF_MEMORY = 3
INNOCENT = (0, 1, 2)
"""Done, an exception, a setting or a database that somebody has to mend."""


async def ends_process(kind: str, number: str) -> bool:
    """Whether trying it ends a process. `number`: the chat whose first update it is, or the row of the outbox."""
    words = (sys.executable, "-m", "bot", "try", kind, number)
    process = await asyncio.create_subprocess_exec(*words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
    try:
        async with asyncio.timeout(LONGEST):
            return await process.wait() not in INNOCENT
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def try_work(settings: Settings, kind: str, number: int) -> None:
    """In the process apart. Raises whatever the work raises; nothing of it is kept."""
    limit_work()
    database = Database(settings.database, SystemClock())
    try:
        async with (database.write if kind == UPDATE else database.read)() as tx:
            await _work(tx, settings, kind, number)
    except TakenBackError:
        return
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    finally:
        await database.dispose()


def limit_work(seconds: int = WORKING) -> None:
    """Of this process, from now on; at the end of its seconds it ends by a signal.

    Nothing where the system knows no such limits: Windows.
    """
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    memory = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


class TakenBackError(Exception):
    """So that nothing is committed."""


async def _work(tx: Transaction, settings: Settings, kind: str, number: int) -> None:
    await (_update(tx, settings, number) if kind == UPDATE else _message(tx, settings, number))
    raise TakenBackError


async def _update(tx: Transaction, settings: Settings, chat_id: int) -> None:
    item = await tx.system.inbox.head_of(chat_id)
    if item is not None:
        username = (await tx.system.wire.get(USERNAME) or {"name": ""})["name"]
        deaf = DeafBot(settings.bot_token.get_secret_value(), username)
        await Conversation(make_dispatcher(), deaf, defaults(settings, username)).handle(tx, item)


async def _message(tx: Transaction, settings: Settings, outbox_id: int) -> None:
    item = await tx.system.sending.find(outbox_id)
    if item is not None and not item.erase and not is_fetch(item.key):
        drawn = await draw(tx, item, settings.language)
        if isinstance(drawn, Drawn) and isinstance(drawn.content, File):
            drawn.content.make()
