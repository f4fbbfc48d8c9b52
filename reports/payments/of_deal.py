"""What the cards of money say of a deal: where it stands, and how often such promises come true."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from reports.message.format import chance, percent
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.words.terms import stage_words
from sales.calendar.calendar import DAY
from sales.deals.deal import Deal
from sales.deals.stages import Stage, StageBook, StageKind
from sales.payments.payment import Payment
from sales.results.calibration import ENOUGH_JUDGED, Decile, calibrate, decile_of
from storage.transaction import Transaction

SAID_FOR = DAY * 60
"""As the page of accuracy looks back."""


async def calibration_of(tx: Transaction, owner_id: int | None, probability: int, today: date) -> Decile | None:
    """How often the owner's promises at about that probability came; None where there is too little to tell."""
    if owner_id is None:
        return None
    said = await tx.system.track_record.predictions([owner_id], today - SAID_FOR, today - DAY)
    deciles = calibrate(said.get(owner_id, ()), today)
    return next((each for each in deciles if _is_told(each, probability)), None)


def _is_told(decile: Decile, probability: int) -> bool:
    return decile.start == decile_of(probability) and decile.count >= ENOUGH_JUDGED


async def tell_chance_of(tx: Transaction, payment: Payment, stage: Stage | None, today: date) -> list[Markup]:
    """The same of a payment; nothing where its probability is not the stage's."""
    if stage is None or not payment.is_open or payment.probability_manual:
        return []
    return [*tell_calibrated(stage, await calibration_of(tx, payment.owner_id, stage.probability, today))]


def tell_calibrated(stage: Stage, calibration: Decile | None) -> Iterator[Markup]:
    """«стадия 80 %, такие сбываются в 55 %»: the two probabilities side by side, where there is enough to tell."""
    if calibration is not None and stage.kind is StageKind.OPEN:
        said = {"said": chance(stage.probability), "came": percent(calibration.rate), "n": calibration.count}
        yield fill(_("Stage {said}, such deals come true in {came} ({n})"), **said)


def deal_line(deal: Deal, book: StageBook) -> Markup:
    """«🧩 Пробная партия · счёт»"""
    stage = book.find(deal.stage)
    named = None if stage is None else stage_words(stage)
    return fill("🧩 {said}", said=" · ".join(filter(None, (deal.title, named))))
