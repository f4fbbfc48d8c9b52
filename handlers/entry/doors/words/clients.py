"""What was told of a client in words: whose it is to be, who recommended it, when its debts are asked about again."""

from datetime import date
from typing import Final

from handlers.checkins.checkin_answers import leave_until, not_ahead
from handlers.checkins.checkins import current_of
from handlers.clients.edit import write_field_card
from handlers.dialog.model import Talk
from handlers.entry.doors.names import card_of
from handlers.entry.doors.words.answers import Answers
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Replies, Reply, Say
from reports.clients.clients import ClientsView
from reports.clients.holdings import GivingView, OrphansView
from reports.debts.debt import DebtCard
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.people.team import TeamView
from sales.clients.card_fields import CardField
from sales.core.errors import AlreadyDoneError
from sales.core.people import INVITERS, SELLERS
from sales.core.rights import Action, may
from sales.entry.clients.names import Found
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent

DEBTS_SHOWN = 3
"""One below the other; who owes more has a card of their own, with all of it."""


async def _hand_over(talk: Talk, intent: Intent) -> Replies:
    """Asked with what goes along, and done by one tap. Raises NotYoursError."""
    if not isinstance(intent.client, Found) or intent.other is None or talk.actor.role not in INVITERS:
        said = fill(_("Clients are handed over by the lead.\nNothing was changed."))
        return [Say(Message(said)), *filter(None, [await card_of(talk, intent.client)])]
    client, heir = await talk.mine.clients.get(intent.client.id), await talk.mine.people.person(intent.other.id)
    if client.owner_id == heir.id:
        return Say(Message(fill(_("{client}: {name} has it already."), client=client.name, name=heir.name)))
    if heir.department_id != client.department_id:
        said = fill(_("{name} works in another department.\nNothing was changed."), name=heir.name)
        return Say(Message(said))
    return Say(
        GivingView(
            department_id=client.department_id, giver_id=client.owner_id or 0, client_id=client.id, heir_id=heir.id
        )
    )


async def _list_unowned(talk: Talk, intent: Intent) -> Replies:
    """To who hands over; whose departments are several chooses one in the team's list."""
    del intent
    if talk.actor.role not in INVITERS:
        return Say(ClientsView())
    here = talk.actor.department_id
    return Say(TeamView(department_id=0) if here is None else OrphansView(department_id=here))


async def _note_referrer(talk: Talk, intent: Intent) -> Replies:
    """On the card, which shows it. Raises NotYoursError, ReferredInCircleError."""
    if not isinstance(intent.client, Found) or intent.other is None or talk.actor.role not in CLIENT_EDITORS:
        return await card_of(talk, intent.client) or []
    return Say(await write_field_card(talk, intent.client.id, CardField.REFERRED_BY, intent.other.id))


async def _leave_debts(talk: Talk, intent: Intent) -> Replies:
    """What 🔕 does in the check-in, of all that the client owes. Raises NotYoursError."""
    current = await current_of(talk) if talk.actor.role in SELLERS else None
    if not isinstance(intent.client, Found) or current is None:
        return await card_of(talk, intent.client) or []
    owed = await talk.mine.payments.open_of(intent.client.id)
    overdue = [each for each in owed if each.due_on < talk.today]
    if not overdue:
        return Say(Message(fill(_("{client}: nothing is overdue.\nNothing was changed."), client=intent.client.name)))
    day = intent.day
    if not isinstance(day, date) or day <= talk.today:
        return Say(Message(not_ahead()))
    asked = [each.id for each in overdue if each.ask_from != day]
    if not asked:
        raise AlreadyDoneError
    return Say(await leave_until(talk, current.id, asked, day))


async def _show_written_off(talk: Talk, intent: Intent) -> Replies:
    """The client's debts, each with «Списать» for who may; nothing is written off by a line. Raises NotYoursError."""
    if not isinstance(intent.client, Found):
        return []
    owed = await talk.mine.debts.of_client(intent.client.id)
    if not owed:
        said = fill(_("{client}: nothing is overdue.\nNothing was changed."), client=intent.client.name)
        return [Say(Message(said)), *filter(None, [await card_of(talk, intent.client)])]
    cards: list[Reply] = [Say(DebtCard(payment_id=each.payment_id)) for each in owed[:DEBTS_SHOWN]]
    if may(talk.actor.role, Action.WRITE_OFF):
        return cards
    return [Say(Message(fill(_("Debts are written off by the lead.\nNothing was changed.")))), *cards]


OF_CLIENTS: Final[Answers] = {
    IntentKind.HAND_OVER: _hand_over,
    IntentKind.UNOWNED: _list_unowned,
    IntentKind.REFERRED: _note_referrer,
    IntentKind.LEAVE_UNTIL: _leave_debts,
    IntentKind.WRITE_OFF: _show_written_off,
}
"""Answers by kind."""
