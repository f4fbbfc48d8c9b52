"""One message out: how Telegram wants it, and nothing about when or how often. All raise what the session raises."""

from functools import partial

from aiogram import Bot
from aiogram.methods import (
    AnswerInlineQuery,
    DeleteMessage,
    EditMessageMedia,
    EditMessageText,
    PinChatMessage,
    SendChatAction,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendRichMessage,
    SetMyCommands,
    UnpinChatMessage,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CopyTextButton,
    DisabledButton,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputMediaDocument,
    InputMediaPhoto,
    InputRichMessage,
    InputTextMessageContent,
    KeyboardButton,
    ReplyKeyboardMarkup,
    SwitchInlineQueryChosenChat,
    WebAppInfo,
)

from bot.delivery.splitting import without_tags
from handlers.framework.replies import OPENED_BY_QUERY, Suggest, Whisper
from reports.message.fitting import fit_rows, keep_together
from reports.message.message import Button, File, Keyboard, Menu, Message
from storage.queues.messages import OutboxItem

STYLES = {"✅": "success", "❌": "danger", "⛔️": "danger", "🗑": "danger"}
"""What a button begins with, and its colour where a phone has colours for buttons."""

ANNOUNCED_WITHIN = 2
"""Seconds: a file does not wait for its announcement."""


async def send(
    bot: Bot,
    item: OutboxItem,
    message: Message,
    rich: InputRichMessage | None = None,
    *,
    plain: bool = False,
    inside: bool = False,
    thread: int | None = None,
) -> int:
    """Send it, or edit what was sent under its key; the message's id. `rich` goes in the place of the text, `inside`
    lets nobody forward it, `thread` is a topic of the group.
    """
    text, mode = (None, None) if rich else _text(message, plain=plain)
    if item.message_id is not None and message.menu is None:
        await bot(
            EditMessageText(
                chat_id=item.chat_id,
                message_id=item.message_id,
                text=text,
                rich_message=rich,
                parse_mode=mode,
                reply_markup=_inline(message.buttons),
            )
        )
        return item.message_id
    below = _menu(message.menu, message.example) if message.menu is not None else _inline(message.buttons)
    said = (
        partial(SendRichMessage, rich_message=rich) if rich else partial(SendMessage, text=text or "", parse_mode=mode)
    )
    call = said(
        chat_id=item.chat_id,
        message_thread_id=thread,
        disable_notification=_is_silent(item, message),
        protect_content=inside or None,
        reply_markup=below,
    )
    return (await bot(call)).message_id


async def send_file(
    bot: Bot, item: OutboxItem, file: File, content: bytes, *, plain: bool = False, inside: bool = False
) -> int:
    """The picture or workbook, new or in the place of what was sent under its key; the message's id."""
    under = _inline(file.message.buttons)
    sheet = file.file_id or BufferedInputFile(content, file.name)
    text, mode = _text(file.message, plain=plain)
    caption = text or None
    if item.message_id is not None:
        kind = InputMediaPhoto if file.is_picture else InputMediaDocument
        media = kind(media=sheet, caption=caption, parse_mode=mode)
        await bot(EditMessageMedia(chat_id=item.chat_id, message_id=item.message_id, media=media, reply_markup=under))
        return item.message_id
    shown = partial(SendPhoto, photo=sheet) if file.is_picture else partial(SendDocument, document=sheet)
    call = shown(
        chat_id=item.chat_id,
        caption=caption,
        parse_mode=mode,
        disable_notification=_is_silent(item, file.message),
        protect_content=inside or None,
        reply_markup=under,
    )
    return (await bot(call)).message_id


async def announce(bot: Bot, chat_id: int, action: str) -> None:
    """«отправляет файл…» above the chat, for five seconds or until it comes. Raises what the session raises."""
    await bot(SendChatAction(chat_id=chat_id, action=action), request_timeout=ANNOUNCED_WITHIN)


