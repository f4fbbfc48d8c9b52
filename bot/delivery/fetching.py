"""A file that a person sent, brought by delivery under the size limit and read in a thread, never in a handler."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiohttp import ClientError, ClientResponseError

from bot.delivery.sheet import LARGEST, Rows, SheetError, Trouble, read_sheet
from storage.queues.inbox import NewItem
from storage.queues.messages import OutboxItem
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class Fetched:
    """It comes back as an inbox item of its own, which waits its turn in the chat."""

    order: Json
    rows: Rows | None = None
    trouble: Trouble | None = None

    def item(self, chat_id: int) -> NewItem:
        found = {"purpose": self.order["purpose"], "name": self.order["name"]}
        return NewItem(None, chat_id, {"fetched": found | {"rows": self.rows, "trouble": self.trouble}})


async def fetch(bot: Bot, item: OutboxItem) -> Fetched:
    """Raises what the session raises while the line is bad: the row is then tried again."""
    order: dict[str, Any] = (item.content or {})["fetch"]
    try:
        content = await _brought(bot, order["file_id"])
        return Fetched(order, await asyncio.to_thread(read_sheet, content, order["name"]))
    except SheetError as error:
        return Fetched(order, trouble=error.trouble)


async def _brought(bot: Bot, file_id: str) -> bytes:
    try:
        file = await bot.get_file(file_id)
        url = bot.session.api.file_url(bot.token, file.file_path or "")
        content = bytearray()
        async for chunk in bot.session.stream_content(url, timeout=30, raise_for_status=True):
            content += chunk
            if len(content) > LARGEST:
                raise SheetError(Trouble.TOO_BIG)
    except TelegramBadRequest as error:
        raise SheetError(Trouble.TOO_BIG if "too big" in error.message else Trouble.GONE) from None
    except ClientError as error:  # its text can hold the address, and so the token
        if isinstance(error, ClientResponseError) and error.status < 500:  # noqa: PLR2004
            raise SheetError(Trouble.GONE) from None
        raise ConnectionError(type(error).__name__) from None
    return bytes(content)
