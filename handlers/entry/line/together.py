"""Several records of one message: taken back together by one tap, or one by one on their cards."""

from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.entry.line.draft import message_draft_id, place_of
from handlers.framework.access import FACT_ENTERERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply
from handlers.general.undo import undo_cards
from reports.entry.answers import taken_back
from reports.entry.presses import TogetherPress
from reports.message.message import Message
from sales.core.errors import AlreadyDoneError
from sales.core.undo import may_undo

MOST: Final = 30
"""Records of one message."""


def make_router() -> Router:
    router = Router(name="together")

    @router.callback_query(Pressed(TogetherPress), flags=access(FACT_ENTERERS))
    async def all_back(query: CallbackQuery, callback_data: TogetherPress, talk: Talk) -> Replies:
        """What was taken back already, or is older than ten minutes, stays as it is."""
        chat_id = query.message.chat.id if query.message else 0
        of_message = message_draft_id("entry", chat_id, callback_data.message_id)
        gone: list[Reply] = []
        count = 0
        for place in reversed(range(MOST)):
            record = await talk.mine.undoable.of_draft(place_of(of_message, place))
            if record is None or not may_undo(record.at, talk.tx.clock.now()):
                continue
            gone += await undo_cards(talk, record)
            count += 1
        if not count:
            raise AlreadyDoneError
        return [*gone, Redraw(Message(taken_back(count)))]

    return router
