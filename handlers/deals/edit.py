"""What is typed about a deal: its title, sum, deadline, discount, shipping; to whom it was lost; a paper's day."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from handlers.asks.discounts import ask_above_limit
from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.steps.amount import AmountDraft, EnterAmount
from handlers.dialog.steps.day import BEHIND, DayDraft, PickDay
from handlers.dialog.steps.then import Asks
from handlers.framework.replies import Erase
from handlers.payments.edit_payment import EDITORS
from reports.deals.deal_card import DealCard
from reports.deals.presses import DealAsks
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import grid
from reports.message.words.deal_words import deal_name, paper_label
from sales.core.words import clean
from sales.deals.deal import PaperKind
from sales.entry.days.dates import Leaning

LONGEST_TITLE = 60
TENTHS = 1000
FIELDS = ("title", "amount", "deadline", "discount", "lot", "ship_on", "shipped_on")


class DealDraft(AmountDraft, DayDraft):
    deal_id: int = 0
    card_key: str = ""
    """The card that stood above: the new one below takes its place."""
    paper: PaperKind | None = None


def _field_labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "amount": _("Sum"),
        "deadline": _("Deadline"),
        "discount": _("Discount"),
        "lot": _("Lot"),
        "ship_on": _("Ship on"),
        "shipped_on": _("Shipped on"),
    }


class WhatOfDeal(Step[DealDraft]):
    async def show(self, talk: Talk, draft: DealDraft) -> Screen:
        deal = await talk.mine.deals.get(draft.deal_id)
        choices = [Choice(label, field) for field, label in _field_labels().items()]
        return Screen(fill(_("🧩 {deal}\nWhat to change?"), deal=bold(deal_name(deal))), grid(choices, 3))

    async def press(self, talk: Talk, draft: DealDraft, value: str) -> Move:
        del talk
        return Goto(value, draft) if value in FIELDS else Again()


@dataclass(frozen=True)
class EnterWords(Step[DealDraft]):
    """A line of free words into that field of the deal."""

    free = True

    asks: Callable[[Markup], Markup]
    """Of the deal's name."""
    field: str

    async def show(self, talk: Talk, draft: DealDraft) -> Screen:
        deal = await talk.mine.deals.get(draft.deal_id)
        return Screen(self.asks(bold(deal_name(deal))))

    async def write(self, talk: Talk, draft: DealDraft, text: str) -> Move:
        said = clean(text, LONGEST_TITLE)
        if not any(sign.isalnum() for sign in said):
            return Again(hint=self.hint())
        await talk.mine.deals.change(draft.deal_id, **{self.field: said})
        return _finish(draft)

    def hint(self) -> Markup:
        return fill(_("In letters, please: <code>Trial batch</code>"))


class EnterDiscount(Step[DealDraft]):
    async def show(self, talk: Talk, draft: DealDraft) -> Screen:
        deal = await talk.mine.deals.get(draft.deal_id)
        return Screen(fill(_("{deal}: what discount? For example: 12% · 7.5"), deal=bold(deal_name(deal))))

    async def write(self, talk: Talk, draft: DealDraft, text: str) -> Move:
        tenths = read_discount(text)
        if tenths is None:
            return Again(hint=self.hint())
        if (asks := await ask_above_limit(talk, draft.deal_id, tenths)) is not None:
            return replace(_finish(draft), then=asks)
        await talk.mine.deals.change(draft.deal_id, discount=tenths)
        return _finish(draft)

    def hint(self) -> Markup:
        return fill(_("From 0 to 100 %, please. For example: 12% · 7.5"))


def read_discount(text: str) -> int | None:
    """«12%», «7,5»: tenths of a percent; None for what is none."""
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]))? ?%?", clean(text))
    tenths = int(found[1]) * 10 + int(found[2] or 0) if found else TENTHS + 1
    return tenths if tenths <= TENTHS else None


def _asking(asks: Callable[[Markup], Markup]) -> Asks[DealDraft]:
    async def question(talk: Talk, draft: DealDraft) -> Markup:
        return asks(bold(deal_name(await talk.mine.deals.get(draft.deal_id))))

    return question


async def _which_day(talk: Talk, draft: DealDraft) -> Markup:
    """Of a paper."""
    name = bold(deal_name(await talk.mine.deals.get(draft.deal_id)))
    return fill(_("{deal}: {paper}, by when?"), deal=name, paper=paper_label(draft.paper or PaperKind.CONTRACT))


def _day_into(field: str) -> Callable[[Talk, DealDraft], Awaitable[Move]]:
    async def save(talk: Talk, draft: DealDraft) -> Move:
        await talk.mine.deals.change(draft.deal_id, **{field: draft.day or talk.today})
        return _finish(draft)

    return save


async def _save_amount(talk: Talk, draft: DealDraft) -> Move:
    await talk.mine.deals.change(draft.deal_id, amount=draft.amount)
    return _finish(draft)


async def _await_paper(talk: Talk, draft: DealDraft) -> Move:
    if draft.paper is None:
        return Goto("what", draft)
    day: date = draft.day or talk.today
    paper = (await talk.mine.deal_papers.of_deal(draft.deal_id)).get(draft.paper)
    await talk.mine.deal_papers.put(draft.deal_id, draft.paper, due_on=day, got_on=paper.got_on if paper else None)
    return _finish(draft, DealAsks.PAPERS)


def _finish(draft: DealDraft, asks: DealAsks = DealAsks.NOTHING) -> Done:
    card = DealCard(deal_id=draft.deal_id, asks=asks)
    return Done(card, (Erase(draft.card_key),) if draft.card_key else ())


EDIT_DEAL = Dialog(
    name="deal",
    draft=DealDraft,
    steps={
        "what": WhatOfDeal(),
        "title": EnterWords(lambda deal: fill(_("{deal}: what is it called?"), deal=deal), "title"),
        "amount": EnterAmount(_save_amount),
        "deadline": PickDay(_day_into("deadline"), asks=_asking(lambda deal: fill(_("{deal}: by when?"), deal=deal))),
        "discount": EnterDiscount(),
        "lot": EnterWords(lambda deal: fill(_("{deal}: which lot?"), deal=deal), "lot"),
        "ship_on": PickDay(
            _day_into("ship_on"), asks=_asking(lambda deal: fill(_("{deal}: when to ship?"), deal=deal))
        ),
        "shipped_on": PickDay(
            _day_into("shipped_on"),
            Leaning.BEHIND,
            BEHIND,
            asks=_asking(lambda deal: fill(_("{deal}: when was it shipped?"), deal=deal)),
        ),
        "rival": EnterWords(lambda deal: fill(_("{deal}: to whom was it lost?"), deal=deal), "lost_to"),
        "paper": PickDay(_await_paper, asks=_which_day),
    },
    roles=EDITORS,
)