async def pin(bot: Bot, chat_id: int, message_id: int) -> None:
    """Without a sound. Raises what the session raises."""
    await bot(PinChatMessage(chat_id=chat_id, message_id=message_id, disable_notification=True))


async def unpin(bot: Bot, chat_id: int, message_id: int) -> None:
    """Raises what the session raises."""
    await bot(UnpinChatMessage(chat_id=chat_id, message_id=message_id))


def _is_silent(item: OutboxItem, message: Message) -> bool | None:
    """A digest, and what may have come already: whoever has heard the first one need not hear the second."""
    return message.silent or item.silent or item.flagged or None


async def erase(bot: Bot, item: OutboxItem) -> None:
    """Nothing where it was never sent. Raises what the session raises, also for a message that is gone."""
    if item.message_id is not None:
        await bot(DeleteMessage(chat_id=item.chat_id, message_id=item.message_id))


async def set_commands(bot: Bot, item: OutboxItem, commands: list[list[str]]) -> None:
    """The list of that chat alone: pairs of a name and what it does."""
    await bot(
        SetMyCommands(
            commands=[BotCommand(command=name, description=text) for name, text in commands],
            scope=BotCommandScopeChat(chat_id=item.chat_id),
        )
    )


def make_answer(query_id: str, suggest: Suggest) -> AnswerInlineQuery:
    """Of one person and this moment; where nothing was found, with a button that opens the bot."""
    found: list[InlineQueryResultUnion] = [
        InlineQueryResultArticle(
            id=each.id,
            title=each.title,
            description=each.about or None,
            input_message_content=InputTextMessageContent(message_text=each.text, parse_mode=None),
        )
        for each in suggest.found
    ]
    opens = None if found else InlineQueryResultsButton(text=suggest.opens, start_parameter=OPENED_BY_QUERY)
    return AnswerInlineQuery(inline_query_id=query_id, results=found, cache_time=0, is_personal=True, button=opens)


def make_whisper(callback_id: str, whisper: Whisper) -> SendMessage:
    """For who pressed that button; Telegram wants it within fifteen seconds."""
    text, mode = _text(whisper.message, plain=False)
    seen_by = EphemeralMessageParameters(receiver_user_id=whisper.user_id, callback_query_id=callback_id)
    return SendMessage(
        chat_id=whisper.chat_id,
        message_thread_id=whisper.thread_id,
        text=text,
        parse_mode=mode,
        ephemeral_message_parameters=seen_by,
    )


def _text(message: Message, *, plain: bool) -> tuple[str, str | None]:
    """And its mode; `plain`: what the markup means without it."""
    return (without_tags(message.text), None) if plain else (str(keep_together(message.text)), "HTML")


def _inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(button) for button in row] for row in fit_rows(keyboard)])


def _button(button: Button) -> InlineKeyboardButton:
    if button.disabled:
        return InlineKeyboardButton(text=button.label, disabled=DisabledButton())
    if button.copy:
        return InlineKeyboardButton(text=button.label, copy_text=CopyTextButton(text=button.copy))
    if button.search:
        return InlineKeyboardButton(text=button.label, switch_inline_query_current_chat="")
    if button.passes:
        chosen = SwitchInlineQueryChosenChat(query=button.passes, allow_user_chats=True, allow_group_chats=True)
        return InlineKeyboardButton(text=button.label, switch_inline_query_chosen_chat=chosen)
    if button.app:
        return InlineKeyboardButton(text=button.label, web_app=WebAppInfo(url=button.app))
    if button.url:
        return InlineKeyboardButton(text=button.label, url=button.url)
    style = next((style for sign, style in STYLES.items() if button.label.startswith(sign)), None)
    return InlineKeyboardButton(text=button.label, callback_data=button.data, style=style)


def _menu(menu: Menu, example: str) -> ReplyKeyboardMarkup:
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
        input_field_placeholder=example or None,
        resize_keyboard=True,
        is_persistent=True,
    )
