"""What the command line does: serve, migrate, print the owner's link. aiogram (seconds) is imported only to serve."""

import argparse
import asyncio
import logging
import signal
from typing import TYPE_CHECKING

from bot import log as logs
from bot.clock import ClockWatch, FollowingClock
from bot.settings import Settings
from sales.clock import SystemClock
from sales.errors import ReperError
from storage.database import Database
from storage.migrate import migrate as bring_up

if TYPE_CHECKING:
    from bot.telegram import TelegramSession

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0


async def run(settings: Settings, options: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C. Starts without network, and keeps trying."""
    logs.set_up(settings.log_level)
    from bot.telegram import TelegramSession  # noqa: PLC0415  three seconds, which migrate need not wait

    clock = FollowingClock() if options.follow_clock else SystemClock()
    watch = ClockWatch(clock, follow=clock if isinstance(clock, FollowingClock) else None)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    session = TelegramSession(settings.telegram_api_url, settings.bot_token.get_secret_value(), watch)
    await bring_up(settings.database)
    database = Database(settings.database, clock)
    try:
        username = await _username(settings, session, stopping)
        if username:
            await _serve(settings, database, session, watch, username, stopping)
    finally:
        await session.close()
        await database.dispose()


async def _serve(
    settings: Settings,
    database: Database,
    session: "TelegramSession",
    watch: ClockWatch,
    username: str,
    stopping: asyncio.Event,
) -> None:
    from bot.app import assemble  # noqa: PLC0415
    from bot.app import run as work  # noqa: PLC0415

    parts = assemble(settings, database, session, session, watch, username=username)

    async def ready() -> None:
        async with database.write() as tx:
            link = await tx.people.owner_link()
        if link:
            _print_link(username, link)
        log.info("serving @%s", username)

    await work(parts, stopping, ready)


async def _username(settings: Settings, session: "TelegramSession", stopping: asyncio.Event) -> str:
    """Our name from Telegram; empty when told to stop before it answered. Raises WrongTokenError."""
    from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError  # noqa: PLC0415

    from bot.telegram import WrongTokenError, make_bot  # noqa: PLC0415

    bot = make_bot(settings.bot_token.get_secret_value(), session)
    while not stopping.is_set():
        try:
            return (await bot.me()).username or ""
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise WrongTokenError("Telegram does not know this BOT_TOKEN. Take it again from BotFather.") from None
        except (AiogramError, OSError, TimeoutError) as error:
            log.warning("Telegram does not answer (%s), again in %s s", type(error).__name__, RETRY_SECONDS)
            await _pause(stopping)
    return ""


async def _pause(stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), RETRY_SECONDS)
    except TimeoutError:
        return


async def migrate(settings: Settings, _options: argparse.Namespace) -> None:
    await bring_up(settings.database)


async def owner_link(settings: Settings, _options: argparse.Namespace) -> None:
    """A new link in place of the one printed before, which stops working. Raises ReperError when it was used."""
    await bring_up(settings.database)
    database = Database(settings.database, SystemClock())
    try:
        async with database.write() as tx:
            link = await tx.people.owner_link()
            told = await tx.wire.get("username")
    finally:
        await database.dispose()
    if link is None:
        raise ReperError("The owner's link was used already: there is an owner.")
    _print_link(told["name"] if told else "<your bot>", link)


def _print_link(username: str, token: str) -> None:
    print(f"Owner link, opens once: https://t.me/{username}?start={token}", flush=True)  # noqa: T201
