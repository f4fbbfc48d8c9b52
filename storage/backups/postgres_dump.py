"""
PostgreSQL is backed up by its own pg_dump, where that is installed. The dump says of itself that it is one, too:
its last line writes the mark that a bot finds when it wakes on a restored database.
"""

import asyncio
import json
import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from storage.backups.backup_file import PART, Backup, BackupError, Trouble, discard, finish, name_of, read_trouble
from storage.queues.wire import COPY_OF

TOOL = "pg_dump"
COMPLETE = "-- PostgreSQL database dump complete"


def dump_command(url: URL) -> str:
    """What an operator types where there is no pg_dump for us; the password is asked for."""
    return f"{TOOL} --no-owner --no-privileges --file=reper.sql {_address(url)}"


def restore_command(url: URL, dump: str = "reper-….sql") -> str:
    """What an operator types to put a dump into an empty database; the password is asked for."""
    return f"psql --single-transaction -v ON_ERROR_STOP=1 -f {dump} {_address(url)}"


async def dump(url: URL, folder: Path, now: datetime) -> Backup:
    """A plain SQL file of the database. Raises BackupError."""
    tool = shutil.which(TOOL)
    if tool is None:
        raise BackupError(Trouble.NO_TOOL, dump_command(url))
    target = folder / name_of(now, "sql")
    part = target.with_name(target.name + PART)
    try:
        _make(folder)
        await _run(tool, url, part)
        _mark(part, now)
        return finish(part, target)
    except OSError as error:
        raise read_trouble(error, target, folder) from error
    finally:
        discard(part)


async def _run(tool: str, url: URL, part: Path) -> None:
    """Ends with us: a cancelled dump is not left running."""
    process = await asyncio.create_subprocess_exec(
        tool,
        "--no-owner",
        "--no-privileges",
        "--no-password",
        f"--file={part}",
        _address(url),
        env=os.environ | ({"PGPASSWORD": url.password} if url.password else {}),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0 or COMPLETE not in _end_of(part):
        raise BackupError(Trouble.TOOL_FAILED, _in_a_line(said))


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _mark(part: Path, now: datetime) -> None:
    value = json.dumps({"at": now.isoformat()})
    values = f"'{COPY_OF}', '{value}', '{now.isoformat()}'"
    with part.open("a", encoding="utf-8") as file:
        file.write(f"\nINSERT INTO public.wire (name, value, updated_at) VALUES ({values});\n")


def _end_of(part: Path) -> str:
    with part.open("rb") as file:
        file.seek(max(0, part.stat().st_size - 4096))
        return file.read().decode(errors="replace")


def _in_a_line(said: bytes) -> str:
    """«server version: 18; pg_dump version: 15» stands in the second one."""
    lines = [line.removeprefix(f"{TOOL}: ") for line in said.decode(errors="replace").split("\n")]
    return " ".join(line.strip() for line in lines if line.strip())[:300]


def _address(url: URL) -> str:
    """For libpq, without the password: other users of the machine see a command's words."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string(hide_password=False)
