"""A message that was edited into another kind of thing: what is a deal, a task or a request now is heard as one.

What the message had made before is found by its draft. What carries none (a contact, a score, a deal that moves) is not
heard again: nobody could tell whether it stands already.
"""

from collections.abc import Iterable

from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.doors.entry import hear_line
from handlers.entry.line.draft import message_draft_id
from handlers.entry.line.replacing import name_of, take_back_old
from handlers.framework.replies import Reply, Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.entry.deal_lines import DealDeedSaid
from sales.entry.message import Heard
from storage.payments.undoable import UndoableRecord


def drafts_of_others(message: TelegramMessage) -> tuple[str, str]:
    """Of the deal and of the ask that a line makes."""
    deal, ask = (message_draft_id(kind, message.chat.id, message.message_id) for kind in ("deal", "ask"))
    return deal, ask


def is_other(heard: Heard) -> bool:
    """Whether the words make a deal, or ask something of somebody."""
    return heard.ask is not None or (heard.deal is not None and heard.deal.deed is DealDeedSaid.MAKE)


async def has_made_other(talk: Talk, message: TelegramMessage) -> bool:
    """Whether the message has made one, be it taken back since."""
    deal, ask = drafts_of_others(message)
    return await talk.mine.deals.is_drafted(deal) or await talk.mine.asks.is_drafted(ask)


async def hear_as_other(
    runner: Runner, talk: Talk, message: TelegramMessage, text: str, records: Iterable[UndoableRecord]
) -> list[Reply]:
    """The new one is made, and then what stood is taken back; where something of it is asked yet, that stands."""
    heard = await hear_line(runner, talk, message, text)
    replies, old = heard if isinstance(heard, list) else [heard], list(records)
    if not await has_made_other(talk, message):
        stays = Say(Message(fill(_("What the line was before stands: ↩️ is on its card."))))
        return [*([stays] if old else []), *replies]
    return [*[gone for each in old for gone in await take_back_old(talk, name_of(each))], *replies]
