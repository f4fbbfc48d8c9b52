"""One client on half a screen: who to ring, what is awaited, what was last spoken of, and what to record next."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from reports.activities.agenda_lines import overdue_line
from reports.activities.walk import contact_line
from reports.clients.presses import ClientDeed, ClientPress
from reports.message.format import chance, short, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.terms import SIGNS, outcome_words
from reports.message.view import View
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from sales.payments.payment import Payment
from storage.activities.activity import Activity
from storage.clients.contacts import Contact
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST_CONTACTS = 2
MOST_PAYMENTS = 3
MOST_ACTIVITIES = 3
LONGEST_COMMENT = 24


class ClientCard(View):
    """`phones`: the numbers are opened, they were asked for; `said`: what was just done, above the card."""

    name = "client_card"

    client_id: int
    phones: bool = False
    said: str = ""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            client = await tx.as_(reader).clients.get(self.client_id)
        except NotYoursError:
            return None
        contacts = [each for each in await tx.as_(reader).contacts.of_client(self.client_id) if each.phone]
        payments = await tx.as_(reader).payments.open_of(self.client_id)
        done = await tx.as_(reader).activities.of_client(self.client_id, MOST_ACTIVITIES)
        today = local_date(tx.clock.now(), reader.zone)
        text = lines(
            self.said or None,
            fill(_("{client} · INN {inn}"), client=bold(client.name), inn=client.inn)
            if client.inn
            else bold(client.name),
            *(contact_line(each, open_phone=self.phones) for each in contacts[:MOST_CONTACTS]),
            *_tell_awaited(payments, today),
            *(_contact(each) for each in done),
            None if payments or done else fill(_("No records yet")),
        )
        return Message(text, _buttons(reader, self.client_id, contacts, phones=self.phones))


def _tell_awaited(payments: Sequence[Payment], today: date) -> list[Markup]:
    shown = [
        overdue_line(each, today) if each.is_overdue(today) else _tell_due(each) for each in payments[:MOST_PAYMENTS]
    ]
    rest = payments[MOST_PAYMENTS:]
    if rest:
        shown.append(fill(_("and {n} more, {sum}"), n=len(rest), sum=short(sum(each.rest for each in rest))))
    return shown


def _tell_due(payment: Payment) -> Markup:
    """«💰 150 тыс · пн 23.11 · 80 %»"""
    said = {"sum": short(payment.rest), "day": short_day(payment.due_on), "chance": chance(payment.probability)}
    return fill("{sign} {sum} · {day} · {chance}", sign="◐" if payment.received else "💰", **said)


def _contact(activity: Activity) -> Markup:
    """«18.11 📞 поговорили»"""
    said = outcome_words(activity.outcome) if activity.outcome else _cut(activity.comment or "")
    return fill("{day:%d.%m} {sign} {said}", day=activity.local_date, sign=SIGNS[activity.type], said=said)


def _cut(comment: str) -> str:
    one_line = " ".join(comment.split())
    return one_line if len(one_line) <= LONGEST_COMMENT else f"{one_line[: LONGEST_COMMENT - 1].rstrip()}…"


def _buttons(
    reader: Actor, client_id: int, contacts: Sequence[Contact], *, phones: bool
) -> tuple[tuple[Button, ...], ...]:
    deeds = [("📞", ClientDeed.CALL), ("🤝", ClientDeed.MEET), ("💰", ClientDeed.PAY)] if reader.role in SELLERS else []
    deeds += [("✅", ClientDeed.FACT)] if may(reader.role, Action.ENTER_FACT) else []
    first = tuple(Button(sign, client_press(deed, client_id)) for sign, deed in deeds)
    opened = (
        (Button(_("📱 Show the number"), client_press(ClientDeed.PHONES, client_id)),)
        if contacts and not phones
        else ()
    )
    return tuple(row for row in (first, opened) if row)


def client_press(deed: ClientDeed, client_id: int) -> str:
    return ClientPress(deed=deed, client_id=client_id).pack()
