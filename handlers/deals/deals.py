"""/deals, and the buttons of a deal's card: on, back, lost, papers; what needs words opens a dialog."""

from contextlib import suppress

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.activities.cards import read_pressed_key
from handlers.deals.edit import DealDraft
from handlers.deals.losing import lose
from handlers.deals.making import make_under, touch_card
from handlers.deals.paper_file import NAME as PAPER_FILE
from handlers.deals.paper_file import PaperFileDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from handlers.payments.edit_payment import EDITORS
from handlers.payments.pay import PayDraft
from reports.deals.deal_card import DealCard, may_edit_deal
from reports.deals.deals import DealsView
from reports.deals.presses import DealAsks, DealDeed, DealPress, NewDealPress
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action, may
from sales.deals.deal import Deal, PaperKind
from sales.deals.stages import StageKind


def make_router(runner: Runner) -> Router:
    router = Router(name="deals")

    @router.message(Command("deals"), flags=access(EVERYBODY))
    async def hear_deals_command(_message: TelegramMessage) -> Replies:
        return Say(DealsView())

    @router.callback_query(Pressed(DealPress), flags=access(EDITORS))
    async def press(query: CallbackQuery, callback_data: DealPress, talk: Talk) -> Replies:
        return await _do(runner, talk, callback_data, await read_pressed_key(query, talk))

    @router.callback_query(Pressed(NewDealPress), flags=access(SELLERS))
    async def make(query: CallbackQuery, callback_data: NewDealPress, talk: Talk) -> Replies:
        return await make_under(talk, callback_data, await read_pressed_key(query, talk))

    return router


async def _do(runner: Runner, talk: Talk, press: DealPress, card_key: str) -> Replies:
    deal = await talk.mine.deals.get(press.deal_id)
    match press.deed:
        case DealDeed.MOVE | DealDeed.BACK:
            await _move(talk, deal, press.value)
        case DealDeed.LOST:
            await lose(talk, deal, press.value)
        case DealDeed.PAPER:
            await _toggle_paper(talk, deal, _paper(press.value))
            return Redraw(DealCard(deal_id=deal.id, asks=DealAsks.PAPERS))
        case DealDeed.CAME:
            await _receive_paper(talk, deal, _paper(press.value))
            return touch_card(card_key) or Redraw(DealCard(deal_id=deal.id, asks=DealAsks.PAPERS))
        case DealDeed.PROPOSED:
            await _move(talk, deal, press.value)
            return [*touch_card(card_key), Say(DealCard(deal_id=deal.id))]
        case DealDeed.LINK | DealDeed.TAKE:
            return await _put_money(talk, deal, press)
        case DealDeed.WON:
            await talk.mine.receipts.get(_number(press.value))
            await talk.mine.stage_moves.move(deal.id, (await talk.tx.system.stages.book(deal.department_id)).won.code)
            return [*touch_card(card_key), Say(DealCard(deal_id=deal.id))]
        case DealDeed.MORE:
            await talk.mine.receipts.get(_number(press.value))
            return Redraw(FactCard(receipt_id=_number(press.value), more_to_come=True))
        case DealDeed.EDIT | DealDeed.RIVAL | DealDeed.PAPER_DAY | DealDeed.PAPER_FILE | DealDeed.PAY:
            return await _ask(runner, talk, deal, press, card_key)
    return Redraw(DealCard(deal_id=deal.id))


async def _put_money(talk: Talk, deal: Deal, press: DealPress) -> Replies:
    """A payment, or a receipt of none, is this deal's. Raises NotYoursError."""
    money_id, of_payment = _number(press.value), press.deed is DealDeed.LINK
    put = talk.mine.deal_payments.link if of_payment else talk.mine.deal_payments.take_receipt
    with suppress(AlreadyDoneError):
        await put(deal.id, money_id)
    return Redraw(PaymentCard(payment_id=money_id) if of_payment else FactCard(receipt_id=money_id))


async def _ask(runner: Runner, talk: Talk, deal: Deal, press: DealPress, card_key: str) -> Replies:
    """What is typed or picked. Raises NotYoursError."""
    if press.deed is DealDeed.PAY:
        if not may(talk.actor.role, Action.LOG):
            raise NotYoursError
        return await runner.open(talk, "pay", PayDraft(client_id=deal.client_id, deal_id=deal.id), "amount")
    if press.deed is DealDeed.PAPER_FILE:
        if not may_edit_deal(talk.actor, deal):
            raise NotYoursError
        return await runner.open(talk, PAPER_FILE, PaperFileDraft(deal_id=deal.id, paper=_paper(press.value)))
    draft = DealDraft(deal_id=deal.id, card_key=card_key)
    if press.deed is DealDeed.PAPER_DAY:
        draft = draft.model_copy(update={"paper": _paper(press.value)})
        return await runner.open(talk, "deal", draft, "paper")
    return await runner.open(talk, "deal", draft, "rival" if press.deed is DealDeed.RIVAL else "what")


async def _move(talk: Talk, deal: Deal, code: str) -> None:
    """To an open stage, or won; a deal is lost for a reason alone. Raises NotYoursError, AlreadyDoneError."""
    stage = (await talk.tx.system.stages.book(deal.department_id)).find(code)
    if stage is None or stage.kind is StageKind.LOST:
        raise NotYoursError
    await talk.mine.stage_moves.move(deal.id, code)


async def _receive_paper(talk: Talk, deal: Deal, kind: PaperKind) -> None:
    """There since today. Raises AlreadyDoneError where it is there."""
    paper = (await talk.mine.deal_papers.of_deal(deal.id)).get(kind)
    if paper is not None and paper.got_on is not None:
        raise AlreadyDoneError
    await talk.mine.deal_papers.put(deal.id, kind, due_on=paper.due_on if paper else None, got_on=talk.today)


async def _toggle_paper(talk: Talk, deal: Deal, kind: PaperKind) -> None:
    """There since today; a second tap takes that back, and the day by which it is awaited stays."""
    paper = (await talk.mine.deal_papers.of_deal(deal.id)).get(kind)
    there = paper is not None and paper.got_on is not None
    due_on = paper.due_on if paper else None
    await talk.mine.deal_papers.put(deal.id, kind, due_on=due_on, got_on=None if there else talk.today)


def _paper(value: str) -> PaperKind:
    """Raises NotYoursError."""
    if value not in set(PaperKind):
        raise NotYoursError
    return PaperKind(value)


def _number(value: str) -> int:
    """An id in a word of a press. Raises NotYoursError."""
    if not (value.isascii() and value.isdigit() and len(value) <= 18):  # noqa: PLR2004  as far as ids go
        raise NotYoursError
    return int(value)
