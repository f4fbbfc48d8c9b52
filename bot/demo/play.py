"""
`python -m bot demo`: no token, no account, no network. Everything it makes stands in one folder that goes at the end.

The simulator and the bot are processes of their own, as they are in life; the demo starts them and lets people come in.
"""

import asyncio
import json
import os
import socket
import sys
import tempfile
import webbrowser
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from errno import EADDRINUSE
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.cast import CASTS
from bot.demo.history import History, SetClock
from bot.demo.story import find_whole_day, story
from bot.operations.ending import set_at_end
from bot.settings import SettingError
from sales.calendar.slots import instant_of
from sales.core.clock import SystemClock, local_date
from storage.database import Database, sqlite_url
from storage.engine.migrate import migrate

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = "42:demo"  # noqa: S105  opens only the simulator on this machine
ZONE = "Europe/Moscow"
CURTAIN = time(8, 30)  # half an hour to look around before the morning message
END_WITHIN = 10.0
READY_WITHIN = 60.0  # a first start on a busy machine

SAYS = {
    "ru": ("Reper: демо", "Откройте {url}", "Ctrl-C закончит и всё уберёт."),
    "en": ("Reper: the demo", "Open {url}", "Ctrl-C ends it and leaves nothing behind."),
}


def demo(options: Namespace) -> int:
    """Play until interrupted, at `--port` or DEMO_PORT and in LANGUAGE; the exit status of the process."""
    language = os.environ.get("LANGUAGE", "ru")[:2]
    port = _port(options.port or os.environ.get("DEMO_PORT") or "8090")
    return asyncio.run(_play(port, language if language in CASTS else "ru"))


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value) < 2**16):
        raise SettingError(f"{value} is no port. Choose one: DEMO_PORT=8091 make demo")
    return int(value)


async def _play(port: int, language: str) -> int:
    stopping = asyncio.Event()
    set_at_end(stopping)
    today = find_whole_day(local_date(SystemClock().now(), ZONE))
    async with performing(port, language, today) as (url, bot):
        _announce(url, language)
        return await _until(stopping, bot)


@asynccontextmanager
async def performing(port: int, language: str, today: date) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """The department on the morning of that workday: the address of its page, and the bot behind it."""
    with tempfile.TemporaryDirectory(prefix="reper-demo-") as folder:
        async with _simulator(port, language, today) as url:
            await _bring_up(Path(folder), url, language, today)
            async with _bot(Path(folder), url, language) as bot:
                await _come_in(url, bot)
                await _hand_out_the_story(url, language, today)
                yield url, bot


def _announce(url: str, language: str) -> None:
    title, address, end = SAYS[language]
    print(f"\n  {title}\n  {address.format(url=url)}\n  {end}\n", flush=True)  # noqa: T201  the way to the page
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform == "darwin"):
        webbrowser.open(url)


async def _until(stopping: asyncio.Event, bot: asyncio.subprocess.Process) -> int:
    """Until Ctrl-C (0), or until the bot ended by itself (its own code)."""
    ended, stop = asyncio.create_task(bot.wait()), asyncio.create_task(stopping.wait())
    await asyncio.wait({ended, stop}, return_when=asyncio.FIRST_COMPLETED)
    if stop.done():
        ended.cancel()
        return 0
    stop.cancel()
    return ended.result()


async def _bring_up(folder: Path, url: str, language: str, today: date) -> None:
    """The people of the simulator, and the department's past in the database."""
    cast = CASTS[language]
    telegram_ids = {}
    for name, role in cast.people:
        person = await _tell(url, "people", {"first_name": name, "language_code": language, "note": role})
        telegram_ids[name] = int(person["id"])
    address = sqlite_url(folder / "reper.db")
    await migrate(address)
    clock = SetClock(instant_of(today, CURTAIN, ZONE))
    database = Database(address, clock)
    try:
        await History(database, clock, cast, ZONE, language).write(telegram_ids, today)
    finally:
        await database.dispose()


async def _come_in(url: str, bot: asyncio.subprocess.Process) -> None:
    """Everybody presses Start, and has been answered, before the curtain rises."""
    state = await _ask(url, "state")
    for person in state["people"]:
        await _tell(url, f"people/{person['id']}/start", {})
    for person in state["people"]:
        await _answer(url, person["id"], bot)


async def _hand_out_the_story(url: str, language: str, today: date) -> None:
    ids = {person["first_name"]: int(person["id"]) for person in await _ask(url, "people")}
    await _tell(url, "script", story(language, ids, today, ZONE))


async def _answer(url: str, person_id: int, bot: asyncio.subprocess.Process) -> None:
    deadline = asyncio.get_running_loop().time() + READY_WITHIN
    chat = await _ask(url, f"chats/{person_id}")
    while not any(message["from"]["is_bot"] for message in chat["messages"]):
        if bot.returncode is not None or asyncio.get_running_loop().time() > deadline:
            raise SettingError("The bot of the demo does not answer. What it said stands above.")
        chat = await _ask(url, f"chats/{person_id}?after={chat['seq']}&wait=2")


async def _tell(url: str, path: str, details: dict[str, Any]) -> dict[str, Any]:
    async with aiohttp.request("POST", f"{url}/sim/{path}", json=details) as response:
        found: dict[str, Any] = await response.json()
        return found


async def _ask(url: str, path: str) -> Any:
    async with aiohttp.request("GET", f"{url}/sim/{path}") as response:
        return await response.json()


def _find_free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _refuse_taken(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            why = "is taken" if error.errno == EADDRINUSE else f"cannot be used ({error.strerror})"
            raise SettingError(f"Port {port} {why}. Choose another one: DEMO_PORT=8091 make demo") from None


@asynccontextmanager
async def _simulator(port: int, language: str, today: date) -> AsyncIterator[str]:
    _refuse_taken(port)
    curtain: datetime = instant_of(today, CURTAIN, ZONE)
    where = ("--port", str(port), "--token", TOKEN)
    when = ("--clock", curtain.isoformat(), "--zone", ZONE)
    async with _child("simulator", *where, *when, "--language", language, env={}) as process:
        assert process.stdout is not None  # noqa: S101  asked for below
        line = await asyncio.wait_for(process.stdout.readline(), READY_WITHIN)
        if not line:
            raise SettingError("The demo's Telegram did not start. What it said stands above.")
        yield str(json.loads(line)["url"])


@asynccontextmanager
async def _bot(folder: Path, url: str, language: str) -> AsyncIterator[asyncio.subprocess.Process]:
    door = str(_find_free_port())
    env = {
        "BOT_TOKEN": TOKEN,
        "HTTP_PORT": door,
        "PUBLIC_URL": f"http://127.0.0.1:{door}",
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": "",
        "DATA_DIR": str(folder),
        "LANGUAGE": language,
        "TIMEZONE": ZONE,
        "LOG_LEVEL": "WARNING",
        **dict.fromkeys(("BACKUP_HOURLY", "BACKUP_DAILY", "BACKUP_WEEKLY", "HEALTH_PORT"), "0"),
    }
    async with _child("bot", "run", "--follow-clock", env=env) as process:
        yield process


@asynccontextmanager
async def _child(module: str, *words: str, env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that ends with the block. Its own session: Ctrl-C is ours to pass on, in order."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *words,
        cwd=ROOT,
        env=os.environ | env,
        stdout=asyncio.subprocess.PIPE if module == "simulator" else None,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), END_WITHIN)
            except TimeoutError:
                process.kill()
                await process.wait()
