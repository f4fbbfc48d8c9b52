"""The table of commands against the handlers, the keyboard, Telegram's list and Telegram's limits."""

import re
from itertools import product

from reports.general.menu import COMMANDS, OTHER_NAMES, Command, command_list, command_of, commands_of, menu, more
from reports.message.language import LANGUAGES, speaking
from sales.core.people import EVERYBODY, Role
from tests.rows import each_row
from tests.tree import handlers


def test_every_command_has_one_handler_with_exactly_its_roles() -> None:
    others = {name for names in OTHER_NAMES.values() for name in names}
    declared = {name: handler.roles for handler in handlers() for name in handler.commands - {"start"} - others}

    assert {command.name: sorted(command.roles) for command in COMMANDS} == {
        name: sorted(roles) for name, roles in declared.items()
    }


def test_no_command_is_handled_twice() -> None:
    """But for those that may have words behind them: those words are a line of their own."""
    bare = [handler for handler in handlers() if handler.module != "entry.doors.command_words"]
    found = [name for handler in bare for name in handler.commands]

    assert sorted(found) == sorted(set(found))


def test_another_name_of_a_command_is_heard_where_that_is() -> None:
    heard = [handler.commands for handler in handlers()]

    assert all({name, *others} in heard for name, others in OTHER_NAMES.items())


def test_what_is_always_there_is_there_for_everybody() -> None:
    everybodys = {command.name for command in COMMANDS if command.roles == EVERYBODY}

    assert {"menu", "help", "cancel", "lang"} <= everybodys


@each_row(("command", "language"), list(product(COMMANDS, LANGUAGES)))
def test_telegram_takes_the_command_and_its_description(command: Command, language: str) -> None:
    with speaking(language):
        does = command.does()

    assert re.fullmatch(r"[a-z]{2,32}", command.name)
    assert 1 <= len(does) <= 36
    assert does[0].islower()


@each_row(("role", "language"), list(product(Role, LANGUAGES)))
def test_every_command_of_a_role_has_one_key_and_fits_a_phone(role: Role, language: str) -> None:
    with speaking(language):
        front, back = menu(role), more(role)
        keys = [command.key() for command in commands_of(role)]
        turn = front[-1][-1].label

    labels = [key.label for row in (*front, *back) for key in row]
    assert sorted(labels) == sorted([*keys, turn])
    assert command_of(turn) == "menu more"
    assert all(len(row) <= 3 for row in (*front, *back))
    assert all(len(label) <= 14 for label in labels)
    assert len(front) <= 3, "three rows are what a phone can spare"
    assert len(back) <= 9


@each_row(("command", "language"), list(product(COMMANDS, LANGUAGES)))
def test_a_key_means_its_command_in_both_languages(command: Command, language: str) -> None:
    assert command.key
    with speaking(language):
        label = command.key()

    assert command_of(label) == command.name
    assert command_of(f" {label} ") == command.name
    assert command_of(label.replace("\ufe0f", "")) == command.name


@each_row("said", ["Сегодня", "сегодня", "отмена", "Отменить", "Call", "📞", "", "📞 Звонок Вектор", "/call"])
def test_an_answer_to_a_question_is_not_a_key(said: str) -> None:
    assert command_of(said) is None


@each_row("role", Role)
def test_the_list_that_telegram_shows_is_the_roles_own(role: Role) -> None:
    listed = [name for name, _ in command_list(role).commands]

    assert listed == [command.name for command in COMMANDS if role in command.roles]
