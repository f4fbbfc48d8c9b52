"""A file that a person sent, brought by delivery under the size limit and read in a process apart."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiohttp import ClientError, ClientResponseError

from bot.delivery.sheets.apart import read_apart
from bot.delivery.sheets.limits import LARGEST, ReadTable, SheetError, SheetTrouble
from bot.telegram.telegram import SHORT_SECONDS
from sales.bank.decoding import is_statement
from sales.bank.statement import MOST_BYTES
from storage.queues.inbox import NewItem
from storage.queues.messages import OutboxItem
from storage.tables.types import Json


async def fetch(bot: Bot, item: OutboxItem) -> NewItem:
    """The person's file as an item of the inbox: its rows as texts, or why there are none.

    Raises what the session raises while the line is bad: the row is then tried again.
    """
    order: Json = (item.content or {})["fetch"]
    tables: list[ReadTable] = []
    trouble: SheetTrouble | None = None
    try:
        content = await _download(bot, order["file_id"])
        tables = await read_apart(content, order["name"])
    except SheetError as error:
        trouble = error.trouble
    about = {"file_id": order["file_id"], "caption": order.get("caption", "")}
    found = {"purpose": order["purpose"], "name": order["name"], "trouble": trouble} | about
    read = [[table.title, table.rows] for table in tables]
    return NewItem(None, item.chat_id, {"fetched": found | {"tables": read}})


async def _download(bot: Bot, file_id: str) -> bytes:
    try:
        file = await bot.get_file(file_id, request_timeout=SHORT_SECONDS)
        url = bot.session.api.file_url(bot.token, file.file_path or "")
        content = bytearray()
        async for chunk in bot.session.stream_content(url, timeout=30, raise_for_status=True):
            content += chunk
            if len(content) > (MOST_BYTES if is_statement(bytes(content[:100])) else LARGEST):
                raise SheetError(SheetTrouble.TOO_BIG)
    except TelegramBadRequest as error:
        raise SheetError(SheetTrouble.TOO_BIG if "too big" in error.message else SheetTrouble.GONE) from None
    except ClientError as error:  # its text can hold the address, and so the token
        if isinstance(error, ClientResponseError) and error.status < 500:  # noqa: PLR2004
            raise SheetError(SheetTrouble.GONE) from None
        raise ConnectionError(type(error).__name__) from None
    return bytes(content)
