"""
Every command of this version in one table: who has it, what it does, and its key below the chat.

Handlers, the list that Telegram shows, the keyboard, the README and the tests all read it. A key carries a sign, so
that «Сегодня» typed as an answer to a question is an answer and not a command.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from reports.message.language import LANGUAGES, speaking
from reports.message.language import gettext as _
from reports.message.message import CommandList, Menu, MenuKey, grid
from sales.core.people import EVERYBODY, FACT_ENTERERS, INVITERS, SELLERS, WATCHERS, Role
from sales.core.rights import Action, roles_that_may
from sales.core.words import fold
from sales.entry.talk.layout import in_russian_layout

VARIATION = "\ufe0f"
"""Some phones drop this mark from a sign, some add it."""

SETTERS = roles_that_may(Action.READ_SETTINGS)
EXPORTERS = roles_that_may(Action.EXPORT)
IMPORTERS = roles_that_may(Action.IMPORT)
COLD_KEEPERS = roles_that_may(Action.KEEP_COLD_LISTS)
TASKED = roles_that_may(Action.ANSWER_ASK)
ABSENT = roles_that_may(Action.ASK_ABSENCE) | roles_that_may(Action.WRITE_ABSENCES)


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    roles: frozenset[Role]
    does: Callable[[], str]
    """What it does, as Telegram's list shows it, in the language spoken."""
    key: Callable[[], str]
    """The label of its key."""


COMMANDS = (
    Command("call", SELLERS, lambda: _("log a call"), lambda: _("📞 Call")),
    Command("meet", SELLERS, lambda: _("log or plan a meeting"), lambda: _("🤝 Meeting")),
    Command("pay", SELLERS, lambda: _("a payment you expect"), lambda: _("💰 Payment")),
    Command("fact", FACT_ENTERERS, lambda: _("money received"), lambda: _("✅ Fact")),
    Command("checkin", EVERYBODY, lambda: _("the check-in of now"), lambda: _("🕛 Check-in")),
    Command("today", SELLERS, lambda: _("my day"), lambda: _("📋 Today")),
    Command("tomorrow", SELLERS, lambda: _("the plan for tomorrow"), lambda: _("📋 Tomorrow")),
    Command("day", EVERYBODY, lambda: _("any day: what was recorded"), lambda: _("📋 Day")),
    Command("who", WATCHERS, lambda: _("who has answered, who is silent"), lambda: _("🔔 Who")),
    Command("deals", EVERYBODY, lambda: _("deals under way"), lambda: _("🧩 Deals")),
    Command("debts", EVERYBODY, lambda: _("who owes and for how long"), lambda: _("⚠️ Debts")),
    Command("cold", SELLERS | COLD_KEEPERS, lambda: _("call a cold list"), lambda: _("☎️ Cold calls")),
    Command("tasks", TASKED, lambda: _("tasks, reminders, requests"), lambda: _("📌 Tasks")),
    Command("task", frozenset({Role.LEAD}), lambda: _("give somebody a task"), lambda: _("📌 Give")),
    Command("funnel", EVERYBODY, lambda: _("the funnel of deals"), lambda: _("🔻 Funnel")),
    Command("kpi", EVERYBODY, lambda: _("a month in KPI"), lambda: _("📐 KPI")),
    Command("top", EVERYBODY, lambda: _("places by pace"), lambda: _("🏆 Top")),
    Command("clients", EVERYBODY, lambda: _("clients by what they need"), lambda: _("🗂 Clients")),
    Command("search", EVERYBODY, lambda: _("find a client"), lambda: _("🔎 Search")),
    Command("stats", EVERYBODY, lambda: _("figures: today, week, month"), lambda: _("📊 Stats")),
    Command("plan", roles_that_may(Action.READ_PLANS), lambda: _("plans of the month"), lambda: _("🎯 Plan")),
    Command("week", EVERYBODY, lambda: _("the week plan of payments"), lambda: _("🗓 Week")),
    Command("svod", EVERYBODY, lambda: _("the summary report: pace"), lambda: _("📈 Report")),
    Command("absence", ABSENT, lambda: _("leave, sick days: ask or note"), lambda: _("🌴 Absence")),
    Command("bank", roles_that_may(Action.CONFIRM_BANK), lambda: _("the bank's statements"), lambda: _("🏦 Bank")),
    Command("team", WATCHERS, lambda: _("people of the department"), lambda: _("👥 Team")),
    Command("invite", INVITERS, lambda: _("invite somebody by a link"), lambda: _("➕ Invite")),
    Command("settings", SETTERS, lambda: _("messages, hours, calendar"), lambda: _("⚙️ Settings")),
    Command("export", EXPORTERS, lambda: _("everything I can see, in Excel"), lambda: _("📤 Export")),
    Command("import", IMPORTERS, lambda: _("clients from a file"), lambda: _("📥 Load")),
    Command("backup", frozenset({Role.OWNER}), lambda: _("a copy of the database now"), lambda: _("💾 Backup")),
    Command("undo", FACT_ENTERERS, lambda: _("take the last record back"), lambda: _("↩️ Undo")),
    Command("help", EVERYBODY, lambda: _("how to use it"), lambda: _("❓ Help")),
    Command("lang", EVERYBODY, lambda: _("language: Russian, English"), lambda: _("🌐 Language")),
    Command("cancel", EVERYBODY, lambda: _("close the open form"), lambda: _("✖️ Leave")),
    Command("menu", EVERYBODY, lambda: _("the buttons below the chat"), lambda: _("⌂ Main")),
)

