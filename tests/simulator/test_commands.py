"""Which list of commands stands behind whose menu button."""

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)

from simulator.hands.driver import Phone
from tests.simulator.conftest import Town


def commands(*names: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=name) for name in names]


async def test_the_narrowest_list_wins_and_falling_back_works(town: Town, anna: Phone) -> None:
    assert await anna.commands() == []
    await town.bot.set_my_commands(commands("start"))
    assert await anna.commands() == ["/start"]
    await town.bot.set_my_commands(commands("menu"), scope=BotCommandScopeAllPrivateChats())
    assert await anna.commands() == ["/menu"]
    chat = BotCommandScopeChat(chat_id=anna.id)
    await town.bot.set_my_commands(commands("svod", "who"), scope=chat)
    assert await anna.commands() == ["/svod", "/who"]

    await town.bot.delete_my_commands(scope=chat)
    assert await anna.commands() == ["/menu"]


async def test_the_own_language_comes_before_the_general_list_of_the_same_scope(town: Town, anna: Phone) -> None:
    ann = await town.newcomer("Ann", language_code="en")
    await town.bot.set_my_commands(commands("general"))
    await town.bot.set_my_commands(commands("english"), language_code="en")
    assert (await ann.commands(), await anna.commands()) == (["/english"], ["/general"])

    await town.bot.set_my_commands(commands("private"), scope=BotCommandScopeAllPrivateChats())
    assert await ann.commands() == ["/private"]


async def test_a_group_has_lists_of_its_own(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    group = await town.sim.group("Отдел", anna, boris)
    await town.bot.set_my_commands(commands("day"), scope=BotCommandScopeAllGroupChats())
    await town.bot.set_my_commands(commands("who"), scope=BotCommandScopeChatMember(chat_id=group, user_id=boris.id))
    assert (await anna.commands(group), await boris.commands(group)) == (["/day"], ["/who"])


async def test_a_list_is_read_back(town: Town, anna: Phone) -> None:
    scope = BotCommandScopeChat(chat_id=anna.id)
    await town.bot.set_my_commands(commands("svod"), scope=scope, language_code="ru")
    listed = await town.bot.get_my_commands(scope=scope, language_code="ru")
    assert [(c.command, c.description) for c in listed] == [("svod", "svod")]
    assert await town.bot.get_my_commands(scope=scope) == []


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        (commands("Свод"), "BOT_COMMAND_INVALID"),
        (commands("x" * 33), "BOT_COMMAND_INVALID"),
        ([BotCommand(command="x", description="y" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (commands(*[f"c{n}" for n in range(101)]), "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_list_that_telegram_refuses(town: Town, listed: list[BotCommand], words: str) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.set_my_commands(listed)
    assert refused.value.message == f"Bad Request: {words}"


async def test_a_scope_of_nobody_and_a_language_of_nobody(town: Town) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await town.bot.set_my_commands(commands("x"), scope=BotCommandScopeChat(chat_id=555))
    with pytest.raises(TelegramBadRequest, match="invalid language code specified"):
        await town.bot.set_my_commands(commands("x"), language_code="rus")
