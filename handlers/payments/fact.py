"""/fact: money that came. One of the payments that are awaited, or a client; the rest of it by one tap; today."""

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.steps.amount import AmountDraft, EnterAmount, Offers
from handlers.dialog.steps.client import ClientDraft, PickClient, client_name
from handlers.dialog.steps.day import BEHIND, DayDraft, PickDay
from handlers.dialog.steps.then import in_words, number_in
from handlers.payments.counted import list_owed, receive_money
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import grid
from sales.core.money import Kopecks
from sales.core.people import FACT_ENTERERS
from sales.entry.days.dates import Leaning
from sales.payments.facts import FactKind
from sales.payments.payment import Payment
from storage.payments.receipts import NewFact

SHOWN = 6
WIDTH = 2


class FactDraft(ClientDraft, AmountDraft, DayDraft):
    payment_id: int | None = None
    kind: FactKind = FactKind.RECEIPT


class WhichPayment(Step[FactDraft]):
    """What is awaited, the oldest first; a name typed here is looked for at once."""

    def __init__(self, clients: PickClient[FactDraft]) -> None:
        self._clients = clients

    async def show(self, talk: Talk, draft: FactDraft) -> Screen:
        awaited = await talk.mine.payments.list_awaited(SHOWN + 1, draft.page * SHOWN)
        choices = [Choice(_label(each), f"p{each.id}") for each in awaited[:SHOWN]]
        turn = [Choice("‹", f"page{draft.page - 1}")] if draft.page else []
        turn += [Choice("›", f"page{draft.page + 1}")] if len(awaited) > SHOWN else []
        text = _("✅ What has been received?") if awaited else _("✅ Nothing is expected. Who has paid?")
        other = (Choice(_("🔎 Another client"), "client"),)
        return Screen(fill(text), tuple(row for row in (*grid(choices, WIDTH), tuple(turn), other) if row))

    async def press(self, talk: Talk, draft: FactDraft, value: str) -> Move:
        if value == "client":
            return Goto("client", draft.model_copy(update={"payment_id": None, "page": 0}))
        if (page := number_in(value, "page")) is not None:
            return Again(draft.model_copy(update={"page": min(page, 1000)}))
        payment_id = number_in(value, "p")
        if payment_id is None:
            return Again()
        payment = await talk.mine.payments.get(payment_id)
        return await take_today(
            talk, draft.model_copy(update={"payment_id": payment.id, "client_id": payment.client_id})
        )

    async def write(self, talk: Talk, draft: FactDraft, text: str) -> Move:
        return await self._clients.name_another(talk, draft.model_copy(update={"payment_id": None}), text)

    def hint(self) -> Markup:
        return self._clients.hint()


def _label(payment: Payment) -> str:
    return f"{payment.client_name} · {short(payment.rest)}"


async def how_much(talk: Talk, draft: FactDraft) -> Markup:
    client = await client_name(talk, draft)
    if draft.kind is FactKind.REFUND:
        return fill(_("Refund: {client}. How much went back?\nFor example: 150k · 148 500.50"), client=client)
    return fill(_("✅ {client}. How much has come?\nFor example: 150k · 148 500.50"), client=client)


async def likely_sums(talk: Talk, draft: FactDraft) -> Offers:
    """The rest of the payment, or of each that the client owes."""
    if draft.kind is FactKind.REFUND:
        return {}
    if draft.payment_id is not None:
        payment = await talk.mine.payments.get(draft.payment_id)
        return {f"p{payment.id}": payment.rest} if payment.is_open else {}
    return {f"p{each.id}": each.rest for each in await talk.mine.payments.open_of(draft.client_id or 0)}


class HowMuchCame(EnterAmount[FactDraft]):
    """The sum in kopecks; the day and «возврат» stand below it, a tap away."""

    def is_behind(self) -> bool:
        return True

    async def whole(self, talk: Talk, draft: FactDraft) -> Kopecks | None:
        return sum((await self.offers(talk, draft)).values()) or None

    async def show(self, talk: Talk, draft: FactDraft) -> Screen:
        screen = await super().show(talk, draft)
        if draft.which is not None:
            return screen
        came = Choice(_("📅 Received on: {day}").format(day=short_day(draft.day or talk.today)), "day")
        refund = draft.kind is FactKind.REFUND
        other = Choice(_("It has come") if refund else _("Refund"), "kind")
        return Screen(screen.text, (*screen.rows, (came, other)))

    async def press(self, talk: Talk, draft: FactDraft, value: str) -> Move:
        if value == "day":
            return Goto("day", draft)
        if value == "kind":
            kind = FactKind.RECEIPT if draft.kind is FactKind.REFUND else FactKind.REFUND
            return Again(draft.model_copy(update={"kind": kind}))
        if draft.which is None and (payment_id := number_in(value, "p")) is not None:
            draft = draft.model_copy(update={"payment_id": payment_id})
        return await super().press(talk, draft, value)


async def take_today(talk: Talk, draft: FactDraft) -> Move:
    """The screen says on what day it came: an answer given after midnight is about that day too."""
    if draft.either is not None:
        return Goto("day", draft)
    draft = draft.model_copy(update={"day": draft.day or talk.today})
    return Goto("amount", draft) if draft.amount is None else await record(talk, draft)


async def take_day(talk: Talk, draft: FactDraft) -> Move:
    if draft.day is not None and draft.day > talk.today:
        return Again(draft.model_copy(update={"day": None}), _ahead())
    return Goto("amount", draft) if draft.amount is None else await record(talk, draft)


def _ahead() -> Markup:
    return fill(_("That day is still ahead. For example: today · yesterday · 18.11"))


async def record(talk: Talk, draft: FactDraft) -> Move:
    """Without a payment named, on all that the client owes, the oldest first; a refund of no payment stands alone."""
    if draft.client_id is None or draft.amount is None:
        return Goto("client", draft)
    if draft.either is not None:
        return Goto("day", draft)
    if draft.day is not None and draft.day > talk.today:
        return Again(draft.model_copy(update={"day": talk.today, "amount": None}), _ahead())
    new = NewFact(
        draft.client_id,
        draft.amount,
        draft.day or talk.today,
        await _list_owed(talk, draft, draft.client_id),
        draft.kind,
        talk.said_at,
        draft.draft_id,
    )
    return Done(await receive_money(talk, new, talk.said_at))


async def _list_owed(talk: Talk, draft: FactDraft, client_id: int) -> tuple[int, ...]:
    if draft.payment_id is not None:
        return (draft.payment_id,)
    if draft.kind is FactKind.REFUND:
        return ()
    return await list_owed(talk, client_id)


_WHOSE = PickClient[FactDraft](in_words(lambda: _("✅ Money received. Who from?")), take_today, behind=True)

FACT = Dialog(
    name="fact",
    draft=FactDraft,
    steps={
        "payment": WhichPayment(_WHOSE),
        "client": _WHOSE,
        "amount": HowMuchCame(record, how_much, client_name, likely_sums),
        "day": PickDay[FactDraft](take_day, Leaning.BEHIND, BEHIND, at_bank=True),
    },
    roles=FACT_ENTERERS,
)
