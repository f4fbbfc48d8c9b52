"""«/menu@reper_bot», as Telegram itself writes a command that is tapped in a group: the same command."""

import pytest

from tests.town import Town


async def test_a_command_with_the_bots_own_name_is_the_command(town: Town) -> None:
    anna = await town.manager("Анна")

    assert (await anna.types("/help@reper_bot")).text == (await anna.types("/help")).text


async def test_a_command_for_another_bot_is_not_ours(town: Town) -> None:
    anna = await town.manager("Анна")

    assert (await anna.types("/call@other_bot")).text.startswith("Не знаю команды /call@other_bot")


@pytest.mark.parametrize("text", ["/menu@reper_bot", "/menu", "/call@reper_bot", "/nosuch@other_bot"])
async def test_in_a_group_nothing_is_said_and_nothing_breaks(town: Town, text: str) -> None:
    anna = await town.manager("Анна")
    group = await town.simulation.group("Отдел", anna.phone)
    await town.settle()  # the bot was let in, of which they are told
    before = await anna.messages()

    await anna.types(text, chat=group)

    assert not [message for message in await anna.phone.chat(group) if message.by_bot]
    assert await anna.messages() == before
    assert town.owner is not None
    await town.owner.sees_nothing_of("⚠️")


async def test_a_slip_in_a_command_is_no_answer_to_the_open_question(town: Town) -> None:
    anna = await town.manager("Анна")
    asked = await anna.types("/call")

    assert (await anna.types("/cancle")).text.startswith("Не знаю команды /cancle")
    assert "кому" in asked.text.lower()
    await anna.types("Ромашка")
    assert "➕ Создать «Ромашка»" in (await anna.last()).labels
