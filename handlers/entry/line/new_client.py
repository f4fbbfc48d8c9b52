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
from handlers.dialog.steps.names_said import is_name, name_in
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Replies, Say
from reports.clients.client_card import ClientCard
from reports.clients.client_words import inn_mistake
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.clients.card_fields import CardField
from sales.clients.card_line import cut_off_name, read_card_line
from sales.clients.inn import KEPT_ALL_THE_SAME, InnMistake, read_inn
from sales.clients.phones import read_person
from sales.core.words import clean, fold
from sales.entry.clients.name_forms import is_dropped, normal_form
from sales.entry.clients.names import Found, Unknown, find_client
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import PRICED
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent

_CALLED = re.compile(
    r"(?P<new>(?:(?:добав|созда|завед|завес|внес)\w{1,3} |(?:add|create) (?:a )?)(?:нов\w{2,3} )?|нов\w{2,3} |new )?"
    r"(?:клиент|контрагент|client)[аы]?(?: ?[:—–-] ?| )(?P<named>.+)",
    re.IGNORECASE,
)
_SMALL = frozenset(("не", "в", "у", "с", "к", "на", "по", "за", "о", "об", "из", "от", "это", "все"))
_DOES = re.compile(r"(?:[её]т|[иу]т|ют|ат|ят|[аияеу]ла?|ли|ся|сь)$")
"""«клиент заболел», «клиент не берет трубку» tell of somebody; a name has no such words, or a capital."""

MOST_WORDS = 4


async def read_new_said(runner: Runner, talk: Talk, text: str, draft_id: str) -> Replies | None:
    """«новый клиент Заря, опт, 18 млн, юг» is no money; «клиент Вектор», of whom nobody knows, is asked about.

    None for everything else: a bare sum behind the name may be awaited, and a word of money is of a record.
    """
    said = _CALLED.fullmatch(clean(text))
    if said is None or talk.actor.role not in CLIENT_EDITORS:
        return None
    used = await list_used_words(talk)
    name, beside = cut_off_name(said["named"], used)
    line = read_card_line(beside, used)
    if beside:
        if not line.is_card or any(map(_is_money, line.unknown)):
            return None
        return await create_client(runner, talk, Intent(IntentKind.NEW_CLIENT, text=name, details=beside), draft_id)
    if said["new"] or not _may_be_name(name) or not await is_name(talk, name):
        return None
    known = find_client(name, await talk.mine.clients.list_known(name))
    if not isinstance(known, Unknown):
        return None
    return await runner.open(talk, DIALOG, NewClientDraft(draft_id=draft_id, name=name_in(name)), CONFIRM)


def _is_money(words: str) -> bool:
    """«ждем 100к в пт»; «пришёл с выставки» is none."""
    lead = lead_of(fold(words), priced=True)
    return lead is not None and lead.verb in PRICED and any(sign.isdigit() for sign in words)


def _may_be_name(name: str) -> bool:
    words = name.split()
    tells = any(word == word.lower() and (word in _SMALL or _DOES.search(word)) for word in words)
    return len(words) <= MOST_WORDS and not tells


async def create_client(runner: Runner, talk: Talk, intent: Intent, draft_id: str) -> Replies:
    """One that is known is shown instead; somebody else's is named on the card."""
    draft = await _read_draft(talk, intent.text, intent.details, draft_id)
    if not draft.name or talk.actor.role not in CLIENT_EDITORS:
        return Say(Message(fill(_("Clients are created by managers: new client Camomile"))))
    known = find_client(draft.name, await talk.mine.clients.list_known(draft.name))
    if isinstance(known, Found):
        same = normal_form(known.name) == normal_form(draft.name)
        if same and not (draft.inn or draft.phone or draft.fields):
            return Say(ClientCard(client_id=known.id, said=_("This client is here already")))
        draft = draft if same else draft.model_copy(update={"near_id": known.id})
    return await begin(runner, talk, draft)


async def _read_draft(talk: Talk, named: str, details: str, draft_id: str) -> NewClientDraft:
    """«Заря, опт»: a legal form behind the comma belongs to the name, other words to the card."""
    used = await list_used_words(talk)
    name, beside = cut_off_name(named, used)
    first, _comma, more = beside.partition(",")
    if all(is_dropped(word) for word in first.casefold().split()):
        name, beside = f"{name}, {first}" if first else name, more
    line = read_card_line(", ".join(filter(None, (beside, details))), used)
    draft = draft_of_new(line, name_in(name), draft_id=draft_id)
    if draft.phone and not draft.person and draft.unknown:  # «Заря, Пётр, 8 916 …»
        named, *rest = draft.unknown
        person = read_person(named)
        told = {"person": person.name, "position": draft.position or person.position, "unknown": tuple(rest)}
        return draft.model_copy(update=told)
    return draft


async def set_inn(runner: Runner, talk: Talk, intent: Intent, draft_id: str) -> Replies:
    """Noted at once where its digits agree; of nobody known it may be a new client's."""
    if talk.actor.role not in CLIENT_EDITORS:
        return Say(Message(fill(_("Clients are created by managers: new client Camomile"))))
    if not isinstance(intent.client, Found):
        draft = NewClientDraft(draft_id=draft_id, name=clean(intent.details, LONGEST_NAME), inn=intent.text)
        return await runner.open(talk, DIALOG, draft, CONFIRM)
    inn = read_inn(intent.text)
    if inn in KEPT_ALL_THE_SAME:
        return await open_field(runner, talk, intent.client.id, CardField.INN, doubtful=intent.text)
    if isinstance(inn, InnMistake):
        return Say(Message(inn_mistake(inn)))
    return Say(await write_field_card(talk, intent.client.id, CardField.INN, inn))
