"""What the bot asks of a manager goes into the morning message (spec/2): papers that are late, a client's mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.deals.presses import DealDeed, DealPress, NpsPress
from reports.message.columns import cut
from reports.message.format import short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill
from reports.message.message import Button, Keyboard
from reports.message.view import button
from reports.message.words.deal_words import MARKS, mark_words, paper_label, paper_missing
from reports.payments.card_lines import undo_row
from sales.core.undo import UndoStepKind
from sales.deals.kpi import NpsAnswer
from storage.deals.nps import AskedClient, GivenAnswer
from storage.deals.papers import LatePaper
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction

MOST_PAPERS = 3


@dataclass(frozen=True, slots=True)
class MorningAsks:
    """`given`: what was answered already that day stands there, so that a tap is seen to have done something."""

    papers: Sequence[LatePaper]
    client: AskedClient | None
    given: Sequence[GivenAnswer]
    step: UndoStep | None

    @property
    def is_open(self) -> bool:
        """Something is to be answered: worth a message by itself."""
        return bool(self.papers or self.client)

    def __bool__(self) -> bool:
        return bool(self.is_open or self.given or self.step)


async def list_asks(tx: Transaction, reader: Actor, day: date) -> MorningAsks:
    """Of the reader's own deals and clients, as they stand on that local day."""
    mine = tx.as_(reader)
    asked = await mine.nps.to_ask(day)
    last = await mine.undo_steps.last()
    is_of_asks = last is not None and (last.kind is UndoStepKind.NPS or "paper" in last.refs)
    return MorningAsks(
        await mine.deal_papers.list_late(day),
        asked[0] if asked else None,
        await mine.nps.list_given_on(day),
        last if is_of_asks else None,
    )


def tell_asks(asks: MorningAsks) -> Iterator[Markup]:
    """«📄 Ромашка: нет акта, ждали пт 20.11», «⭐ Вектор: 9», «⭐ Ким: спросили оценку 0–10?»"""
    if asks.is_open or asks.given:
        yield Markup()
    for each in asks.papers[:MOST_PAPERS]:
        said = {"client": each.client_name, "paper": paper_missing(each.kind), "day": short_day(each.due_on)}
        yield fill(_("📄 {client}: no {paper}, due {day}"), **said)
    if (more := len(asks.papers) - MOST_PAPERS) > 0:
        yield fill(ngettext("and {n} more paper", "and {n} more papers", more), n=more)
    for given in asks.given:
        mark = mark_words(given.answer, short=True)
        yield fill("⭐ {client}: {mark}", client=given.client_name, mark=mark)
    if asks.client is not None:
        yield fill(_("⭐ {client}: did you ask for a score, 0–10?"), client=bold(asks.client.client_name))


def ask_rows(asks: MorningAsks) -> Keyboard:
    rows: list[tuple[Button, ...]] = [(_offer_came(each),) for each in asks.papers[:MOST_PAPERS]]
    if asks.client is not None:
        client_id = asks.client.client_id
        rows += [tuple(_mark(each, client_id) for each in row) for row in MARKS]
    if asks.step is not None:
        rows.append(undo_row(asks.step))
    return tuple(rows)


def _offer_came(paper: LatePaper) -> Button:
    said = {"client": cut(paper.client_name, 14), "paper": paper_label(paper.kind)}
    press = DealPress(deed=DealDeed.CAME, deal_id=paper.deal_id, value=paper.kind)
    return button(_("✅ {client}: {paper}").format(**said), press)


def _mark(answer: NpsAnswer, client_id: int) -> Button:
    return button(mark_words(answer, short=True), NpsPress(answer=answer, client_id=client_id))
