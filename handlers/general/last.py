"""/undo and «отмени»: the last record of ten minutes; of several records of one message all together, or one by one."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import FACT_ENTERERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Erase, Redraw, Replies, Reply, Say
from handlers.general.undo import undo, undo_cards
from reports.entry.answers import of_one_message, tell_taken_back
from reports.entry.presses import LastPress, TogetherPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message
from sales.core.errors import AlreadyDoneError
from sales.core.undo import may_undo
from storage.payments.undoable import UndoableRecord, message_of

OF_A_LINE = "entry:"
SEVERAL = 2


def make_router(runner: Runner) -> Router:
    router = Router(name="last")

    @router.message(Command("undo"), flags=access(FACT_ENTERERS))
    async def hear_undo_command(_message: TelegramMessage, talk: Talk) -> Replies:
        if await talk.mine.dialogs.current() is not None:
            left = await runner.cancel(talk) or []
            return [*(reply for reply in left if isinstance(reply, Erase)), _close()]
        return await undo_last(talk)

    @router.callback_query(Pressed(TogetherPress), flags=access(FACT_ENTERERS))
    async def press_all_back(query: CallbackQuery, callback_data: TogetherPress, talk: Talk) -> Replies:
        """What was taken back already, or is older than ten minutes, stays as it is."""
        return await _take_back(talk, await _fresh_of(talk, _message_of(query, callback_data.message_id)))

    @router.callback_query(Pressed(LastPress), flags=access(FACT_ENTERERS))
    async def press_last_back(query: CallbackQuery, callback_data: LastPress, talk: Talk) -> Replies:
        """Only the last of them; what is left is offered again."""
        fresh = await _fresh_of(talk, _message_of(query, callback_data.message_id))
        gone = await _take_back(talk, fresh[-1:])
        left = fresh[:-1]
        return gone if len(left) < SEVERAL else [*gone[:-1], Redraw(_offer(left, callback_data.message_id))]

    return router


def _close() -> Say:
    """The question goes first; what was recorded before it stands, and goes with one more /undo."""
    return Say(
        Message(fill(_("The question is closed, nothing was recorded.\nOne more /undo takes back the last record.")))
    )


async def undo_last(talk: Talk) -> list[Reply]:
    """The last record of the last ten minutes; where its message has made several, it is asked which."""
    record = await talk.mine.undoable.last()
    if record is None:
        return [Say(Message(fill(_("Nothing was recorded in the last 10 minutes."))))]
    if record.draft_id is not None and record.draft_id.startswith(OF_A_LINE):
        of_message = message_of(record.draft_id)
        fresh = await _fresh_of(talk, of_message)
        if len(fresh) >= SEVERAL:
            return [Say(_offer(fresh, int(of_message.split(":")[-1])))]
    return await undo(talk, record)


def _message_of(query: CallbackQuery, message_id: int) -> str:
    chat_id = query.message.chat.id if query.message else 0
    return f"{OF_A_LINE}{chat_id}:{message_id}"


async def _fresh_of(talk: Talk, of_message: str) -> list[UndoableRecord]:
    records = await talk.mine.undoable.of_message(of_message)
    return [each for each in records.values() if may_undo(each.at, talk.tx.clock.now())]


async def _take_back(talk: Talk, records: Sequence[UndoableRecord]) -> list[Reply]:
    """The last first, for money may lie on what was said before it."""
    if not records:
        raise AlreadyDoneError
    gone = [reply for record in reversed(records) for reply in await undo_cards(talk, record)]
    return [*gone, Redraw(Message(tell_taken_back(len(records))))]


def _offer(records: Sequence[UndoableRecord], message_id: int) -> Message:
    every = Button(_("↩️ Undo all {n}").format(n=len(records)), TogetherPress(message_id=message_id).pack())
    last = Button(_("↩️ Only the last"), LastPress(message_id=message_id).pack())
    return Message(of_one_message([(each.client_name, each.amount) for each in records]), ((every,), (last,)))
