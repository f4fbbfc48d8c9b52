"""«новый клиент Альянс тел 8 916 …», «ИНН Ромашка 7701000026»: the card, with what stands beside the name."""

import re

from handlers.clients.card_drafts import NEW_CLIENT as DIALOG
from handlers.clients.card_drafts import NewClientDraft, draft_of_new
from handlers.clients.card_line import list_used_words
from handlers.clients.edit import open_field, write_field_card
from handlers.clients.making_client import CONFIRM
from handlers.clients.new_client import begin
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import LONGEST_NAME
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Replies, Say
from reports.clients.client_card import ClientCard
from reports.clients.client_words import inn_mistake
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.clients.card_fields import CardField
from sales.clients.card_line import read_card_line
from sales.clients.inn import KEPT_ALL_THE_SAME, InnMistake, read_inn
from sales.core.words import clean
from sales.entry.clients.name_forms import is_dropped, normal_form
from sales.entry.clients.names import Found, find_client
from sales.entry.talk.intents import Intent

_PARTS = re.compile(r",\s*")


async def create_client(runner: Runner, talk: Talk, intent: Intent, draft_id: str) -> Replies:
    """One that is known is shown instead; somebody else's is named on the card."""
    draft = await _read_draft(talk, intent.text, intent.details, draft_id)
    if not draft.name or talk.actor.role not in CLIENT_EDITORS:
        return Say(Message(fill(_("Clients are created by managers: new client Romashka"))))
    known = find_client(draft.name, await talk.mine.clients.list_known(draft.name))
    if isinstance(known, Found):
        same = normal_form(known.name) == normal_form(draft.name)
        if same and not (draft.inn or draft.phone or draft.fields):
            return Say(ClientCard(client_id=known.id, said=_("This client is here already")))
        draft = draft if same else draft.model_copy(update={"near_id": known.id})
    return await begin(runner, talk, draft)


async def _read_draft(talk: Talk, named: str, details: str, draft_id: str) -> NewClientDraft:
    """«Заря, опт»: a legal form behind the comma belongs to the name, other words to the card."""
    name, *beside = _PARTS.split(named)
    while beside and all(is_dropped(word) for word in beside[0].casefold().split()):
        name = f"{name}, {beside.pop(0)}"
    line = read_card_line(", ".join([*beside, details]), await list_used_words(talk))
    draft = draft_of_new(line, name, draft_id=draft_id)
    if draft.phone and not draft.person and draft.unknown:  # «Заря, Пётр, 8 916 …»
        person, *rest = draft.unknown
        return draft.model_copy(update={"person": person, "unknown": tuple(rest)})
    return draft


async def set_inn(runner: Runner, talk: Talk, intent: Intent, draft_id: str) -> Replies:
    """Noted at once where its digits agree; of nobody known it may be a new client's."""
    if talk.actor.role not in CLIENT_EDITORS:
        return Say(Message(fill(_("Clients are created by managers: new client Romashka"))))
    if not isinstance(intent.client, Found):
        draft = NewClientDraft(draft_id=draft_id, name=clean(intent.details, LONGEST_NAME), inn=intent.text)
        return await runner.open(talk, DIALOG, draft, CONFIRM)
    inn = read_inn(intent.text)
    if inn in KEPT_ALL_THE_SAME:
        return await open_field(runner, talk, intent.client.id, CardField.INN, doubtful=intent.text)
    if isinstance(inn, InnMistake):
        return Say(Message(inn_mistake(inn)))
    return Say(await write_field_card(talk, intent.client.id, CardField.INN, inn))
