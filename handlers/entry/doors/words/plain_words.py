"""Words on the buttons and plain questions, typed outside a form: answered by the views that there are."""

import re
from contextlib import suppress
from datetime import date
from typing import Final

from handlers.debts.debts import hear_dispute
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.doors.names import card_of, show_found_like
from handlers.entry.doors.words.answers import Answers
from handlers.entry.doors.words.checkins import OF_CHECKINS
from handlers.entry.doors.words.clients import OF_CLIENTS
from handlers.entry.doors.words.days import OF_DAYS
from handlers.entry.doors.words.deals import OF_DEALS
from handlers.entry.doors.words.people import answer_about_person
from handlers.entry.line.draft import DIALOG, EntryDraft
from handlers.entry.line.new_client import create_client, set_inn
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Replies, Say
from reports.clients.client_card import ClientCard
from reports.clients.clients import ClientListView, ClientsView
from reports.debts.debts import DebtsView
from reports.entry.answers import greet, not_there_yet, say_thanks
from reports.general.help import help_for, keys_below
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.clients.sections import Section
from sales.core.errors import AlreadyDoneError
from sales.core.people import SELLERS
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent

LONGEST_ECHO = 120


async def answer_intent(runner: Runner, talk: Talk, intent: Intent, text: str, draft_id: str) -> Replies:
    """`text`: as it was typed, for what is only echoed; `draft_id`: of the message, a client is made once."""
    match intent.kind:
        case IntentKind.THANKS:
            return Say(Message(say_thanks(in_words=any(sign.isalpha() for sign in text) and _is_thanks(text))))
        case IntentKind.DEAL_WORDS:
            return Say(Message(not_there_yet(text[:LONGEST_ECHO])))
        case IntentKind.DISPUTE:
            return await hear_dispute(runner, talk, intent)
        case IntentKind.NEW_CLIENT:
            return await create_client(runner, talk, intent, draft_id)
        case IntentKind.SET_INN:
            return await set_inn(runner, talk, intent, draft_id)
        case IntentKind.MOVE_ALL:
            return await _move_all(runner, talk, intent, text)
        case kind:
            return await ANSWERS[kind](talk, intent)


def _is_thanks(text: str) -> bool:
    return re.search("спас|спс|благодар|пасиб|thank|thx", text.casefold()) is not None


async def _list_forgotten(talk: Talk, intent: Intent) -> Replies:
    del talk, intent
    return Say(ClientListView(section=Section.FORGOTTEN))


async def _menu(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(keys_below(talk.actor))


async def _help(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(await help_for(talk.tx, talk.actor))


async def _debts(talk: Talk, intent: Intent) -> Replies:
    del talk, intent
    return Say(DebtsView())


async def _clients(talk: Talk, intent: Intent) -> Replies:
    del talk, intent
    return Say(ClientsView())


async def _greeting(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(Message(greet(talk.actor.name)))


async def _card(talk: Talk, intent: Intent) -> Replies:
    return await card_of(talk, intent.client) or await show_found_like(talk, intent.text)


async def _mute(talk: Talk, intent: Intent) -> Replies:
    """«не звонить»: on the card, where it is taken back. Raises NotYoursError."""
    if not isinstance(intent.client, Found) or talk.actor.role not in CLIENT_EDITORS:
        return await _card(talk, intent)
    on = intent.kind is IntentKind.NOT_TO_BE_CALLED
    with suppress(AlreadyDoneError):
        await talk.mine.client_edits.set_do_not_call(intent.client.id, on=on)
    return Say(ClientCard(client_id=intent.client.id, said="" if on else _("🔔 May be called again")))


async def _find(talk: Talk, intent: Intent) -> Replies:
    if isinstance(intent.client, Found):
        return await _card(talk, intent)
    return await show_found_like(talk, intent.text)


async def _move_all(runner: Runner, talk: Talk, intent: Intent, text: str) -> Replies:
    """Asked with how many, and why: one tap moves them all."""
    due = await talk.mine.payments.list_due(talk.today, talk.actor.person_id)
    if talk.actor.role not in SELLERS or not due:
        return Say(Message(fill(_("No payment is expected today, there is nothing to move."))))
    if not isinstance(intent.day, date) or intent.day <= talk.today:
        return Say(Message(fill(_("Move them to what day? For example: move all to tomorrow"))))
    entry = Entry(text=text, said_on=talk.today, verb=Verb.MOVE, day=intent.day)
    return await runner.open(talk, DIALOG, EntryDraft(entry=entry), "all")


ANSWERS: Final[Answers] = {
    IntentKind.MENU: _menu,
    IntentKind.HELP: _help,
    IntentKind.CLIENTS: _clients,
    IntentKind.DEBTS: _debts,
    IntentKind.CARD: _card,
    IntentKind.FIND: _find,
    IntentKind.NOT_TO_BE_CALLED: _mute,
    IntentKind.MAY_BE_CALLED: _mute,
    IntentKind.GREETING: _greeting,
    IntentKind.FORGOTTEN: _list_forgotten,
    IntentKind.PERSON: answer_about_person,
    **OF_DAYS,
    **OF_CHECKINS,
    **OF_DEALS,
    **OF_CLIENTS,
}
