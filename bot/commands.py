"""What the command line does: serve, migrate, print the owner's link. aiogram (seconds) is imported only to serve."""

import argparse

from bot.operations import log as logs
from bot.operations.bring_up import bring_up, prepare_folder
from bot.operations.hosts import look_at_own, warn_of_others
from bot.operations.owner_link import USERNAME, owner_token, print_link
from bot.settings import Settings
from bot.telegram.lazy_models import import_aiogram
from sales.core.clock import SystemClock
from sales.core.errors import ReperError
from storage.database import Database


async def run(settings: Settings, options: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C. Starts without network or database, and keeps trying.

    Raises SettingError and WrongTokenError.
    """
    logs.set_up(settings.log_level)
    look_at_own(settings)
    prepare_folder(settings)  # before anything asks for a file in it
    warn_of_others(settings)
    import_aiogram()
    from bot.serve import serve  # noqa: PLC0415  a second, which migrate need not wait

    await serve(settings, follow_clock=options.follow_clock)


async def migrate(settings: Settings, _options: argparse.Namespace) -> None:
    """Bring the database to this version, and end."""
    await bring_up(settings)


async def owner_link(settings: Settings, _options: argparse.Namespace) -> None:
    """The link that was printed at the first start, until it is used. Raises ReperError when it was used."""
    await bring_up(settings)
    database = Database(settings.database, SystemClock())
    try:
        async with database.write() as tx:
            link = await owner_token(tx, settings.bot_token.get_secret_value())
            told = await tx.system.wire.get(USERNAME)
    finally:
        await database.dispose()
    if link is None:
        raise ReperError("The owner's link was used already: there is an owner.")
    print_link(told["name"] if told else "<your bot>", link)


async def try_work(settings: Settings, options: argparse.Namespace) -> None:
    """Of the bot's own: a piece of work that was in hand at two deaths."""
    import_aiogram()
    from bot.trial import try_work  # noqa: PLC0415  imports aiogram

    await try_work(settings, options.kind, options.number)
