"""A phone in somebody's hand: what they do with it, and what they see on it."""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.hands.lines import Line
from simulator.wire import JsonObject

PATIENCE = 5.0  # real seconds that a person looks at the screen
GLANCE = 2.0


def even(text: str) -> str:
    """With ordinary spaces for no-break ones, and without what only holds a word together or breaks a line."""
    return text.replace("\u00a0", " ").replace("\n\u2060", " · ").replace("\u2060", "")


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stood on the screen at that moment. Spaces are alike: nobody sees which of them may break."""

    message_id: int
    text: str
    html: str
    kind: str
    by_bot: bool
    date: datetime
    edits: int
    buttons: list[list[str]]
    files: list[JsonObject]
    silent: bool
    state: JsonObject

    @classmethod
    def of(cls, state: JsonObject) -> "Seen":
        return cls(
            message_id=state["message_id"],
            text=even(state["text"]),
            html=state["html"],
            kind=state["kind"],
            by_bot=state["from"]["is_bot"],
            date=datetime.fromisoformat(state["date"]),
            edits=len(state["history"]),
            buttons=[[button["text"] for button in row] for row in state["keyboard"]],
            files=state["files"],
            silent=state["silent"],
            state=state,
        )

    @property
    def labels(self) -> list[str]:
        """Of the buttons that can be pressed."""
        return [button["text"] for row in self.state["keyboard"] for button in row if "disabled" not in button]

    @property
    def disabled(self) -> list[str]:
        """Of those that only keep their place."""
        return [button["text"] for row in self.state["keyboard"] for button in row if "disabled" in button]


@dataclass(frozen=True, slots=True)
class Tap:
    """What came of a press; the toast only when it was waited for."""

    kind: str
    label: str
    message_id: int | None
    callback_query_id: str | None
    url: str
    toast: str | None
    alert: bool
    data: str = ""
    query: str = ""


class Phone:
    """One person. Without a chat everything happens in their own chat with the bot."""

    def __init__(self, line: Line, person_id: int, name: str) -> None:
        self._line = line
        self.id = person_id
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}, {self.id}>"

    async def types(
        self,
        text: str,
        *,
        reply_to: Seen | None = None,
        at: datetime | None = None,
        chat: int | None = None,
        thread: int | None = None,
    ) -> Seen:
        """Send a text; `at` is earlier than now when it was written without signal."""
        details: JsonObject = {
            "text": text,
            "reply_to": reply_to.message_id if reply_to else None,
            "chat": chat,
            "thread": thread,
        }
        return await self._does("text", details | {"date": at.isoformat() if at else None})

    async def starts(self, payload: str = "") -> Seen:
        return await self._does("start", {"payload": payload})

    async def presses(self, label: str, *, on: Seen | None = None, chat: int | None = None, wait: float = 0) -> Tap:
        """Press by label. `wait`: real seconds to wait for the bot's answer to the press."""
        return await self._taps({"label": label}, on, chat, wait)

    async def presses_at(
        self, row: int, col: int, *, on: Seen | None = None, chat: int | None = None, wait: float = 0
    ) -> Tap:
        return await self._taps({"row": row, "col": col}, on, chat, wait)

    async def searches(self, query: str, *, where: int | str | None = None) -> str:
        """Write the bot's name and this behind it: here, in a group, or "elsewhere"; the number of the query."""
        return str((await self._tell("search", {"query": query, "where": where}))["query_id"])

    async def results(self, query_id: str) -> JsonObject:
        """What the bot has found: {"answered", "results": [{"id", "title", "description"}], "button"}."""
        return await self._tell("results", {"query_id": query_id})

    async def chooses(self, query_id: str, result_id: str) -> JsonObject:
        """Tap on it; the text that was sent, and where."""
        return await self._tell("choose", {"query_id": query_id, "result_id": result_id})

    async def shares_contact(self, phone: str = "", first_name: str = "", last_name: str = "", **more: Any) -> Seen:
        """Without a phone and a name, the own card."""
        return await self._does("contact", {"phone": phone, "first_name": first_name, "last_name": last_name, **more})

    async def sends_location(self, latitude: float = 55.7558, longitude: float = 37.6173, **more: Any) -> Seen:
        return await self._does("location", {"latitude": latitude, "longitude": longitude, **more})

    async def sends_photo(self, caption: str = "", content: bytes | None = None, **more: Any) -> Seen:
        return await self._does("photo", {"caption": caption, "content": _pack(content), **more})

    async def sends_voice(self, seconds: int = 3, **more: Any) -> Seen:
        return await self._does("voice", {"seconds": seconds, **more})

    async def sends_document(self, name: str, content: bytes, caption: str = "", **more: Any) -> Seen:
        details: JsonObject = {"name": name, "content": _pack(content), "caption": caption}
        return await self._does("document", details | more)

    async def sends_sticker(self, emoji: str = "👍", **more: Any) -> Seen:
        return await self._does("sticker", {"emoji": emoji, **more})

    async def forwards(self, text: str = "", **origin: Any) -> Seen:
        """From `hidden="Имя"`, `user=7` or `from_chat={…}`; `message=…, of=chat` passes on one that is there."""
        return await self._does("forward", {"text": text, **origin})

    async def blocks(self) -> None:
        await self._tell("block")

    async def unblocks(self) -> None:
        await self._tell("unblock")

    async def deletes_the_account(self) -> None:
        await self._tell("deactivate")

    async def chat(self, chat: int | None = None) -> list[Seen]:
        """Everything that stands in the chat, oldest first; what somebody else alone sees is not there."""
        return [Seen.of(state) for state in await self._messages(chat)]

    async def _messages(self, chat: int | None = None) -> list[JsonObject]:
        return [state for state in (await self._chat_state(chat))["messages"] if self._may_see(state)]

    def _may_see(self, state: JsonObject) -> bool:
        return state["only"] in {None, self.id}

    async def last(self, chat: int | None = None) -> Seen:
        """The newest message of the bot."""
        for state in reversed(await self._messages(chat)):
            if state["from"]["is_bot"]:
                return Seen.of(state)
        raise AssertionError(f"the bot has written nothing to {self.name}")

    async def find(self, message_id: int) -> Seen | None:
        """The message of this number, where it stands in the own chat."""
        found = (each for each in await self._messages() if each["message_id"] == message_id)
        return next(map(Seen.of, found), None)

    async def labels(self) -> list[str]:
        """What stands on the buttons under the messages of the own chat, as it was drawn, oldest first."""
        rows = [row for state in await self._messages() for row in state["keyboard"]]
        return [button["text"] for row in rows for button in row]

    async def sees(
        self, text: str, *, after: Seen | None = None, within: float = PATIENCE, chat: int | None = None
    ) -> Seen:
        """The newest message of the bot that contains the text; waits for it."""
        newer = after.message_id if after else 0

        def found(messages: list[Seen]) -> Seen | None:
            fitting = [m for m in messages if m.by_bot and m.message_id > newer and even(text) in m.text]
            return fitting[-1] if fitting else None

        return await self._looks(found, f"«{text}»", within, chat)

    async def sees_edited(self, message: Seen, *, within: float = PATIENCE, chat: int | None = None) -> Seen:
        """The same message after it has changed; waits for the change."""

        def found(messages: list[Seen]) -> Seen | None:
            same = next((m for m in messages if m.message_id == message.message_id), None)
            return same if same and same.edits > message.edits else None

        return await self._looks(found, f"a change of «{message.text}»", within, chat)

    async def toasts(self) -> list[str]:
        return [toast["text"] for toast in (await self.state())["toasts"]]

    async def commands(self, chat: int | None = None) -> list[str]:
        """What stands behind the menu button."""
        details = {} if chat is None else {"chat": chat}
        listed = await self._line.ask("GET", f"people/{self.id}/commands", details)
        return [f"/{command['command']}" for command in listed]

    async def keyboard(self) -> list[list[str]]:
        """The keyboard under the chat."""
        shown = (await self.state())["reply_keyboard"] or {}
        return [[button["text"] for button in row] for row in shown.get("keyboard", [])]

    async def state(self) -> JsonObject:
        found: JsonObject = await self._line.ask("GET", f"people/{self.id}", {})
        return found

    async def transcript(self, chat: int | None = None, zone: str = "UTC") -> str:
        return str(await self._line.ask("GET", f"chats/{chat or self.id}/transcript", {"zone": zone}))

    async def _looks(
        self, found: Callable[[list[Seen]], Seen | None], what: str, within: float, chat: int | None
    ) -> Seen:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        state = await self._chat_state(chat)
        while True:
            message = found([Seen.of(m) for m in state["messages"] if self._may_see(m)])
            if message is not None:
                return message
            left = deadline - loop.time()
            if left <= 0:
                raise AssertionError(f"{self.name} does not see {what}:\n{await self.transcript(chat)}")
            state = await self._chat_state(chat, {"after": state["seq"], "wait": min(left, GLANCE)})

    async def _chat_state(self, chat: int | None, details: JsonObject | None = None) -> JsonObject:
        found: JsonObject = await self._line.ask("GET", f"chats/{chat or self.id}", details or {})
        return found

    async def _taps(self, what: JsonObject, on: Seen | None, chat: int | None, wait: float) -> Tap:
        details = what | {"message": on.message_id if on else None, "chat": chat, "wait": wait}
        answer = await self._tell("press", details)
        toast = answer["toast"] or {}
        return Tap(
            kind=answer["kind"],
            label=answer["label"],
            message_id=answer["message_id"],
            callback_query_id=answer["callback_query_id"],
            url=answer["url"],
            toast=toast.get("text"),
            alert=bool(toast.get("show_alert")),
            data=answer["data"],
            query=answer["query"],
        )

    async def _does(self, deed: str, details: JsonObject) -> Seen:
        return Seen.of(await self._tell(deed, details))

    async def _tell(self, deed: str, details: JsonObject | None = None) -> JsonObject:
        given = {name: value for name, value in (details or {}).items() if value is not None}
        answer: JsonObject = await self._line.ask("POST", f"people/{self.id}/{deed}", given)
        return answer


def _pack(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()
