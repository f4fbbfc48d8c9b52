"""The stage: everything around the bot that can be asked or told, JSON in and JSON out.

The same paths serve over HTTP under /sim and, without a socket, in a test's own process. What cannot be done is a
ValueError with a sentence; a path that does not exist is a LookupError.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simulator.acts.faults import Fault, Flood
from simulator.clock import read_instant
from simulator.core import KEPT_CALLS, Core
from simulator.stage.deeds import LONGEST_WAIT, Deeds
from simulator.stage.script import check
from simulator.state.records import Chat
from simulator.state.views import chat_state, person_state, transcript
from simulator.wire import JsonObject

SLOWEST_PACE = 1.0
FAULT_FIELDS = {field.name for field in fields(Fault)} - {"id", "hits", "until"}
FLOOD_FIELDS = {field.name for field in fields(Flood)} - {"sent"}

Route = Callable[[re.Match[str], JsonObject], Awaitable[Any]]


class Stage:
    def __init__(self, core: Core) -> None:
        self.core = core
        self._deeds = Deeds(core)
        number = r"(-?\d+)"
        self._routes: list[tuple[str, re.Pattern[str], Route]] = [
            (method, re.compile(path), route)
            for method, path, route in (
                ("GET", "state", self._state),
                ("GET", "people", self._people),
                ("POST", "people", self._add_person),
                ("GET", f"people/{number}", self._person),
                ("GET", f"people/{number}/commands", self._commands),
                ("POST", f"people/{number}/({'|'.join(self._deeds.names)})", self._deed),
                ("POST", "groups", self._add_group),
                ("POST", f"groups/{number}/(add_bot|kick|mute|join|upgrade|rename|topic)", self._group),
                ("GET", f"chats/{number}", self._chat),
                ("GET", f"chats/{number}/transcript", self._transcript),
                ("GET", "script", self._script),
                ("POST", "script", self._give_script),
                ("GET", "clock", self._clock),
                ("POST", "clock", self._move_clock),
                ("GET", "faults", self._faults),
                ("POST", "faults", self._add_fault),
                ("DELETE", "faults", self._clear_faults),
                ("POST", "flood", self._flood),
                ("GET", "log", self._log),
                ("GET", "updates", self._updates),
                ("POST", "updates", self._inject),
            )
        ]

    async def ask(self, method: str, path: str, details: JsonObject | None = None) -> Any:
        """Raises LookupError for a path that there is not, ValueError for a deed that cannot be."""
        for allowed, pattern, route in self._routes:
            match = pattern.fullmatch(path)
            if match and allowed == method:
                return await route(match, details or {})
        raise LookupError(f"there is no {method} /sim/{path}")

    async def _state(self, _: re.Match[str], __: JsonObject) -> JsonObject:
        core = self.core
        return {
            "bot": {**core.world.bot, "menu_button": core.world.menu_button},
            "clock": self._clock_now(),
            "people": [self._person_state(number) for number in core.world.people],
            "chats": [
                {
                    "id": c.id,
                    "kind": c.kind,
                    "title": c.person.name if c.person else c.title,
                    "members": sorted(c.members),
                }
                for c in core.world.chats.values()
            ],
            "webhook": core.api.webhook.to_wire(len(core.world.updates)),
            "seq": core.world.changes.last,
            "run": core.run,
            "zone": core.zone,
            "language": core.language,
        }

    async def _people(self, _: re.Match[str], __: JsonObject) -> list[JsonObject]:
        return [self._person_state(number) for number in self.core.world.people]

    async def _add_person(self, _: re.Match[str], details: JsonObject) -> JsonObject:
        known = {"id", "first_name", "last_name", "username", "language_code", "phone", "note"}
        _only(details, known)
        facts = {name: str(value) for name, value in details.items() if name not in {"id", "first_name"}}
        person = self.core.world.add_person(
            str(details.get("first_name", "")) or "Somebody", person_id=details.get("id"), **facts
        )
        return self._person_state(person.id)

    async def _person(self, match: re.Match[str], _: JsonObject) -> JsonObject:
        return self._person_state(int(match[1]))

    async def _commands(self, match: re.Match[str], details: JsonObject) -> list[JsonObject]:
        chat = details.get("chat")
        return self.core.people.commands(int(match[1]), None if chat is None else int(chat))

    async def _deed(self, match: re.Match[str], details: JsonObject) -> JsonObject:
        return await self._deeds.do(match[2], int(match[1]), details)

    async def _add_group(self, _: re.Match[str], details: JsonObject) -> JsonObject:
        _only(details, {"id", "title", "members", "kind"})
        chat = self.core.groups.create(
            str(details.get("title", "Group")),
            [int(number) for number in details.get("members", [])],
            kind=details.get("kind", "group"),
            group_id=details.get("id"),
        )
        return self._chat_state(chat)

    async def _group(self, match: re.Match[str], details: JsonObject) -> JsonObject:
        groups, number, who = self.core.groups, int(match[1]), int(details.get("person", 0))
        if match[2] == "upgrade":
            return self._chat_state(groups.upgrade(number, who))
        if match[2] == "topic":
            return {"thread": groups.open_topic(number, who, str(details.get("title", "")))}
        if match[2] == "rename":
            groups.rename(number, who, str(details.get("title", "")))
            return self._chat_state(self.core.world.chats[number])
        deed = {"add_bot": groups.add_bot, "kick": groups.kick, "mute": groups.mute, "join": groups.join}[match[2]]
        deed(number, who)
        return self._chat_state(self.core.world.chats[number])

    async def _chat(self, match: re.Match[str], details: JsonObject) -> JsonObject:
        """With "after" and "wait" it waits for a change in this chat after that number."""
        chat, changes = self._find(int(match[1])), self.core.world.changes
        if "after" in details:
            seen, wait = int(details["after"]), min(float(details.get("wait", 0)), LONGEST_WAIT)
            await changes.until(lambda: any(changes.after(seen, chat.id)), wait)
        return self._chat_state(chat)

    async def _transcript(self, match: re.Match[str], details: JsonObject) -> str:
        chat = self._find(int(match[1]))
        presses = [p for p in self.core.world.presses.values() if p.message.chat is chat]
        return transcript(chat, presses, ZoneInfo(str(details.get("zone", "UTC"))))

    async def _script(self, _: re.Match[str], __: JsonObject) -> JsonObject | None:
        return self.core.script

    async def _give_script(self, _: re.Match[str], details: JsonObject) -> JsonObject:
        self.core.script = check(details)
        self.core.world.changes.add("script")
        return self.core.script

    async def _clock(self, _: re.Match[str], __: JsonObject) -> JsonObject:
        return self._clock_now()

    async def _move_clock(self, _: re.Match[str], details: JsonObject) -> JsonObject:
        _only(details, {"to", "advance", "step", "pace", "frozen"})
        clock = self.core.clock
        if "frozen" in details:
            (clock.freeze if details["frozen"] else clock.run)()
        to = read_instant(details["to"]) if "to" in details else clock.now()
        if "advance" in details:
            to = clock.now() + timedelta(seconds=float(details["advance"]))
        if "step" in details:
            step = timedelta(seconds=max(1.0, float(details["step"])))
            await self.core.glide(to, step, min(float(details.get("pace", 0)), SLOWEST_PACE))
        elif "to" in details or "advance" in details:
            clock.move_to(to)
        return self._clock_now()

    async def _faults(self, _: re.Match[str], __: JsonObject) -> list[JsonObject]:
        return [fault.to_json() for fault in self.core.faults]

    async def _add_fault(self, _: re.Match[str], details: JsonObject) -> JsonObject:
        _only(details, FAULT_FIELDS)
        return self.core.faults.add(Fault(**details)).to_json()

    async def _clear_faults(self, _: re.Match[str], details: JsonObject) -> list[JsonObject]:
        _only(details, {"id"})
        self.core.faults.clear(int(details["id"]) if "id" in details else None)
        return [fault.to_json() for fault in self.core.faults]

    async def _flood(self, _: re.Match[str], details: JsonObject) -> JsonObject:
        _only(details, FLOOD_FIELDS)
        self.core.flood = Flood(**details)
        return {name: getattr(self.core.flood, name) for name in sorted(FLOOD_FIELDS)}

    async def _log(self, _: re.Match[str], details: JsonObject) -> list[JsonObject]:
        since, newest = int(details.get("since", 0)), int(details.get("newest", KEPT_CALLS))
        return [call.to_json() for call in self.core.calls(str(details.get("method", "")), since, max(1, newest))]

    async def _updates(self, _: re.Match[str], __: JsonObject) -> JsonObject:
        updates = self.core.world.updates
        pending = [queued.raw for queued in updates.pending()]
        return {"pending": pending, "polls": updates.polls_begun, "next_id": updates.next_id}

    async def _inject(self, _: re.Match[str], details: JsonObject) -> JsonObject:
        """{"raw": update as it is to be delivered} or {"jump": by how much the next update_id is greater}."""
        _only(details, {"raw", "jump"})
        if "jump" in details:
            self.core.world.updates.jump(int(details["jump"]))
            return {}
        return {"update_id": self.core.world.updates.inject(details["raw"])}

    def _find(self, number: int) -> Chat:
        if number not in self.core.world.chats:
            raise LookupError(f"there is no chat {number}")
        return self.core.world.chats[number]

    def _chat_state(self, chat: Chat) -> JsonObject:
        return chat_state(chat, self.core.world.files, self.core.world.changes.last)

    def _person_state(self, number: int) -> JsonObject:
        person = self.core.world.person(number)
        return person_state(person, self.core.people.commands(number), self.core.world.chats[number])

    def _clock_now(self) -> JsonObject:
        return {"now": self.core.clock.now().isoformat(), "frozen": self.core.clock.frozen}


def _only(details: JsonObject, known: set[str]) -> None:
    strange = details.keys() - known
    if strange:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}; known: {', '.join(sorted(known))}")
