"""What the command line does: serve, migrate, print the owner's link. aiogram (seconds) is imported only to serve."""

import argparse
import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.engine import make_url

from bot.operations import log as logs
from bot.operations.owner_link import owner_token
from bot.operations.supervisor import READY, STOPPING, notify
from bot.settings import Settings
from bot.telegram.clock import ClockWatch, FollowingClock
from bot.telegram.lock import LockLostError
from bot.telegram.thrift import import_aiogram
from sales.core.clock import SystemClock
from sales.core.errors import ReperError
from storage.backups.restore import refuse_half_restored
from storage.database import Database
from storage.engine.schema import is_current
from storage.engine.trouble import is_database_trouble

if TYPE_CHECKING:
    from bot.operations.health import Vitals
    from bot.telegram.telegram import TelegramSession

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_PAUSE = 5.0
USERNAME = "username"
"""Of the wire: our name, for links printed without asking Telegram."""


async def run(settings: Settings, options: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C. Starts without network or database, and keeps trying. Raises WrongTokenError."""
    logs.set_up(settings.log_level)
    import_aiogram()
    from bot.operations.health import Vitals  # noqa: PLC0415
    from bot.operations.watchdog import watched  # noqa: PLC0415
    from bot.telegram.listener import listening  # noqa: PLC0415
    from bot.telegram.telegram import TelegramSession  # noqa: PLC0415  a second, which migrate need not wait

    clock = FollowingClock() if options.follow_clock else SystemClock()
    watch = ClockWatch(clock, follow=clock if isinstance(clock, FollowingClock) else None)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    vitals = Vitals()
    session = TelegramSession(settings.telegram_api_url, settings.bot_token.get_secret_value(), watch)
    database = Database(settings.database, clock)
    try:
        async with listening(settings.health_host, settings.health_port, vitals):
            await _try(lambda: bring_up(settings.database), "the database", is_database_trouble, stopping)
            notify(READY)  # whether or not Telegram can be reached: a restart would not mend that
            async with watched(vitals):
                username = await _try(lambda: _username(settings, session), "Telegram", _is_line_trouble, stopping)
                while username and not stopping.is_set():
                    await _serve(settings, database, session, watch, vitals, username, stopping)
    except ReperError:
        raise
    except Exception:
        log.critical("stopped by what nobody expected", exc_info=True)  # ours is a trace without the error's own text
        raise SystemExit(1) from None
    finally:
        await session.close()
        await database.dispose()


async def _serve(
    settings: Settings,
    database: Database,
    session: "TelegramSession",
    watch: ClockWatch,
    vitals: "Vitals",
    username: str,
    stopping: asyncio.Event,
) -> None:
    """Until told to stop, or until the lock is lost: then stand by for it with fresh parts."""
    from bot.app import assemble  # noqa: PLC0415
    from bot.app import run as work  # noqa: PLC0415

    parts = assemble(settings, database, session, session, watch, username=username)

    async def ready() -> None:
        vitals.serves(parts)
        async with database.write() as tx:
            link = await owner_token(tx, settings.bot_token.get_secret_value())
            await tx.wire.set(USERNAME, {"name": username})
        if link:
            _print_link(username, link)
        log.info("serving @%s", username)

    try:
        await work(parts, stopping, ready, vitals.stands_by)
        notify(STOPPING)
    except LockLostError as error:
        log.error("%s Standing by.", error)  # noqa: TRY400  nothing to trace
    except Exception as error:
        if not is_database_trouble(error):
            raise
        log.error("the database did not answer (%s), again from the beginning", type(error).__name__)  # noqa: TRY400
        vitals.starts()
        await _pause(stopping, LONGEST_PAUSE)


async def _username(settings: Settings, session: "TelegramSession") -> str:
    """Our name from Telegram. Raises WrongTokenError."""
    from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError  # noqa: PLC0415

    from bot.telegram.telegram import WrongTokenError, make_bot  # noqa: PLC0415

    try:
        return (await make_bot(settings.bot_token.get_secret_value(), session).me()).username or ""
    except (TelegramUnauthorizedError, TelegramNotFound):
        raise WrongTokenError from None


def _is_line_trouble(error: BaseException) -> bool:
    from aiogram.exceptions import AiogramError  # noqa: PLC0415

    return isinstance(error, (AiogramError, OSError))


async def _try(
    work: Callable[[], Awaitable[T]], whom: str, passes: Callable[[BaseException], bool], stopping: asyncio.Event
) -> T | None:
    """Until it answers; None when told to stop before. Raises what waiting does not mend."""
    pause = 0.0
    while not stopping.is_set():
        try:
            return await work()
        except Exception as error:
            if not passes(error):
                raise
            pause = min(LONGEST_PAUSE, pause * 2 or 0.5)
            log.warning("%s does not answer (%s), again in %s s", whom, type(error).__name__, pause)
        await _pause(stopping, pause)
    return None


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return


async def bring_up(url: str) -> None:
    """Raises RestoreError where a restore broke off half-way, and MigrationError."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        refuse_half_restored(Path(parsed.database or ""))
    if not await is_current(url):
        from storage.engine.migrate import migrate as bring_database_up  # noqa: PLC0415  nine megabytes, needed once a version

        await bring_database_up(url)


async def migrate(settings: Settings, _options: argparse.Namespace) -> None:
    await bring_up(settings.database)


async def owner_link(settings: Settings, _options: argparse.Namespace) -> None:
    """The link that was printed at the first start, until it is used. Raises ReperError when it was used."""
    await bring_up(settings.database)
    database = Database(settings.database, SystemClock())
    try:
        async with database.write() as tx:
            link = await owner_token(tx, settings.bot_token.get_secret_value())
            told = await tx.wire.get(USERNAME)
    finally:
        await database.dispose()
    if link is None:
        raise ReperError("The owner's link was used already: there is an owner.")
    _print_link(told["name"] if told else "<your bot>", link)


def _print_link(username: str, token: str) -> None:
    print(f"Owner link, opens once: https://t.me/{username}?start={token}", flush=True)  # noqa: T201
