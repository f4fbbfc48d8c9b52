"""/debts, and the buttons of a debt's card."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.activities.cards import read_pressed_key
from handlers.asks.help import HELP, HelpDraft
from handlers.debts.debt_forms import DebtDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from handlers.payments.counted import receive_money
from handlers.payments.edit_payment import EDITORS
from handlers.payments.fact import FactDraft
from reports.debts.debt import DebtCard
from reports.debts.debts import DebtsView
from reports.debts.presses import DebtDeed, DebtPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import EVERYBODY, FACT_ENTERERS, SELLERS
from sales.core.rights import Action, may
from sales.entry.clients.names import Found
from sales.entry.talk.intents import Intent
from storage.payments.receipts import NewFact


def make_router(runner: Runner) -> Router:
    router = Router(name="debts")

    @router.message(Command("debts"), flags=access(EVERYBODY))
    async def hear_debts_command(_message: TelegramMessage) -> Replies:
        return Say(DebtsView())

    @router.callback_query(Pressed(DebtPress), flags=access(EDITORS | FACT_ENTERERS))
    async def press(query: CallbackQuery, callback_data: DebtPress, talk: Talk) -> Replies:
        return await _do(runner, talk, callback_data, await read_pressed_key(query, talk))

    return router


async def _do(runner: Runner, talk: Talk, press: DebtPress, card_key: str) -> Replies:
    """Raises NotYoursError, AlreadyDoneError."""
    payment = await talk.mine.payments.get(press.payment_id)
    if not payment.is_open:
        raise AlreadyDoneError
    draft = DebtDraft(debt_id=payment.id, card_key=card_key)
    match press.deed:
        case DebtDeed.CAME:
            new = NewFact(payment.client_id, payment.rest, talk.today, (payment.id,))
            return Redraw(await receive_money(talk, new))
        case DebtDeed.PART:
            fact = FactDraft(client_id=payment.client_id, payment_id=payment.id, day=talk.today)
            return await runner.open(talk, "fact", fact, "amount")
        case DebtDeed.SETTLE:
            await talk.mine.debt_changes.close_dispute(payment.id)
        case DebtDeed.HELP:
            if talk.actor.role not in SELLERS:
                raise NotYoursError
            return await runner.open(talk, HELP.name, HelpDraft(payment_id=payment.id))
        case DebtDeed.WRITE_OFF:
            if not may(talk.actor.role, Action.WRITE_OFF):
                raise NotYoursError
            return await runner.open(talk, "write_off", draft)
        case DebtDeed.PROMISE | DebtDeed.PROMISE_ALL | DebtDeed.DISPUTE | DebtDeed.CONTRACT:
            return await _ask(runner, talk, press.deed, draft)
    return Redraw(DebtCard(payment_id=payment.id))


async def _ask(runner: Runner, talk: Talk, deed: DebtDeed, draft: DebtDraft) -> Replies:
    if talk.actor.role not in EDITORS:
        raise NotYoursError
    if deed in {DebtDeed.DISPUTE, DebtDeed.CONTRACT}:
        return await runner.open(talk, "debt", draft, deed)
    return await runner.open(talk, "debt", draft.model_copy(update={"all_of_client": deed is DebtDeed.PROMISE_ALL}))


async def hear_dispute(runner: Runner, talk: Talk, intent: Intent) -> Replies:
    """«спор Школа 57: недопоставка»: the oldest debt of that client; why, where it was not said, is asked."""
    if talk.actor.role not in EDITORS:
        raise NotYoursError
    if not isinstance(intent.client, Found):
        return Say(Message(fill(_("Whose debt is disputed? For example: dispute Camomile: short delivery"))))
    owed = await talk.mine.debts.of_client(intent.client.id)
    if not owed:
        name = (await talk.mine.clients.get(intent.client.id)).name
        return Say(Message(fill(_("{client} has nothing overdue, there is nothing to dispute"), client=name)))
    if not intent.text:
        return await runner.open(talk, "debt", DebtDraft(debt_id=owed[0].payment_id), "dispute")
    await talk.mine.debt_changes.dispute(owed[0].payment_id, intent.text)
    return Say(DebtCard(payment_id=owed[0].payment_id))
