"""The card of a deal: where it stands, what is awaited of it, what comes next, and one tap on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.asks.presses import AskAbout
from reports.deals.presses import DealAddress, DealAsks, DealDeed, DealPress, PaperFileAddress
from reports.message.asking import ask_button
from reports.message.cards import CardView
from reports.message.deal_words import days_words, deal_name, kind_label, paper_label, paper_missing, tell_lost_reason
from reports.message.format import NBSP, chance, long_day, part_of, percent, short, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.terms import SIGNS, inside, stage_label
from reports.message.view import button
from reports.payments.card_lines import undo_row
from reports.payments.of_deal import calibration_of, tell_calibrated
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import EVERYBODY
from sales.core.rights import Action, reaches
from sales.core.undo import UndoStepKind
from sales.deals.deal import Deal, DealKind, PaperKind
from sales.deals.stages import Stage, StageBook
from sales.results.calibration import Decile
from storage.activities.activity import Activity
from storage.deals.paper_files import PaperFile
from storage.deals.papers import Paper
from storage.deals.reasons import WhyLost
from storage.deals.standing import DealMoney, DealStanding
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction

MOST_FILES = 8
DEAL_STEPS = (UndoStepKind.DEAL_MADE, UndoStepKind.DEAL_MOVED, UndoStepKind.DEAL_CHANGED, UndoStepKind.DEAL_LINKED)


@dataclass(frozen=True, slots=True)
class DrawnDeal:
    """All that one card is drawn of. `standing` is None of a closed deal."""

    deal: Deal
    book: StageBook
    standing: DealStanding | None
    money: DealMoney
    papers: dict[PaperKind, Paper]
    files: list[PaperFile]
    reasons: dict[str, str]
    next_step: Activity | None
    calibration: Decile | None
    step: UndoStep | None
    """What was just done here, to be taken back."""
    today: date
    edits: bool
    asking: tuple[Button, ...]
    """«🆘 РОПу», or «📌 Поручить»."""

    @property
    def stage(self) -> Stage:
        return self.book.find(self.deal.stage) or self.book.open[0]


class DealCard(CardView, DealAddress):
    """`asks`: back is asked about, the reasons or the papers stand open."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            shown = await _read(tx, reader, self.deal_id)
        except NotYoursError:
            return None
        facts = lines(*_facts(shown, in_papers=self.asks is DealAsks.PAPERS), self._question(shown))
        return self.card(facts, tuple(row for row in self._rows(shown) if row))

    def _question(self, shown: DrawnDeal) -> Markup | None:
        match self.asks:
            case DealAsks.BACK if back := back_to(shown.deal, shown.book):
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
            case DealAsks.BACK if back := back_to(shown.deal, shown.book):
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
        deal, on, back = shown.deal, shown.book.after(shown.deal.stage), back_to(shown.deal, shown.book)
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
        deal, back = shown.deal, back_to(shown.deal, shown.book)
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
    )


def may_edit_deal(reader: Actor, deal: Deal) -> bool:
    """Its owner, and who stands in for them."""
    own = deal.owner_id == reader.person_id or deal.owner_id in reader.acting_for
    same = deal.department_id == reader.department_id
    return reaches(reader.role, Action.EDIT_RECORDS, own=own, same_department=same)


def back_to(deal: Deal, book: StageBook) -> Stage | None:
    """Where `‹` leads: the stage before, and of a lost deal the one that it had got to."""
    if not deal.is_lost:
        return book.before(deal.stage)
    got_to = book.find(deal.furthest)
    at_end = got_to is None or got_to.is_closed or got_to.archived
    return book.before(deal.furthest) or book.open[0] if at_end else got_to


def _reason_name(why: WhyLost) -> str:
    return why.name or tell_lost_reason(why.code)


def _facts(shown: DrawnDeal, *, in_papers: bool) -> Iterator[Markup]:
    deal = shown.deal
    yield fill("🧩 {deal}", deal=bold(deal_name(deal)))
    yield _where(shown)
    yield from _details(deal)
    if (money := _money(shown)) is not None:
        yield money
    if deal.is_open:
        yield _next(shown)
        yield from _stuck(shown)
        yield from tell_calibrated(shown.stage, shown.calibration)
    if in_papers:
        yield Markup()
        yield from (_paper_line(kind, shown.papers.get(kind)) for kind in PaperKind)
    elif shown.papers:
        yield papers_line(shown.papers)


