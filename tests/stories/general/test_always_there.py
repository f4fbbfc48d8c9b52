"""What is always there: the keys, help, leaving a form, the language."""

import pytest

from reports.general.menu import COMMANDS, commands_of, menu
from reports.message.language import LANGUAGES, speaking
from sales.core.people import Role
from tests.town import Someone, Town

WIDTH = 36


async def somebody(town: Town, role: Role) -> Someone:
    if role is Role.OWNER:
        assert town.owner is not None
        return town.owner
    return await {
        Role.MANAGER: town.manager,
        Role.ASSISTANT: town.assistant,
        Role.LEAD: town.lead,
        Role.DIRECTOR: town.director,
    }[role]("Анна")


@pytest.mark.parametrize("role", Role)
async def test_each_role_has_its_own_keys_and_its_own_list(town: Town, role: Role) -> None:
    someone = await somebody(town, role)

    await someone.types("/menu")

    keys = [[key.label for key in row] for row in menu(role)]
    assert await someone.phone.keyboard() == keys
    assert await someone.phone.commands() == [f"/{command.name}" for command in commands_of(role)]


async def test_the_second_page_of_keys_is_a_tap_away_and_back(town: Town) -> None:
    anna = await town.manager("Анна")

    await anna.types("☰ Ещё")
    assert [key for row in await anna.phone.keyboard() for key in row][:2] == ["📋 Завтра", "📋 День"]
    await anna.types("⌂ Главное")

    assert await anna.phone.keyboard() == [
        ["📞 Звонок", "🤝 Встреча"],
        ["💰 Оплата", "✅ Факт"],
        ["🕛 Сверка", "📋 Сегодня", "☰ Ещё"],
    ]


@pytest.mark.parametrize("role", Role)
async def test_help_fits_a_phone(town: Town, role: Role) -> None:
    someone = await somebody(town, role)

    said = (await someone.types("/help")).text.split("\n")

    assert len(said) <= 12
    assert [line for line in said if len(line) > WIDTH] == []


@pytest.mark.parametrize("role", Role)
async def test_behind_the_help_is_every_command_of_the_reader(town: Town, role: Role) -> None:
    someone = await somebody(town, role)
    await someone.types("/help")
    await someone.presses("Все команды")

    said = (await someone.last()).text

    assert [each for each in commands_of(role) if f"/{each.name} " not in said] == []


async def test_a_managers_help_has_three_lines_to_copy(town: Town) -> None:
    anna = await town.manager("Анна")

    said = await anna.types("/help")

    assert said.html.count("<code>") == 3
    assert "Про оплаты спрошу к 12, 16, 18." in said.text


@pytest.mark.parametrize("name", ["help", "lang", "cancel"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_key_is_its_command_in_either_language(town: Town, name: str, language: str) -> None:
    anna = await town.manager("Анна")
    [command] = [each for each in COMMANDS if each.name == name]
    assert command.key
    with speaking(language):
        label = command.key()

    assert (await anna.types(label)).text == (await anna.types(f"/{name}")).text


async def test_cancel_leaves_the_form_that_is_open(town: Town) -> None:
    olga = await town.lead("Ольга")
    form = await olga.types("/invite")

    said = await olga.types("✖️ Выйти")

    assert said.text == "Отменено, ничего не записано"
    assert form.text not in await olga.messages()


async def test_cancel_with_nothing_open_says_so(town: Town) -> None:
    anna = await town.manager("Анна")

    assert (await anna.types("/cancel")).text == "Ничего не открыто, выходить неоткуда."


async def test_a_command_works_inside_an_open_form_and_leaves_it_open(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Помощник")

    await olga.types("❓ Помощь")
    await olga.types("Пётр")

    await olga.sees("Пётр, здравствуйте.")


async def test_the_language_switches_at_once_in_words_keys_and_list(town: Town) -> None:
    anna = await town.manager("Анна")
    asked = await anna.types("/lang")

    note = await anna.presses("English")

    assert asked.labels == ["Русский", "English"]
    assert note.text == "Language: English"
    assert (await anna.last()).text == "The buttons are below the message field.\nExamples: /help"
    assert (await anna.phone.keyboard())[0] == ["📞 Call", "🤝 Meeting"]
    assert await described(town, anna, "help") == "how to use it"
    await anna.types("🌐 Язык")  # an old keyboard below the chat of another phone
    await anna.presses("Русский")
    assert (await anna.phone.keyboard())[0] == ["📞 Звонок", "🤝 Встреча"]
    assert await described(town, anna, "help") == "как пользоваться"


async def test_a_forged_language_is_refused_and_nothing_changes(town: Town) -> None:
    anna = await town.manager("Анна")
    await anna.types("/lang")
    async with town.database.read() as tx:
        before = await tx.system.staff.actor(anna.id)

    assert await anna.forges("lang:fr") == "Эта запись вам недоступна."

    async with town.database.read() as tx:
        assert await tx.system.staff.actor(anna.id) == before


async def test_an_unknown_command_is_named_and_the_menu_shown(town: Town) -> None:
    anna = await town.manager("Анна")

    assert (await anna.types("/nonesuch <b>")).text == "Не знаю команды /nonesuch.\nВсё, что умею: /menu"


async def test_what_a_lead_types_past_every_question_gets_a_way_on(town: Town) -> None:
    olga = await town.lead("Ольга")

    assert "/menu" in (await olga.types("абракадабра")).text


async def described(town: Town, someone: Someone, name: str) -> str:
    listed = town.core.people.commands(someone.phone.id)
    return str(next(each["description"] for each in listed if each["command"] == name))
