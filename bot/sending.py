"""One message out: how Telegram wants it, and nothing about when or how often."""

from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.methods import DeleteMessage, EditMessageText, SendMessage, SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from markupsafe import Markup

from reports.language import gettext as _
from reports.markup import fill, lines
from reports.message import Keyboard, Menu, Message
from storage.outbox import OutboxItem

LIMIT = 4096
"""Of a text, in UTF-16 units after Telegram has read the tags."""


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int | None


async def send(bot: Bot, item: OutboxItem, message: Message, *, plain: bool = False) -> Sent:
    """Send it, or edit what was sent under its key. Raises what the session raises."""
    text, mode = _text(item, message, plain=plain)
    if item.message_id is not None and message.menu is None:
        await bot(
            EditMessageText(
                chat_id=item.chat_id,
                message_id=item.message_id,
                text=text,
                parse_mode=mode,
                reply_markup=_inline(message.buttons),
            )
        )
        return Sent(item.message_id)
    answer = await bot(
        SendMessage(
            chat_id=item.chat_id,
            text=text,
            parse_mode=mode,
            disable_notification=message.silent or None,
            reply_markup=_menu(message.menu) if message.menu is not None else _inline(message.buttons),
        )
    )
    return Sent(answer.message_id)


async def erase(bot: Bot, item: OutboxItem) -> Sent:
    if item.message_id is not None:
        await bot(DeleteMessage(chat_id=item.chat_id, message_id=item.message_id))
    return Sent(None)


async def set_commands(bot: Bot, item: OutboxItem, commands: list[list[str]]) -> Sent:
    await bot(
        SetMyCommands(
            commands=[BotCommand(command=name, description=text) for name, text in commands],
            scope=BotCommandScopeChat(chat_id=item.chat_id),
        )
    )
    return Sent(None)


def _text(item: OutboxItem, message: Message, *, plain: bool) -> tuple[str, str | None]:
    text = message.text
    if item.flagged and item.sent == 0:
        text = lines(text, "", fill(_("🔁 Perhaps sent twice: the connection broke")))
    return (text.striptags() if plain else str(text)), (None if plain else "HTML")


def split(message: Message) -> list[Message]:
    """A text over the limit as several messages, cut between lines; the buttons stand under the last."""
    if _units(message.text) <= LIMIT:
        return [message]
    parts: list[list[str]] = [[]]
    size = 0
    for line in _short_lines(message.text):
        if parts[-1] and size + _units(line) + 1 > LIMIT:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += _units(line) + 1
    texts = [Markup("\n".join(part)) for part in parts]  # noqa: S704  lines of a Markup
    return [
        *(replace(message, text=text, buttons=(), menu=None) for text in texts[:-1]),
        replace(message, text=texts[-1]),
    ]


def _short_lines(text: Markup) -> list[str]:
    """Lines of the text; one that alone is over the limit loses its tags and is cut."""
    found: list[str] = []
    for line in str(text).split("\n"):
        if _units(Markup(line)) <= LIMIT:  # noqa: S704
            found.append(line)
            continue
        bare = Markup(line).striptags()  # noqa: S704
        step = LIMIT // 8  # escaped and in UTF-16, a character grows to eight units at most
        found += [str(Markup.escape(bare[at : at + step])) for at in range(0, len(bare), step)]
    return found


def _units(text: Markup | str) -> int:
    return len(str(text).encode("utf-16-le")) // 2


def _inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text=button.label, url=button.url)
                if button.url
                else InlineKeyboardButton(text=button.label, callback_data=button.data)
                for button in row
            ]
            for row in keyboard
        ]
    )


def _menu(menu: Menu) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        keyboard=[
            [
                KeyboardButton(
                    text=key.label,
                    request_location=key.asks_location or None,
                    request_contact=key.asks_contact or None,
                )
                for key in row
            ]
            for row in menu
        ],
        resize_keyboard=True,
        is_persistent=True,
    )
