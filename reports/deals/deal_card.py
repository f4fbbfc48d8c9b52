"""The card of a deal: where it stands, what is awaited of it, what comes next, and one tap on."""

from collections import Counter

from markupsafe import Markup

from reports.asks.presses import AskAbout
from reports.deals.deal_facts import DrawnDeal, tell_facts
from reports.deals.presses import DealAddress, DealAsks, DealDeed, DealPress, PaperFileAddress
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.asking import ask_button
from reports.message.screens.cards import CardView
from reports.message.view import button
from reports.message.words.deal_words import paper_label, tell_lost_reason
from reports.message.words.terms import stage_label
from reports.payments.card_lines import undo_row
from reports.payments.of_deal import calibration_of
from sales.core.clock import local_date
from sales.core.people import EVERYBODY
from sales.core.rights import Action, reaches
from sales.core.undo import UndoStepKind
from sales.deals.deal import Deal, PaperKind
from sales.deals.stages import Stage
from storage.deals.reasons import WhyLost
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST_FILES = 8
DEAL_STEPS = (UndoStepKind.DEAL_MADE, UndoStepKind.DEAL_MOVED, UndoStepKind.DEAL_CHANGED, UndoStepKind.DEAL_LINKED)


class DealCard(CardView, DealAddress):
    """`asks`: back is asked about, the reasons or the papers stand open."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        shown = await _read(tx, reader, self.deal_id)
        facts = lines(*tell_facts(shown, in_papers=self.asks is DealAsks.PAPERS), self._question(shown))
        return self.card(facts, tuple(row for row in self._rows(shown) if row))

    def _question(self, shown: DrawnDeal) -> Markup | None:
        match self.asks:
            case DealAsks.BACK if back := back_to(shown):
                return lines("", fill(_("Back to “{stage}”?"), stage=stage_label(back)))
            case DealAsks.LOST if shown.deal.is_open:
                return lines("", fill(_("❌ Why is it lost?")))
            case DealAsks.FILES if shown.edits:
                return lines("", fill(_("📎 Files of which paper?")))
            case _:
                return None

    def _rows(self, shown: DrawnDeal) -> Keyboard:
        if not shown.edits:
            return (*((shown.asking,) if shown.deal.is_open else ()), *_file_rows(shown))
        here = button(_("‹ Back"), self.but(asks=DealAsks.NOTHING))
        match self.asks:
            case DealAsks.BACK if back := back_to(shown):
                return ((_press(_("Yes"), DealDeed.BACK, shown.deal, back.code), button(_("No"), self._close())),)
            case DealAsks.LOST if shown.deal.is_open:
                why = [_press(name, DealDeed.LOST, shown.deal, code) for code, name in shown.reasons.items()]
                return (*grid(why, 2), (here,))
            case DealAsks.PAPERS:
                count = f" {len(shown.files)}" if shown.files else ""
                files = button(_("📎 Files") + count, self.but(asks=DealAsks.FILES))
                return (*_paper_rows(shown), (files,), (*_undo(shown), here))
            case DealAsks.FILES:
                return (*_kind_rows(shown), (button(_("‹ Papers"), self.but(asks=DealAsks.PAPERS)),))
            case _ if shown.deal.is_open:
                return self._open(shown)
            case _:
                return self._over(shown)

    def _open(self, shown: DrawnDeal) -> Keyboard:
        deal, on, back = shown.deal, shown.book.after(shown.deal.stage), back_to(shown)
        ways = []
        if on is not None:
            ways.append(_press(_("▶ {stage}").format(stage=stage_label(on)), DealDeed.MOVE, deal, on.code))
        if back is not None:
            ways.append(button(_("‹ {stage}").format(stage=stage_label(back)), self.but(asks=DealAsks.BACK)))
        lost = button(_("❌ Lost"), self.but(asks=DealAsks.LOST))
        papers = button(_("📄 Papers"), self.but(asks=DealAsks.PAPERS))
        last = (_press("✏️", DealDeed.EDIT, deal), _press(_("➕ Payment"), DealDeed.PAY, deal))
        return tuple(ways), (lost, papers), (*last, *shown.asking), _undo(shown)

    def _over(self, shown: DrawnDeal) -> Keyboard:
        deal, back = shown.deal, back_to(shown)
        rival = (_press(_("Lost to whom?"), DealDeed.RIVAL, deal),) if deal.is_lost and not deal.lost_to else ()
        again = (button(_("‹ {stage}").format(stage=stage_label(back)), self.but(asks=DealAsks.BACK)),) if back else ()
        papers = button(_("📄 Papers"), self.but(asks=DealAsks.PAPERS))
        return (*rival, *again), (papers,) if deal.is_won else (), _undo(shown)

    def _close(self) -> "DealCard":
        return self.but(asks=DealAsks.NOTHING)


async def _read(tx: Transaction, reader: Actor, deal_id: int) -> DrawnDeal:
    mine = tx.as_(reader)
    deal = await mine.deals.get(deal_id)
    book = await tx.system.stages.book(deal.department_id)
    today = local_date(tx.clock.now(), reader.zone)
    why = await tx.system.lost_reasons.of(deal.department_id)
    stage = book.find(deal.stage)
    worth = stage is not None and deal.is_open
    return DrawnDeal(
        deal,
        book,
        await mine.deal_standings.of_deal(deal_id) if deal.is_open else None,
        await mine.deal_standings.money(deal_id),
        await mine.deal_papers.of_deal(deal_id),
        await mine.paper_files.of_deal(deal_id),
        {each.code: _reason_name(each) for each in why},
        await mine.activities.next_of(deal.client_id) if deal.is_open else None,
        await calibration_of(tx, deal.owner_id, stage.probability, today) if stage and worth else None,
        await mine.undo_steps.last_about(deal_id, *DEAL_STEPS),
        today,
        may_edit_deal(reader, deal),
        ask_button(reader, AskAbout.DEAL, deal.id),
        await mine.stage_moves.find_before(deal_id) if deal.is_lost else None,
    )


def may_edit_deal(reader: Actor, deal: Deal) -> bool:
    """Its owner, and who stands in for them."""
    own = deal.owner_id == reader.person_id or deal.owner_id in reader.acting_for
    same = deal.department_id == reader.department_id
    return reaches(reader.role, Action.EDIT_RECORDS, own=own, same_department=same)


def back_to(shown: DrawnDeal) -> Stage | None:
    """Where `‹` leads: the stage before, and of a lost deal the one at which it was lost."""
    deal, book = shown.deal, shown.book
    if not deal.is_lost:
        return book.before(deal.stage)
    stood_at = shown.came_from or deal.furthest
    stage = book.find(stood_at)
    at_end = stage is None or stage.is_closed or stage.archived
    return book.before(stood_at) or book.open[0] if at_end else stage


def _reason_name(why: WhyLost) -> str:
    return why.name or tell_lost_reason(why.code)


def _paper_rows(shown: DrawnDeal) -> Keyboard:
    """A tap says that it is there, or not after all; the day beside it is by when."""
    rows = []
    for kind in PaperKind:
        paper = shown.papers.get(kind)
        sign = "✅" if paper is not None and paper.got_on is not None else "▫️"
        rows.append(
            (
                _press(f"{sign} {paper_label(kind)}", DealDeed.PAPER, shown.deal, kind),
                _press(_("📅 By when"), DealDeed.PAPER_DAY, shown.deal, kind),
            )
        )
    return tuple(rows)


def _kind_rows(shown: DrawnDeal) -> Keyboard:
    """A paper each, with how many files it has."""
    counts = Counter(each.kind for each in shown.files)
    return grid(
        [
            _press(f"{paper_label(kind)} {counts[kind] or ''}".strip(), DealDeed.PAPER_FILE, shown.deal, kind)
            for kind in PaperKind
        ],
        2,
    )


def _file_rows(shown: DrawnDeal) -> Keyboard:
    """For who reads the deal and does not lead it: the newest files of its papers."""
    files = [
        button(f"📎 {paper_label(each.kind)}", PaperFileAddress(paper_file_id=each.id))
        for each in shown.files[-MOST_FILES:]
    ]
    return grid(files, 2)


def _undo(shown: DrawnDeal) -> tuple[Button, ...]:
    return () if shown.step is None else undo_row(shown.step)


def _press(label: str, deed: DealDeed, deal: Deal, value: str = "") -> Button:
    return Button(label, DealPress(deed=deed, deal_id=deal.id, value=value).pack())
