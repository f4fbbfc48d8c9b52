"""Stands beside every chat and writes down all that was ever shown in it: what is deleted or edited later, too."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp

from tests.proof.crash.yard import FLAG, spaced

LONGEST_LINE = 1 << 24
"""Bytes: a message with all its versions is one line of the stream."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    data: str
    row: int
    col: int


@dataclass(slots=True)
class Shown:
    """One message and what became of it. `key` is that of the outbox row it was sent for."""

    chat: int
    message_id: int
    by_bot: bool
    key: str
    texts: list[str]
    buttons: list[Button]
    deleted: bool = False
    edits: int = field(default=0)
    kind: str = "text"
    """Or rich, photo, document, as it was posted."""

    @property
    def text(self) -> str:
        return self.texts[-1]

    @property
    def is_marked(self) -> bool:
        """It said of itself that it may be a repetition."""
        return any(FLAG in spaced(text) for text in self.texts)

    def button(self, label: str) -> Button | None:
        return next((each for each in self.buttons if label == each.label), None)


class NotSeenError(Exception):
    """Somebody waited for an answer that did not come."""


class Witness:
    def __init__(self) -> None:
        self.chats: defaultdict[int, dict[int, Shown]] = defaultdict(dict)
        self._seq = 0
        self._waiting: defaultdict[int, set[asyncio.Future[None]]] = defaultdict(set)

    @classmethod
    @asynccontextmanager
    async def of(cls, url: str) -> AsyncIterator[Self]:
        witness = cls()
        looking = asyncio.create_task(witness._look(url))
        try:
            yield witness
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking

    def of_bot(self) -> Iterator[Shown]:
        return (shown for chat in self.chats.values() for shown in chat.values() if shown.by_bot)

    def newest(self, chat: int, fits: Callable[[Shown], bool]) -> Shown | None:
        """Of the bot's messages that still stand there; of copies people look at the last one."""
        passed = set()
        for shown in reversed(self.chats[chat].values()):
            if shown.by_bot and not shown.deleted and shown.key not in passed:
                if fits(shown):
                    return shown
                passed.add(shown.key)
        return None

    async def until(self, chat: int, true: Callable[[], bool], within: float) -> None:
        """Looks again with every change of the chat. Raises NotSeenError."""
        try:
            async with asyncio.timeout(within):
                while not true():
                    await self._change(chat)
        except TimeoutError:
            raise NotSeenError from None

    async def _change(self, chat: int) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[chat].add(future)
        try:
            await future
        finally:
            self._waiting[chat].discard(future)

    async def _look(self, url: str) -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        async with (
            aiohttp.ClientSession(timeout=timeout, read_bufsize=LONGEST_LINE) as http,
            http.get(f"{url}/sim/events", params={"since": "0"}) as stream,
        ):
            async for line in stream.content:
                if line.startswith(b"data: "):
                    self._saw(json.loads(line.removeprefix(b"data: ")))

    def _saw(self, change: dict[str, Any]) -> None:
        assert not self._seq or change["seq"] == self._seq + 1, "the witness was too slow and has missed something"
        self._seq = change["seq"]
        match change["kind"]:
            case "message":
                self._posted(change["message"])
            case "edit":
                self._edited(change["message"])
            case "delete":
                self.chats[change["chat"]][change["message_id"]].deleted = True
            case _:
                return
        for future in self._waiting[change["chat"]]:
            if not future.done():
                future.set_result(None)

    def _posted(self, state: dict[str, Any]) -> None:
        chat, number = state["chat"], state["message_id"]
        shown = Shown(chat, number, state["from"]["is_bot"], state["effect"], [_text(state)], _buttons(state))
        shown.kind = state["kind"]
        self.chats[chat][number] = shown

    def _edited(self, state: dict[str, Any]) -> None:
        shown = self.chats[state["chat"]][state["message_id"]]
        shown.texts.append(_text(state))
        shown.buttons = _buttons(state)
        shown.edits += 1


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\xa0", " ")


def _text(state: dict[str, Any]) -> str:
    return plain(state["text"])


def _buttons(state: dict[str, Any]) -> list[Button]:
    return [
        Button(plain(button["text"]), button.get("callback_data", ""), row, col)
        for row, line in enumerate(state["keyboard"])
        for col, button in enumerate(line)
        if "disabled" not in button
    ]
