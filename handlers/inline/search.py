"""«@bot ром»: clients in the chat with the bot; elsewhere their requisites, and a text under its token (spec/7)."""

import re
from collections.abc import Sequence

from aiogram import Router
from aiogram.types import InlineQuery

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.mistakes import find_nothing
from handlers.framework.replies import Replies, Suggest, Suggestion
from reports.inline.found import name_client, tell_money, write_requisites
from reports.message.language import gettext as _
from sales.clients.card_fields import ClientKind
from sales.core.words import clean
from storage.clients.client import Client

MOST = 20
LONGEST = 64
OWN_CHAT = "sender"
"""The chat of the bot and who asks; where no chat is said, it may be anybody's."""
TOKEN = re.compile(r"#([a-z]{12})")
"""Whatever else begins with its sign is part of a name."""


def make_router() -> Router:
    router = Router(name="inline search")

    @router.inline_query(flags=access(EVERYBODY))
    async def hear_query(query: InlineQuery, talk: Talk) -> Replies:
        said = clean(query.query, LONGEST)
        if token := TOKEN.fullmatch(said):
            return await _find_text(talk, token[1])
        clients = await _find_clients(talk, said)
        found = await _suggest_clients(talk, clients) if query.chat_type == OWN_CHAT else _suggest_requisites(clients)
        return Suggest(_("Open the bot"), tuple(found))

    return router


async def _find_text(talk: Talk, token: str) -> Replies:
    text = await talk.mine.prepared.find(token)
    if text is None:
        return find_nothing()
    title, *rest = text.splitlines()
    return Suggest(_("Open the bot"), (Suggestion("0", title[:LONGEST], text, " ".join(rest)[:LONGEST]),))


async def _find_clients(talk: Talk, said: str) -> Sequence[Client]:
    return await (talk.mine.clients.search(said, MOST) if said else talk.mine.clients.recent(MOST))


async def _suggest_clients(talk: Talk, clients: Sequence[Client]) -> list[Suggestion]:
    """«·123 Ромашка» is taken as the client by who hears it (handlers.inline.chosen)."""
    money = await talk.mine.client_money.of([each.id for each in clients])
    return [
        Suggestion(str(each.id), each.name, name_client(each), tell_money(*money.get(each.id, (0, 0))))
        for each in clients
    ]


def _suggest_requisites(clients: Sequence[Client]) -> list[Suggestion]:
    """Of companies alone, and nothing else that we know of them: it is another chat, and may be anybody's."""
    told = [each for each in clients if each.kind is not ClientKind.PERSON]
    return [Suggestion(str(each.id), each.name, write_requisites(each), each.inn or "") for each in told]
