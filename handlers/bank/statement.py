"""Buttons of the bank's file: whose account it is, what is sure is confirmed, a question is answered (spec/5)."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.bank.client import BACK, BANK_CLIENT, BankClientDraft
from handlers.bank.file import PURPOSE
from handlers.clients.card_drafts import NewClientDraft
from handlers.clients.new_client import begin
from handlers.dialog.model import Talk, Waiting
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import LONGEST_NAME
from handlers.framework.access import BANK_LOADERS, CONFIRMERS, SETTERS_OF_ALL, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Fetch, Redraw, Replies, Reply, Say, Toast
from handlers.general.undo_steps import undo_step
from reports.bank.asked import UnseenAsksView
from reports.bank.list import BankAccountsView, BankListView
from reports.bank.presses import (
    AccountDeed,
    AccountPlacePress,
    AccountPress,
    BankAnswer,
    BankDeed,
    BankPress,
    BankQuestionPress,
    UnseenDeed,
    UnseenPress,
)
from reports.bank.question import BankQuestionView
from reports.bank.statement import BankStatementView, BankToldView
from reports.bank.taken import BankTakenView
from reports.bank.unseen import UnseenReceiptView
from reports.general.unasked import find_room
from reports.message.format import short
from reports.message.language import gettext as _
from sales.bank.payers import is_bank, shorten_payer
from sales.clients.card_fields import CardField
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.entry.clients.name_forms import short_name
from sales.payments.receipt import Receipt
from storage.bank.matched import Matched, MatchedStatement
from storage.bank.taking import DocumentChoice, list_sure
from storage.engine.errors import InnTakenError


def make_router(runner: Runner) -> Router:
    router = Router(name="bank")

    @router.callback_query(Pressed(BankPress), flags=access(BANK_LOADERS))
    async def press_bank(_query: CallbackQuery, callback_data: BankPress, talk: Talk) -> Replies:
        return await _hear_press(talk, callback_data)

    @router.callback_query(Pressed(BankQuestionPress), flags=access(CONFIRMERS))
    async def press_question(query: CallbackQuery, callback_data: BankQuestionPress, talk: Talk) -> Replies:
        return await _hear_answer(runner, talk, callback_data, await _find_key(talk, query))

    @router.callback_query(Pressed(UnseenPress), flags=access(CONFIRMERS))
    async def press_unseen(_query: CallbackQuery, callback_data: UnseenPress, talk: Talk) -> Replies:
        return await _hear_unseen(talk, callback_data)

    @router.callback_query(Pressed(AccountPress), flags=access(SETTERS_OF_ALL))
    async def press_account(_query: CallbackQuery, callback_data: AccountPress, talk: Talk) -> Replies:
        ours = callback_data.deed is not AccountDeed.THEIRS
        in_use = callback_data.deed is not AccountDeed.CLOSED
        await talk.mine.bank_statements.change_account(callback_data.account_id, is_ours=ours, is_active=in_use)
        return Redraw(BankAccountsView())

    @router.callback_query(Pressed(AccountPlacePress), flags=access(SETTERS_OF_ALL))
    async def give_account(_query: CallbackQuery, callback_data: AccountPlacePress, talk: Talk) -> Replies:
        place = callback_data.department_id or None
        await talk.mine.bank_statements.give_account(callback_data.account_id, place)
        return Redraw(BankAccountsView())

    @router.message(Command("bank"), flags=access(BANK_LOADERS))
    async def hear_bank_command(_message: TelegramMessage) -> Replies:
        return Say(BankListView())

    return router


async def _hear_unseen(talk: Talk, press: UnseenPress) -> Replies:
    view = UnseenReceiptView(statement_id=press.statement_id, receipt_id=press.receipt_id)
    await talk.mine.bank_statements.get(press.statement_id)
    match press.deed:
        case UnseenDeed.CASH:
            await talk.mine.bank_unseen.mark_cash(press.statement_id, press.receipt_id)
            return Redraw(view)
        case UnseenDeed.ASK:
            return await _ask_owner(talk, press, view)


async def _ask_owner(talk: Talk, press: UnseenPress, view: UnseenReceiptView) -> Replies:
    """Whoever said it, where somebody is there; neutral words."""
    said = await talk.mine.bank_unseen.get(press.receipt_id)
    owner = await talk.tx.system.staff.actor(said.owner_id) if said.owner_id is not None else None
    if owner is None:
        return Toast(_("There is nobody to ask: the client has no owner"), alert=True)
    await talk.mine.bank_unseen.ask(press.receipt_id)
    asked = UnseenAsksView()
    told = asked.under(asked.key_for(owner.person_id, talk.today))
    return [Toast(_("Asked")), Redraw(view), Say(told, to=owner.person_id)]


async def _hear_press(talk: Talk, press: BankPress) -> Replies:
    view = BankStatementView(statement_id=press.statement_id)
    match press.deed:
        case BankDeed.OURS | BankDeed.THEIRS:
            return await _say_whose(talk, press)
        case _ if talk.actor.role not in CONFIRMERS:
            raise NotYoursError
        case BankDeed.ACCEPT:
            await talk.mine.bank_statements.accept(press.statement_id)
            return Redraw(view)
        case BankDeed.CONFIRM:
            return await _confirm(talk, press)
        case BankDeed.UNDO:
            return [Toast(await _take_back(talk, press.value)), Redraw(view)]
        case BankDeed.RELEASE:
            await talk.mine.bank_taking.release(press.value)
            return [Toast(_("Taken back")), Redraw(BankTakenView(statement_id=press.statement_id))]


async def _find_key(talk: Talk, query: CallbackQuery) -> str:
    """Under which the pressed message was sent; empty for one that is forgotten."""
    if query.message is None:
        return ""
    return await talk.tx.system.outbox.key_of(talk.actor.telegram_id, query.message.message_id) or ""


async def _hear_answer(runner: Runner, talk: Talk, press: BankQuestionPress, asked_under: str) -> Replies:
    of = await talk.mine.bank_taking.read(press.statement_id)
    question = of.question_of(press.document_id)
    if not question:
        return [Toast(_("Answered already")), Redraw(_next(of, press.document_id))]
    match press.deed:
        case BankAnswer.PICK:
            return await runner.open(talk, BANK_CLIENT.name, _draft(press, asked_under))
        case BankAnswer.NEW:
            return await _create_client(runner, talk, _draft(press, asked_under), question[0])
        case BankAnswer.LEARN:
            return await _learn(talk, of, press, question[0])
        case BankAnswer.NOT_OURS:
            await talk.mine.bank_taking.set_aside(of, [each.document.id for each in question])
            return Redraw(_next(of, press.document_id))
        case BankAnswer.YES | BankAnswer.OFF_PLAN:
            choices = [_choose(of, each, press) for each in question]
            told = await _tell_owners(talk, press.statement_id, await talk.mine.bank_taking.take(of, choices))
            return [Redraw(_next(of, press.document_id)), *told]


def _draft(press: BankQuestionPress, asked_under: str) -> BankClientDraft:
    return BankClientDraft(statement_id=press.statement_id, document_id=press.document_id, asked_under=asked_under)


async def _create_client(runner: Runner, talk: Talk, back: BankClientDraft, asked: Matched) -> Replies:
    """Of the payer, whom the next document is known by; the question stands behind the card."""
    payer = asked.document.movement.other
    inn = "" if payer.inn is None or is_bank(payer) else payer.inn
    waiting = Waiting(name=BANK_CLIENT.name, step=BACK, draft=back.model_dump(mode="json"))
    name = shorten_payer(payer.name)[:LONGEST_NAME]
    return await begin(runner, talk, NewClientDraft(name=name, inn=inn, later=(waiting,)))


async def _learn(talk: Talk, of: MatchedStatement, press: BankQuestionPress, asked: Matched) -> Replies:
    """«Запомнить ИНН»: of a client without one; else the account from which it pays. Raises NotYoursError."""
    client = of.clients.get(asked.match.clients[0]) if len(asked.match.clients) == 1 else None
    if client is None or not asked.match.may_learn_inn:
        raise NotYoursError
    view = BankQuestionView(statement_id=press.statement_id, document_id=press.document_id)
    inn = asked.document.other_inn
    if client.inn is None and inn is not None:
        try:
            await talk.mine.client_edits.edit(client.id, {CardField.INN: inn})
        except InnTakenError:
            return Toast(_("Another client has this INN"), alert=True)
    await talk.mine.bank_taking.learn_account(of, press.document_id, client.id)
    return [Toast(_("Remembered: {client}").format(client=short_name(client.name))), Redraw(view)]


async def _say_whose(talk: Talk, press: BankPress) -> Replies:
    """When no account of the file is unknown any more, it is fetched once more and loaded."""
    await talk.mine.bank_statements.say_whose(press.statement_id, press.value, is_ours=press.deed is BankDeed.OURS)
    statement = await talk.mine.bank_statements.get(press.statement_id)
    accounts = await talk.mine.bank_statements.list_accounts(statement)
    view = Redraw(BankStatementView(statement_id=statement.id))
    if statement.file_id is None or any(each.is_ours is None for each in accounts):
        return view
    return [view, Fetch(PURPOSE, statement.file_id, statement.name)]


async def _confirm(talk: Talk, press: BankPress) -> Replies:
    """What was shown is what is taken: where another number is sure by now, it is shown anew first."""
    view = Redraw(BankStatementView(statement_id=press.statement_id))
    if await talk.mine.bank_choices.is_long(press.statement_id):
        await talk.mine.bank_choices.ask(await talk.mine.bank_statements.get(press.statement_id), press.value)
        return [Toast(_("Confirming…")), view]
    of = await talk.mine.bank_taking.read(press.statement_id)
    if len(of.sure) != press.value or not of.sure:
        return [Toast(_("It has changed meanwhile: look again")), view]
    receipts = await talk.mine.bank_taking.take(of, list_sure(of))
    total = sum(each.document.amount for each in of.sure)
    return [
        Toast(_("Confirmed: {sum}").format(sum=short(total))),
        view,
        *await _tell_owners(talk, press.statement_id, receipts),
    ]


async def _take_back(talk: Talk, step_id: int) -> str:
    try:
        await undo_step(talk, step_id)
    except AlreadyDoneError:
        return _("Undone already")
    return _("Taken back")


def _choose(of: MatchedStatement, matched: Matched, press: BankQuestionPress) -> DocumentChoice:
    """Raises NotYoursError for a candidate that is none of the document's, and where the client is not told."""
    match, document_id = matched.match, matched.document.id
    if press.deed is BankAnswer.OFF_PLAN:
        if len(match.clients) != 1 or not matched.is_incoming:
            raise NotYoursError
        return DocumentChoice(document_id, match.clients[0])
    facts = [each for each in match.facts if press.candidate in {0, each}]
    items = [each for each in match.items if press.candidate in {0, each}]
    owners = {of.facts[each].client_id for each in facts} | {of.items[each].client_id for each in items}
    owners = owners or ({match.clients[0]} if len(match.clients) == 1 and not press.candidate else set())
    if len(owners) != 1:
        raise NotYoursError
    return DocumentChoice(document_id, owners.pop(), tuple(facts), tuple(items))


