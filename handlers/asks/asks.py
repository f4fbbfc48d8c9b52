"""/tasks, /task, and the buttons of an ask's card."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.activities.cards import read_pressed_key
from handlers.asks import help as helping
from handlers.asks.ask_forms import DIALOG as ANSWER
from handlers.asks.ask_forms import AnswerAskDraft
from handlers.asks.help import HELP, help_about, name_subject
from handlers.asks.task import TASK
from handlers.asks.task_draft import TaskDraft
from handlers.asks.task_giving import next_of
from handlers.asks.told import redraw, tell_sides
from handlers.dialog.model import Done, Goto, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Reply, Say
from reports.asks.ask import TASKED
from reports.asks.asks import AsksView
from reports.asks.presses import AskAbout, AskedPress, AskHelpPress, GiveTaskPress, TaskDeed
from sales.asks.ask import Ask, AskKind
from sales.calendar.quiet import morning_of
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS as OWNERS_OF_CLIENTS
from sales.core.people import Role
from sales.core.rights import Action, may
from storage.engine.scope import reaches_department


def make_router(runner: Runner) -> Router:
    router = Router(name="asks")

    @router.message(Command("tasks"), flags=access(TASKED))
    async def hear_tasks_command(_message: TelegramMessage) -> Replies:
        return Say(AsksView())

    @router.message(Command("task"), flags=access(Role.LEAD))
    async def hear_task_command(_message: TelegramMessage, talk: Talk) -> Replies:
        return await runner.open(talk, TASK.name, TaskDraft())

    @router.callback_query(Pressed(AskedPress), flags=access(TASKED))
    async def press(query: CallbackQuery, callback_data: AskedPress, talk: Talk) -> Replies:
        ask = await talk.mine.asks.get(callback_data.ask_id)
        key = await read_pressed_key(query, talk)
        return await _carry_out(runner, talk, callback_data, ask, key)

    @router.callback_query(Pressed(GiveTaskPress), flags=access(TASKED))
    async def press_give(_query: CallbackQuery, callback_data: GiveTaskPress, talk: Talk) -> Replies:
        draft = await _begin(talk, callback_data)
        move = await next_of(talk, draft)
        if isinstance(move, Done):
            raise NotYoursError
        return await runner.open(talk, TASK.name, draft, move.step if isinstance(move, Goto) else "")

    @router.callback_query(Pressed(AskHelpPress), flags=access(SELLERS))
    async def press_help(_query: CallbackQuery, callback_data: AskHelpPress, talk: Talk) -> Replies:
        draft = help_about(callback_data.about, callback_data.record_id)
        await name_subject(talk, draft)
        return await runner.open(talk, HELP.name, draft)

    return router


async def _begin(talk: Talk, press: GiveTaskPress) -> TaskDraft:
    """What is known of a task from where it was begun. Raises NotYoursError."""
    if press.about is AskAbout.NOTHING:
        own = not may(talk.actor.role, Action.GIVE_TASK)
        return TaskDraft(to_ids=(talk.actor.person_id,) if own else ())
    if not may(talk.actor.role, Action.GIVE_TASK):
        raise NotYoursError
    match press.about:
        case AskAbout.PERSON:
            person = await talk.mine.people.person(press.record_id)
            if person.id == talk.actor.person_id:
                raise NotYoursError
            return TaskDraft(to_ids=(person.id,))
        case AskAbout.CLIENT:
            client = await talk.mine.clients.get(press.record_id)
            return await _for_owner(talk, TaskDraft(client_id=client.id), client.owner_id)
        case AskAbout.DEAL:
            deal = await talk.mine.deals.get(press.record_id)
            return await _for_owner(talk, TaskDraft(deal_id=deal.id), deal.owner_id)
        case AskAbout.PAYMENT:
            payment = await talk.mine.payments.get(press.record_id)
            return await _for_owner(talk, TaskDraft(payment_id=payment.id), payment.owner_id)


async def _for_owner(talk: Talk, draft: TaskDraft, owner_id: int | None) -> TaskDraft:
    """Whose record it is does it; where that is the speaker, or nobody, whom is asked."""
    owner = None if owner_id in {None, talk.actor.person_id} else await talk.tx.system.staff.actor(owner_id or 0)
    is_seller = owner is not None and owner.role in OWNERS_OF_CLIENTS
    return draft.model_copy(update={"to_ids": (owner_id,)}) if is_seller else draft


async def _carry_out(  # noqa: C901, PLR0912  an arm a deed
    runner: Runner, talk: Talk, press: AskedPress, ask: Ask, key: str
) -> Replies:
    """Raises NotYoursError, AlreadyDoneError."""
    changes = talk.mine.ask_changes
    match press.deed:
        case TaskDeed.ACCEPT:
            return await _quietly(talk, await changes.accept(ask.id), key)
        case TaskDeed.DONE:
            return await _quietly(talk, await changes.finish(ask.id), key)
        case TaskDeed.WITHDRAW:
            return await _quietly(talk, await changes.withdraw(ask.id), key)
        case TaskDeed.AGREE:
            return await _loudly(talk, await changes.agree(ask.id), key, ask.to_id)
        case TaskDeed.KEEP:
            return await _loudly(talk, await changes.keep(ask.id), key, ask.to_id)
        case TaskDeed.HOUR | TaskDeed.TOMORROW:
            return await _put_off(talk, ask, press.deed, key)
        case TaskDeed.TAKE:
            return await helping.take(talk, ask, key)
        case TaskDeed.JOIN:
            return await helping.join(talk, ask, key)
        case TaskDeed.SOLVED:
            return await helping.solve(talk, ask, key)
        case TaskDeed.HELPED | TaskDeed.NOT_HELPED:
            judged = await changes.judge(ask.id, helped=press.deed is TaskDeed.HELPED)
            return await _quietly(talk, judged, key)
        case TaskDeed.YES:
            return await _loudly(talk, await changes.decide(ask.id, ask.value), key, ask.from_id)
        case TaskDeed.NO:
            return await _loudly(talk, await changes.decide(ask.id, None), key, ask.from_id)
        case TaskDeed.UP_TO if press.value:
            return await _loudly(talk, await changes.decide(ask.id, press.value), key, ask.from_id)
        case TaskDeed.HAND:
            return await _hand(runner, talk, ask)
        case TaskDeed.DECLINE | TaskDeed.DUE | TaskDeed.ADVISE | TaskDeed.UP_TO:
            return await _ask(runner, talk, press.deed, ask, key)


_STEPS = {TaskDeed.DECLINE: "why", TaskDeed.DUE: "day", TaskDeed.ADVISE: "advice", TaskDeed.UP_TO: "share"}


async def _ask(runner: Runner, talk: Talk, deed: TaskDeed, ask: Ask, key: str) -> Replies:
    """What needs words; asked only of who may say them, while it is open. Raises NotYoursError, AlreadyDoneError."""
    if not ask.is_open:
        raise AlreadyDoneError
    for_me, is_task = ask.to_id == talk.actor.person_id, ask.kind is AskKind.TASK
    gives = ask.from_id == talk.actor.person_id or reaches_department(talk.actor, Action.GIVE_TASK, ask.department_id)
    may_say = {
        TaskDeed.DECLINE: is_task and for_me,
        TaskDeed.DUE: is_task and (for_me or gives),
        TaskDeed.ADVISE: ask.kind is AskKind.HELP and _leads(talk, Action.ANSWER_ASK, ask),
        TaskDeed.UP_TO: ask.kind is AskKind.DISCOUNT and _leads(talk, Action.APPROVE_DISCOUNT, ask),
    }
    if not may_say[deed]:
        raise NotYoursError
    draft = AnswerAskDraft(ask_id=ask.id, card_key=key)
    return await runner.open(talk, ANSWER, draft, _STEPS[deed])


def _leads(talk: Talk, right: Action, ask: Ask) -> bool:
    return reaches_department(talk.actor, right, ask.department_id)


async def _hand(runner: Runner, talk: Talk, ask: Ask) -> Replies:
    if ask.is_own or ask.kind is not AskKind.TASK:
        raise NotYoursError
    if not ask.is_open:
        raise AlreadyDoneError
    if not reaches_department(talk.actor, Action.GIVE_TASK, ask.department_id):
        raise NotYoursError
    return await runner.open(talk, TASK.name, TaskDraft(handed_id=ask.id, comment=ask.text), "whom")


async def _put_off(talk: Talk, ask: Ask, deed: TaskDeed, key: str) -> list[Reply]:
    """A reminder to oneself again in an hour, or the next morning."""
    if not ask.is_own:
        raise NotYoursError
    at = talk.tx.clock.now() + timedelta(hours=1)
    if deed is TaskDeed.TOMORROW:
        at = morning_of(talk.today + timedelta(days=1), talk.actor.zone)
    return redraw(talk, await talk.mine.ask_changes.set_due(ask.id, at), key)


async def _quietly(talk: Talk, ask: Ask, key: str) -> list[Reply]:
    return [*redraw(talk, ask, key), *await tell_sides(talk, ask)]


async def _loudly(talk: Talk, ask: Ask, key: str, to: int | None) -> list[Reply]:
    return [*redraw(talk, ask, key), *await tell_sides(talk, ask, {to})]
