"""Somebody without a person record: one polite sentence, whatever they write, send or press, and nothing else."""

from aiogram import Router
from aiogram.types import TelegramObject

from handlers.framework.access import open_to_strangers
from handlers.framework.mistakes import stranger
from handlers.framework.replies import Replies, Say
from reports.message.message import Message
from storage.engine.actor import Actor


def make_router() -> Router:
    router = Router(name="strangers")

    async def is_stranger(_event: TelegramObject, actor: Actor | None = None) -> bool:
        return actor is None

    @router.message(is_stranger, flags=open_to_strangers())
    @router.callback_query(is_stranger, flags=open_to_strangers())
    async def meet_stranger(_event: TelegramObject) -> Replies:
        return Say(Message(stranger()))

    return router
