"""
Every command of this version in one table: who has it, what it does, and its key below the chat.

Handlers, the list that Telegram shows, the keyboard, the README and the tests all read it. A key carries a sign, so
that «Сегодня» typed as an answer to a question is an answer and not a command.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from reports.language import LANGUAGES, speaking
from reports.language import gettext as _
from reports.message import CommandList, Menu, MenuKey
from sales.people import EVERYBODY, FACT_ENTERERS, INVITERS, SELLERS, WATCHERS, Role

VARIATION = "\ufe0f"
"""Some phones drop this mark from a sign, some add it."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    roles: frozenset[Role]
    does: Callable[[], str]
    """What it does, as Telegram's list shows it, in the language spoken."""
    key: Callable[[], str] | None = None
    """The label of its key; /menu has none, its button is Telegram's own."""


COMMANDS = (
    Command("call", SELLERS, lambda: _("log a call"), lambda: _("📞 Call")),
    Command("meet", SELLERS, lambda: _("log or plan a meeting"), lambda: _("🤝 Meeting")),
    Command("pay", SELLERS, lambda: _("a payment you expect"), lambda: _("💰 Payment")),
    Command("fact", FACT_ENTERERS, lambda: _("money that came"), lambda: _("✅ Fact")),
    Command("checkin", EVERYBODY, lambda: _("the check-in of now"), lambda: _("🕛 Check-in")),
    Command("today", SELLERS, lambda: _("my day"), lambda: _("📋 Today")),
    Command("day", EVERYBODY, lambda: _("any day: what was recorded"), lambda: _("📋 Day")),
    Command("who", WATCHERS, lambda: _("who has answered, who is silent"), lambda: _("🔔 Who")),
    Command("stats", EVERYBODY, lambda: _("figures: today, week, month"), lambda: _("📊 Stats")),
    Command("team", WATCHERS, lambda: _("people of the department"), lambda: _("👥 Team")),
    Command("invite", INVITERS, lambda: _("invite somebody by a link"), lambda: _("➕ Invite")),
    Command("undo", FACT_ENTERERS, lambda: _("take the last record back"), lambda: _("↩️ Undo")),
    Command("help", EVERYBODY, lambda: _("how to use it"), lambda: _("❓ Help")),
    Command("lang", EVERYBODY, lambda: _("language: Russian, English"), lambda: _("🌐 Language")),
    Command("cancel", EVERYBODY, lambda: _("leave what is open"), lambda: _("✖️ Leave")),
    Command("menu", EVERYBODY, lambda: _("the keys below the chat")),
)

WIDE = ("call", "meet", "pay", "fact")
"""What a manager presses all day with one thumb: two in a row, above the rest."""


def commands_of(role: Role) -> tuple[Command, ...]:
    return tuple(command for command in COMMANDS if role in command.roles)


def command_list(role: Role) -> CommandList:
    """What Telegram shows to this role, in the language spoken."""
    return CommandList(tuple((command.name, command.does()) for command in commands_of(role)))


def menu(role: Role) -> Menu:
    """The keyboard of this role, in the language spoken: every command has a key."""
    keys = [command for command in commands_of(role) if command.key]
    wide = [command for command in keys if role in SELLERS and command.name in WIDE]
    return (*_rows(wide, 2), *_rows([command for command in keys if command not in wide], 3))


def command_of(label: str) -> str | None:
    """The command of a key, in whatever language it was drawn: an old keyboard stays below the chat after /lang."""
    return _labels().get(label.strip().replace(VARIATION, ""))


def _rows(commands: list[Command], width: int) -> Menu:
    keys = [MenuKey(command.key()) for command in commands if command.key]
    return tuple(tuple(keys[at : at + width]) for at in range(0, len(keys), width))


@cache
def _labels() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            found |= {command.key().replace(VARIATION, ""): command.name for command in COMMANDS if command.key}
    return found
