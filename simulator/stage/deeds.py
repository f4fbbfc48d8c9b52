"""What a person does, told in JSON: one word and its details."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from simulator.clock import read_instant
from simulator.core import Core
from simulator.state.records import Message
from simulator.state.views import message_state
from simulator.wire import JsonObject, RefusalError

LONGEST_WAIT = 30.0

Deed = Callable[[int, JsonObject], Message]
Aside = Callable[[int, JsonObject], Awaitable[JsonObject]]


class Deeds:
    """Every deed answers with the message it made; block, unblock and deactivate make none, and a query has results."""

    def __init__(self, core: Core) -> None:
        self._core = core
        people = core.people
        self._messages: dict[str, Deed] = {
            "text": lambda who, o: people.text(
                who, _needed(o, "text"), reply_to=o.get("reply_to"), thread=o.get("thread"), **_where(o, "date")
            ),
            "start": lambda who, o: people.start(who, o.get("payload", "")),
            "contact": lambda who, o: people.contact(who, **o),
            "location": lambda who, o: people.location(
                who,
                float(_needed(o, "latitude")),
                float(_needed(o, "longitude")),
                accuracy=o.get("accuracy"),
                live=o.get("live"),
                **_where(o),
            ),
            "photo": lambda who, o: people.photo(
                who, _content(o), caption=o.get("caption", ""), album=o.get("album", ""), **_where(o)
            ),
            "voice": lambda who, o: people.voice(who, _content(o), seconds=int(o.get("seconds", 3)), **_where(o)),
            "sticker": lambda who, o: people.sticker(who, o.get("emoji", "👍"), **_where(o)),
            "document": self._document,
            "forward": self._forward,
        }
        self._quiet: dict[str, Callable[[int], None]] = {
            "block": people.block,
            "unblock": people.unblock,
            "deactivate": people.deactivate,
        }

        self._asides: dict[str, Aside] = {
            "press": self._press,
            "search": self._search,
            "results": self._results,
            "choose": self._choose,
            "app": self._open_app,
        }

    @property
    def names(self) -> list[str]:
        return [*self._messages, *self._quiet, *self._asides]

    async def do(self, name: str, who: int, details: JsonObject) -> JsonObject:
        """What a person does, by its name; the message that came of it, as the page has it."""
        if name in self._asides:
            return await self._asides[name](who, details)
        if name in self._quiet:
            self._quiet[name](who)
            return {}
        try:
            return message_state(self._messages[name](who, details), self._core.world.files)
        except RefusalError as e:
            raise ValueError(e.description) from e
        except TypeError as e:
            raise ValueError(f"«{name}» does not take these details: {sorted(details)}") from e

    async def _press(self, who: int, details: JsonObject) -> JsonObject:
        """{"label"} or {"row", "col"}, "message", "chat"; "wait": real seconds to wait for the bot's answer.

        "keyboard": true: row and col of the keyboard under the chat.
        """
        fingers = self._core.fingers
        where: dict[str, Any] = {"message": details.get("message"), "chat": details.get("chat")}
        if "label" in details:
            pressed = fingers.press(who, str(details["label"]), **where)
        else:
            row, col = int(_needed(details, "row")), int(_needed(details, "col"))
            if details.get("keyboard"):
                pressed = fingers.press_key(who, row, col, chat=where["chat"])
            else:
                pressed = fingers.press_at(who, row, col, **where)
        press, wait = pressed.press, min(float(details.get("wait", 0)), LONGEST_WAIT)
        if press is not None and wait:
            await self._core.world.changes.until(lambda: press.toast is not None, wait)
        opened = self._core.open_app(who, pressed.url) if pressed.kind == "app" else {}
        return {**pressed.to_json(), **opened}

    async def _search(self, who: int, details: JsonObject) -> JsonObject:
        """{"query"} in the own chat, in a group ("where": its id) or "elsewhere"; "wait" for what is found."""
        query = self._core.queries.ask(who, str(details.get("query", "")), details.get("where"))
        return await self._results(who, details | {"query_id": query.id})

    async def _results(self, _who: int, details: JsonObject) -> JsonObject:
        query = self._core.queries.find(str(_needed(details, "query_id")))
        if wait := min(float(details.get("wait", 0)), LONGEST_WAIT):
            await self._core.world.changes.until(lambda: query.results is not None, wait)
        return query.to_json()

    async def _choose(self, who: int, details: JsonObject) -> JsonObject:
        query_id, result_id = str(_needed(details, "query_id")), str(_needed(details, "result_id"))
        return self._core.queries.choose(who, query_id, result_id)

    async def _open_app(self, who: int, _details: JsonObject) -> JsonObject:
        """What stands behind the bot's menu button."""
        return self._core.open_app(who)

    def _document(self, who: int, details: JsonObject) -> Message:
        return self._core.people.document(
            who,
            str(_needed(details, "name")),
            _content(details) or b"",
            mime=details.get("mime", "application/octet-stream"),
            caption=details.get("caption", ""),
            **_where(details),
        )

    def _forward(self, who: int, details: JsonObject) -> Message:
        """From "hidden" (a name), "user" (an id or a User) or "from_chat"; "message" of the chat "of" is passed on."""
        world, user = self._core.world, details.get("user")
        message = None
        if "message" in details:
            source = world.chats.get(int(details.get("of", who)))
            message = source.messages.get(int(details["message"])) if source else None
            if message is None:
                raise ValueError(f"there is no message {details['message']} to forward")
        return self._core.people.forward(
            who,
            text=details.get("text", ""),
            message=message,
            hidden=details.get("hidden", ""),
            user=world.person(user).to_wire() if isinstance(user, int) else user,
            from_chat=details.get("from_chat"),
            **_where(details, "date"),
        )


def _needed(details: JsonObject, name: str) -> Any:
    if name not in details:
        raise ValueError(f"«{name}» is missing")
    return details[name]


def _where(details: JsonObject, date: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {"chat": details.get("chat")}
    if date:
        found["date"] = read_instant(details["date"]) if details.get("date") else None
    return found


def _content(details: JsonObject) -> bytes | None:
    return base64.b64decode(details["content"], validate=True) if details.get("content") else None
