"""
The card of a payment in a week plan: whatever the plan asks to know of it, for whoever may read that week (SPEC 6).

Its owner changes it there and then; who reads it beside them does what their role may do with a department's record.
"""

from markupsafe import Markup

from reports.activities.agenda_lines import tell_next
from reports.asks.presses import AskAbout
from reports.clients.client_more import make_handover_button
from reports.clients.presses import ClientAddress, ClientDeed, ClientPress
from reports.message.format import chance, mask_phone, short, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Message
from reports.message.screens.asking import give_button
from reports.message.screens.cards import CardView
from reports.message.view import button
from reports.message.words.terms import stage_words
from reports.payments.of_deal import tell_chance_of
from reports.payments.payment_card import tell_last_move, tell_standing, title
from reports.week.presses import WeekDeed, WeekItemAddress, WeekPress
from sales.core.clock import local_date
from sales.core.people import WATCHERS
from sales.core.rights import Action, may
from storage.engine.actor import Actor
from storage.transaction import Transaction


class WeekItemCard(CardView, WeekItemAddress):
    opens_for = WATCHERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        payment = await tx.as_(reader).payments.get(self.payment_id)
        whose = await tx.as_(reader).people.person(self.person_id)
        client = await tx.as_(reader).clients.get(payment.client_id)
        card = (button(_("👤 Client"), ClientAddress(client_id=client.id)),)
        fact = ClientPress(deed=ClientDeed.FACT, client_id=client.id)
        came = (button(_("✅ Received"), fact),) if payment.is_open and may(reader.role, Action.ENTER_FACT) else ()
        gives = (make_handover_button(client),) if may(reader.role, Action.REASSIGN) else ()
        week = WeekPress(deed=WeekDeed.SHOW, monday=self.monday.toordinal(), person_id=whose.id, page=self.page)
        asked = give_button(reader, AskAbout.PAYMENT, payment.id)
        rows = ((*asked, *came), (*card, *gives))
        told = await tell_item(tx, reader, payment.id)
        return self.card(told, tuple(row for row in rows if row), back=button(_("‹ Week plan"), week))


async def tell_item(tx: Transaction, reader: Actor, payment_id: int) -> Markup:
    """Its day, chance and stage, who is there, what they do, what comes next. Raises NotYoursError."""
    mine, today = tx.as_(reader), local_date(tx.clock.now(), reader.zone)
    line = await mine.week_lines.of_payment(payment_id)
    payment, step = line.payment, await mine.activities.next_of(line.payment.client_id)
    stage = None if line.stage is None else stage_words(line.stage)
    turnover = _("{sum} a year").format(sum=short(line.turnover)) if line.turnover else None
    when = _join(short_day(payment.due_on), chance(payment.probability), stage)
    return lines(
        title(payment),
        when if payment.is_open else tell_standing(payment, reader.zone),
        *await tell_chance_of(tx, payment, line.stage, today),
        await tell_last_move(tx, reader, payment),
        _join(line.contact, mask_phone(line.phone) if line.phone else None),
        _join(line.line, turnover),
        payment.comment,
        tell_next(step, reader.zone, today) if step else None,
    )


def _join(*parts: str | None) -> Markup | None:
    told = " · ".join(filter(None, parts))
    return fill("{told}", told=told) if told else None
