"""Whom a bot may write to: strangers, people who blocked it, accounts that are gone, groups that moved."""

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat

from simulator.hands.driver import Phone
from tests.simulator.conftest import Town, keys


async def test_a_chat_that_does_not_exist(town: Town) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.send_message(555, "?")
    assert refused.value.message == "Bad Request: chat not found"


async def test_a_person_who_never_pressed_start(town: Town) -> None:
    boris = await town.sim.person("Борис")
    with pytest.raises(TelegramForbiddenError) as refused:
        await town.bot.send_message(boris.id, "?")
    assert refused.value.message == "Forbidden: bot can't initiate conversation with a user"


async def test_a_person_who_blocked_the_bot_and_came_back(town: Town, anna: Phone) -> None:
    await anna.blocks()
    with pytest.raises(TelegramForbiddenError) as refused:
        await town.bot.send_message(anna.id, "?")
    assert refused.value.message == "Forbidden: bot was blocked by the user"

    await anna.starts()
    await town.bot.send_message(anna.id, "С возвращением")

    told = [u.my_chat_member.new_chat_member.status for u in await town.updates() if u.my_chat_member]
    assert told == ["kicked", "member"]


async def test_a_person_who_blocked_the_bot_cannot_write_to_it(anna: Phone) -> None:
    await anna.blocks()
    with pytest.raises(AssertionError, match="Анна has blocked the bot"):
        await anna.types("привет")


async def test_an_account_that_is_gone(town: Town, anna: Phone) -> None:
    await anna.deletes_the_account()
    with pytest.raises(TelegramForbiddenError) as refused:
        await town.bot.send_message(anna.id, "?")
    assert refused.value.message == "Forbidden: user is deactivated"
    assert await town.updates() == []


async def test_a_group_that_put_the_bot_out(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna)
    await town.bot.send_message(group, "Сводка")

    await town.sim.kick(group, anna)

    with pytest.raises(TelegramForbiddenError) as refused:
        await town.bot.send_message(group, "?")
    assert refused.value.message == "Forbidden: bot was kicked from the group chat"
    statuses = [u.my_chat_member.new_chat_member.status for u in await town.updates() if u.my_chat_member]
    assert statuses == ["member", "kicked"]


async def test_a_group_that_became_a_supergroup_tells_its_new_id(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna)
    new = await town.sim.upgrade(group, anna)

    with pytest.raises(TelegramMigrateToChat) as moved:
        await town.bot.send_message(group, "Сводка")

    assert moved.value.migrate_to_chat_id == new
    await town.bot.send_message(new, "Сводка")
    told = [u.message for u in await town.updates() if u.message]
    assert [m.migrate_to_chat_id for m in told if m.migrate_to_chat_id] == [new]
    assert [m.migrate_from_chat_id for m in told if m.migrate_from_chat_id] == [group]


async def test_only_a_plain_group_moves_and_only_once(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna)
    new = await town.sim.upgrade(group, anna)
    for again in (group, new):
        with pytest.raises(AssertionError, match="only a plain group"):
            await town.sim.upgrade(again, anna)


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna)
    summary = await town.bot.send_message(group, "Сводка")
    await town.updates()

    await anna.types("всем привет", chat=group)
    await anna.types("/day@reper_bot", chat=group)
    await anna.types("эй, @reper_bot", chat=group)
    seen = next(m for m in await anna.chat(group) if m.message_id == summary.message_id)
    await anna.types("спасибо", chat=group, reply_to=seen)

    heard = [u.message.text for u in await town.updates() if u.message]
    assert heard == ["/day@reper_bot", "эй, @reper_bot", "спасибо"]


async def test_nobody_writes_where_they_are_not(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    group = await town.sim.group("Отдел", anna)
    with pytest.raises(AssertionError, match="Борис is not in the chat"):
        await boris.types("пустите", chat=group)


async def test_a_chat_is_described(town: Town, anna: Phone) -> None:
    assert (await town.bot.get_chat(anna.id)).first_name == "Анна"
    group = await town.sim.group("Отдел", anna)
    assert (await town.bot.get_chat(group)).title == "Отдел"
    await town.bot.send_chat_action(group, "typing")


async def test_the_bot_knows_itself(town: Town) -> None:
    me = await town.bot.get_me()
    assert (me.id, me.username, me.can_read_all_group_messages) == (42, "reper_bot", False)


async def test_somebody_joins_and_the_bot_is_told(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    group = await town.sim.group("Отдел", anna)
    await town.updates()
    town.core.groups.join(group, boris.id)
    (update,) = await town.updates()
    assert [u.first_name for u in update.message.new_chat_members] == ["Борис"]
    await boris.types("/day", chat=group)
    assert (await town.updates())[0].message.from_user.first_name == "Борис"


async def test_a_bot_that_is_taken_back_writes_again(town: Town, anna: Phone) -> None:
    group = await town.sim.group("Отдел", anna)
    await town.sim.kick(group, anna)
    town.core.groups.add_bot(group, anna.id)
    await town.bot.send_message(group, "Сводка")


async def test_a_group_is_made_by_somebody_and_a_person_is_no_group(town: Town, anna: Phone) -> None:
    with pytest.raises(AssertionError, match="made by somebody"):
        await town.sim.group("Пусто")
    with pytest.raises(AssertionError, match="there is no group"):
        await town.sim.kick(anna.id, anna)


async def test_who_blocked_the_bot_presses_no_buttons(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅"]))
    await anna.blocks()
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await anna.presses("✅")
