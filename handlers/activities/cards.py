"""Buttons of the record cards. A card that was pressed is redrawn in its place; what needs words opens a dialog."""

from contextlib import suppress
from datetime import date, datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.minutes import begin_minutes
from handlers.activities.next_step import answer
from handlers.activities.plans import NextDraft, ReplanDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.then import number_in
from handlers.framework.access import FACT_ENTERERS, SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Touch
from handlers.general.undo import quietly, undo_activity, undo_change, undo_payment, undo_receipt
from handlers.general.undo_confirmed import tell_confirmers
from handlers.payments.edit_payment import EDITORS, EditDraft
from handlers.payments.rest import rest_answer
from reports.activities.activity_card import ActivityCard
from reports.activities.presses import ActivityDeed, ActivityPress
from reports.message.view import Content
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from reports.payments.presses import PaymentDeed, PaymentPress, ReceiptDeed, ReceiptPress
from sales.activities.activities import ContactKind
from sales.calendar.slots import instant_of
from sales.core.clock import local
from sales.core.errors import NotYoursError
from sales.core.undo import UndoStepKind
from sales.entry.days.dates import is_near
from sales.payments.payments import RestChoice


def make_router(runner: Runner) -> Router:
    router = Router(name="cards")

    @router.callback_query(Pressed(PaymentPress), flags=access(EDITORS))
    async def press_payment(query: CallbackQuery, callback_data: PaymentPress, talk: Talk) -> Replies:
        return await _of_payment(runner, talk, callback_data, await read_pressed_key(query, talk))

    @router.callback_query(Pressed(ReceiptPress), flags=access(FACT_ENTERERS))
    async def press_receipt(query: CallbackQuery, callback_data: ReceiptPress, talk: Talk) -> Replies:
        return await _of_receipt(runner, talk, callback_data, await read_pressed_key(query, talk))

    @router.callback_query(Pressed(ActivityPress), flags=access(SELLERS))
    async def press_activity(query: CallbackQuery, callback_data: ActivityPress, talk: Talk) -> Replies:
        return await _of_activity(runner, talk, callback_data, await read_pressed_key(query, talk))

    return router


async def _of_payment(runner: Runner, talk: Talk, press: PaymentPress, card_key: str) -> Replies:
    payment_id = press.payment_id
    match press.deed:
        case PaymentDeed.KEEP:
            change = await talk.mine.payment_changes.keep_day(payment_id, _day(talk, press.value))
            return Redraw(PaymentCard(payment_id=payment_id, event_id=change.event_id))
        case PaymentDeed.EDIT:
            await talk.mine.payments.get(payment_id)
            return await runner.open(talk, "edit", EditDraft(payment_id=payment_id, card_key=card_key))
        case PaymentDeed.ANOTHER:
            await talk.mine.payments.get(payment_id)
            return Redraw(PaymentCard(payment_id=payment_id))
        case PaymentDeed.UNDO | PaymentDeed.SAME:
            return await quietly(undo_payment(talk, payment_id))
        case PaymentDeed.REVERT:
            return await quietly(undo_change(talk, number_in(press.value) or 0))
        case PaymentDeed.NEXT:
            client_id = (await talk.mine.payments.get(payment_id)).client_id
            return await runner.open(talk, "next", NextDraft(client_id=client_id))


async def _refuse_received(talk: Talk, press: ReceiptPress) -> Content:
    """With what was said of the rest."""
    if press.event_id:
        await talk.mine.payment_stories.undo_change(press.event_id)
    return await undo_receipt(talk, press.receipt_id)


async def _ask_rest_again(talk: Talk, press: ReceiptPress) -> Content:
    """Only what was said of the rest: the money is older than ten minutes."""
    await talk.mine.payment_stories.undo_change(press.event_id)
    return FactCard(receipt_id=press.receipt_id)


async def _of_receipt(runner: Runner, talk: Talk, press: ReceiptPress, card_key: str) -> Replies:
    match press.deed:
        case ReceiptDeed.UNDO:
            told = await tell_confirmers(talk, [press.receipt_id])
            return [await quietly(_refuse_received(talk, press)), *told]
        case ReceiptDeed.REST_BACK:
            return await quietly(_ask_rest_again(talk, press))
        case ReceiptDeed.CONFIRM:
            await talk.mine.confirmations.confirm(press.receipt_id)
            await talk.mine.undo_steps.note(UndoStepKind.CONFIRMED, press.receipt_id, {})
            return Redraw(FactCard(receipt_id=press.receipt_id))
        case RestChoice() as choice:
            return await rest_answer(runner, talk, press.receipt_id, choice, card_key)


async def _of_activity(runner: Runner, talk: Talk, press: ActivityPress, card_key: str) -> Replies:
    activity_id = press.activity_id
    match press.deed:
        case ActivityDeed.NEXT:
            return await answer(runner, talk, activity_id, press.value, card_key)
        case ActivityDeed.KEEP:
            return await _keep(talk, activity_id, _day(talk, press.value))
        case ActivityDeed.REPLAN:
            await talk.mine.activities.get(activity_id)
            return await runner.open(talk, "replan", ReplanDraft(activity_id=activity_id, card_key=card_key))
        case ActivityDeed.KIND:
            await talk.mine.activity_changes.describe(activity_id, kind=_kind(press.value))
            return Touch(card_key) if card_key else Redraw(ActivityCard(activity_id=activity_id))
        case ActivityDeed.MINUTES:
            return await begin_minutes(runner, talk, activity_id)
        case ActivityDeed.UNDO:
            return await quietly(_undo(talk, activity_id))


async def _keep(talk: Talk, activity_id: int, day: date) -> Replies:
    """The said day after all, at the hour that was planned."""
    activity = await talk.mine.activities.get(activity_id)
    if activity.planned_at is None:
        raise NotYoursError
    at: datetime = instant_of(day, local(activity.planned_at, talk.actor.zone).time(), talk.actor.zone)
    await talk.mine.activity_changes.postpone(activity_id, at)
    return Redraw(ActivityCard(activity_id=activity.follows_id or activity_id))


async def _undo(talk: Talk, activity_id: int) -> Content:
    """A next step taken back leaves the card of what it followed, with its question again."""
    with suppress(NotYoursError):  # taken back before: undo_activity tells which it is
        follows_id = (await talk.mine.activities.get(activity_id)).follows_id
        gone = await undo_activity(talk, activity_id)
        return ActivityCard(activity_id=follows_id) if follows_id else gone
    return await undo_activity(talk, activity_id)


async def read_pressed_key(query: CallbackQuery, talk: Talk) -> str:
    """The key of the message that was pressed; empty when the outbox has forgotten it."""
    if query.message is None:
        return ""
    return await talk.tx.system.outbox.key_of(query.message.chat.id, query.message.message_id) or ""


def _kind(value: str) -> ContactKind:
    """Raises NotYoursError."""
    if value not in set(ContactKind):
        raise NotYoursError
    return ContactKind(value)


def _day(talk: Talk, value: str) -> date:
    """As far as a day can be typed; a button made by hand may carry any."""
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise NotYoursError from error
    if not is_near(day, talk.today):
        raise NotYoursError
    return day
