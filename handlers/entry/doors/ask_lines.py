"""What one asks of another in one line: «поручение Анне: …», «скидка 12% Ромашка: …», «напомни завтра …»."""

from aiogram.types import Message as TelegramMessage

from handlers.asks.discounts import DIALOG as DISCOUNT
from handlers.asks.discounts import DiscountDraft, next_of_discount, tell_wrong_share
from handlers.asks.help import HELP, HelpDraft, name_subject, send_help
from handlers.asks.notes import DIALOG as NOTE
from handlers.asks.notes import NoteDraft, next_of_note
from handlers.asks.people import list_colleagues
from handlers.asks.task import DIALOG as TASK
from handlers.asks.task_draft import TaskDraft, read_people, read_words
from handlers.asks.task_giving import next_of
from handlers.dialog.model import Done, Draft, Goto, Move, Talk
from handlers.dialog.runner import Runner
from handlers.entry.line.draft import message_draft_id
from handlers.framework.replies import Replies, Reply, Say
from handlers.general.hints import fact_only
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.asks.ask import AskKind
from sales.asks.people import SELF, find_person, split_people
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from sales.core.words import fold
from sales.entry.ask_lines import AskLine
from sales.entry.clients.names import ClientFinding, Found


async def hear_ask(runner: Runner, talk: Talk, line: AskLine, message: TelegramMessage) -> Replies:
    """Raises NotYoursError, LeftError."""
    if not may(talk.actor.role, Action.ANSWER_ASK):
        return Say(Message(fact_only()))
    draft_id = message_draft_id("ask", message.chat.id, message.message_id)
    match line.kind:
        case AskKind.TASK:
            return await _hear_task(runner, talk, line, draft_id)
        case AskKind.DISCOUNT:
            return await _hear_discount(runner, talk, line, draft_id)
        case AskKind.HELP:
            return await _hear_help(runner, talk, line, draft_id)
        case kind:
            find = None if line.client is None or isinstance(line.client, Found) else line.client.text
            note = NoteDraft(
                draft_id=draft_id, kind=kind, client_id=_id_of(line.client), find=find, comment=line.text or None
            )
            return await _go(runner, talk, NOTE, note, await next_of_note(talk, note))


async def _hear_task(runner: Runner, talk: Talk, line: AskLine, draft_id: str) -> Replies:
    """To others by who may give tasks; else, and where it is said so, to oneself."""
    draft = TaskDraft(draft_id=draft_id)
    if line.is_own or not may(talk.actor.role, Action.GIVE_TASK):
        if not line.is_own and await _means_colleague(talk, line.text):
            return Say(Message(fill(_("Tasks are given by the lead. For yourself: task tomorrow 10:00 bank"))))
        return await _to_oneself(runner, talk, draft, line.text)
    head = line.text.partition(" ")[0]
    if fold(head).strip(" :,") in SELF:
        return await _to_oneself(runner, talk, draft, line.text[len(head) :].strip(" :,"))
    told = await read_people(talk, draft, line.text) if line.text else draft
    if line.text and not told.to_ids and not told.unknown_name:
        told = await read_words(talk, told, line.text)
    return await _go(runner, talk, TASK, told, await next_of(talk, told))


async def _to_oneself(runner: Runner, talk: Talk, draft: TaskDraft, text: str) -> Replies:
    own = draft.model_copy(update={"to_ids": (talk.actor.person_id,)})
    told = await read_words(talk, own, text) if text else own
    return await _go(runner, talk, TASK, told, await next_of(talk, told))


async def _means_colleague(talk: Talk, text: str) -> bool:
    """«Анне: …», or a name alone at the beginning that is a colleague's."""
    people = await list_colleagues(talk)
    if ":" in text and split_people(text, people).ids:
        return True
    first = text.partition(" ")[0].strip(" ,:")
    return len(first) > 2 and find_person(first, people) is not None  # noqa: PLR2004


async def _hear_discount(runner: Runner, talk: Talk, line: AskLine, draft_id: str) -> Replies:
    if talk.actor.role not in SELLERS:
        return Say(Message(fill(_("A manager asks for a discount, you decide it. It will come here."))))
    if line.is_wrong and not isinstance(line.client, Found):
        return Say(Message(tell_wrong_share()))
    find = None if line.client is None or isinstance(line.client, Found) else line.client.text
    draft = DiscountDraft(
        draft_id=draft_id,
        client_id=_id_of(line.client),
        find=find,
        share=line.share,
        is_wrong=line.is_wrong,
        comment=line.text or None,
    )
    return await _go(runner, talk, DISCOUNT, draft, await next_of_discount(talk, draft))


async def _hear_help(runner: Runner, talk: Talk, line: AskLine, draft_id: str) -> Replies:
    """Raises NotYoursError for who sells nothing, and for a client that is not the speaker's."""
    if talk.actor.role not in SELLERS:
        raise NotYoursError
    draft = HelpDraft(draft_id=draft_id, client_id=_id_of(line.client), comment=line.text or None)
    await name_subject(talk, draft)
    return await _go(runner, talk, HELP.name, draft, await send_help(talk, draft))


def _id_of(client: ClientFinding | None) -> int | None:
    return client.id if isinstance(client, Found) else None


async def _go(runner: Runner, talk: Talk, name: str, draft: Draft, move: Move) -> list[Reply]:
    """What is complete is done; what is not is asked."""
    if isinstance(move, Done):
        return [Say(move.content), *move.also]
    if isinstance(move, Goto):
        return await runner.open(talk, name, move.draft, move.step)
    return await runner.open(talk, name, draft)
