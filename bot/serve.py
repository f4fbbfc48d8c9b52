"""Serving Telegram, from the first moment of the process to its last: what waits for what, and what is tried again."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiohttp import web

from bot.app import Parts, assemble
from bot.operations.bring_up import bring_up
from bot.operations.ending import set_at_end
from bot.operations.health import Vitals
from bot.operations.inline_mode import note_inline
from bot.operations.listener import listening, take_port
from bot.operations.owner_link import USERNAME, owner_token, print_link
from bot.operations.supervisor import READY, STOPPING, notify
from bot.operations.watchdog import watch_vitals
from bot.running import run
from bot.settings import Settings
from bot.telegram.clock import ClockWatch, FollowingClock, steady_seconds
from bot.telegram.doubt import TokenDoubt
from bot.telegram.introduction import introduce
from bot.telegram.lock import HeldFile, LockLostError
from bot.telegram.telegram import SHORT_SECONDS, TelegramSession, make_bot
from bot.trial import ends_process
from bot.version import VERSION
from sales.core.clock import SystemClock
from sales.core.errors import ReperError
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_PAUSE = 5.0


async def serve(settings: Settings, *, follow_clock: bool) -> None:
    """Until SIGTERM or Ctrl-C. Raises ReperError, such as WrongTokenError."""
    clock = FollowingClock() if follow_clock else SystemClock()
    follow = clock if isinstance(clock, FollowingClock) else None
    watch = ClockWatch(clock, follow=follow, steady=steady_seconds)
    session = TelegramSession(settings.telegram_api_url, settings.bot_token.get_secret_value(), watch)
    database = Database(settings.database, clock, settings.database_pool)
    try:
        await Server(settings, database, session, watch).run()
    except ReperError:
        raise
    except Exception:
        log.critical("stopped by what nobody expected", exc_info=True)  # ours is a trace without the error's own text
        raise SystemExit(1) from None
    finally:
        await session.close()
        await database.dispose()


class Server:
    def __init__(self, settings: Settings, database: Database, session: TelegramSession, watch: ClockWatch) -> None:
        self._settings = settings
        self._token = settings.bot_token.get_secret_value()
        self._database = database
        self._session = session
        self._watch = watch
        self._vitals = Vitals()
        self._stopping = asyncio.Event()
        self._introducing: asyncio.Task[None] | None = None
        self._has_inline = False

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT; a database or a line that is not there yet is waited for."""
        set_at_end(self._stopping)
        async with listening(self._settings.health_host, self._settings.health_port, self._vitals):
            await self._try_door()
            await self._try("the database", partial(bring_up, self._settings), is_database_trouble)
            notify(READY)  # whether or not Telegram can be reached: a restart would not mend that
            async with watch_vitals(self._vitals):
                username = await self._try("Telegram", self._ask_username, _is_line_trouble)
                while username and not self._stopping.is_set():
                    await self._serve(username)
                if self._introducing is not None:
                    self._introducing.cancel()

    async def _try_door(self) -> None:
        """Before anybody is waited for. Raises SettingError for a port that is not to be had; where another process
        works on this file, it may be that one's, and ours when it has gone.
        """
        if not self._database.is_sqlite:
            return
        with closing(HeldFile(Path(f"{self._database.url.database}.lock"))) as held:
            if held.take():
                async with take_port(web.Application(), self._settings.http_host, self._settings.http_port, "HTTP"):
                    pass

    async def _serve(self, username: str) -> None:
        """Until told to stop, or until the lock is lost: then stand by for it with fresh parts."""
        given = (self._settings, self._database, self._session, self._session, self._watch)
        parts = assemble(*given, username=username, tries=ends_process)
        try:
            await run(
                parts,
                self._stopping,
                partial(self._tell_ready, parts, username),
                partial(self._vitals.stands_by, parts),
            )
            notify(STOPPING)
        except LockLostError as error:
            log.error("%s Standing by.", error)  # noqa: TRY400  nothing to trace
        except Exception as error:
            if not is_database_trouble(error):
                raise
            log.error("the database did not answer (%s), again from the beginning", type(error).__name__)  # noqa: TRY400
            self._vitals.starts()
            await self._pause(LONGEST_PAUSE)

    async def _tell_ready(self, parts: Parts, username: str) -> None:
        self._vitals.serves(parts)
        async with self._database.write() as tx:
            link = await owner_token(tx, self._token)
            await tx.system.wire.set(USERNAME, {"name": username})
            await note_inline(tx, username, on=self._has_inline)
        self._introducing = asyncio.create_task(
            introduce(
                make_bot(self._token, self._session),
                self._database,
                self._settings.language,
                self._settings.app_url,
            )
        )
        if link:
            print_link(username, link)
        log.info("serving @%s, Reper %s", username, VERSION)
        if sys.stderr.isatty():
            print("Ctrl-C ends it.", file=sys.stderr, flush=True)  # noqa: T201  for people, as the log is there

    async def _ask_username(self) -> str:
        """Empty where we are told to stop first. Raises WrongTokenError where Telegram refuses it for long."""
        doubt = TokenDoubt()
        while not self._stopping.is_set():
            try:
                async with asyncio.timeout(SHORT_SECONDS):
                    found = await make_bot(self._token, self._session).me()
            except (TelegramUnauthorizedError, TelegramNotFound):
                await self._pause(doubt.note_refusal())
            else:
                self._has_inline = bool(found.supports_inline_queries)
                return found.username or ""
        return ""

    async def _try(
        self, whom: str, ask: Callable[[], Awaitable[T]], passes: Callable[[BaseException], bool]
    ) -> T | None:
        """Until it answers; None when told to stop before. Raises what waiting does not mend."""
        pause = 0.0
        while not self._stopping.is_set():
            try:
                return await ask()
            except Exception as error:
                if not passes(error):
                    raise
                pause = min(LONGEST_PAUSE, pause * 2 or 0.5)
                log.warning("%s does not answer (%s), again in %s s", whom, _tell(error), pause)
            await self._pause(pause)
        return None

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


def _tell(error: Exception) -> str:
    """An error of connecting names hosts, roles and databases, and nobody's data; the log takes the token out."""
    said = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return f"{type(error).__name__}: {said[:300]}" if said else type(error).__name__


def _is_line_trouble(error: BaseException) -> bool:
    return isinstance(error, (AiogramError, OSError))
