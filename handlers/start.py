"""/start: the one door. A link lets somebody in; without one a stranger gets a polite sentence."""

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message as TelegramMessage

from handlers.access import open_to_strangers
from handlers.defaults import Defaults
from handlers.mistakes import stranger
from handlers.replies import Replies, Say
from reports.language import current_language
from reports.language import gettext as _
from reports.markup import fill
from reports.message import Message
from sales.words import clean
from storage.actor import Actor
from storage.transaction import Transaction


def make_router() -> Router:
    router = Router(name="start")

    @router.message(CommandStart(), flags=open_to_strangers())
    async def started(
        message: TelegramMessage,
        command: CommandObject,
        tx: Transaction,
        defaults: Defaults,
        actor: Actor | None = None,
    ) -> Replies:
        if command.args and message.from_user:
            name = clean(message.from_user.full_name, 120)
            come = await tx.people.redeem(command.args, message.from_user.id, name, current_language(), defaults.zone)
            actor = come.actor
        if actor is None:
            return Say(Message(stranger()))
        return Say(Message(fill(_("Hello, {name}."), name=actor.name)))

    return router
