"""What Telegram remembers: people, chats, messages, presses. Plain data; `to_wire` is how a bot sees it."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from simulator.markup.rich_marks import flat
from simulator.wire import JsonObject

KEPT_TOASTS = 200

ChatKind = Literal["private", "group", "supergroup"]
Membership = Literal["member", "restricted", "kicked", "left"]


@dataclass(slots=True)
class Toast:
    """What a person saw on top of the screen after a press."""

    text: str
    show_alert: bool
    at: datetime
    callback_query_id: str
    chat_id: int
    url: str = ""

    def to_json(self) -> JsonObject:
        return {
            "text": self.text,
            "show_alert": self.show_alert,
            "at": self.at.isoformat(),
            "callback_query_id": self.callback_query_id,
            "chat": self.chat_id,
            "url": self.url,
        }


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "ru"
    phone: str = ""
    note: str = ""  # who that is in the story, for the page only
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    toasts: deque[Toast] = field(default_factory=lambda: deque(maxlen=KEPT_TOASTS))

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def to_wire(self) -> JsonObject:
        shown: JsonObject = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            shown["last_name"] = self.last_name
        if self.username:
            shown["username"] = self.username
        if self.language_code:
            shown["language_code"] = self.language_code
        return shown


@dataclass(slots=True)
class Message:
    """`body` is what makes the kind: {"text", "entities"} or {"photo", "caption", "caption_entities"} and so on."""

    message_id: int
    chat: "Chat"
    sender: JsonObject
    date: datetime
    body: JsonObject
    inline_keyboard: list[list[JsonObject]] | None = None
    reply_to: "Message | None" = None
    edit_date: datetime | None = None
    history: list[JsonObject] = field(default_factory=list)
    deleted: bool = False
    read: bool = False  # the bot has got it
    silent: bool = False  # it came without a sound
    protected: bool = False  # it can be neither forwarded nor saved
    only: int | None = None  # an ephemeral one: the person who sees it
    thread: int | None = None  # the topic of a forum
    shown: JsonObject | None = field(default=None, init=False, repr=False, compare=False)  # as a screen shows it now

    def __setattr__(self, name: str, value: object) -> None:
        """Whatever is changed, it is drawn anew."""
        object.__setattr__(self, name, value)
        if name != "shown":
            object.__setattr__(self, "shown", None)

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def text(self) -> str:
        if self.blocks:
            return flat(self.blocks)
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def blocks(self) -> list[JsonObject]:
        """Of a rich message."""
        found: list[JsonObject] = self.body.get("rich_message", {}).get("blocks", [])
        return found

    @property
    def entities(self) -> list[JsonObject]:
        found: list[JsonObject] = self.body.get("entities") or self.body.get("caption_entities") or []
        return found

    def to_wire(self, *, with_reply: bool = True) -> JsonObject:
        shown: JsonObject = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat.to_wire(),
            "date": int(self.date.timestamp()),
            **self.body,
        }
        if self.only is not None:
            shown |= {"message_id": 0, "ephemeral_message_id": self.message_id}
            shown["receiver_user"] = self.chat.members[self.only].to_wire()
        if self.thread is not None:
            shown |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.protected:
            shown["has_protected_content"] = True
        if self.edit_date is not None:
            shown["edit_date"] = int(self.edit_date.timestamp())
        if with_reply and self.reply_to is not None and not self.reply_to.deleted:
            shown["reply_to_message"] = self.reply_to.to_wire(with_reply=False)
        if self.inline_keyboard is not None:
            shown["reply_markup"] = {"inline_keyboard": self.inline_keyboard}
        return shown


@dataclass(slots=True)
class Chat:
    id: int
    kind: ChatKind
    title: str = ""
    person: Person | None = None
    members: dict[int, Person] = field(default_factory=dict)
    bot: Membership = "member"
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: JsonObject | None = None
    pinned: list[int] = field(default_factory=list)  # the newest first
    topics: dict[int, str] = field(default_factory=dict)

    def to_wire(self) -> JsonObject:
        if self.person is None:
            forum: JsonObject = {"is_forum": True} if self.topics else {}
            return {"id": self.id, "type": self.kind, "title": self.title, **forum}
        shown = self.person.to_wire()
        return {"id": self.id, "type": "private"} | {
            name: shown[name] for name in ("first_name", "last_name", "username") if name in shown
        }


@dataclass(slots=True)
class ButtonTap:
    """A tap on an inline button. It can be answered once, and not for long."""

    id: str
    person: Person
    message: Message
    data: str
    at: datetime
    label: str  # what stood on the button; the bot may take it away
    after: int  # the newest message at that moment: its place in a transcript
    toast: Toast | None = None
