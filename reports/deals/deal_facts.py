"""What a deal's card says: where it stands, its terms and money, what comes next, its papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.format import NBSP, chance, long_day, part_of, percent, short, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Button
from reports.message.words.deal_words import (
    days_words,
    deal_name,
    kind_label,
    paper_label,
    paper_missing,
    tell_lost_reason,
)
from reports.message.words.terms import SIGNS, inside, stage_label
from reports.payments.of_deal import tell_calibrated
from sales.deals.deal import Deal, DealKind, PaperKind
from sales.deals.stages import Stage, StageBook
from sales.results.calibration import Decile
from storage.activities.activity import Activity
from storage.deals.paper_files import PaperFile
from storage.deals.papers import Paper
from storage.deals.standing import DealMoney, DealStanding
from storage.engine.undo_steps import UndoStep

MOST_MISSING = 2


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
    came_from: str | None = None
    """Of a lost deal: where it stood when it was."""

    @property
    def stage(self) -> Stage:
        return self.book.find(self.deal.stage) or self.book.open[0]


def tell_facts(shown: DrawnDeal, *, in_papers: bool) -> Iterator[Markup]:
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
        yield fill(_("{kind} until {day}"), kind=kind_label(deal.kind), day=long_day(deal.deadline, deal.stage_since))
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
    said = ", ".join(map(paper_missing, missing[:MOST_MISSING])) + ("…" if len(missing) > MOST_MISSING else "")
    return fill(_("📄 {n} of {all}: no {missing}"), n=there, all=len(PaperKind), missing=said)


def _paper_line(kind: PaperKind, paper: Paper | None) -> Markup:
    said = {"paper": paper_label(kind)}
    if paper is None or (paper.got_on is None and paper.due_on is None):
        return fill("▫️ {paper}", **said)
    if paper.got_on is not None:
        return fill("✅ {paper} · {day}", **said, day=short_day(paper.got_on))
    return fill(_("⏳ {paper} · by {day}"), **said, day=short_day(paper.due_on or paper.got_on or date.min))
