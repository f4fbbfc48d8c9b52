"""`python -m bot move-to ADDRESS`: a house of SQLite into PostgreSQL; and a backup of one, likewise."""

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.settings import Settings
from sales.core.clock import SystemClock
from storage.backups.move import MoveError, move
from storage.backups.postgres_dump import restore_command
from storage.backups.restore import Restored, RestoreError, alone, restore
from storage.engine.connections.address import OURS, SAMPLE, read_address, sqlite_url
from storage.engine.connections.refusals import read_refusal, refuse_letters
from storage.engine.schema import versions

TOLD = {"people": "people", "clients": "clients", "expected_payments": "payments", "activities": "calls and meetings"}


async def put_into_postgres(settings: Settings, file: Path) -> Restored:
    """A backup of SQLite into an empty PostgreSQL, by way of a checked copy. Raises RestoreError and MoveError."""
    url = make_url(settings.database)
    if file.suffix == ".sql":
        how = restore_command(url, str(file))
        raise RestoreError(
            f"Restore a dump with PostgreSQL's own tool, into an empty database, the bot stopped:\n  {how}"
        )
    with TemporaryDirectory(prefix="reper-restore-") as folder:
        house = Path(folder) / "reper.db"
        done = await asyncio.to_thread(restore, file, house, versions(), SystemClock().now())
        await _copy(house, settings.database)
    return done


async def move_to(settings: Settings, options: argparse.Namespace) -> None:
    """A house of SQLite into an empty PostgreSQL; the file stays. Raises SettingError, RestoreError and MoveError."""
    source, target = make_url(settings.database), _read_target(options.address)
    if source.get_backend_name() != "sqlite":
        raise MoveError("DATABASE_URL is PostgreSQL already. Take the setting out, so that DATA_DIR's file is moved.")
    file = Path(source.database or "")
    if not file.is_file():  # noqa: ASYNC240  nobody else is here
        raise MoveError(f"There is no house at {file}: nothing to move. Set DATABASE_URL, and begin.")
    with alone(file, "move"):
        moved = await _copy(file, target)
    told = ", ".join(f"{moved[table]:,} {name}" for table, name in TOLD.items())
    print(f"Moved, counted and summed on both sides: {told}; {sum(moved.values()):,} rows in all.")  # noqa: T201
    print(f"{file} is as it was. Put this into .env, and start the bot:\n  DATABASE_URL={options.address}")  # noqa: T201


def _read_target(given: str) -> str:
    try:
        target = read_address(given)
    except ValueError as error:
        raise MoveError(f"Where to? Name an address such as {SAMPLE}") from error
    if not target.startswith(OURS):
        raise MoveError(f"Where to? Name PostgreSQL's address, such as {SAMPLE}")
    return target


async def _copy(house: Path, target: str) -> dict[str, int]:
    """Both brought to this version first. Raises MoveError, MigrationError and DatabaseRefusedError."""
    from storage.engine.migrate import migrate  # noqa: PLC0415  nine megabytes

    await migrate(sqlite_url(house))
    try:
        await refuse_letters(make_url(target))
        await migrate(target)
        return await move(sqlite_url(house), make_url(target))
    except (OSError, DBAPIError) as error:
        refusal = read_refusal(error, make_url(target))
        raise refusal or MoveError(
            f"PostgreSQL does not answer ({type(error).__name__}). Nothing was changed."
        ) from None
