"""The bot's name written in a chat: a query, what is found, and what is sent by a tap on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import randbelow
from typing import Any, Final

from simulator.acts.people import CannotError, People
from simulator.markup.texts import read_text
from simulator.numbers import Numbers
from simulator.state.records import Person
from simulator.state.world import World
from simulator.wire import JsonObject, Params, bad_request

ELSEWHERE: Final = "elsewhere"
"""A chat with somebody whom the simulator does not play."""
LONGEST = 256
MOST_RESULTS = 50
LONGEST_ID = 64
ANSWERABLE_FOR = timedelta(seconds=30)
KEPT = 500
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Query:
    id: str
    person: Person
    text: str
    chat: int | None
    """None for elsewhere."""
    at: datetime
    results: list[JsonObject] | None = None
    """None until the bot has answered."""
    button: JsonObject | None = None

    def to_json(self) -> JsonObject:
        found = [
            {"id": each["id"], "title": each["title"], "description": each.get("description", "")}
            for each in self.results or []
        ]
        answered = self.results is not None
        return {"query_id": self.id, "answered": answered, "results": found, "button": self.button}


class Queries:
    def __init__(self, world: World, people: People) -> None:
        self._world = world
        self._people = people
        self._asked: dict[str, Query] = {}
        self._ids = Numbers(randbelow(1 << 40) << 20)

    def ask(self, person_id: int, text: str, where: int | str | None = None) -> Query:
        """Written in the own chat with the bot, in a group by its id, or elsewhere."""
        if not self._world.bot["supports_inline_queries"]:
            raise CannotError("this bot answers no queries: BotFather has not switched them on")
        if len(text) > LONGEST:
            raise CannotError(f"a query holds {LONGEST} characters")
        person = self._world.person(person_id)
        chat = None if where == ELSEWHERE else self._people.chat_of(person, int(where) if where else None)
        query = Query(str(next(self._ids)), person, text, chat.id if chat else None, self._world.clock.now())
        self._asked[query.id] = query
        if len(self._asked) > KEPT:
            del self._asked[next(iter(self._asked))]
        kind = "private" if chat is None else "sender" if chat.person else chat.kind
        wire = {"id": query.id, "from": person.to_wire(), "query": text, "offset": "", "chat_type": kind}
        self._world.updates.add("inline_query", wire)
        return query

    def answer(self, params: Params) -> bool:
        """What the bot has found. Raises RefusalError as Telegram does."""
        query = self._asked.get(params.text("inline_query_id"))
        if query is None or query.results is not None or self._world.clock.now() - query.at > ANSWERABLE_FOR:
            raise bad_request(TOO_OLD)
        results = params.json("results") or []
        if not isinstance(results, list) or len(results) > MOST_RESULTS:
            raise bad_request("RESULTS_TOO_MUCH")
        found = [_read(each) for each in results]
        if len({each["id"] for each in found}) < len(found):
            raise bad_request("RESULT_ID_DUPLICATE")
        query.button = params.mapping("button", "inline query results button") or None
        query.results = found
        self._world.changes.ring()
        return True

    def find(self, query_id: str) -> Query:
        """Raises CannotError."""
        if query_id not in self._asked:
            raise CannotError("there is no such query")
        return self._asked[query_id]

    def choose(self, person_id: int, query_id: str, result_id: str) -> JsonObject:
        """Tap on what was found: it is sent in the person's name, through the bot."""
        query = self.find(query_id)
        result = next((each for each in query.results or [] if each["id"] == result_id), None)
        if query.person.id != person_id or result is None:
            raise CannotError("there is no such result")
        body = {**result["body"], "via_bot": self._world.bot_user()}
        if query.chat is None:
            return {"text": str(body["text"]), "chat": ELSEWHERE}
        message = self._people.say(person_id, body, chat=query.chat)
        return {"text": message.text, "chat": query.chat, "message_id": message.message_id}


def _read(result: Any) -> JsonObject:
    """An article; nothing else is played here."""
    if not isinstance(result, dict) or result.get("type") != "article":
        raise bad_request("this simulator reads articles only")
    number, title = str(result.get("id", "")), str(result.get("title", ""))
    if not 0 < len(number.encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not title:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content") or {}
    said = Params({"text": content.get("message_text", ""), "parse_mode": content.get("parse_mode") or ""})
    body = read_text(said)
    return {"id": number, "title": title, "description": result.get("description", ""), "body": body}
