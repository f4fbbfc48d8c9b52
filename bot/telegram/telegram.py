"""
The line to Telegram: aiogram's session with time-outs of its own, a raw long poll, and a look at the `Date` header.

The raw poll exists because one update that cannot be decoded stops the framework's own for good.
"""

import logging
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, NoReturn, Protocol

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage, TelegramMethod
from aiogram.methods.base import Response, TelegramType
from aiogram.types import Message, Update, User
from aiohttp import ClientError, ClientSession, ClientTimeout, TraceConfig, TraceRequestEndParams

from bot.telegram.clock import ClockWatch
from bot.telegram.deep import DeepJsonError, read_json
from sales.core.errors import ReperError

log = logging.getLogger(__name__)

CALL_SECONDS = 60
"""An answer that came after twenty seconds was to a message that had been delivered."""
SHORT_SECONDS = 10
"""For a call that carries no message: what it would have done is simply asked for again."""
CONNECT_SECONDS = 5
CALL = ClientTimeout(total=CALL_SECONDS, sock_connect=CONNECT_SECONDS)
"""A hung connect is told from a slow answer: the first is surely not sent."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")

ANSWERS = (Response[Message], Response[Message | bool], Response[bool])
"""Held here, because pydantic holds such a class weakly: made anew for every call, it cost more than the call."""


class PollError(ReperError):
    """A poll that brought nothing: refused, undecodable or unreachable. Asked again."""


class WrongTokenError(ReperError):
    """Telegram does not know this token; no retry will help."""

    def __init__(self) -> None:
        super().__init__("Telegram does not know this BOT_TOKEN. Take it again from BotFather.")


class AnotherPollerError(PollError):
    """Somebody else polls with this token (409)."""


class WebhookError(PollError):
    """Another program has set a webhook for this token, and Telegram polls for nobody while it stands (409)."""


class UpdateSource(Protocol):
    """What intake needs of a session: the simulator's session without a socket has it too."""

    async def raw_updates(
        self, *, offset: int | None, timeout: int, limit: int = 100, allowed_updates: list[str] | None = None
    ) -> list[dict[str, Any]]:
        """Updates as Telegram's JSON, from `offset` on, after at most `timeout` seconds of waiting."""


class TelegramSession(AiohttpSession):
    """aiogram's session with our time-outs, which tells every header's `Date` to the clock watch."""

    def __init__(self, base_url: str, token: str, watch: ClockWatch) -> None:
        super().__init__(api=TelegramAPIServer.from_base(base_url))
        self.timeout = CALL  # type: ignore[assignment]  # aiogram hands it to aiohttp, and its own is 60 s
        self._token = token
        self._watch = watch

    async def create_session(self) -> ClientSession:
        """The session that is open, or a new one; each answer's `Date` is handed on."""
        if self._session is None or self._session.closed:
            trace = TraceConfig()
            trace.on_request_end.append(self._end)
            self._session = ClientSession(
                connector=self._connector_type(**self._connector_init),
                timeout=CALL,
                trace_configs=[trace],
            )
        return self._session

    async def _end(self, _session: ClientSession, _context: SimpleNamespace, seen: TraceRequestEndParams) -> None:
        self._watch.note_date(seen.response.headers.get("Date"))

    async def raw_updates(
        self, *, offset: int | None, timeout: int, limit: int = 100, allowed_updates: list[str] | None = None
    ) -> list[dict[str, Any]]:
        """Raises PollError for whatever may pass, WrongTokenError for a token that is refused.

        An update that is nested too deep comes as its number alone. A webhook of another program is taken off.
        """
        try:
            return await self._poll(offset, timeout, limit, allowed_updates)
        except DeepJsonError as error:
            if limit > 1:
                return await self.raw_updates(offset=offset, timeout=0, limit=1, allowed_updates=allowed_updates)
            return [{"update_id": number} for number in error.numbers[:1]]
        except WebhookError as error:
            log.warning("taking the webhook off, updates are kept: %s", error)
            await self._delete_webhook()
            raise

    async def _poll(
        self, offset: int | None, timeout: int, limit: int, allowed_updates: list[str] | None
    ) -> list[dict[str, Any]]:
        asked = {"offset": offset, "timeout": timeout, "limit": limit, "allowed_updates": allowed_updates}
        session = await self.create_session()
        url = self.api.api_url(self._token, "getUpdates")
        try:
            async with session.post(
                url,
                json={name: value for name, value in asked.items() if value is not None},
                timeout=ClientTimeout(total=timeout + SHORT_SECONDS, sock_connect=CONNECT_SECONDS),
            ) as response:
                return _updates(response.status, read_json(await response.read()))
        except DeepJsonError:
            raise
        except (ClientError, OSError, ValueError) as error:
            raise PollError(type(error).__name__) from None  # its text can hold the address, and so the token

    async def _delete_webhook(self) -> None:
        session = await self.create_session()
        url = self.api.api_url(self._token, "deleteWebhook")
        limit = ClientTimeout(total=SHORT_SECONDS, sock_connect=CONNECT_SECONDS)
        with suppress(ClientError, OSError):  # the next poll says whether it stands still
            async with session.post(url, json={"drop_pending_updates": False}, timeout=limit) as response:
                await response.read()


def _updates(status: int, answer: Any) -> list[dict[str, Any]]:
    if not isinstance(answer, dict):
        raise PollError(f"no object in the answer ({status})")
    if status in {401, 404}:
        raise WrongTokenError
    if status == 409:  # noqa: PLR2004
        said = str(answer.get("description", ""))[:200]
        raise (WebhookError if "webhook" in said else AnotherPollerError)(said or "refused (409)")
    if not answer.get("ok") or not isinstance(answer.get("result"), list):
        said = str(answer.get("description", ""))[:200]
        raise PollError(f"refused ({status}) {said}".strip())
    return [update for update in answer["result"] if isinstance(update, dict)]


class NetworkInHandlerError(ReperError):
    """A handler or a job called Telegram. Only intake and delivery may: what a handler sends, a kill would double."""


class NoNetworkSession(BaseSession):
    """The session of the Bot that handlers see: whatever they call, they are told not to."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> NoReturn:
        """Raises NetworkInHandlerError for every call."""
        del bot, timeout
        raise NetworkInHandlerError(f"{type(method).__name__} called inside a handler; return a reply instead")

    def stream_content(self, *_args: object, **_options: object) -> NoReturn:
        """Raises NetworkInHandlerError."""
        raise NetworkInHandlerError("a file was fetched inside a handler; ask for it by a row instead")

    async def close(self) -> None:
        return


def make_bot(token: str, session: BaseSession) -> Bot:
    """Texts are HTML, links show no preview."""
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True))


def warm_up() -> None:
    """What nearly every update needs is built before the first of them waits for it (bot.telegram.lazy_models)."""
    for model in (Update, SendMessage, EditMessageText, AnswerCallbackQuery, *ANSWERS):
        model.model_rebuild()


class DeafBot(Bot):
    """The Bot that handlers see: it calls nobody, and knows its own name.

    «/menu@reper_bot» once asked Telegram for the name in the middle of a handler, and the message died of that.
    """

    def __init__(self, token: str, username: str) -> None:
        super().__init__(token, session=NoNetworkSession())
        self._self = User(id=self.id, is_bot=True, first_name=username, username=username)

    async def me(self) -> User:
        return self._self
