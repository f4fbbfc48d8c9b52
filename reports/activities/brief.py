"""What to know before a meeting: in its reminder from an hour before, drawn anew half an hour before (spec/4)."""

from datetime import date, timedelta

from markupsafe import Markup

from reports.activities.agenda_lines import tell_contact
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.words.deal_words import deal_lines, paper_missing
from reports.payments.awaited import tell_awaited
from sales.activities.activities import VISITS
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.deals.deal import Deal
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

SHOWN_FROM = timedelta(minutes=61)
MOST_CONTACTS = 3
MOST_PAYMENTS = 2


async def draw_brief(tx: Transaction, reader: Actor, activity: Activity) -> list[Markup]:
    """The last contacts, what is owed and awaited, the deal, papers, who recommended; nothing long before."""
    now = tx.clock.now()
    if activity.type not in VISITS or activity.planned_at is None or activity.planned_at - now > SHOWN_FROM:
        return []
    today, mine = local_date(now, reader.zone), tx.as_(reader)
    client = await mine.clients.get(activity.client_id)
    deals = await mine.deals.open_of(client.id)
    done = await mine.activities.of_client(client.id, MOST_CONTACTS)
    told = [
        *await _tell_money(tx, reader, client.id, today),
        *deal_lines(deals, await tx.system.stages.book(client.department_id)),
        await _tell_papers(tx, reader, deals),
        await _tell_referrer(tx, reader, client.referred_by_id),
        *(tell_contact(each) for each in done),
    ]
    return [line for line in told if line is not None]


async def _tell_money(tx: Transaction, reader: Actor, client_id: int, today: date) -> list[Markup]:
    """With what the client's promises are worth, where they have made some."""
    mine = tx.as_(reader)
    owed = await mine.debts.of_client(client_id)
    told = tell_awaited(await mine.payments.open_of(client_id), owed, today, MOST_PAYMENTS)
    word = (await mine.debts.words([client_id]))[client_id] if owed else None
    if word is None or not word.counts:
        return told
    return [told[0], fill(_("Promises kept: {kept} of {all}"), kept=word.kept, all=word.total), *told[1:]]


async def _tell_papers(tx: Transaction, reader: Actor, deals: list[Deal]) -> Markup | None:
    """Of those that are awaited, and are not there."""
    missing = [
        paper_missing(kind)
        for deal in deals
        for kind, paper in (await tx.as_(reader).deal_papers.of_deal(deal.id)).items()
        if paper.got_on is None
    ]
    return fill(_("📄 no {missing}"), missing=", ".join(dict.fromkeys(missing))) if missing else None


async def _tell_referrer(tx: Transaction, reader: Actor, client_id: int | None) -> Markup | None:
    try:
        referrer = await tx.as_(reader).clients.get(client_id) if client_id else None
    except NotYoursError:
        return None  # a colleague's client is not named
    return fill(_("🤝 recommended by {client}"), client=referrer.name) if referrer else None