def _next(of: MatchedStatement, document_id: int) -> BankQuestionView | BankStatementView:
    """The question after it, or the file's screen after the last."""
    order = [each[0].document.id for each in of.questions]
    at = next((at for at, each in enumerate(of.questions) if any(one.document.id == document_id for one in each)), -1)
    left = [each for place, each in enumerate(order) if place != at]
    if not left:
        return BankStatementView(statement_id=of.statement.id)
    following = order[at + 1] if at + 1 < len(order) else left[0]
    return BankQuestionView(statement_id=of.statement.id, document_id=following)


async def _tell_owners(talk: Talk, statement_id: int, receipts: Sequence[Receipt]) -> list[Reply]:
    """«🏦 Подтвердили 3 ваших оплаты на 490 тыс», of one file in one message to each, without a sound.

    Nobody waits for it: whose day is full of messages reads it in the day's next question.
    """
    owners = dict.fromkeys(each.fact.owner_id for each in receipts if each.fact.owner_id != talk.actor.person_id)
    view, replies = BankToldView(statement_id=statement_id), list[Reply]()
    for owner in filter(None, owners):
        key = view.key_for(statement_id, owner)
        if await talk.tx.system.outbox.holds(key) or await _has_room(talk, owner):
            replies.append(Say(view.under(key), to=owner, silent=True))
    return replies


async def _has_room(talk: Talk, person_id: int) -> bool:
    person = await talk.tx.system.staff.actor(person_id)
    if person is None or person.department_id is None:
        return False
    department = await talk.tx.system.departments.get(person.department_id)
    slots = await talk.tx.system.calendars.slots_of(department, talk.today)
    asked = [each.ask_at for each in slots]
    return bool(await find_room(talk.tx, [person_id], department.zone, asked))
