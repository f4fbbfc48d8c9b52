"""
Telegram posts the updates to us, at WEBHOOK_URL: stored and committed before it hears that they were taken.

Each process that takes updates in has the same address; a proxy in front of them chooses. Telegram keeps those of a
chat in their order, and brings again what was not answered with 200.
"""

import asyncio
import hmac
import logging
from datetime import timedelta
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import WebhookInfo
from aiohttp import web

from bot.door.answers import HEADERS
from bot.door.bodies import read_body
from bot.settings import Settings
from bot.telegram.deep import DeepJsonError, read_json
from bot.telegram.intake import Intake
from bot.telegram.telegram import ALLOWED_UPDATES, SHORT_SECONDS
from handlers.door.endpoint import ProblemError
from storage.engine.connections.trouble import is_database_trouble

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
MOST_BYTES = 1 << 20
WAIT_SECONDS = 5
STORED_WITHIN = 20
"""Telegram waits for a minute, and then brings it again."""
LOOK_SECONDS = 30.0
LATELY = timedelta(seconds=90)


class Webhook:
    def __init__(self, settings: Settings, bot: Bot, intake: Intake) -> None:
        self._url = settings.webhook_url
        self._secret = settings.webhook_secret.get_secret_value()
        self._bot = bot
        self._intake = intake
        intake.is_posted = self.is_wanted

    @property
    def is_wanted(self) -> bool:
        """Whether Telegram is to post; else it is polled."""
        return bool(self._url)

    def list_routes(self) -> list[web.RouteDef]:
        """For the door's server: the path of WEBHOOK_URL."""
        return [web.post(urlsplit(self._url).path or "/", self.take)] if self.is_wanted else []

    async def take(self, request: web.Request) -> web.Response:
        """One update. Raises ProblemError: 401 for another secret, 413 for more than a megabyte, 400 for what is no
        update, 503 where it could not be stored.
        """
        given = request.headers.get(SECRET, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            raise ProblemError(401)
        body = await read_body(request, MOST_BYTES)
        try:
            update = read_json(body)
        except DeepJsonError as error:
            update = {"update_id": error.numbers[0]} if error.numbers else None
        except ValueError:
            update = None
        await self._store(update)
        return web.Response(headers=HEADERS)

    async def _store(self, update: object) -> None:
        try:
            async with asyncio.timeout(STORED_WITHIN):
                taken = isinstance(update, dict) and await self._intake.take(update)
        except Exception as error:
            if not is_database_trouble(error):
                log.exception("an update could not be stored")
            raise ProblemError(503, wait=WAIT_SECONDS) from error
        if not taken:
            raise ProblemError(400)

    async def run(self) -> None:
        """Have Telegram post here until cancelled, and look now and then whether it can."""
        is_set = False
        while True:
            try:
                async with asyncio.timeout(SHORT_SECONDS):
                    is_set = await self._look(is_set=is_set)
            except (AiogramError, OSError) as error:  # TimeoutError is one
                self._intake.trouble = f"Telegram does not answer ({type(error).__name__})"
                log.warning("the webhook could not be looked at: %s", type(error).__name__)
            except Exception as error:
                if not is_database_trouble(error):
                    raise
                log.warning("the database did not answer: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS if is_set else WAIT_SECONDS)

    async def _look(self, *, is_set: bool) -> bool:
        if not is_set:
            await self._set()
        info = await self._bot.get_webhook_info(request_timeout=SHORT_SECONDS)
        if info.url != self._url:
            log.error("another program has taken the webhook off; it is set again")
            await self._set()
        await self._intake.note_line()
        self._intake.trouble = self._find_trouble(info)
        return True

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=list(ALLOWED_UPDATES),
            drop_pending_updates=False,
            request_timeout=SHORT_SECONDS,
        )
        log.info("Telegram posts the updates here")

    def _find_trouble(self, info: WebhookInfo) -> str:
        """Telegram's own words, while they are new and something waits there."""
        failed = info.last_error_date
        if failed is None or not info.pending_update_count or self._intake.now() - failed > LATELY:
            return ""
        return f"Telegram cannot hand updates over: {info.last_error_message or 'no reason given'}"
