"""The whole simulator without a socket: one state, the bot's side, the people's side, faults and the log of calls."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from simulator.acts.apps import sign_init_data
from simulator.acts.faults import ConnectionResetBySimulatorError, Faults, Flood
from simulator.acts.groups import Groups
from simulator.acts.methods import BotApi
from simulator.acts.people import People
from simulator.acts.pressing import Fingers
from simulator.acts.queries import Queries
from simulator.clock import SimClock
from simulator.numbers import Numbers
from simulator.state.world import World
from simulator.wire import Answer, JsonObject, Params, RefusalError

KEPT_CALLS = 10_000
TOKEN = "42:simulator"  # noqa: S105  opens nothing
PACED = ("send", "editmessage")
UNPACED = {"sendchataction"}
LONGEST_POLL = 50
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
WAKE = 1.0  # real seconds that a gliding clock waits for the bot at one step
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot, as it was answered. Status 0: the connection broke."""

    seq: int
    method: str
    params: JsonObject
    status: int
    answer: str
    at: datetime

    def to_json(self) -> JsonObject:
        return {
            "seq": self.seq,
            "method": self.method,
            "params": self.params,
            "status": self.status,
            "answer": self.answer,
            "at": self.at.isoformat(),
        }


class Core:
    def __init__(
        self,
        *,
        clock: SimClock | None = None,
        token: str = TOKEN,
        name: str = "Reper",
        username: str = "reper_bot",
        privacy: bool = True,
        zone: str = "",
        language: str = "",
    ) -> None:
        self.clock = clock or SimClock()
        self.token = token
        self.zone = zone  # how a page shows times, and in which language it speaks
        self.language = language
        self.run = token_hex(8)  # a page that was open before this process sees that everything is new
        bot: JsonObject = {
            "id": int(token.split(":", maxsplit=1)[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": not privacy,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        self.world = World(self.clock, bot)
        self.api = BotApi(self.world)
        self.people = People(self.world)
        self.fingers = Fingers(self.world, self.people)
        self.queries = Queries(self.world, self.people)
        self.api.add("answerInlineQuery", self.queries.answer)
        self.groups = Groups(self.world, self.people)
        self.faults = Faults()
        self.flood = Flood()
        self.script: JsonObject | None = None  # a story for the page to play
        self.log: deque[Call] = deque(maxlen=KEPT_CALLS)
        self._calls = Numbers()
        self.clock.on_move(self._move)

    async def answer(self, method: str, params: Params) -> Answer:
        """A call with everything that can go wrong on its way. Raises ConnectionResetBySimulatorError."""
        fault = self.faults.take(method, params)
        if fault is not None and fault.reset == "before":
            await asyncio.sleep(fault.delay)
            self._note(method, params, Answer(0, "connection reset before"))
            raise ConnectionResetBySimulatorError(method)
        answer = (fault.answer() if fault else None) or await self._carry_out(method, params)
        broken = fault is not None and fault.reset == "after"
        self._note(method, params, Answer(0, "connection reset after") if broken else answer)
        if fault is not None:
            await asyncio.sleep(fault.delay)
        if broken:
            raise ConnectionResetBySimulatorError(method)
        return answer

    def call(self, method: str, params: Params) -> Answer:
        """A call that does not wait, past all faults."""
        try:
            self._pace(method, params)
            return Answer.of(self.api.call(method, params))
        except RefusalError as refusal:
            return Answer.refusing(refusal)

    def sign_init_data(self, person_id: int, **more: str) -> str:
        """What a Mini App is told of who opens it now."""
        return sign_init_data(self.token, self.world.person(person_id).to_wire(), self.clock.now(), **more)

    def open_app(self, person_id: int, url: str = "") -> JsonObject:
        """Its address and `initData`; without one, of the menu button. Raises ValueError where there is none."""
        button = self.world.menu_button
        found = url or str((button.get("web_app") or {}).get("url", ""))
        if not found:
            raise ValueError("the bot has no Mini App behind its menu button")
        return {"url": found, "init_data": self.sign_init_data(person_id)}

    def calls(self, method: str = "", since: int = 0, newest: int = KEPT_CALLS) -> list[Call]:
        """The log: all calls, or those of one method, after a number; of these so many of the newest."""
        found = [c for c in self.log if c.seq > since and method.lower() in {"", c.method.lower()}]
        return found[-newest:]

    async def glide(self, to: datetime, step: timedelta, pace: float = 0) -> None:
        """Move in steps; after each the bot gets its chance, so that all that is due on the way happens in order.

        pace: real seconds to rest at each step, so that a person sees the time run.
        """
        deaf = 0
        while (left := to - self.clock.now()) > timedelta(0):
            seen = self.world.updates.polls_begun
            self.clock.advance(min(_to_the_next(step, self.clock.now()), left))
            heard = await self._bot_asks(seen, 0 if deaf > 1 else WAKE)
            deaf = 0 if heard else deaf + 1
            if pace:
                await asyncio.sleep(pace)

    async def _bot_asks(self, seen: int, seconds: float) -> bool:
        """Whether a new poll has begun; nobody waits long for a bot that is not there."""
        return await self.world.changes.until(lambda: self.world.updates.polls_begun > seen, seconds)

    async def _carry_out(self, method: str, params: Params) -> Answer:
        if method.lower() != "getupdates":
            return self.call(method, params)
        try:
            return Answer.of(await self._get_updates(params))
        except RefusalError as refusal:
            return Answer.refusing(refusal)

    async def _get_updates(self, params: Params) -> list[JsonObject]:
        if self.api.webhook.url:
            raise RefusalError(409, WEBHOOK_ACTIVE)
        updates = self.world.updates
        if "allowed_updates" in params.values:
            updates.allowed = params.json("allowed_updates") or None
        self.world.changes.ring()
        seconds = max(0, min(params.integer("timeout"), LONGEST_POLL))
        return await updates.poll(params.integer("offset"), params.integer("limit", 100), seconds)

    def _pace(self, method: str, params: Params) -> None:
        name = method.lower()
        if name.startswith(PACED) and name not in UNPACED:
            self.flood.check(params.integer("chat_id"), time.monotonic())

    def _note(self, method: str, params: Params, answer: Answer) -> None:
        self.log.append(
            Call(next(self._calls), method, params.readable(), answer.status, answer.content, self.clock.now())
        )

    def _move(self) -> None:
        self.world.updates.ring("clock")
        self.world.changes.add("clock", frozen=self.clock.frozen)


def _to_the_next(step: timedelta, now: datetime) -> timedelta:
    """Steps of a minute end on whole minutes: what is due at 12:00 sharp is seen at 12:00 sharp."""
    return step - (now - MIDNIGHT) % step
