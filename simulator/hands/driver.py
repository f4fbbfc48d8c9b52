"""Tests speak as people: phones in people's hands, and the stage around them. It knows nothing of any bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Self

from simulator.acts.faults import NO_RICH
from simulator.core import Core
from simulator.hands.lines import InsideLine, Line, http_line
from simulator.hands.phone import Phone, Seen, Tap
from simulator.wire import JsonObject

__all__ = ["ClockHand", "Phone", "Seen", "Simulation", "Tap"]


class ClockHand:
    """Moves the simulator's clock, forward only."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self._line.ask("GET", "clock", {}))["now"])

    async def move_to(self, instant: datetime) -> None:
        await self._set({"to": instant.isoformat()})

    async def advance(self, by: timedelta) -> None:
        await self._set({"advance": by.total_seconds()})

    async def glide_to(self, instant: datetime, step: timedelta = timedelta(minutes=1)) -> None:
        """In steps, each of which the bot gets to see."""
        await self._set({"to": instant.isoformat(), "step": step.total_seconds()})

    async def freeze(self) -> None:
        await self._set({"frozen": True})

    async def run(self) -> None:
        await self._set({"frozen": False})

    async def _set(self, details: JsonObject) -> None:
        await self._line.ask("POST", "clock", details)


class Simulation:
    """Everything but the bot."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.clock = ClockHand(line)

    @classmethod
    def inside(cls, core: Core) -> "Simulation":
        """In the same process, without a socket."""
        return cls(InsideLine(core))

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str) -> AsyncIterator[Self]:
        """Over HTTP."""
        async with http_line(url) as line:
            yield cls(line)

    async def person(self, first_name: str, **facts: Any) -> Phone:
        """Somebody new: `id`, `last_name`, `username`, `language_code`, `phone` if they matter."""
        state = await self._line.ask("POST", "people", {"first_name": first_name, **facts})
        return Phone(self._line, state["id"], state["name"])

    async def phone(self, person_id: int) -> Phone:
        """Somebody who is there already."""
        state = await self._line.ask("GET", f"people/{person_id}", {})
        return Phone(self._line, person_id, state["name"])

    async def group(self, title: str, *members: Phone, kind: str = "group") -> int:
        """The id of a new group with the bot in it, added by the first member."""
        details = {"title": title, "members": [m.id for m in members], "kind": kind}
        return int((await self._line.ask("POST", "groups", details))["id"])

    async def kick(self, group: int, by: Phone) -> None:
        await self._line.ask("POST", f"groups/{group}/kick", {"person": by.id})

    async def mute(self, group: int, by: Phone) -> None:
        """The bot may not write there any more."""
        await self._line.ask("POST", f"groups/{group}/mute", {"person": by.id})

    async def topic(self, group: int, by: Phone, title: str) -> int:
        """A new topic of a supergroup; its number."""
        return int((await self._line.ask("POST", f"groups/{group}/topic", {"person": by.id, "title": title}))["thread"])

    async def rename(self, group: int, by: Phone, title: str) -> None:
        await self._line.ask("POST", f"groups/{group}/rename", {"person": by.id, "title": title})

    async def upgrade(self, group: int, by: Phone) -> int:
        """The group becomes a supergroup; its new id."""
        return int((await self._line.ask("POST", f"groups/{group}/upgrade", {"person": by.id}))["id"])

    async def fault(self, method: str = "*", **rule: Any) -> None:
        """The fields of simulator.acts.faults.Fault."""
        await self._line.ask("POST", "faults", {"method": method, **rule})

    async def refuses_rich(self) -> None:
        """Be a Telegram that has not heard of rich messages yet."""
        for rule in NO_RICH:
            await self.fault(**rule)

    async def faults(self) -> list[JsonObject]:
        return list(await self._line.ask("GET", "faults", {}))

    async def no_faults(self) -> None:
        await self._line.ask("DELETE", "faults", {})

    async def flood(self, **limits: int | None) -> None:
        """The fields of simulator.acts.faults.Flood; without any, no limits."""
        await self._line.ask("POST", "flood", dict(limits))

    async def calls(self, method: str = "", since: int = 0) -> list[JsonObject]:
        return list(await self._line.ask("GET", "log", {"method": method, "since": since}))

    async def inject(self, raw: JsonObject) -> int:
        return int((await self._line.ask("POST", "updates", {"raw": raw}))["update_id"])

    async def jump(self, by: int) -> None:
        await self._line.ask("POST", "updates", {"jump": by})

    async def pending(self) -> list[JsonObject]:
        """Updates that the bot has not confirmed."""
        return list((await self._line.ask("GET", "updates", {}))["pending"])

    async def next_update_id(self) -> int:
        """The number that the next update will have."""
        return int((await self._line.ask("GET", "updates", {}))["next_id"])

    async def transcript(self, chat: int, zone: str = "UTC") -> str:
        return str(await self._line.ask("GET", f"chats/{chat}/transcript", {"zone": zone}))

    async def gives_script(self, script: JsonObject) -> None:
        """A story for the page to play."""
        await self._line.ask("POST", "script", script)

    async def state(self) -> JsonObject:
        found: JsonObject = await self._line.ask("GET", "state", {})
        return found
