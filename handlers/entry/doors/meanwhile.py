"""What is sent at a step that has no use for it: asked about when the form is done, as it would have been outside."""

from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk, Waiting
from handlers.entry.doors import attach_dialog, shared_contact
from sales.core.people import SELLERS


async def question_about(talk: Talk, message: TelegramMessage, words: str) -> Waiting | None:
    """None for who keeps no notes, for a sticker, and for a contact that is known."""
    if talk.actor.role not in SELLERS:
        return None
    if message.contact is not None:
        return await shared_contact.question_about(talk, message)
    return await attach_dialog.question_about(talk, message, words)
