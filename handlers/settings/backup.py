"""/backup: an owner asks for a copy of the database now. It is made outside of the conversation, and told here."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import access
from handlers.framework.replies import Replies, Say
from reports.message.message import View
from sales.core.people import Role


def make_router() -> Router:
    router = Router(name="backup")

    @router.message(Command("backup"), flags=access(Role.OWNER))
    async def backup(_message: TelegramMessage, talk: Talk) -> Replies:
        now = talk.tx.clock.now()
        key = f"backup:{talk.actor.person_id}:{now:%Y%m%dT%H%M%S}"
        await talk.tx.wire.ask_backup(key, now)
        return Say(View("backup", {"asked_at": now.isoformat()}), key=key)

    return router
