"""The state of Telegram: who exists, who may be written to, and what stands in each chat. No sockets, no tasks."""

from collections.abc import Mapping
from datetime import timedelta
from secrets import randbelow
from typing import Any

from simulator.clock import SimClock
from simulator.markup.keyboards import Markup, Rows
from simulator.numbers import Numbers
from simulator.state.changes import Changes
from simulator.state.commands import Commands
from simulator.state.files import Files
from simulator.state.records import ButtonTap, Chat, ChatKind, Message, Person
from simulator.state.updates import Updates
from simulator.state.views import message_state
from simulator.wire import JsonObject, bad_request, forbidden

KEPT_MESSAGES = 3000
KEPT_PRESSES = 5000
KEPT_VERSIONS = 50
FIRST_PERSON = 101
FIRST_GROUP = 4_000_001
RIGHTS = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos"),
    *("can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages"),
    *("can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users"),
    *("can_pin_messages", "can_manage_topics"),
)
"""Of a member who is restricted."""


class World:
    def __init__(self, clock: SimClock, bot: JsonObject) -> None:
        self.clock = clock
        self.bot = bot
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, ButtonTap] = {}
        self.files = Files()
        self.commands = Commands()
        self.menu_button: JsonObject = {"type": "default"}
        self.descriptions: dict[tuple[str, str], str] = {}
        """What the bot says of itself: (which, language) → words."""
        self.changes = Changes(clock)
        self.updates = Updates(clock, self.changes.ring, self._read)
        self._message_ids = Numbers()
        self._press_ids = Numbers(randbelow(1 << 40) << 20)  # never met before, even after a restart

    def add_person(self, first_name: str, *, person_id: int | None = None, **facts: Any) -> Person:
        """A person and the private chat with the bot, which stays shut until they press Start."""
        number = person_id or max(self.people, default=FIRST_PERSON - 1) + 1
        if number in self.people:
            raise ValueError(f"there is a person {number} already: {self.people[number].name}")
        person = Person(id=number, first_name=first_name, **facts)
        self.people[number] = person
        self.chats[number] = Chat(id=number, kind="private", person=person)
        self.changes.add("person", number, person=person.to_wire())
        return person

    def add_group(self, title: str, members: list[Person], *, kind: ChatKind, group_id: int | None = None) -> Chat:
        number = group_id or -(FIRST_GROUP + len(self.chats))
        if kind == "supergroup" and group_id is None:
            number -= 1_000_000_000_000
        chat = Chat(id=number, kind=kind, title=title, members={p.id: p for p in members})
        self.chats[number] = chat
        self.changes.add("group", number, title=title)
        return chat

    def person(self, person_id: int) -> Person:
        """Raises ValueError for nobody."""
        if person_id not in self.people:
            raise ValueError(f"there is no person {person_id}")
        return self.people[person_id]

    def chat(self, written: str) -> Chat:
        """The chat of a call, or Telegram's refusal."""
        if not written:
            raise bad_request("chat_id is empty")
        number = int(written) if written.removeprefix("-").isdecimal() else 0
        if number not in self.chats:
            raise bad_request("chat not found")
        return self.chats[number]

    def open_chat(self, written: str) -> Chat:
        """The chat of a call, if the bot may write there."""
        chat = self.chat(written)
        if chat.person is not None:
            _check_person(chat.person)
        else:
            _check_group(chat)
        return chat

    def post(
        self,
        chat: Chat,
        sender: JsonObject,
        body: JsonObject,
        *,
        markup: Markup | None = None,
        reply_to: Message | None = None,
        age: timedelta = timedelta(0),
        only: int | None = None,
        thread: int | None = None,
    ) -> Message:
        """A new message in a chat. An age makes it older than its arrival; `only` one person sees it."""
        message = Message(
            message_id=next(self._message_ids),
            chat=chat,
            sender=sender,
            date=self.clock.now() - age,
            body=body,
            inline_keyboard=markup.inline if markup else None,
            reply_to=reply_to,
            only=only,
            thread=thread,
        )
        chat.messages[message.message_id] = message
        if len(chat.messages) > KEPT_MESSAGES:
            del chat.messages[next(iter(chat.messages))]
        self.changes.add("message", chat.id, message=message_state(message, self.files))
        return message

    def show_keyboard(self, chat: Chat, markup: Markup) -> None:
        """What stands under the chat after a message: a new keyboard, none, or what stood there before."""
        if markup.reply is None and not markup.hide:
            return
        chat.reply_keyboard = markup.reply
        self.changes.add("keyboard", chat.id, keyboard=markup.reply)

    def rewrite(self, message: Message, body: JsonObject, keyboard: Rows | None) -> None:
        """An edit; what stood there before is remembered."""
        before = {"text": message.text, "keyboard": message.inline_keyboard, "until": self.clock.now().isoformat()}
        message.history = [*message.history, before][-KEPT_VERSIONS:]
        message.body = body
        message.inline_keyboard = keyboard
        message.edit_date = self.clock.now()
        self.changes.add("edit", message.chat.id, message=message_state(message, self.files))

    def _read(self, raw: JsonObject) -> None:
        """The bot has taken an update: a message in it gets its second tick."""
        wire = raw.get("message")
        where = wire.get("chat") if isinstance(wire, dict) else None
        chat = self.chats.get(where.get("id", 0)) if isinstance(where, dict) else None
        message = chat.messages.get(wire.get("message_id", 0)) if chat and isinstance(wire, dict) else None
        if message is not None and not message.read:
            message.read = True
            self.changes.add("read", message.chat.id, message_id=message.message_id)

    def remove(self, message: Message) -> None:
        """The message is gone from its chat; the page hears of it."""
        message.deleted = True
        message.chat.messages.pop(message.message_id, None)
        self.changes.add("delete", message.chat.id, message_id=message.message_id)

    def tap(self, person: Person, message: Message, button: JsonObject) -> ButtonTap:
        """A press on an inline button, on its way to the bot."""
        press = ButtonTap(
            id=str(next(self._press_ids)),
            person=person,
            message=message,
            data=str(button["callback_data"]),
            at=self.clock.now(),
            label=str(button["text"]),
            after=max(message.chat.messages, default=0),
        )
        self.presses[press.id] = press
        if len(self.presses) > KEPT_PRESSES:
            del self.presses[next(iter(self.presses))]
        self.updates.add(
            "callback_query",
            {
                "id": press.id,
                "from": person.to_wire(),
                "message": message.to_wire(),
                "chat_instance": str(-message.chat.id * 7919),
                "data": press.data,
            },
        )
        rows = message.inline_keyboard or []
        row, col = next((y, x) for y, line in enumerate(rows) for x, one in enumerate(line) if one is button)
        facts = {"person": person.id, "message_id": message.message_id, "label": press.label}
        self.changes.add("press", message.chat.id, **facts, row=row, col=col)
        return press

    def membership(self, chat: Chat, by: Person, old: str, new: str) -> None:
        """The bot was blocked, unblocked, added or kicked, and is told so."""
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat.to_wire(),
                "from": by.to_wire(),
                "date": self.clock.timestamp(),
                "old_chat_member": self._member(old),
                "new_chat_member": self._member(new),
            },
        )
        self.changes.add("membership", chat.id, person=by.id, status=new)

    def _member(self, status: str) -> Mapping[str, object]:
        member: dict[str, object] = {"status": status, "user": self.bot_user()}
        if status == "restricted":
            member |= {"is_member": True, **dict.fromkeys(RIGHTS, False)}
        return member | {"until_date": 0} if status in {"kicked", "restricted"} else member

    def bot_user(self) -> JsonObject:
        return {name: self.bot[name] for name in ("id", "is_bot", "first_name", "username")}


def _check_person(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_group(chat: Chat) -> None:
    if chat.migrated_to is not None:
        refusal = bad_request("group chat was upgraded to a supergroup chat")
        refusal.parameters = {"migrate_to_chat_id": chat.migrated_to}
        raise refusal
    if chat.bot == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if chat.bot == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    if chat.bot == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