OTHER_NAMES = {"team": ("users", "departments")}
"""Of commands: SPEC 14 has three names for one screen."""

MORE = "menu more"
"""The second page of the keyboard: three rows are what a phone can spare."""

SELLERS_FRONT = (("call", "meet"), ("pay", "fact"), ("checkin", "today"))
WATCHERS_FRONT = (("checkin", "who", "stats"), ("fact", "team"))


def commands_of(role: Role) -> tuple[Command, ...]:
    """In the order of Telegram's list."""
    return tuple(command for command in COMMANDS if role in command.roles)


def command_list(role: Role) -> CommandList:
    """What Telegram shows to this role, in the language spoken."""
    return CommandList(tuple((command.name, command.does()) for command in commands_of(role)))


def menu(role: Role) -> Menu:
    """The keys that this role presses all day, in the language spoken; the last one turns the page."""
    front = [_keys(command for command in commands_of(role) if command.name in names) for names in _front(role)]
    return (*front[:-1], (*front[-1], MenuKey(_more())))


def example(role: Role) -> str:
    """What this role may type, in the empty field below the chat."""
    return _("payment 150k Camomile fri 80%") if role in SELLERS else _("who owes")


def more(role: Role) -> Menu:
    """The second page: with the first one, every command has a key."""
    front = {name for names in _front(role) for name in names}
    keys = _keys(command for command in commands_of(role) if command.name not in front)
    return grid(keys, 3)


def command_of(label: str) -> str | None:
    """The command of a key, in whatever language it was drawn: an old keyboard stays below the chat after /lang."""
    return _labels().get(label.strip().replace(VARIATION, ""))


def command_in_words(said: str, role: Role) -> str | None:
    """The command whose key says just this word, also typed in the other alphabet; None for who has no such key."""
    folded = fold(said).strip(" .!?")
    name = _words().get(folded) or _words().get(fold(in_russian_layout(folded)))
    return name if any(each.name == name and role in each.roles for each in COMMANDS) else None


def _front(role: Role) -> tuple[tuple[str, ...], ...]:
    return SELLERS_FRONT if role in SELLERS else WATCHERS_FRONT


def _keys(commands: Iterable[Command]) -> tuple[MenuKey, ...]:
    return tuple(MenuKey(command.key()) for command in commands)


def _more() -> str:
    return _("☰ More")


SAID_OTHERWISE = frozenset({"today", "tomorrow", "undo"})
"""Their words alone say more than their keys: «завтра» shows the visits, too, «отменить» is about the last record, and
«сегодня» may be the answer to money of another day.
"""


@cache
def _words() -> dict[str, str]:
    """What stands on a key beside its sign, folded, in every language."""
    labels = {label: name for label, name in _labels().items() if name not in {MORE, *SAID_OTHERWISE}}
    return {fold(label.partition(" ")[2]): name for label, name in labels.items()}


FORMER = {"🔔 Кто молчит": "who"}
"""Keys as they once were: an old keyboard stays below the chat until another one is sent."""


@cache
def _labels() -> dict[str, str]:
    found = dict(FORMER)
    for language in LANGUAGES:
        with speaking(language):
            found |= {command.key().replace(VARIATION, ""): command.name for command in COMMANDS}
            found[_more()] = MORE
    return found
