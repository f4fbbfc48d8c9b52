"""Messages that change: edits in place, what cannot be edited, what can still be deleted."""

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, ReplyKeyboardRemove

from simulator.hands.driver import Phone
from simulator.wire import Params
from tests.simulator.conftest import Town, keys

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_an_edit_changes_the_same_message_and_remembers_what_it_was(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "Ждём 565", reply_markup=keys(["✅"]))
    before = await anna.last()
    town.core.clock.advance(timedelta(minutes=41))

    await town.bot.edit_message_text("Ждём <b>225</b>", chat_id=anna.id, message_id=sent.message_id)

    after = await anna.sees_edited(before, within=0)
    assert (after.text, after.html, after.buttons) == ("Ждём 225", "Ждём <b>225</b>", [])
    assert after.state["history"][0]["text"] == "Ждём 565"
    assert after.state["edit_date"] == "2026-11-20T09:21:00+00:00"
    assert len(await anna.chat()) == 2


async def test_the_same_again_is_not_modified(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "Ждём <b>565</b>", reply_markup=keys(["✅"]))
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.edit_message_text(
            " Ждём <b>565</b>\n", chat_id=anna.id, message_id=sent.message_id, reply_markup=keys(["✅"])
        )
    assert refused.value.message == NOT_MODIFIED


@pytest.mark.parametrize("text", ["Ждём 565", "<i>Ждём</i> 565"])
async def test_other_marks_or_other_buttons_are_a_change(town: Town, anna: Phone, text: str) -> None:
    sent = await town.bot.send_message(anna.id, "<b>Ждём</b> 565")
    await town.bot.edit_message_text(text, chat_id=anna.id, message_id=sent.message_id)
    await town.bot.edit_message_text(text, chat_id=anna.id, message_id=sent.message_id, reply_markup=keys(["да"]))
    assert (await anna.last()).edits == 2


async def test_buttons_alone_are_changed_and_taken_away(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅", "❌"]))
    await town.bot.edit_message_reply_markup(chat_id=anna.id, message_id=sent.message_id, reply_markup=keys(["❌"]))
    assert (await anna.last()).buttons == [["❌"]]
    await town.bot.edit_message_reply_markup(chat_id=anna.id, message_id=sent.message_id)
    assert (await anna.last()).buttons == []
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await town.bot.edit_message_reply_markup(chat_id=anna.id, message_id=sent.message_id)


async def test_a_caption_is_edited_and_a_text_is_not_a_caption(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_document(anna.id, BufferedInputFile(b"x", "a.xlsx"), caption="Отчёт")
    await town.bot.edit_message_caption(chat_id=anna.id, message_id=sent.message_id, caption="Отчёт, исправлен")
    assert (await anna.last()).text == "Отчёт, исправлен"

    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await town.bot.edit_message_text("x", chat_id=anna.id, message_id=sent.message_id)
    plain = await town.bot.send_message(anna.id, "x")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await town.bot.edit_message_caption(chat_id=anna.id, message_id=plain.message_id, caption="x")


async def test_what_is_not_there_cannot_be_edited(town: Town, anna: Phone) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.edit_message_text("x", chat_id=anna.id, message_id=9999)
    assert refused.value.message == "Bad Request: message to edit not found"


async def test_what_a_person_wrote_cannot_be_edited(town: Town, anna: Phone) -> None:
    written = await anna.types("привет")
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.edit_message_text("x", chat_id=anna.id, message_id=written.message_id)
    assert refused.value.message == "Bad Request: message can't be edited"


async def test_an_edit_takes_inline_buttons_only(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "x")
    markup = ReplyKeyboardRemove().model_dump_json()
    values = {"chat_id": anna.id, "message_id": sent.message_id, "text": "y", "reply_markup": markup}
    answer = town.core.call("editMessageText", Params(values))
    assert "Bad Request: inline keyboard expected" in answer.content


async def test_a_message_is_deleted_once(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "x")
    assert await town.bot.delete_message(anna.id, sent.message_id)
    assert [m.text for m in await anna.chat()] == ["/start"]
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.delete_message(anna.id, sent.message_id)
    assert refused.value.message == "Bad Request: message to delete not found"
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await town.bot.edit_message_text("y", chat_id=anna.id, message_id=sent.message_id)


async def test_after_48_hours_a_message_is_edited_still_but_not_deleted(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "x")
    town.core.clock.advance(timedelta(hours=48))
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.delete_message(anna.id, sent.message_id)
    assert refused.value.message == "Bad Request: message can't be deleted for everyone"
    await town.bot.edit_message_text("y", chat_id=anna.id, message_id=sent.message_id)


async def test_in_a_group_only_the_own_message_is_deleted(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna)
    theirs = await anna.types("/day", chat=group)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await town.bot.delete_message(group, theirs.message_id)
