"""What happens to a group as a whole: the bot comes and goes, people join, a group becomes a supergroup."""

from simulator.acts.people import CannotError, People
from simulator.state.records import Chat, ChatKind, Person
from simulator.state.world import World
from simulator.wire import JsonObject


class Groups:
    def __init__(self, world: World, people: People) -> None:
        self._world = world
        self._people = people

    def create(self, title: str, members: list[int], *, kind: ChatKind = "group", group_id: int | None = None) -> Chat:
        """A group of these people; the first of them adds the bot."""
        persons = [self._world.person(number) for number in members]
        if not persons:
            raise CannotError("a group is made by somebody")
        chat = self._world.add_group(title, persons, kind=kind, group_id=group_id)
        chat.bot = "left"
        self.add_bot(chat.id, persons[0].id)
        return chat

    def add_bot(self, chat_id: int, by: int) -> None:
        """The bot becomes a member; it is told by an update and by a service message. Raises ValueError."""
        chat, person = self._of(chat_id), self._world.person(by)
        old, chat.bot = chat.bot, "member"
        self._world.membership(chat, person, old, "member")
        self._service(chat, person, {"new_chat_members": [self._world.bot_user()]})

    def kick(self, chat_id: int, by: int) -> None:
        """The bot is put out, and told so by an update."""
        chat = self._of(chat_id)
        chat.bot = "kicked"
        self._world.membership(chat, self._world.person(by), "member", "kicked")

    def mute(self, chat_id: int, by: int) -> None:
        """The bot stays and may not write any more, and is told so by an update."""
        chat = self._of(chat_id)
        chat.bot = "restricted"
        self._world.membership(chat, self._world.person(by), "member", "restricted")

    def join(self, chat_id: int, person_id: int) -> None:
        """Somebody comes in, and a service message says so."""
        chat, person = self._of(chat_id), self._world.person(person_id)
        chat.members[person.id] = person
        self._service(chat, person, {"new_chat_members": [person.to_wire()]})

    def rename(self, chat_id: int, by: int, title: str) -> None:
        """The group has another title, and a service message says so."""
        chat, person = self._of(chat_id), self._world.person(by)
        chat.title = title
        self._service(chat, person, {"new_chat_title": title})

    def open_topic(self, chat_id: int, by: int, title: str) -> int:
        """The group is a forum from now on; the number of its new topic."""
        chat, person = self._of(chat_id), self._world.person(by)
        if chat.kind != "supergroup":
            raise CannotError("only a supergroup has topics")
        number = self._people.say(person.id, {"forum_topic_created": {"name": title}}, chat=chat.id).message_id
        chat.topics[number] = title
        return number

    def close_topic(self, chat_id: int, number: int) -> None:
        """It is gone, with all that stood in it."""
        self._of(chat_id).topics.pop(number, None)

    def upgrade(self, chat_id: int, by: int) -> Chat:
        """The group gets a new id. Who writes to the old one is told the new one."""
        old, person = self._of(chat_id), self._world.person(by)
        if old.kind != "group" or old.migrated_to is not None:
            raise CannotError("only a plain group becomes a supergroup, and once")
        new = self._world.add_group(old.title, list(old.members.values()), kind="supergroup")
        new.bot = old.bot
        self._service(old, person, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self._service(new, person, {"migrate_from_chat_id": old.id})
        return new

    def _service(self, chat: Chat, by: Person, body: JsonObject) -> None:
        self._people.say(by.id, body, chat=chat.id)

    def _of(self, chat_id: int) -> Chat:
        chat = self._world.chats.get(chat_id)
        if chat is None or chat.kind == "private":
            raise CannotError(f"there is no group {chat_id}")
        return chat
