"""What an ask is about: a payment, a deal or a client, as far as its reader may see them."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.clients.presses import ClientAddress
from reports.deals.presses import DealAddress
from reports.debts.presses import DebtAddress
from reports.debts.words import age_words, tell_word
from reports.message.address import Address
from reports.message.columns import cut
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.asks.ask import Ask
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from storage.engine.actor import Actor
from storage.transaction import Transaction

TITLE = 18


@dataclass(frozen=True, slots=True)
class AskSubject:
    """`to`: where its card is, None where the reader has none; `amount`: what a discount is taken of."""

    line: Markup | None = None
    to: Address | None = None
    amount: Kopecks | None = None


async def read_subject(tx: Transaction, reader: Actor, ask: Ask) -> AskSubject:
    """Nobody is shown more of a client than its name, who may not read it."""
    try:
        return await _read_seen(tx, reader, ask)
    except NotYoursError:
        return AskSubject(fill("🗂 {client}", client=ask.client_name) if ask.client_name else None)


async def _read_seen(tx: Transaction, reader: Actor, ask: Ask) -> AskSubject:
    mine = tx.as_(reader)
    if ask.payment_id is not None:
        return await _of_payment(tx, reader, ask.payment_id)
    if ask.deal_id is not None:
        deal = await mine.deals.get(ask.deal_id)
        money = await mine.deal_standings.money(deal.id)
        amount = deal.amount or money.awaited + money.received or None
        said = [deal.client_name, cut(deal.title, TITLE), short(amount) if amount else ""]
        return AskSubject(fill("🧩 {said}", said=" · ".join(filter(None, said))), DealAddress(deal_id=deal.id), amount)
    if ask.client_id is not None:
        client = await mine.clients.get(ask.client_id)
        awaited = sum(each.rest for each in await mine.payments.open_of(client.id))
        line = fill("🗂 {client}", client=ask.client_name)
        return AskSubject(line, ClientAddress(client_id=client.id), awaited or None)
    return AskSubject()


async def _of_payment(tx: Transaction, reader: Actor, payment_id: int) -> AskSubject:
    """«⚠️ Школа 57 · 90 тыс · 12 дней», or of one that is no debt «💰 Ромашка · 150 тыс · пн 23.11»."""
    mine = tx.as_(reader)
    payment = await mine.payments.get(payment_id)
    said = {"client": payment.client_name, "sum": short(payment.rest)}
    try:
        debt = await mine.debts.get(payment_id)
    except NotYoursError:
        line = fill("💰 {client} · {sum} · {day}", day=short_day(payment.due_on), **said)
        return AskSubject(line, ClientAddress(client_id=payment.client_id))
    line = fill("⚠️ {client} · {sum} · {age}", age=age_words(debt.age(mine.debts.today)), **said)
    return AskSubject(line, DebtAddress(payment_id=payment_id))


async def tell_client_debt(tx: Transaction, reader: Actor, client_id: int) -> Markup | None:
    """«⚠️ долг 90 тыс · слово 2 из 5»; nothing of a client who owes nothing and has promised nothing."""
    debts = tx.as_(reader).debts
    owed = sum(each.rest for each in await debts.of_client(client_id))
    word = tell_word((await debts.words([client_id]))[client_id])
    said = [_("owes {sum}").format(sum=short(owed)) if owed else "", word]
    told = " · ".join(filter(None, said))
    return fill("⚠️ {said}", said=told) if owed else fill("{said}", said=told) if told else None
