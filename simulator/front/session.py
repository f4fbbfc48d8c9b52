"""The front without a socket: an aiogram session that asks the simulator in the same process."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from typing import TYPE_CHECKING, Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.methods.base import TelegramType

from simulator.acts.faults import ConnectionResetBySimulatorError
from simulator.core import Core
from simulator.wire import Answer, JsonObject, Params, RefusalError, Upload

if TYPE_CHECKING:
    from aiogram.types import InputFile


class DirectSession(BaseSession):
    """As strict as the way over HTTP: the same strings go in, the same JSON comes out and is read by aiogram."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self.core = core

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        params = await self._params(bot, method)
        patience = self.timeout if timeout is None else timeout
        answer = await self._ask(self._answer(bot.token, method.__api_method__, params), method, patience)
        response = self.check_response(bot, method, answer.status, answer.content)
        result: TelegramType = response.result  # type: ignore[assignment]
        return result

    async def raw_updates(
        self,
        *,
        offset: int | None,
        timeout: int,  # noqa: ASYNC109  Telegram's own parameter, not a deadline
        limit: int = 100,
        allowed_updates: list[str] | None = None,
    ) -> list[JsonObject]:
        """getUpdates as it comes, undecoded; troubles are aiogram's own errors."""
        values: JsonObject = {"offset": offset, "timeout": timeout, "limit": limit}
        if allowed_updates is not None:
            values["allowed_updates"] = allowed_updates
        method = GetUpdates()
        answer = await self._ask(self.core.answer("getUpdates", Params(values)), method, None)
        if answer.result is None:
            self.check_response(Bot(self.core.token, session=self), method, answer.status, answer.content)
        updates: list[JsonObject] = answer.result
        return updates

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,  # noqa: ARG002
        timeout: int = 30,  # noqa: ARG002, ASYNC109
        chunk_size: int = 65536,
        raise_for_status: bool = True,  # noqa: ARG002, FBT001, FBT002
    ) -> AsyncGenerator[bytes, None]:
        path = url.split("/file/", 1)[-1].split("/", 1)[-1]
        stored = self.core.world.files.at(path)
        content = stored.content if stored else b""
        for at in range(0, len(content), chunk_size):
            yield content[at : at + chunk_size]

    async def close(self) -> None:
        """Nothing is open."""

    async def _ask(
        self, answering: Awaitable[Answer], method: TelegramMethod[TelegramType], patience: float | None
    ) -> Answer:
        try:
            return await asyncio.wait_for(answering, patience)
        except TimeoutError as e:
            raise TelegramNetworkError(method=method, message="Request timeout error") from e
        except ConnectionResetBySimulatorError as e:
            words = "ServerDisconnectedError: Server disconnected"
            raise TelegramNetworkError(method=method, message=words) from e

    async def _answer(self, token: str, method: str, params: Params) -> Answer:
        if token != self.core.token:
            return Answer.refusing(RefusalError(401, "Unauthorized"))
        return await self.core.answer(method, params)

    async def _params(self, bot: Bot, method: TelegramMethod[TelegramType]) -> Params:
        """The form that aiogram's own session would post."""
        files: dict[str, InputFile] = {}
        values: JsonObject = {}
        for key, value in method.model_dump(warnings=False).items():
            prepared = self.prepare_value(value, bot=bot, files=files)
            if prepared:
                values[key] = prepared
        uploads = {}
        for key, file in files.items():
            content = b"".join([chunk async for chunk in file.read(bot)])
            uploads[key] = Upload(file.filename or key, content)
        return Params(values, uploads)
