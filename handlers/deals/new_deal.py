"""A deal that needs a word more: which client, which of two sums, is it the one that is there already."""

from datetime import date

from handlers.deals.making import title_of
from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.steps.amount import AmountDraft, EnterAmount
from handlers.dialog.steps.client import ClientDraft, PickClient, client_name
from reports.deals.deal_card import DealCard
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.words.terms import stage_words
from sales.core.people import SELLERS
from sales.deals.deal import Deal, DealKind
from sales.deals.stages import StageBook
from storage.deals.deals import NewDeal

PROMISED = "invoice"
"""Where a deal begins whose client owes already."""
THAT, NEW = "very_one", "one_more"


class NewDealDraft(ClientDraft, AmountDraft):
    title: str = ""
    stage: str | None = None
    kind: DealKind = DealKind.SALE
    deadline: date | None = None
    is_new: bool = False
    """Said: not the one that is there already."""


async def go_on_with(talk: Talk, draft: NewDealDraft) -> Move:
    """The next question, or the deal. Raises NotYoursError."""
    if draft.client_id is None:
        return Goto("client", draft)
    if draft.which is not None:
        return Goto("amount", draft)
    if not draft.is_new and await _alike(talk, draft) is not None:
        return Goto("alike", draft)
    return Done(DealCard(deal_id=await _make(talk, draft, draft.client_id)))


async def _make(talk: Talk, draft: NewDealDraft, client_id: int) -> int:
    client = await talk.mine.clients.get(client_id)
    takes = draft.kind is not DealKind.TENDER and not await talk.mine.deals.open_of(client_id)
    book = await talk.tx.system.stages.book(client.department_id)
    stage = draft.stage or (await _find_first_stage(talk, client_id, book) if takes else None)
    new = NewDeal(
        client_id,
        draft.title or await title_of(talk, client.line),
        draft.amount,
        stage,
        draft.kind,
        draft.deadline,
        client.source,
        draft.draft_id,
        takes_payments=takes,
    )
    return (await talk.mine.deals.make(new)).id


async def _find_first_stage(talk: Talk, client_id: int, book: StageBook) -> str | None:
    """Money that is promised already, and of no deal yet, says the stage; None: the first."""
    known = any(each.code == PROMISED for each in book.open)
    return PROMISED if known and await talk.mine.payments.open_of(client_id) else None


async def _alike(talk: Talk, draft: NewDealDraft) -> Deal | None:
    """A deal under way of that sum, or of none: it may be the very one."""
    deals = await talk.mine.deals.open_of(draft.client_id or 0)
    sums = {None, draft.amount}
    return next((each for each in deals if each.kind is draft.kind and each.amount in sums), None)


class IsItThat(Step[NewDealDraft]):
    """«Похоже на сделку …: она же / ещё одна»: nothing is counted twice."""

    async def show(self, talk: Talk, draft: NewDealDraft) -> Screen:
        deal = await _alike(talk, draft)
        if deal is None:
            return Screen(fill(_("Is it another deal?")), ((Choice(_("One more"), NEW),),))
        stage = (await talk.tx.system.stages.book(deal.department_id)).find(deal.stage)
        said = (deal.title, stage_words(stage) if stage else "", short(deal.amount) if deal.amount else "")
        text = lines(
            fill(_("🧩 {client} has a deal already:"), client=bold(deal.client_name)),
            fill("{said}", said=" · ".join(filter(None, said))),
        )
        return Screen(text, ((Choice(_("The same one"), THAT), Choice(_("One more"), NEW)),))

    async def press(self, talk: Talk, draft: NewDealDraft, value: str) -> Move:
        deal = await _alike(talk, draft)
        if value == NEW or (value == THAT and deal is None):
            return await go_on_with(talk, draft.model_copy(update={"is_new": True}))
        if value != THAT or deal is None:
            return Again()
        if draft.stage is not None and draft.stage != deal.stage:
            await talk.mine.stage_moves.move(deal.id, draft.stage)
        elif draft.amount is not None and deal.amount is None:
            await talk.mine.deals.change(deal.id, amount=draft.amount)
        return Done(DealCard(deal_id=deal.id))


async def _how_much(talk: Talk, draft: NewDealDraft) -> Markup:
    return fill(_("🧩 {client}. For how much?\nFor example: 150k · 1.2m"), client=await client_name(talk, draft))


async def _with_whom(talk: Talk, draft: NewDealDraft) -> Markup:
    del talk, draft
    return fill(_("🧩 A deal. Who with?"))


NEW_DEAL = Dialog(
    name="new_deal",
    draft=NewDealDraft,
    steps={
        "client": PickClient(_with_whom, go_on_with),
        "amount": EnterAmount(go_on_with, _how_much, client_name),
        "alike": IsItThat(),
    },
    roles=SELLERS,
)
