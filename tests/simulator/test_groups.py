"""What a group has beside its messages: those that one person alone sees, and topics."""

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import EphemeralMessageParameters

from simulator.hands.driver import Phone
from tests.simulator.conftest import Town, keys


async def test_an_ephemeral_message_is_seen_by_one(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    group = await town.sim.group("Отдел", anna, boris)
    await town.bot.send_message(group, "?", reply_markup=keys(["Моё"]))
    await town.updates()
    await anna.presses("Моё", chat=group)
    (press,) = [each.callback_query for each in await town.updates()]

    to_anna = EphemeralMessageParameters(receiver_user_id=anna.id, callback_query_id=press.id)
    sent = await town.bot.send_message(group, "Ваше", ephemeral_message_parameters=to_anna)

    assert (sent.message_id, sent.receiver_user.id) == (0, anna.id)
    assert sent.ephemeral_message_id
    assert (await anna.chat(group))[-1].text == "Ваше"
    assert "Ваше" not in [each.text for each in await boris.chat(group)]

    to_boris = EphemeralMessageParameters(receiver_user_id=boris.id, callback_query_id=press.id)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await town.bot.send_message(group, "Чужое", ephemeral_message_parameters=to_boris)
    town.core.clock.advance(timedelta(seconds=16))
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await town.bot.send_message(group, "Поздно", ephemeral_message_parameters=to_anna)
    nobody = EphemeralMessageParameters(receiver_user_id=555)
    with pytest.raises(TelegramBadRequest, match="PARTICIPANT_ID_INVALID"):
        await town.bot.send_message(group, "Никому", ephemeral_message_parameters=nobody)
    mine = EphemeralMessageParameters(receiver_user_id=anna.id)
    with pytest.raises(TelegramBadRequest, match="only to groups"):
        await town.bot.send_message(anna.id, "Лично", ephemeral_message_parameters=mine)


async def test_a_topic_of_a_supergroup(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna, kind="supergroup")
    topic = await town.sim.topic(group, anna, "Деньги")
    await town.updates()

    await anna.types("/here@reper_bot", chat=group, thread=topic)
    (heard,) = [each.message for each in await town.updates()]
    assert (heard.message_thread_id, heard.is_topic_message, heard.chat.is_forum) == (topic, True, True)
    sent = await town.bot.send_message(group, "Сводка", message_thread_id=topic)
    assert sent.message_thread_id == topic

    town.core.groups.close_topic(group, topic)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await town.bot.send_message(group, "Сводка", message_thread_id=topic)


async def test_a_group_is_renamed(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna)
    await town.updates()
    await town.sim.rename(group, anna, "Продажи")
    (told,) = [each.message for each in await town.updates()]
    assert (told.new_chat_title, told.chat.title) == ("Продажи", "Продажи")
