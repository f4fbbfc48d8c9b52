"""How long, how many, how big: the limits of messages and keyboards, in Telegram's words, at both fronts."""

import json

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)

from simulator.hands.driver import Phone
from simulator.state.files import plain_picture
from simulator.wire import Params
from tests.simulator.conftest import Town, keys

BUTTON = "can't parse inline keyboard button"
PICTURE = BufferedInputFile(plain_picture(), "chart.png")


@pytest.mark.parametrize("text", ["x" * 4096, "🙂" * 2048, "<b>" + "я" * 4096 + "</b>", "&lt;" * 4096])
async def test_a_text_of_4096_units_goes(town: Town, anna: Phone, text: str) -> None:
    await town.bot.send_message(anna.id, text)
    assert len(await anna.chat()) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 4097, "message is too long"),
        ("🙂" * 2049, "message is too long"),
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("<b>340", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_a_text_that_does_not_go(town: Town, anna: Phone, text: str, words: str) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.send_message(anna.id, text)
    assert refused.value.message == f"Bad Request: {words}"
    assert len(await anna.chat()) == 1


async def test_a_caption_holds_1024_units(town: Town, anna: Phone) -> None:
    await town.bot.send_photo(anna.id, PICTURE, caption="🙂" * 512)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await town.bot.send_photo(anna.id, PICTURE, caption="🙂" * 512 + "x")


async def test_a_mode_that_is_not_spoken_here(town: Town, anna: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="unsupported parse_mode"):
        await town.bot.send_message(anna.id, "*x*", parse_mode="Marxdown")


async def test_callback_data_of_64_bytes_goes(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["я" * 32]))
    assert (await anna.last()).labels == ["я" * 32]


async def test_callback_data_of_65_bytes_does_not(town: Town, anna: Phone) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.send_message(anna.id, "?", reply_markup=keys(["я" * 32 + "x"]))
    assert refused.value.message == "Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize("rows", [[["x"] * 9], [["x"] * 8] * 12 + [["x"] * 5]])
async def test_a_keyboard_has_its_shape(town: Town, anna: Phone, rows: list[list[str]]) -> None:
    with pytest.raises(TelegramBadRequest, match="reply markup is too long"):
        await town.bot.send_message(anna.id, "?", reply_markup=keys(*rows))


async def test_a_hundred_buttons_go(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(*[["x"] * 8] * 12, ["x"] * 4))
    assert len((await anna.last()).labels) == 100


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton(text="x"), "can't parse inline keyboard button: Text buttons are unallowed"),
        (InlineKeyboardButton(text="x", url="http://localhost/"), "is invalid: Wrong HTTP URL"),
        (InlineKeyboardButton(text="x", web_app=WebAppInfo(url="http://a.ru")), "Only HTTPS links are allowed"),
    ],
)
async def test_a_button_that_telegram_refuses(
    town: Town, anna: Phone, button: InlineKeyboardButton, words: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await town.bot.send_message(anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('{"inline_keyboard": 1}', 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ('{"inline_keyboard": [[1]]}', f"{BUTTON}: an inline keyboard button must be an Object"),
        ('{"inline_keyboard": [[{}]]}', f'{BUTTON}: Field "text" must be of type String'),
        ('{"inline_keyboard": [[{"text": "", "url": "a.ru"}]]}', "inline keyboard button text must be non-empty"),
        ('{"keyboard": [[{"text": " "}]]}', "keyboard button text must be non-empty"),
        ('{"keyboard": [[5]]}', "can't parse keyboard button: Field \"text\" must be of type String"),
    ],
)  # fmt: skip
async def test_nonsense_in_place_of_a_keyboard(town: Town, anna: Phone, markup: str, words: str) -> None:
    params = Params({"chat_id": str(anna.id), "text": "?", "reply_markup": markup})
    answer = town.core.call("sendMessage", params)
    assert (answer.status, json.loads(answer.content)["description"]) == (400, f"Bad Request: {words}")


async def test_a_keyboard_under_the_chat_stays_until_it_is_taken_away(town: Town, anna: Phone) -> None:
    menu = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="📞"), KeyboardButton(text="💰")]])
    await town.bot.send_message(anna.id, "Меню", reply_markup=menu)
    await town.bot.send_message(anna.id, "ещё", reply_markup=keys(["да"]))
    assert await anna.keyboard() == [["📞", "💰"]]

    await town.bot.send_message(anna.id, "Убрал", reply_markup=ReplyKeyboardRemove())
    assert await anna.keyboard() == []


async def test_an_answer_to_a_message_that_is_not_there(town: Town, anna: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await town.bot.send_message(anna.id, "?", reply_to_message_id=9999)
    await town.bot.send_message(anna.id, "!", reply_to_message_id=9999, allow_sending_without_reply=True)
    assert (await anna.last()).text == "!"
