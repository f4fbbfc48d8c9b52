"""/backup: an owner asks for a copy of the database now. It is made outside of the conversation, and told here."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import access
from handlers.framework.replies import Replies, Say
from reports.settings.backup import BackupView
from sales.core.people import Role


def make_router() -> Router:
    router = Router(name="backup")

    @router.message(Command("backup"), flags=access(Role.OWNER))
    async def hear_backup_command(_message: TelegramMessage, talk: Talk) -> Replies:
        now = talk.tx.clock.now()
        view = BackupView(asked_at=now)
        key = view.key_for(talk.actor.person_id, now)
        await talk.tx.system.wire.ask_backup(key, now)
        return Say(view.under(key))

    return router
