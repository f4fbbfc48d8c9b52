"""/pay: from whom, how much, on what day. Saved with the probability that the deal says; the card edits the rest."""

from datetime import date

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.steps.amount import AmountDraft, EnterAmount, Offers
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.choices import CommentDraft, ProbabilityDraft
from handlers.dialog.steps.client import ClientDraft, PickClient, client_name
from handlers.dialog.steps.day import DayDraft, PickDay
from handlers.dialog.steps.then import in_words
from handlers.payments.counted import expect_money, list_owed, receive_money
from reports.message.format import money, short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.payments.card_lines import day_off
from sales.core.money import Kopecks
from sales.core.people import SELLERS
from sales.payments.payments import Past, PaymentSource, take_expected_day
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact

TODAY, FACT, PROMISED = "today", "fact", "promised"


class PayDraft(ClientDraft, AmountDraft, DayDraft, ProbabilityDraft, CommentDraft):
    source: PaymentSource = PaymentSource.DIALOG
    deal_id: int | None = None
    """None: the client's last used."""
    on: date | None = None
    """The day where it was said before the dialog: it is not asked."""
    promised: Kopecks | None = None
    """The sum that the client has spoken of: offered first, and never taken by itself."""


async def how_much(talk: Talk, draft: PayDraft) -> Markup:
    client = await client_name(talk, draft)
    return fill(_("💰 {client}. How much?\nFor example: 150k · 1.2m · 148 500.50"), client=client)


async def likely_sums(talk: Talk, draft: PayDraft) -> Offers:
    """What the client has promised, what the deals are about, then what was paid before."""
    client_id, mine = draft.client_id or 0, talk.mine
    deals = {f"d{deal.id}": deal.amount for deal in await mine.deals.open_of(client_id) if deal.amount}
    paid = {f"p{payment.id}": payment.amount for payment in await mine.payments.recent_of(client_id)}
    promised = {PROMISED: draft.promised} if draft.promised else {}
    return _each_once(promised | deals | paid)


def _each_once(offers: Offers) -> Offers:
    first: dict[int, str] = {}
    for value, amount in offers.items():
        first.setdefault(amount, value)
    return {value: amount for amount, value in first.items()}


async def ask_when(talk: Talk, draft: PayDraft) -> Markup:
    said = {"client": await client_name(talk, draft), "sum": money(draft.amount or 0)}
    return fill(_("💰 {client} · {sum}. When?"), **said)


class IsItOver(Step[PayDraft]):
    """A day that is over: expected today instead, or it has come already."""

    async def show(self, talk: Talk, draft: PayDraft) -> Screen:
        said = short_day(draft.day or talk.today)
        row = (Choice(_("Expect it today"), TODAY), Choice(_("It is a fact"), FACT))
        return Screen(fill(_("{day} is over. What is it?"), day=said), (row,))

    async def press(self, talk: Talk, draft: PayDraft, value: str) -> Move:
        if value == TODAY:
            return await expect(talk, draft.model_copy(update={"day": talk.today}))
        return await receive_pay(talk, draft) if value == FACT else Again()


async def take_client(talk: Talk, draft: PayDraft) -> Move:
    """«вектор 20к завтра»: what was said with the name is not asked."""
    return await take_sum(talk, draft) if draft.amount is not None else Goto("amount", draft)


async def take_sum(talk: Talk, draft: PayDraft) -> Move:
    day = draft.day or draft.on
    unclear = draft.either is not None or draft.far is not None
    if day is None or unclear:
        return Goto("day", draft)
    return await expect(talk, draft.model_copy(update={"day": day}))


async def expect(talk: Talk, draft: PayDraft) -> Move:
    if draft.client_id is None or draft.amount is None or draft.day is None:
        return Goto("client", draft)
    taken = take_expected_day(draft.day, talk.today, await calendar_of(talk))
    if isinstance(taken, Past):
        return Goto("past", draft)
    new = NewPayment(
        draft.client_id,
        draft.amount,
        taken.day,
        draft.probability,
        deal_id=draft.deal_id,
        comment=draft.comment,
        source=draft.source,
        draft_id=draft.draft_id,
    )
    return Done(await expect_money(talk, new, day_off(taken), talk.said_at))


async def receive_pay(talk: Talk, draft: PayDraft) -> Move:
    """It came on the said day, on what this client owed, the oldest first."""
    if draft.client_id is None or draft.amount is None or draft.day is None:
        return Goto("client", draft)
    owed = await list_owed(talk, draft.client_id)
    new = NewFact(draft.client_id, draft.amount, draft.day, owed, happened_at=talk.said_at, draft_id=draft.draft_id)
    return Done(await receive_money(talk, new, talk.said_at))


PAY = Dialog(
    name="pay",
    draft=PayDraft,
    steps={
        "client": PickClient(in_words(lambda: _("💰 Expected payment. Who from?")), take_client),
        "amount": EnterAmount(take_sum, how_much, client_name, likely_sums),
        "day": PickDay(expect, asks=ask_when, at_bank=True),
        "past": IsItOver(),
    },
    roles=SELLERS,
)
