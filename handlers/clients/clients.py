"""/clients and /search: sections by need, and a search by any part of a name, a phone or an INN."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Replies, Say
from reports.clients.client_card import ClientCard
from reports.clients.clients import ClientListView, ClientsView
from sales.core.words import clean

LONGEST_SEARCH = 60


def make_router() -> Router:
    router = Router(name="clients")

    @router.message(Command("clients", "search"), flags=access(EVERYBODY))
    async def hear_clients_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        """«/clients ромашка»: one that is found alone is its card."""
        sought = clean(command.args or "", LONGEST_SEARCH)
        if not sought:
            return Say(ClientsView())
        found = await talk.mine.clients.search(sought, limit=2)
        return Say(ClientCard(client_id=found[0].id) if len(found) == 1 else ClientListView(find=sought))

    return router
