"""The bot's name written in a chat: asked, answered once, chosen; and the buttons that begin it."""

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    SwitchInlineQueryChosenChat,
)

from simulator.hands.driver import Phone
from tests.simulator.conftest import Town


def article(number: str, text: str) -> InlineQueryResultArticle:
    said = InputTextMessageContent(message_text=text, parse_mode=None)
    return InlineQueryResultArticle(id=number, title=f"№{number}", input_message_content=said)


async def test_what_is_found_is_sent_by_a_tap_through_the_bot(town: Town, anna: Phone) -> None:
    number = await anna.searches("ром")
    (update,) = await town.updates()
    query = update.inline_query
    assert (query.query, query.from_user.id, query.chat_type, query.id) == ("ром", anna.id, "sender", number)
    await town.bot.answer_inline_query(number, [article("7", "·7 Ромашка")], cache_time=0, is_personal=True)

    found = await anna.results(number)
    assert found["results"] == [{"id": "7", "title": "№7", "description": ""}]
    await anna.chooses(number, "7")
    (sent,) = await town.updates()
    assert (sent.message.text, sent.message.via_bot.id) == ("·7 Ромашка", town.bot.id)


async def test_elsewhere_nothing_comes_back_to_the_bot(town: Town, anna: Phone) -> None:
    number = await anna.searches("", where="elsewhere")
    (update,) = await town.updates()
    assert update.inline_query.chat_type == "private"
    await town.bot.answer_inline_query(number, [article("1", "Протокол")])
    assert await anna.chooses(number, "1") == {"text": "Протокол", "chat": "elsewhere"}
    assert await town.updates() == []


@pytest.mark.parametrize("how", ["twice", "late", "same ids", "no text"])
async def test_telegram_refuses(town: Town, anna: Phone, how: str) -> None:
    number = await anna.searches("ром")
    results = [article("1", "a"), article("1", "b")] if how == "same ids" else [article("1", "a")]
    if how == "twice":
        button = InlineQueryResultsButton(text="Открыть", start_parameter="search")
        await town.bot.answer_inline_query(number, [], button=button)
        assert (await anna.results(number))["button"] == {"text": "Открыть", "start_parameter": "search"}
    elif how == "late":
        town.core.clock.advance(timedelta(seconds=31))
    elif how == "no text":
        results = [article("1", " ")]
    with pytest.raises(TelegramBadRequest):
        await town.bot.answer_inline_query(number, results)


async def test_a_button_begins_a_query_here_or_in_a_chosen_chat(town: Town, anna: Phone) -> None:
    chosen = SwitchInlineQueryChosenChat(query="#abc", allow_user_chats=True)
    row = [
        InlineKeyboardButton(text="Найти", switch_inline_query_current_chat=""),
        InlineKeyboardButton(text="Отправить", switch_inline_query_chosen_chat=chosen),
    ]
    await town.bot.send_message(anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row]))
    assert (await anna.presses("Найти")).kind == "search"
    passed = await anna.presses("Отправить")
    assert (passed.kind, passed.query) == ("pass", "#abc")


async def test_a_bot_without_queries_gets_none(town: Town, anna: Phone) -> None:
    town.core.world.bot["supports_inline_queries"] = False
    with pytest.raises(AssertionError, match="BotFather"):
        await anna.searches("ром")
