"""«новый клиент Альянс тел 8 916 …»: the client, with what stands beside the name, and its card."""

import re
from typing import Final

from handlers.dialog.model import Talk
from handlers.dialog.steps.client import LONGEST_NAME
from handlers.framework.replies import Replies, Say
from reports.clients.client_card import ClientCard
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.names import first_names
from sales.clients.inn import InnMistake, read_inn
from sales.core.rights import Action, may
from sales.core.words import clean
from sales.entry.clients.names import Found, find_client
from sales.entry.talk.intents import Intent
from storage.clients.contacts import ten_digits

_PHONE: Final = re.compile(r"(?:\+7|8)[ (-]*9[0-9 ()-]{8,14}[0-9]")
_INN: Final = re.compile(r"(?:инн|inn)[ :]*([0-9]{10,12})", re.IGNORECASE)
_WORD: Final = re.compile(r"(?:инн|inn|тел(?:ефон)?|моб|phone|контакт)[.: ]*", re.IGNORECASE)
LONGEST_PHONE: Final = 20


async def create_client(talk: Talk, intent: Intent, draft_id: str) -> Replies:
    """One that is known is shown instead; somebody else's is named on the card."""
    name = clean(intent.text, LONGEST_NAME)
    if not name or not may(talk.actor.role, Action.LOG):
        return Say(Message(fill(_("A client is created by a manager, with a name: new client Romashka"))))
    known = find_client(name, await talk.mine.clients.list_known())
    if isinstance(known, Found):
        return Say(ClientCard(client_id=known.id, said=_("This client is here already")))
    others = await others_like(talk, name)
    client = await talk.mine.clients.create(name, f"{draft_id}:c", inn=_inn_of(intent.details))
    await _add_contact(talk, client.id, intent.details)
    said = _("✅ New client: {name}").format(name=client.name)
    return Say(ClientCard(client_id=client.id, said="\n".join(part for part in (said, others) if part)))


async def others_like(talk: Talk, name: str) -> str:
    """«Похожий есть: «Заря» у Бориса»; empty where nobody else has one."""
    found = await talk.mine.clients.of_colleagues(name)
    if not found:
        return ""
    owner = await talk.tx.system.staff.actor(found[0].owner_id) if found[0].owner_id else None
    whose = first_names([owner])[owner.person_id] if owner else _("no owner")
    return _("There is one already: {name} · {whose}").format(name=found[0].name, whose=whose)


def _inn_of(details: str) -> str | None:
    said = _INN.search(details)
    inn = read_inn(said[1]) if said else None
    return None if isinstance(inn, InnMistake) else inn


async def _add_contact(talk: Talk, client_id: int, details: str) -> None:
    found = _PHONE.search(details)
    if found is None or ten_digits(found[0]) is None:
        return
    beside = _WORD.sub(" ", _INN.sub(" ", details.replace(found[0], " ")))
    person = clean(" ".join(beside.split()).strip(" ,.;:"), LONGEST_NAME)
    name = person or (await talk.mine.clients.get(client_id)).name
    await talk.mine.contacts.add(client_id, name, clean(found[0], LONGEST_PHONE))
