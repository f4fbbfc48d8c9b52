"""What is pressed, typed or sent while a dialog is open."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Attachment, Card, Place, Talk, Thing, Waiting
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Reply, Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.press import DialogPress
from sales.core.words import clean

LONGEST_TEXT = 1000


Question: TypeAlias = Callable[[Talk, TelegramMessage, str], Awaitable[Waiting | None]]
"""About a thing sent outside a form, with the words that go with it; None for what nothing can be made of."""


def make_router(runner: Runner, question: Question) -> Router:
    """Presses of a dialog's screens, and what is sent while one is open; texts are heard by the entry."""
    router = Router(name="open dialog")

    @router.callback_query(Pressed(DialogPress), flags=access(EVERYBODY))
    async def press_dialog(_query: CallbackQuery, callback_data: DialogPress, talk: Talk) -> Replies:
        return await runner.press(talk, callback_data)

    async def is_open(message: TelegramMessage, talk: Talk | None = None) -> bool:
        """A text is heard by the entry: it may be a record of its own."""
        if talk is None or message.text is not None:
            return False
        return await talk.mine.dialogs.current() is not None

    @router.message(is_open, flags=access(EVERYBODY))
    async def take_sent(message: TelegramMessage, talk: Talk) -> list[Reply] | None:
        """The words under a picture answer as typed ones do."""
        if is_not_here(message):
            return [Say(not_here()), *await runner.redraw(talk)]

        async def afterwards(words: str) -> Waiting | None:
            return await question(talk, message, words)

        caption = clean(message.caption or "", LONGEST_TEXT)
        return await runner.receive(talk, thing_of(message), caption, afterwards)

    return router


def is_not_here(message: TelegramMessage) -> bool:
    """A place passed on, or one that moves with its sender: neither says where they are now (spec/4)."""
    place = message.location
    return place is not None and (message.forward_origin is not None or place.live_period is not None)


def not_here() -> Message:
    """A place that was forwarded, or that moves: nobody stands there now."""
    return Message(
        fill(_("📍 This place was forwarded or is live, so it is not noted. Send where you are: 📎 → Location → Send"))
    )


def thing_of(message: TelegramMessage) -> Thing | None:
    """A place, a contact or a file in the message; None for a text and for what has no use here."""
    if (place := message.location) is not None:
        return None if is_not_here(message) else Place(place.latitude, place.longitude, place.horizontal_accuracy)
    if (contact := message.contact) is not None:
        name = " ".join(filter(None, (contact.first_name, contact.last_name)))
        return Card(clean(name, 120), contact.phone_number, contact.user_id)
    if message.photo:
        return Attachment("photo", message.photo[-1].file_id)
    for kind in ("voice", "document", "video", "audio", "video_note", "sticker"):
        thing = getattr(message, kind)
        if thing is not None:
            return Attachment(kind, thing.file_id)
    return None