def _where(shown: DrawnDeal) -> Markup:
    """«Счёт · 5 дней · 300 тыс · 80 %»"""
    deal, stage = shown.deal, shown.stage
    amount = short(deal.amount) if deal.amount else None
    if deal.is_open:
        still = days_words((shown.today - deal.stage_since).days)
        said = [stage_label(stage), still, amount, chance(stage.probability)]
    elif deal.is_won:
        said = [f"🏁 {stage_label(stage)}", short_day(deal.stage_since), amount]
    else:
        why = shown.reasons.get(deal.lost_reason or "") or tell_lost_reason(deal.lost_reason)
        said = [f"❌ {stage_label(stage)}", inside(why), deal.lost_to, amount]
    return fill("{said}", said=" · ".join(filter(None, said)))


def _details(deal: Deal) -> Iterator[Markup]:
    """«Тендер до вт 15 декабря», «скидка 12,0 % · лот 5», «отгрузка пт 27.11»."""
    if deal.deadline is not None:
        yield fill(_("{kind} until {day}"), kind=kind_label(deal.kind), day=long_day(deal.deadline))
    elif deal.kind is not DealKind.SALE:
        yield fill("{kind}", kind=kind_label(deal.kind))
    terms = []
    if deal.reduced is not None:
        terms.append(_("discount {share}").format(share=percent(deal.reduced)))
    if deal.lot:
        terms.append(_("lot {lot}").format(lot=deal.lot))
    if deal.shipped_on is not None:
        terms.append(_("shipped {day}").format(day=short_day(deal.shipped_on)))
    elif deal.ship_on is not None:
        terms.append(_("ship {day}").format(day=short_day(deal.ship_on)))
    if terms:
        yield fill("{said}", said=" · ".join(terms))


def _money(shown: DrawnDeal) -> Markup | None:
    """«Ждём 150 тыс пн, пришло 150»"""
    money = shown.money
    came = short(money.received)
    if not money.payments or money.due_on is None:
        if not money.received:
            return None
        whole = shown.deal.amount or 0
        return fill(_("Received {sum}"), sum=part_of(money.received, whole) if whole else came)
    day = weekday(money.due_on) if 0 <= (money.due_on - shown.today).days < 7 else short_day(money.due_on)  # noqa: PLR2004
    said = {"sum": short(money.awaited), "day": day}
    if money.payments > 1:
        waits = fill(_("Expected {sum} in {n}, first {day}"), n=money.payments, **said)
    else:
        waits = fill(_("Expected {sum} {day}"), **said)
    unit = short(money.awaited).partition(NBSP)[2]
    return (
        fill(_("{waits}, received {sum}"), waits=waits, sum=came.removesuffix(f"{NBSP}{unit}"))
        if money.received
        else waits
    )


def _next(shown: DrawnDeal) -> Markup:
    """«➡️ ср 25.11 📞 узнать про договор»"""
    step = shown.next_step
    if step is None:
        return fill(_("⚠️ No next step"))
    said = {"day": short_day(step.local_date), "sign": SIGNS[step.type]}
    comment = " ".join((step.comment or "").split())
    return fill("➡️ {day} {sign} {comment}", **said, comment=comment if len(comment) <= 22 else f"{comment[:21]}…")  # noqa: PLR2004


def _stuck(shown: DrawnDeal) -> Iterator[Markup]:
    standing, stage = shown.standing, shown.stage
    if standing is not None and standing.is_stuck(stage, shown.today):
        said = {"days": days_words(standing.days(shown.today)), "limit": stage.stuck_after}
        yield fill(_("⏳ No contact for {days}, limit {limit}"), **said)


def papers_line(papers: dict[PaperKind, Paper]) -> Markup:
    """«📄 3 из 5: нет акта, оригинала»"""
    missing = [kind for kind in PaperKind if kind not in papers or papers[kind].got_on is None]
    there = len(PaperKind) - len(missing)
    if not missing:
        return fill(_("📄 all {n} papers are there"), n=there)
    said = ", ".join(map(paper_missing, missing))
    return fill(_("📄 {n} of {all}: no {missing}"), n=there, all=len(PaperKind), missing=said)


def _paper_line(kind: PaperKind, paper: Paper | None) -> Markup:
    said = {"paper": paper_label(kind)}
    if paper is None or (paper.got_on is None and paper.due_on is None):
        return fill("▫️ {paper}", **said)
    if paper.got_on is not None:
        return fill("✅ {paper} · {day}", **said, day=short_day(paper.got_on))
    return fill(_("⏳ {paper} · by {day}"), **said, day=short_day(paper.due_on or paper.got_on or date.min))


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
