"""«⋯ → Сделки» and «⋯ → Документы» of a client's card: all of its deals, and which of their papers are there."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.clients.presses import ClientAddress
from reports.deals.presses import DealAddress, DealAsks
from reports.message.columns import cut
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.lists import Listed, ListView
from reports.message.view import button
from reports.message.words.deal_words import deals_apart, paper_missing, tell_lost_reason
from reports.message.words.terms import inside, stage_words
from sales.core.people import EVERYBODY
from sales.deals.deal import Deal, PaperKind
from sales.deals.stages import StageBook
from storage.deals.papers import Paper
from storage.engine.actor import Actor
from storage.transaction import Transaction

ON_BUTTON = 16


class ClientDealsAddress(ClientAddress):
    """`papers`: what is missing of each deal's."""

    name = "client_deals"

    papers: bool = False


class ClientDealsView(ListView, ClientDealsAddress):
    """Those under way first, then the last closed."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader)
        client = await mine.clients.get(self.client_id)
        deals = await mine.deals.list_of(client.id)
        page = self.find_page(len(deals), lines_each=2, above=3)
        shown = deals[page.first : page.first + page.size]
        book = await tx.system.stages.book(client.department_id)
        rows = [
            Listed(cut(each.title, ON_BUTTON), self._to(each), await self._tell(tx, reader, each, book), apart=apart)
            for each, apart in zip(shown, zip(*deals_apart(shown), strict=True), strict=True)
        ]
        said = _("{client} · papers") if self.papers else _("{client} · deals · {n}")
        back = (button(_("‹ To the card"), ClientAddress(client_id=client.id)),)
        title = fill(said, client=bold(client.name), n=len(deals))
        empty = fill(_("No deals yet. Write a line:\n<code>deal {client} 300k</code>"), client=client.name)
        return self.draw_list(title, rows, page, empty=empty, foot=(back,), width=2)

    def _to(self, deal: Deal) -> DealAddress:
        return DealAddress(deal_id=deal.id, asks=DealAsks.PAPERS if self.papers else DealAsks.NOTHING)

    async def _tell(self, tx: Transaction, reader: Actor, deal: Deal, book: StageBook) -> Markup:
        if not self.papers:
            return _tell_deal(deal, book)
        return _tell_papers(deal, await tx.as_(reader).deal_papers.of_deal(deal.id))


def _tell_deal(deal: Deal, book: StageBook) -> Markup:
    """«🧩 Пробная партия · 300 тыс» and below «счёт», «🏁 20.11», «❌ цена»."""
    stage = book.find(deal.stage)
    sign = "🏁" if deal.is_won else "❌" if deal.is_lost else "🧩"
    first = " · ".join(filter(None, (deal.title, short(deal.amount) if deal.amount else None)))
    why = inside(tell_lost_reason(deal.lost_reason)) if deal.is_lost else None
    second = (stage_words(stage) if stage else deal.stage, why, deal.lost_to, short_day(deal.stage_since))
    return lines(fill("{sign} {said}", sign=sign, said=first), fill("{said}", said=" · ".join(filter(None, second))))


def _tell_papers(deal: Deal, papers: dict[PaperKind, Paper]) -> Markup:
    missing: Sequence[PaperKind] = [kind for kind in PaperKind if kind not in papers or papers[kind].got_on is None]
    said = ", ".join(map(paper_missing, missing))
    told = fill(_("no {missing}"), missing=said) if missing else fill(_("all papers are there"))
    return lines(fill("📄 {title}", title=deal.title), told)
