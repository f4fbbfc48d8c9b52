"""A discount: within the department's limit it is noted, above it the lead is asked (spec/4, 4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from handlers.asks.told import ask_leads, show_own
from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Opening, Screen, Step, Talk
from handlers.dialog.steps.choices import CommentDraft, EnterComment
from handlers.dialog.steps.client import ClientDraft, PickClient
from handlers.dialog.steps.then import in_words, number_in
from handlers.framework.replies import Erase
from reports.asks.words import share_words
from reports.deals.presses import DealAddress
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.view import button
from reports.message.words.deal_words import LONGEST_TITLE, deals_apart
from reports.message.words.labels import set_apart
from sales.asks.ask import AskKind
from sales.asks.discount import read_share
from sales.core.people import SELLERS
from sales.core.words import clean
from sales.deals.deal import Deal
from storage.asks.ask_changes import NewAsk

DIALOG = "ask_discount"
MOST_DEALS = 7


class DiscountDraft(ClientDraft, CommentDraft):
    """`deal_id` 0: of no deal."""

    deal_id: int | None = None
    share: int | None = None
    is_wrong: bool = False
    """What was said is no discount."""
    is_explained: bool = False
    """Why was said, or was not to be."""
    card_key: str = ""


async def next_of_discount(talk: Talk, draft: DiscountDraft) -> Move:
    """The first question that is open; where none is, it is noted or asked."""
    if draft.client_id is None:
        return Goto("client", draft)
    if draft.deal_id is None:
        deals = await talk.mine.deals.open_of(draft.client_id)
        if len(deals) > 1:
            return Goto("deal", draft)
        draft = draft.model_copy(update={"deal_id": deals[0].id if deals else 0})
    if draft.share is None:
        return Goto("share", draft)
    return await _decide_or_ask(talk, draft, draft.share)


async def _decide_or_ask(talk: Talk, draft: DiscountDraft, share: int) -> Move:
    """What was agreed for this deal already, or lies within the limit, needs nobody's word."""
    limit = await read_limit(talk, draft.client_id or 0)
    allowed = await talk.mine.asks.find_allowed(draft.deal_id) if draft.deal_id else 0
    within = share <= max(limit, allowed)
    if not within and not draft.comment and not draft.is_explained:
        return Goto("why", draft)
    changes = talk.mine.ask_changes
    if not within and draft.deal_id:
        await changes.drop_discounts(draft.deal_id)
    ask = await changes.give(
        NewAsk(
            AskKind.DISCOUNT,
            draft.comment or "",
            client_id=draft.client_id,
            deal_id=draft.deal_id or None,
            value=share,
            draft_id=draft.draft_id,
            is_decided=within,
        )
    )
    gone = (Erase(draft.card_key),) if draft.card_key else ()
    if within:
        return Done(await _tell_within(talk, draft, share, limit), gone)
    return Done(show_own(talk, ask), (*gone, *await ask_leads(talk, ask)))


async def _tell_within(talk: Talk, draft: DiscountDraft, share: int, limit: int) -> Message:
    """«Можно, в пределах 5 %»"""
    client = (await talk.mine.clients.get(draft.client_id or 0)).name
    within = fill(_("Fine, that is within {limit}"), limit=share_words(limit))
    why = within if share <= limit else fill(_("Fine, it was agreed for this deal"))
    head = fill(_("💸 {client}: discount {share}"), client=bold(client), share=share_words(share))
    card = ((button(_("🧩 Deal"), DealAddress(deal_id=draft.deal_id)),),) if draft.deal_id else ()
    return Message(lines(head, why), card)


async def ask_above_limit(talk: Talk, deal_id: int, share: int) -> Opening | None:
    """A discount that is typed on a deal's card asks as a line does; None where it needs nobody's word."""
    deal = await talk.mine.deals.get(deal_id)
    limit = await read_limit(talk, deal.client_id)
    if share <= max(limit, await talk.mine.asks.find_allowed(deal_id)) or talk.actor.role not in SELLERS:
        return None
    return Opening(DIALOG, DiscountDraft(client_id=deal.client_id, deal_id=deal_id, share=share), "why")


async def read_limit(talk: Talk, client_id: int) -> int:
    """Of the client's department, in tenths of a percent. Raises NotYoursError."""
    client = await talk.mine.clients.get(client_id)
    return (await talk.tx.system.departments.get(client.department_id)).discount_limit


@dataclass(frozen=True)
class PickDeal(Step[DiscountDraft]):
    """Which of the client's deals under way."""

    async def show(self, talk: Talk, draft: DiscountDraft) -> Screen:
        deals = (await self._deals(talk, draft))[:MOST_DEALS]
        sums, days = deals_apart(deals)
        titles = [cut(each.title, LONGEST_TITLE) for each in deals]
        named = [f"{title} · {said}" if said else title for title, said in zip(titles, sums, strict=True)]
        labels = set_apart(named, days)
        rows = [(Choice(label, str(each.id)),) for label, each in zip(labels, deals, strict=True)]
        return Screen(fill(_("💸 A discount on which deal?")), tuple(rows))

    async def press(self, talk: Talk, draft: DiscountDraft, value: str) -> Move:
        deal_id = number_in(value)
        if deal_id not in {each.id for each in await self._deals(talk, draft)}:
            return Again()
        return await next_of_discount(talk, draft.model_copy(update={"deal_id": deal_id}))

    async def _deals(self, talk: Talk, draft: DiscountDraft) -> Sequence[Deal]:
        return await talk.mine.deals.open_of(draft.client_id or 0)


@dataclass(frozen=True)
class EnterShare(Step[DiscountDraft]):
    """In percent: more than nothing, and not more than all."""

    async def show(self, talk: Talk, draft: DiscountDraft) -> Screen:
        client = bold((await talk.mine.clients.get(draft.client_id or 0)).name)
        wrong = self.hint() if draft.is_wrong else None
        return Screen(lines(wrong, fill(_("💸 {client}: what discount? For example: 7.5%"), client=client)))

    async def write(self, talk: Talk, draft: DiscountDraft, text: str) -> Move:
        share = read_share(text)
        if share is None:
            return Again(draft.model_copy(update={"is_wrong": False}), self.hint())
        return await next_of_discount(talk, draft.model_copy(update={"share": share, "is_wrong": False}))

    def hint(self) -> Markup:
        return tell_wrong_share()


def tell_wrong_share() -> Markup:
    return fill(_("A discount is above 0 and up to 100 %, to one decimal. For example: 12% · 0.5%"))


async def _ask_why(talk: Talk, draft: DiscountDraft) -> Markup:
    limit = await read_limit(talk, draft.client_id or 0)
    said = {"share": share_words(draft.share or 0), "limit": share_words(limit)}
    return lines(
        fill(_("💸 {share} is more than {limit}: the lead decides. Why such a discount?"), **said),
        fill(_("For example: they buy for 2M a year")),
    )


async def _take_why(talk: Talk, draft: DiscountDraft) -> Move:
    return await next_of_discount(
        talk, draft.model_copy(update={"is_explained": True, "comment": clean(draft.comment or "") or None})
    )


ASK_DISCOUNT = Dialog(
    name=DIALOG,
    draft=DiscountDraft,
    steps={
        "client": PickClient(in_words(lambda: _("💸 A discount for whom?")), next_of_discount, makes=False),
        "deal": PickDeal(),
        "share": EnterShare(),
        "why": EnterComment(_take_why, asks=_ask_why),
    },
    roles=SELLERS,
)
