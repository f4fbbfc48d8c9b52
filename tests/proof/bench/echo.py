"""
What the whole bot is measured against: aiogram's own polling that says a text back, with one commit or none.

`python -m tests.proof.bench.echo URL TOKEN [FILE]`: with a file, each text is kept in it first, as durably as by Reper.
"""

import asyncio
import sys

import aiosqlite
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


def bare() -> Router:
    router = Router()

    @router.message(F.text)
    async def said(message: Message) -> None:
        await message.answer(message.text or "")

    return router


def keeping(database: aiosqlite.Connection) -> Router:
    router = Router()

    @router.message(F.text)
    async def said(message: Message) -> None:
        await database.execute("INSERT INTO said (chat, text) VALUES (?, ?)", (message.chat.id, message.text))
        await database.commit()
        await message.answer(message.text or "")

    return router


async def opened(path: str) -> aiosqlite.Connection:
    database = await aiosqlite.connect(path)
    await database.execute("PRAGMA journal_mode=WAL")
    await database.execute("PRAGMA synchronous=FULL")
    await database.execute("CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, chat INTEGER, text TEXT)")
    await database.commit()
    return database


async def main(url: str, token: str, path: str = "") -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = Dispatcher()
    database = await opened(path) if path else None
    dispatcher.include_router(keeping(database) if database else bare())
    try:
        await dispatcher.start_polling(bot)
    finally:
        if database is not None:
            await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
