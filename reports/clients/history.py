"""What was done with a client, page by page, and all of its money."""

from markupsafe import Markup

from reports.activities.agenda_lines import fact_sign
from reports.clients.presses import ClientAddress
from reports.message.format import chance, day_in_month, money, short, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.lists import ListView
from reports.message.view import View, button
from reports.message.words.called import call_people
from reports.message.words.terms import SIGNS, outcome_words
from sales.core.clock import local_date
from sales.core.people import EVERYBODY
from sales.payments.receipt import Fact
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

LONGEST = 40
MOST_AWAITED = 5
MOST_CAME = 6


class HistoryAddress(ClientAddress):
    name = "client_history"


class ClientHistoryView(ListView, HistoryAddress):
    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader)
        client = await mine.clients.get(self.client_id)
        count = await mine.activities.count_of(self.client_id)
        shown = self.find_page(count)
        found = await mine.activities.of_client(self.client_id, shown.size, shown.first)
        authors = {each.author_id for each in found if each.author_id}
        names = await call_people(tx, authors) if len(authors) > 1 or authors != {client.owner_id} else {}
        told = [_tell_done(each, names.get(each.author_id or 0, "")) for each in found]
        title = fill(_("{client} · history · {n}"), client=bold(client.name), n=count)
        back = (button(_("‹ To the card"), ClientAddress(client_id=client.id)),)
        empty = fill(_("Nothing was recorded yet."))
        return Message(lines(title, Markup(), *(told or [empty])), (*shown.draw_turns(self), back))


def _tell_done(activity: Activity, author: str) -> Markup:
    """«18.11 📞 Анна: поговорили, ждут счёт»"""
    said = ", ".join(
        filter(None, (outcome_words(activity.outcome) if activity.outcome else "", activity.comment or ""))
    )
    said = said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"
    who = f"{author}: " if author else ""
    day, sign = activity.local_date, SIGNS[activity.type]
    return fill("{day} {sign} {who}{said}", day=day_in_month(day), sign=sign, who=who, said=said)


class ClientMoneyView(View):
    """What is awaited of it, and what came."""

    name = "client_money"
    opens_for = EVERYBODY

    client_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader)
        client = await mine.clients.get(self.client_id)
        today = local_date(tx.clock.now(), reader.zone)
        awaited = await mine.payments.open_of(self.client_id)
        came = await mine.receipts.of_client(self.client_id)
        year = sum(each.amount for each in came if each.on.year == today.year)
        told = [
            fill(
                "{sign} {sum} · {day} · {chance}",
                sign="⚠️" if each.is_overdue(today) else "💰",
                sum=short(each.rest),
                day=short_day(each.due_on),
                chance=chance(each.probability),
            )
            for each in awaited[:MOST_AWAITED]
        ]
        more = awaited[MOST_AWAITED:]
        text = lines(
            fill(_("{client} · {sum} received in {year}"), client=bold(client.name), sum=short(year), year=today.year),
            Markup(),
            *told,
            fill(_("and {n} more, {sum}"), n=len(more), sum=short(sum(each.rest for each in more))) if more else None,
            *(_tell_came(each) for each in came[:MOST_CAME]),
            None if awaited or came else fill(_("No money yet.")),
        )
        return Message(text, ((button(_("‹ To the card"), ClientAddress(client_id=client.id)),),))


def _tell_came(fact: Fact) -> Markup:
    return fill("{sign} {sum} · {day:%d.%m.%Y}", sign=fact_sign(fact), sum=money(fact.amount), day=fact.on)
