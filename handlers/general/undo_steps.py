"""↩️ of what one tap did, all of it: «Всё пришло», a row of a check-in, a plan that was moved, «Та же»."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from markupsafe import Markup

from handlers.dialog.model import Talk
from handlers.framework.replies import Reply
from handlers.general.undo_confirmed import tell_confirmers
from handlers.general.undo_handover import undo_handover
from reports.activities.activity_card import ActivityCard
from reports.activities.undone import tell_undone
from reports.bank.statement import BankStatementView
from reports.clients.client_card import ClientCard
from reports.cold.card import ColdCard
from reports.deals.deal_card import DealCard
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from reports.message.view import Content
from reports.message.words.deal_words import deal_name
from reports.payments.fact_card import FactCard
from reports.payments.held_card import HeldCard
from reports.payments.payment_card import PaymentCard
from reports.visits.week import VisitsView
from sales.core.errors import AlreadyDoneError, ChangedSinceError, NotYoursError, TooLateError
from sales.core.undo import UndoStepKind
from sales.entry.clients.name_forms import short_name
from storage.engine.undo_steps import UndoStep


async def undo_step(talk: Talk, step_id: int) -> Content:
    """What stands where the step stood. Raises NotYoursError, AlreadyDoneError, TooLateError."""
    return (await undo_and_tell(talk, step_id))[0]


async def undo_and_tell(talk: Talk, step_id: int) -> tuple[Content, list[Reply]]:
    """The same, and what others are told of it."""
    step = await talk.mine.undo_steps.take(step_id)
    if step.kind is UndoStepKind.HANDED_OVER:
        return await undo_handover(talk, step)
    entered = step.refs["receipts"] if step.kind in {UndoStepKind.CHECKIN, UndoStepKind.RECEIPTS} else ()
    told = await tell_confirmers(talk, entered)
    return await _undo(talk, step), told


async def _undo(talk: Talk, step: UndoStep) -> Content:
    match step.kind:
        case UndoStepKind.CHECKIN | UndoStepKind.RECEIPTS:
            return await _undo_of_money(talk, step)
        case UndoStepKind.CONFIRMED | UndoStepKind.DAY_CONFIRMED | UndoStepKind.BANK:
            return await _undo_of_money(talk, step)
        case UndoStepKind.OPENING:
            month = date.fromisoformat(step.refs["month"])
            await talk.mine.openings.set(step.subject_id, month, step.refs["before"])
            return tell_undone(fill(_("what came before Reper")))
        case UndoStepKind.PLAN_MOVED | UndoStepKind.PLAN_HELD | UndoStepKind.VISITS_PLANNED:
            return await _undo_of_plans(talk, step)
        case UndoStepKind.MOVED_ALL:
            return tell_undone(await _put_back_all(talk, step.refs["events"]))
        case UndoStepKind.PARTED:
            await talk.mine.parting.join(step.refs)
            return PaymentCard(payment_id=step.subject_id)
        case UndoStepKind.SAME:
            await talk.mine.counting.ask_again(step.subject_id)
            return HeldCard(held_id=step.subject_id)
        case UndoStepKind.CLIENT | UndoStepKind.NPS | UndoStepKind.COLD | UndoStepKind.COLD_CALL:
            return await _undo_of_client(talk, step)
        case _:
            return await _undo_of_deal(talk, step)


async def _undo_of_money(talk: Talk, step: UndoStep) -> Content:
    """What was said to have come, or was confirmed."""
    match step.kind:
        case UndoStepKind.CHECKIN:
            await _take_back_receipts(talk, step.refs["receipts"])
            if "moved" in step.refs:
                await talk.mine.payment_stories.undo_change(step.refs["moved"])
            await _take_answer_back(talk, step)
            await _ask_from(talk, step)
            return tell_undone(fill(_("the answer to the check-in")))
        case UndoStepKind.RECEIPTS:
            await _take_back_receipts(talk, step.refs["receipts"])
            return tell_undone(fill(_("the money that was entered")))
        case UndoStepKind.BANK:
            if step.refs.get("chosen"):
                await talk.mine.bank_choices.turn_back(step.id)
            else:
                await talk.mine.bank_taking.take_back(step)
            return BankStatementView(statement_id=step.subject_id)
        case UndoStepKind.CONFIRMED:
            await _unconfirm(talk, [step.subject_id])
            return FactCard(receipt_id=step.subject_id)
        case _:
            await _unconfirm(talk, step.refs["receipts"])
            return tell_undone(fill(_("the money is claimed again")))


async def _undo_of_deal(talk: Talk, step: UndoStep) -> Content:
    """Its card as it was; of one that was made by mistake a word."""
    match step.kind:
        case UndoStepKind.DEAL_MADE:
            gone = await talk.mine.deals.undo_making(step.subject_id)
            return tell_undone(fill(_("deal {deal}"), deal=deal_name(gone)))
        case UndoStepKind.DEAL_MOVED:
            await talk.mine.stage_moves.undo_move(step.subject_id, step.refs["move"])
        case UndoStepKind.DEAL_CHANGED:
            await _change_back(talk, step)
        case _:
            await talk.mine.deal_payments.unlink(step.refs)
    return DealCard(deal_id=step.subject_id)


async def _undo_of_client(talk: Talk, step: UndoStep) -> Content:
    """Its card as it was, its mark, or the cold call by which it became one."""
    match step.kind:
        case UndoStepKind.CLIENT:
            await talk.mine.client_edits.put_back(step.subject_id, step.refs["before"])
            return ClientCard(client_id=step.subject_id)
        case UndoStepKind.NPS:
            await talk.mine.nps.take_back(step.refs["answer"])
            client = await talk.mine.clients.get(step.subject_id)
            return tell_undone(fill(_("{client}'s score"), client=short_name(client.name)))
        case _:
            return await _undo_of_cold_call(talk, step)


async def _undo_of_cold_call(talk: Talk, step: UndoStep) -> Content:
    """The call, what was agreed in it and the client that it made; the number is in hand again."""
    activity_id, client_id = step.refs.get("activity"), step.refs.get("client")
    if activity_id:
        following = await talk.mine.activities.follow_up(activity_id)
        for each in (following.id if following else None, activity_id):
            with suppress(AlreadyDoneError):
                await talk.mine.activity_changes.undo(each) if each else None
    if client_id:
        await talk.mine.client_edits.archive(client_id)
    return ColdCard(lead_id=await talk.mine.cold_queue.take_back(step.refs))


async def undo_answer(talk: Talk, **did: object) -> None:
    """What was said by it at a check-in goes with money or a move that its own card takes back.

    Where something newer was said of that row since, that stands.
    """
    step = await talk.mine.undo_steps.last_that(UndoStepKind.CHECKIN, **did)
    if step is not None:
        with suppress(ChangedSinceError):
            await _take_answer_back(talk, await talk.mine.undo_steps.take(step.id))


async def _take_answer_back(talk: Talk, step: UndoStep) -> None:
    await talk.mine.checkins.restore(step.subject_id, step.refs["before"], step.refs["payments"])


async def _take_back_receipts(talk: Talk, receipt_ids: Iterable[int]) -> None:
    """One of them may have been taken back by its own card."""
    for receipt_id in receipt_ids:
        with suppress(AlreadyDoneError):
            await talk.mine.receipts.undo(receipt_id)


async def _put_back_all(talk: Talk, event_ids: Sequence[int]) -> Markup:
    """One of them may have been moved on since, or taken back by its own card: it stays where it is."""
    count = 0
    for event_id in reversed(event_ids):
        with suppress(AlreadyDoneError, ChangedSinceError, TooLateError):
            await talk.mine.payment_stories.undo_change(event_id)
            count += 1
    return fill(ngettext("{n} payment on its day again", "{n} payments on their day again", count), n=count)


async def _ask_from(talk: Talk, step: UndoStep) -> None:
    """🔕 is gone: it is asked about as it was before."""
    for payment_id, day in step.refs.get("ask_from", {}).items():
        with suppress(AlreadyDoneError):
            before = date.fromisoformat(day) if day else None
            await talk.mine.payment_changes.ask_from(int(payment_id), before)


async def _unconfirm(talk: Talk, receipt_ids: Iterable[int]) -> None:
    """One of them may have been taken back by who entered it."""
    for receipt_id in receipt_ids:
        with suppress(NotYoursError):
            await talk.mine.confirmations.unconfirm(receipt_id)


async def _change_back(talk: Talk, step: UndoStep) -> None:
    """A paper of the deal, or something of the deal itself."""
    if "paper" in step.refs:
        await talk.mine.deal_papers.put_back(step.subject_id, step.refs)
    else:
        await talk.mine.deals.change_back(step.subject_id, step.refs["before"])


async def _undo_of_plans(talk: Talk, step: UndoStep) -> Content:
    """A plan where it was; forgotten clients on no day: one taken back, held or moved meanwhile stays as it is."""
    if step.kind is UndoStepKind.PLAN_MOVED:
        await talk.mine.activity_changes.put_back(step.subject_id, step.refs)
        return ActivityCard(activity_id=step.subject_id)
    if step.kind is UndoStepKind.PLAN_HELD:
        await talk.mine.activity_changes.reopen(step.subject_id, step.refs["before"])
        return ActivityCard(activity_id=step.subject_id)
    for activity_id in step.refs["activities"]:
        with suppress(AlreadyDoneError, NotYoursError):
            activity = await talk.mine.activities.get(activity_id)
            moved = await talk.mine.undo_steps.last(UndoStepKind.PLAN_MOVED, activity_id)
            if activity.is_planned and moved is None:
                await talk.mine.activity_changes.undo(activity_id)
    return VisitsView(monday=date.fromordinal(step.subject_id))
