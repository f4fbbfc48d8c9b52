"""Lists of commands, one for each scope and language, and which of them a person sees."""

import re

from simulator.state.records import Chat, Person
from simulator.wire import JsonObject, bad_request

COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
PLAIN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}

Scope = tuple[str, int, int]
Key = tuple[Scope, str]
DEFAULT: Scope = ("default", 0, 0)


class Commands:
    def __init__(self) -> None:
        self._lists: dict[Key, list[JsonObject]] = {}

    def put(self, scope: Scope, language: str, commands: list[JsonObject]) -> None:
        self._lists[scope, language] = commands

    def drop(self, scope: Scope, language: str) -> None:
        self._lists.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> list[JsonObject]:
        return self._lists.get((scope, language), [])

    def seen_by(self, person: Person, chat: Chat) -> list[JsonObject]:
        """Telegram's order: the narrowest scope first, in each the person's language before the general list."""
        for scope in _scopes(person, chat):
            for language in (person.language_code, ""):
                if (scope, language) in self._lists:
                    return self._lists[scope, language]
        return []


def _scopes(person: Person, chat: Chat) -> list[Scope]:
    if chat.kind == "private":
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), DEFAULT]
    return [("chat_member", chat.id, person.id), ("chat", chat.id, 0), ("all_group_chats", 0, 0), DEFAULT]


def read_scope(value: object) -> Scope:
    """The scope of a call; a chat in it is checked by the caller."""
    if value is None:
        return DEFAULT
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = str(value.get("type", ""))
    if kind in PLAIN_SCOPES:
        return kind, 0, 0
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return kind, int(value.get("chat_id", 0)), int(value.get("user_id", 0))


def read_language(written: str) -> str:
    if written and not re.match(r"^[a-z]{2}$", written):
        raise bad_request("invalid language code specified")
    return written


def read_commands(value: list[JsonObject]) -> list[JsonObject]:
    if len(value) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(item) for item in value]


def _command(item: JsonObject) -> JsonObject:
    name = str(item.get("command", "")).removeprefix("/").lower()
    description = str(item.get("description", ""))
    if not COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
