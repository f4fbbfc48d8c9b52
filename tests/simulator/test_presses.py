"""Buttons: finding them as a person does, the press on its way, the one answer it gets."""

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from simulator.hands.driver import Phone
from tests.simulator.conftest import Town, keys

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_press_reaches_the_bot_with_its_message(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "Пришла?", reply_markup=keys(["✅ пришла", "❌ нет"]))
    tap = await anna.presses("✅ пришла")

    (update,) = await town.updates()
    query = update.callback_query
    assert (query.data, query.from_user.id, query.message.message_id) == ("✅ пришла", anna.id, sent.message_id)
    assert query.message.reply_markup.inline_keyboard[0][1].text == "❌ нет"
    assert tap.callback_query_id == query.id


async def test_the_answer_is_a_toast(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅"]))
    tap = await anna.presses("✅")
    await town.bot.answer_callback_query(tap.callback_query_id, text="Записано", show_alert=True)
    (toast,) = (await anna.state())["toasts"]
    assert (toast["text"], toast["show_alert"]) == ("Записано", True)


async def test_a_second_answer_is_too_late(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅"]))
    tap = await anna.presses("✅")
    await town.bot.answer_callback_query(tap.callback_query_id)
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.answer_callback_query(tap.callback_query_id)
    assert refused.value.message == TOO_OLD


async def test_after_15_seconds_nobody_waits_for_an_answer(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅"]))
    tap = await anna.presses("✅")
    town.core.clock.advance(timedelta(seconds=16))
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await town.bot.answer_callback_query(tap.callback_query_id)


async def test_an_invented_press_cannot_be_answered(town: Town) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.answer_callback_query("1")
    assert refused.value.message == TOO_OLD


async def test_a_toast_is_short(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅"]))
    tap = await anna.presses("✅")
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await town.bot.answer_callback_query(tap.callback_query_id, text="x" * 201)


async def test_the_exact_label_wins_and_then_the_only_one_that_contains_it(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅ пришла вся", "✅ пришла"], ["📅 перенос"]))
    assert (await anna.presses("✅ пришла")).label == "✅ пришла"
    assert (await anna.presses("перенос")).label == "📅 перенос"
    with pytest.raises(AssertionError, match="«пришл» could be any of"):
        await anna.presses("пришл")


async def test_a_button_that_is_not_there_lists_those_that_are(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅", "◐"]))
    with pytest.raises(AssertionError, match=r"there is no button «❌» here; there are: \[✅\] \[◐\]"):
        await anna.presses("❌")


async def test_the_newest_message_with_the_button_is_pressed_unless_one_is_named(town: Town, anna: Phone) -> None:
    old = await town.bot.send_message(anna.id, "1", reply_markup=keys(["✅"]))
    new = await town.bot.send_message(anna.id, "2", reply_markup=keys(["✅"]))
    await town.bot.send_message(anna.id, "3", reply_markup=keys(["другое"]))
    assert (await anna.presses("✅")).message_id == new.message_id

    named = next(m for m in await anna.chat() if m.message_id == old.message_id)
    assert (await anna.presses("✅", on=named)).message_id == old.message_id


async def test_a_button_is_pressed_by_its_place(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["1 ✅", "◐"], ["2 ✅", "❌"]))
    assert (await anna.presses_at(1, 1)).label == "❌"
    for row, col in ((2, 0), (0, 2), (-1, 0)):
        with pytest.raises(AssertionError, match="there is no button in row"):
            await anna.presses_at(row, col)


async def test_a_link_opens_a_page_and_tells_the_bot_nothing(town: Town, anna: Phone) -> None:
    link = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Сайт", url="https://example.org/x")]])
    await town.bot.send_message(anna.id, "?", reply_markup=link)
    tap = await anna.presses("Сайт")
    assert (tap.kind, tap.url) == ("url", "https://example.org/x")
    assert await town.updates() == []


async def test_a_key_under_the_chat_is_typed(town: Town, anna: Phone) -> None:
    menu = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text="📞 Звонок"), KeyboardButton(text="Мой номер", request_contact=True)]],
        one_time_keyboard=True,
    )
    await town.bot.send_message(anna.id, "Меню", reply_markup=menu)
    assert (await anna.presses("Звонок")).kind == "message"
    assert await anna.keyboard() == []

    await town.bot.send_message(anna.id, "Меню", reply_markup=menu)
    await anna.presses("Мой номер")
    text, contact = [u.message for u in await town.updates()]
    assert text.text == "📞 Звонок"
    assert contact.contact.user_id == anna.id


async def test_a_key_that_asks_where_one_is(town: Town, anna: Phone) -> None:
    menu = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Где я", request_location=True)]])
    await town.bot.send_message(anna.id, "Меню", reply_markup=menu)
    await anna.presses("Где я")
    assert (await town.updates())[0].message.location.latitude == pytest.approx(55.7558)
    assert await anna.keyboard() == [["Где я"]]


async def test_two_people_press_one_button_of_a_group(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    group = await town.sim.group("Отдел", anna, boris)
    await town.bot.send_message(group, "?", reply_markup=keys(["Беру"]))
    await anna.presses("Беру", chat=group)
    await boris.presses("Беру", chat=group)
    pressed = [u.callback_query.from_user.first_name for u in await town.updates() if u.callback_query]
    assert pressed == ["Анна", "Борис"]


async def test_a_disabled_button_does_nothing_and_says_what_it_says(town: Town, anna: Phone) -> None:
    gone, live = (
        InlineKeyboardButton(text="1 ✅", disabled=DisabledButton()),
        InlineKeyboardButton(text="2 ✅", callback_data="2"),
    )
    await town.bot.send_message(anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[gone], [live]]))

    seen = await anna.last()
    assert (seen.buttons, seen.labels, seen.disabled) == ([["1 ✅"], ["2 ✅"]], ["2 ✅"], ["1 ✅"])
    with pytest.raises(AssertionError, match="disabled"):
        await anna.presses_at(0, 0)
    await anna.presses("✅")
    (update,) = await town.updates()
    assert update.callback_query.message.reply_markup.inline_keyboard[0][0].disabled is not None


async def test_a_button_that_does_nothing_is_refused_unless_it_says_so(town: Town, anna: Phone) -> None:
    for button in ({"text": "?"}, {"text": "?", "disabled": True}):
        with pytest.raises(TelegramBadRequest, match="can't parse inline keyboard button"):
            await town.bot.send_message(anna.id, "?", reply_markup={"inline_keyboard": [[button]]})
