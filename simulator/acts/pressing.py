"""Pressing buttons as a person does: by what stands on them, or by their place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulator.acts.people import CannotError, People
from simulator.markup.keyboards import Rows
from simulator.state.records import ButtonTap, Chat, Message, Person
from simulator.state.world import World
from simulator.wire import JsonObject

Target = tuple[Message | None, JsonObject]


@dataclass(frozen=True, slots=True)
class TapOutcome:
    """What became of a press: a callback on its way, a text sent, a page or a Mini App opened, or a query begun."""

    kind: Literal["callback", "message", "url", "app", "search", "pass"]
    label: str
    press: ButtonTap | None = None
    message: Message | None = None
    url: str = ""
    query: str = ""

    def to_json(self) -> JsonObject:
        toast = self.press.toast.to_json() if self.press and self.press.toast else None
        message = self.press.message if self.press else self.message
        return {
            "kind": self.kind,
            "label": self.label,
            "data": self.press.data if self.press else "",
            "callback_query_id": self.press.id if self.press else None,
            "message_id": message.message_id if message else None,
            "url": self.url,
            "query": self.query,
            "toast": toast,
        }


class Fingers:
    def __init__(self, world: World, people: People) -> None:
        self._world = world
        self._people = people

    def press(self, person_id: int, label: str, *, message: int | None = None, chat: int | None = None) -> TapOutcome:
        """Press by label: the exact one first, the newest message first; else the only one that contains it."""
        person, where = self._ready(person_id, chat)
        targets = self._targets(where, message)
        target = _choose(targets, label, lambda text: text == label, unique=False) or _choose(
            targets, label, lambda text: label in text, unique=True
        )
        if target is None:
            raise CannotError(f"there is no button «{label}» here; there are: {_show(targets)}")
        return self._press(person, where, target)

    def press_at(
        self, person_id: int, row: int, col: int, *, message: int | None = None, chat: int | None = None
    ) -> TapOutcome:
        """Press by place, counted from 0, in the named message or the newest one with buttons."""
        person, where = self._ready(person_id, chat)
        found = self._with_buttons(where, message)
        if not found:
            raise CannotError("there is no message with buttons here")
        return self._press(person, where, (found[0], _button_at(found[0].inline_keyboard or [], row, col)))

    def press_key(self, person_id: int, row: int, col: int, *, chat: int | None = None) -> TapOutcome:
        """Press on the keyboard under the chat, by place."""
        person, where = self._ready(person_id, chat)
        rows = (where.reply_keyboard or {}).get("keyboard", [])
        return self._press(person, where, (None, _button_at(rows, row, col)))

    def _ready(self, person_id: int, chat: int | None) -> tuple[Person, Chat]:
        person = self._people.writing(person_id)
        where = self._people.chat_of(person, chat)
        if where.kind == "private" and person.blocked:
            raise CannotError(f"{person.name} has blocked the bot: unblock first")
        return person, where

    def _with_buttons(self, chat: Chat, message: int | None) -> list[Message]:
        """Newest first."""
        if message is not None and message not in chat.messages:
            raise CannotError(f"there is no message {message}")
        named = [chat.messages[message]] if message is not None else list(reversed(chat.messages.values()))
        return [m for m in named if m.inline_keyboard]

    def _targets(self, chat: Chat, message: int | None) -> list[list[Target]]:
        """Groups of buttons, the nearest group first: each message, then the keyboard under the chat."""
        groups: list[list[Target]] = [
            [(m, button) for row in m.inline_keyboard or [] for button in row if "disabled" not in button]
            for m in self._with_buttons(chat, message)
        ]
        if message is None and chat.reply_keyboard:
            groups.append([(None, button) for row in chat.reply_keyboard.get("keyboard", []) for button in row])
        return groups

    def _press(self, person: Person, chat: Chat, target: Target) -> TapOutcome:
        message, button = target
        label = str(button["text"])
        if "disabled" in button:
            raise CannotError(f"«{label}» is disabled: nothing comes of pressing it")
        if message is None:
            return TapOutcome("message", label, message=self._type(person, chat, button))
        if "callback_data" in button:
            return TapOutcome("callback", label, press=self._world.tap(person, message, button))
        if "switch_inline_query_current_chat" in button:
            query = str(button["switch_inline_query_current_chat"])
            return TapOutcome("search", label, message=message, query=query)
        if chosen := button.get("switch_inline_query_chosen_chat"):
            return TapOutcome("pass", label, message=message, query=str(chosen.get("query", "")))
        if web_app := button.get("web_app"):
            return TapOutcome("app", label, message=message, url=str(web_app["url"]))
        return TapOutcome("url", label, message=message, url=str(button.get("url", "")))

    def _type(self, person: Person, chat: Chat, button: JsonObject) -> Message:
        """A button of the keyboard under the chat sends its text, or what it asks for."""
        if button.get("request_contact"):
            message = self._people.contact(person.id, chat=chat.id)
        elif button.get("request_location"):
            message = self._people.location(person.id, 55.7558, 37.6173, chat=chat.id)
        else:
            message = self._people.text(person.id, str(button["text"]), chat=chat.id)
        if chat.reply_keyboard and chat.reply_keyboard.get("one_time_keyboard"):
            chat.reply_keyboard = None
            self._world.changes.add("keyboard", chat.id, keyboard=None)
        return message


def _button_at(rows: Rows, row: int, col: int) -> JsonObject:
    if not (0 <= row < len(rows) and 0 <= col < len(rows[row])):
        raise CannotError(f"there is no button in row {row}, column {col}")
    return rows[row][col]


def _choose(groups: list[list[Target]], label: str, fits: Callable[[str], bool], *, unique: bool) -> Target | None:
    for group in groups:
        fitting = [target for target in group if fits(str(target[1]["text"]))]
        if unique and len(fitting) > 1:
            raise CannotError(f"«{label}» could be any of: {_show([fitting])}")
        if fitting:
            return fitting[0]
    return None


def _show(groups: list[list[Target]]) -> str:
    labels = [f"[{button['text']}]" for group in groups for _, button in group]
    return " ".join(dict.fromkeys(labels)) or "none"
