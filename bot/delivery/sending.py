"""One message out: how Telegram wants it, and nothing about when or how often."""

import re
from dataclasses import replace
from html import unescape

from aiogram import Bot
from aiogram.methods import (
    DeleteMessage,
    EditMessageMedia,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SetMyCommands,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import File, Keyboard, Menu, Message
from storage.queues.messages import OutboxItem

LIMIT = 4096
"""Of a text, in UTF-16 units after Telegram has read the tags."""

CAPTION_LIMIT = 1024

SPARE = 96
"""For the tags that a cut closes and opens again."""

TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^>]*>")


async def send(bot: Bot, item: OutboxItem, message: Message, *, plain: bool = False) -> int:
    """Send it, or edit what was sent under its key; the message's id. Raises what the session raises."""
    text, mode = _text(message, plain=plain)
    if item.message_id is not None and message.menu is None:
        await bot(
            EditMessageText(
                chat_id=item.chat_id,
                message_id=item.message_id,
                text=text,
                parse_mode=mode,
                reply_markup=inline(message.buttons),
            )
        )
        return item.message_id
    answer = await bot(
        SendMessage(
            chat_id=item.chat_id,
            text=text,
            parse_mode=mode,
            disable_notification=message.silent or None,
            reply_markup=below(message),
        )
    )
    return answer.message_id


async def send_file(bot: Bot, item: OutboxItem, file: File, content: bytes, *, plain: bool = False) -> int:
    """The picture or workbook, new or in the place of what was sent under its key; the message's id."""
    sheet = BufferedInputFile(content, file.name)
    text, mode = _text(file.message, plain=plain)
    under = inline(file.message.buttons)
    caption = text or None
    if item.message_id is not None:
        kind = InputMediaPhoto if file.is_picture else InputMediaDocument
        media = kind(media=sheet, caption=caption, parse_mode=mode)
        await bot(EditMessageMedia(chat_id=item.chat_id, message_id=item.message_id, media=media, reply_markup=under))
        return item.message_id
    call = (
        SendPhoto(chat_id=item.chat_id, photo=sheet, caption=caption, parse_mode=mode, reply_markup=under)
        if file.is_picture
        else SendDocument(chat_id=item.chat_id, document=sheet, caption=caption, parse_mode=mode, reply_markup=under)
    )
    return (await bot(call)).message_id


async def erase(bot: Bot, item: OutboxItem) -> None:
    if item.message_id is not None:
        await bot(DeleteMessage(chat_id=item.chat_id, message_id=item.message_id))


async def set_commands(bot: Bot, item: OutboxItem, commands: list[list[str]]) -> None:
    await bot(
        SetMyCommands(
            commands=[BotCommand(command=name, description=text) for name, text in commands],
            scope=BotCommandScopeChat(chat_id=item.chat_id),
        )
    )


def marked(message: Message) -> Message:
    """With a word that it may stand in the chat already."""
    mark = fill(_("🔁 Perhaps sent twice: the connection broke"))
    table = message.table and replace(message.table, below=lines(*filter(None, (message.table.below,)), mark))
    return replace(message, text=lines(message.text, "", mark), table=table)


def split_caption(message: Message) -> tuple[Message, list[Message]]:
    """The words under a file; what is too long for a caption goes as a message of its own below."""
    if _units(Markup(_bare(message.text))) <= CAPTION_LIMIT:  # noqa: S704  only its length is asked
        return message, []
    return Message(Markup("")), split(message)


def split(message: Message) -> list[Message]:
    """A text over the limit as several messages, cut between lines; the buttons stand under the last."""
    message = replace(message, table=None)
    if _units(message.text) <= LIMIT:
        return [message]
    parts: list[list[str]] = [[]]
    size = 0
    for line in _short_lines(message.text):
        if parts[-1] and size + _units(line) + 1 > LIMIT - SPARE:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += _units(line) + 1
    texts = _closed(["\n".join(part) for part in parts])
    return [
        *(replace(message, text=text, buttons=(), menu=None) for text in texts[:-1]),
        replace(message, text=texts[-1]),
    ]


def _text(message: Message, *, plain: bool) -> tuple[str, str | None]:
    return (_bare(message.text), None) if plain else (str(message.text), "HTML")


def _closed(texts: list[str]) -> list[Markup]:
    """A tag that is open where the text was cut is closed there, and opened again in the next part."""
    found: list[Markup] = []
    still_open: list[re.Match[str]] = []
    for text in texts:
        before = "".join(tag[0] for tag in still_open)
        for tag in TAG.finditer(text):
            if not tag[1]:
                still_open.append(tag)
            elif still_open:
                still_open.pop()
        after = "".join(f"</{tag[2]}>" for tag in reversed(still_open))
        found.append(Markup(before + text + after))  # noqa: S704  parts of a Markup
    return found


def _short_lines(text: Markup) -> list[str]:
    """Lines of the text; one that alone is over the limit loses its tags and is cut."""
    found: list[str] = []
    for line in str(text).split("\n"):
        if _units(line) <= LIMIT - SPARE:
            found.append(line)
            continue
        bare = _bare(line)
        step = LIMIT // 8  # escaped and in UTF-16, a character grows to six units at most
        found += [str(Markup.escape(bare[at : at + step])) for at in range(0, len(bare), step)]
    return found


def _bare(text: str) -> str:
    """Without tags, with its lines: Markup's own striptags runs them together."""
    return unescape(TAG.sub("", text))


def _units(text: str) -> int:
    return len(str(text).encode("utf-16-le")) // 2


def below(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """What stands under a new message: the keys of the chat, or buttons."""
    return _menu(message.menu) if message.menu is not None else inline(message.buttons)


def inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
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
