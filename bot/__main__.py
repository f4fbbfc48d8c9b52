"""The command line: `python -m bot run | backup | restore | …`. Nothing heavy is imported before it is needed."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Sequence

from bot.operations.hosts import look_at_database
from bot.settings import SettingError, Settings, read_settings
from bot.version import VERSION
from sales.core.errors import ReperError

ONCE = frozenset({"migrate", "owner-link", "backup", "restore", "move-to"})
Command = Callable[[Settings, argparse.Namespace], Coroutine[None, None, None]]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 2 for a setting or a database that somebody has to mend, said in one sentence;
    130 for Ctrl-C.
    """
    options = _parser().parse_args(arguments)
    os.umask(0o077)  # what we make is our user's alone: it holds people's names, phones and sums
    try:
        if options.command == "demo":
            from bot.demo.play import demo  # noqa: PLC0415

            return demo(options)
        settings = read_settings()
        if options.command in ONCE:
            look_at_database(settings)
        asyncio.run(_command(options.command)(settings, options))
    except (SettingError, ReperError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if options.command not in ONCE or (said := _tell_silent_database(error)) is None:
            raise
        print(said, file=sys.stderr)
        return 2
    return 0


def _tell_silent_database(error: Exception) -> str | None:
    """Who asks once is told at once; the bot itself waits for its database."""
    from storage.engine.connections.trouble import is_database_trouble  # noqa: PLC0415  only where there is one

    if not is_database_trouble(error):
        return None
    why = str(getattr(error, "orig", None) or error).partition("\n")[0] or type(error).__name__
    return f"The database does not answer ({why}). See that it runs; DATABASE_URL says where it is."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Reper, a bot for sales departments")
    parser.add_argument("--version", action="version", version=f"Reper {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve Telegram")
    run.add_argument("--follow-clock", action="store_true", help="take the time from the server (simulator only)")
    commands.add_parser("migrate", help="bring the database to this version")
    commands.add_parser("owner-link", help="print the owner's one-time link again, until it is used")
    backup = commands.add_parser("backup", help="copy the database, also while the bot runs")
    backup.add_argument("folder", metavar="DIR", nargs="?", help="instead of BACKUP_DIR; nothing is rotated there")
    restore = commands.add_parser("restore", help="put a backup in the place of the database")
    restore.add_argument("file", metavar="FILE", help="a backup; the database that stands there is kept beside")
    move = commands.add_parser("move-to", help="copy the house of SQLite into an empty PostgreSQL")
    move.add_argument("address", metavar="ADDRESS", help="such as postgresql://user:password@127.0.0.1/reper")
    commands.add_parser("health", help="ask the running bot how it is: 0 well, 1 not")
    tried = commands.add_parser("try")  # of the bot's own, and so without a word of help
    tried.add_argument("kind")
    tried.add_argument("number", type=int)
    demo = commands.add_parser("demo", help="try it in the browser, without Telegram")
    demo.add_argument("--port", help="of the chat page; DEMO_PORT or 8090")
    return parser


def _command(name: str) -> Command:
    if name == "health":  # asked every half a minute on a small machine: it imports no database
        from bot.operations.health_command import health  # noqa: PLC0415

        return health
    from bot import commands  # noqa: PLC0415  --help must not wait for it
    from bot.operations import backup_commands, moving  # noqa: PLC0415

    found: dict[str, Command] = {
        "run": commands.run,
        "migrate": commands.migrate,
        "owner-link": commands.owner_link,
        "try": commands.try_work,
        "backup": backup_commands.backup,
        "restore": backup_commands.put_back,
        "move-to": moving.move_to,
    }
    return found[name]


if __name__ == "__main__":
    sys.exit(main())
