"""The people's side: what a person can do with a phone in a chat with the bot."""

import re
from datetime import datetime, timedelta

from simulator.markup.rendering import with_found
from simulator.markup.texts import trim
from simulator.state.attachments import document_wire, photo_wire
from simulator.state.files import STICKER, VOICE, StoredFile, plain_picture
from simulator.state.records import Chat, Message, Person
from simulator.state.world import World
from simulator.wire import JsonObject, Upload

PAYLOAD = re.compile(r"^[A-Za-z0-9_-]{0,64}$")
SERVICE = {"new_chat_members", "new_chat_title", "migrate_to_chat_id", "migrate_from_chat_id"}


class CannotError(ValueError):
    """A person tried what a phone does not let them do."""


class People:
    """Everything by the person's id; without a chat it happens in their own chat with the bot."""

    def __init__(self, world: World) -> None:
        self._world = world

    def text(
        self,
        person_id: int,
        text: str,
        *,
        chat: int | None = None,
        reply_to: int | None = None,
        date: datetime | None = None,
        thread: int | None = None,
    ) -> Message:
        """Type and send. An earlier date: written without signal, arriving now; `thread`: in a topic."""
        kept, _ = trim(text, [])
        if not kept:
            raise CannotError("an empty message cannot be sent")
        return self.say(person_id, text_body(kept), chat=chat, reply_to=reply_to, date=date, thread=thread)

    def start(self, person_id: int, payload: str = "") -> Message:
        """Open the bot, by a deep link perhaps, and press Start."""
        if not PAYLOAD.match(payload):
            raise CannotError(f"a deep link carries up to 64 of A-Z a-z 0-9 _ -, not {payload!r}")
        person = self._world.person(person_id)
        if person.blocked:
            self.unblock(person_id)
        return self.text(person_id, f"/start {payload}".rstrip())

    def contact(
        self,
        person_id: int,
        *,
        phone: str = "",
        first_name: str = "",
        last_name: str = "",
        user_id: int | None = None,
        chat: int | None = None,
    ) -> Message:
        """Share a card; without a name and a phone, the own one."""
        me = self._world.person(person_id)
        card: JsonObject = {"phone_number": phone, "first_name": first_name or phone}
        if not phone and not first_name:
            card = {"phone_number": me.phone or f"+7900{me.id:07d}", "first_name": me.first_name, "user_id": me.id}
            last_name = me.last_name
        if last_name:
            card["last_name"] = last_name
        if user_id is not None:
            card["user_id"] = user_id
        return self.say(person_id, {"contact": card}, chat=chat)

    def location(
        self,
        person_id: int,
        latitude: float,
        longitude: float,
        *,
        accuracy: float | None = None,
        live: int | None = None,
        chat: int | None = None,
    ) -> Message:
        """`accuracy` in metres; `live`: for so many seconds it moves with the person."""
        place: JsonObject = {"latitude": latitude, "longitude": longitude}
        place |= {} if accuracy is None else {"horizontal_accuracy": accuracy}
        place |= {} if live is None else {"live_period": live}
        return self.say(person_id, {"location": place}, chat=chat)

    def photo(
        self,
        person_id: int,
        content: bytes | None = None,
        *,
        caption: str = "",
        album: str = "",
        chat: int | None = None,
    ) -> Message:
        """Several of one `album` stand together in the chat."""
        stored = self._keep("photo.png", content or plain_picture(), "image/png", "photos")
        group = {"media_group_id": album} if album else {}
        return self.say(person_id, {"photo": photo_wire(stored), **caption_body(caption), **group}, chat=chat)

    def document(
        self,
        person_id: int,
        name: str,
        content: bytes,
        *,
        mime: str = "application/octet-stream",
        caption: str = "",
        chat: int | None = None,
    ) -> Message:
        stored = self._keep(name, content, mime, "documents")
        return self.say(person_id, {"document": document_wire(stored), **caption_body(caption)}, chat=chat)

    def voice(
        self, person_id: int, content: bytes | None = None, *, seconds: int = 3, chat: int | None = None
    ) -> Message:
        stored = self._keep("voice.ogg", content or VOICE, "audio/ogg", "voice")
        body = stored.to_wire() | {"duration": seconds, "mime_type": "audio/ogg"}
        return self.say(person_id, {"voice": body}, chat=chat)

    def sticker(self, person_id: int, emoji: str = "👍", *, chat: int | None = None) -> Message:
        stored = self._keep("sticker.webp", STICKER, "image/webp", "stickers")
        looks = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
        return self.say(person_id, {"sticker": stored.to_wire() | looks | {"emoji": emoji}}, chat=chat)

    def forward(
        self,
        person_id: int,
        *,
        text: str = "",
        message: Message | None = None,
        hidden: str = "",
        user: JsonObject | None = None,
        from_chat: JsonObject | None = None,
        date: datetime | None = None,
        chat: int | None = None,
    ) -> Message:
        """Pass on a text, or a message that is there, from somebody: a hidden name, a user, or a chat."""
        written = date or (message.date if message else self._world.clock.now())
        origin: JsonObject = {"date": int(written.timestamp())}
        if hidden:
            origin |= {"type": "hidden_user", "sender_user_name": hidden}
        elif from_chat is not None:
            origin |= {"type": "chat", "sender_chat": from_chat}
        elif user is not None or message is not None:
            origin |= {"type": "user", "sender_user": user or (message.sender if message else {})}
        else:
            raise CannotError("a forwarded message comes from somebody: hidden, user or from_chat")
        body = dict(message.body) if message else text_body(text)
        return self.say(person_id, {**body, "forward_origin": origin}, chat=chat)

    def block(self, person_id: int) -> None:
        """The person blocks the bot: it is told so by an update, and what it writes to them is refused."""
        person = self._world.person(person_id)
        if not person.blocked:
            person.blocked = True
            self._world.membership(self._world.chats[person.id], person, "member", "kicked")

    def unblock(self, person_id: int) -> None:
        """The bot may write again."""
        person = self._world.person(person_id)
        if person.blocked:
            person.blocked = False
            self._world.membership(self._world.chats[person.id], person, "kicked", "member")

    def deactivate(self, person_id: int) -> None:
        """The account is deleted. Telegram tells the bot nothing; it finds out when it writes."""
        person = self._world.person(person_id)
        person.deactivated = True
        self._world.changes.add("person", person.id, person=person.to_wire())

    def commands(self, person_id: int, chat: int | None = None) -> list[JsonObject]:
        """The list that this person sees behind the menu button."""
        person = self._world.person(person_id)
        return self._world.commands.seen_by(person, self.chat_of(person, chat))

    def chat_of(self, person: Person, chat: int | None) -> Chat:
        """The chat that is meant; a person writes only where they are."""
        number = person.id if chat is None else chat
        found = self._world.chats.get(number)
        if found is None or (number != person.id and person.id not in found.members):
            raise CannotError(f"{person.name} is not in the chat {number}")
        return found

    def writing(self, person_id: int) -> Person:
        """The person, if they can do anything here at all."""
        person = self._world.person(person_id)
        if person.deactivated:
            raise CannotError(f"{person.name} has no account any more")
        return person

    def say(
        self,
        person_id: int,
        body: JsonObject,
        *,
        chat: int | None = None,
        reply_to: int | None = None,
        date: datetime | None = None,
        thread: int | None = None,
    ) -> Message:
        """Send any body; the bot gets it where Telegram lets it hear."""
        person = self.writing(person_id)
        where = self.chat_of(person, chat)
        if where.kind == "private" and person.blocked:
            raise CannotError(f"{person.name} has blocked the bot: unblock first")
        if reply_to is not None and reply_to not in where.messages:
            raise CannotError(f"there is no message {reply_to} to reply to")
        age = self._world.clock.now() - date if date else timedelta(0)
        if age < timedelta(0):
            raise CannotError("a message is not dated in the future")
        person.started = person.started or where.kind == "private"
        if thread is not None and thread not in where.topics:
            raise CannotError(f"there is no topic {thread} in {where.title}")
        answered = where.messages.get(reply_to or 0)
        message = self._world.post(where, person.to_wire(), body, reply_to=answered, age=age, thread=thread)
        if self._hears(where, message):
            self._world.updates.add("message", message.to_wire())
        return message

    def _hears(self, chat: Chat, message: Message) -> bool:
        """In groups a bot with privacy mode gets commands, answers to it, mentions and what the group itself does."""
        if chat.kind == "private":
            return True
        if chat.bot in {"kicked", "left"} or chat.migrated_to is not None:
            return False
        replied = message.reply_to is not None and message.reply_to.by_bot
        spoken_to = message.text.startswith("/") or f"@{self._world.bot['username']}" in message.text
        open_ears = bool(self._world.bot["can_read_all_group_messages"])
        return open_ears or replied or spoken_to or bool(SERVICE & message.body.keys())

    def _keep(self, name: str, content: bytes, mime: str, folder: str) -> StoredFile:
        return self._world.files.keep(Upload(name, content, mime), folder)


def text_body(text: str) -> JsonObject:
    """A message's own text, with the links and commands that Telegram finds in it."""
    entities = with_found(text, [])
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_body(caption: str) -> JsonObject:
    """The same of a caption."""
    entities = with_found(caption, [])
    shown: JsonObject = {"caption": caption} if caption else {}
    return {**shown, **({"caption_entities": entities} if entities else {})}
