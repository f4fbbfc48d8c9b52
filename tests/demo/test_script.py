"""The story's script in both languages, step by step with the real bot and no page: every button hangs, all is seen."""

import sqlite3
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, date, time
from pathlib import Path
from typing import Any

import pytest

from bot.demo.cast import CASTS
from bot.demo.history import History, SetClock
from bot.demo.story import find_whole_day, story
from sales.calendar.slots import instant_of
from simulator.clock import SimClock
from simulator.core import Core
from simulator.hands.driver import Seen, Simulation
from storage.database import Database, sqlite_url
from tests.quick import quick
from tests.samples import sampled
from tests.town import TOKEN, Someone, Town, founded, plain

MOVED = "SELECT count(*) FROM expected_payments WHERE amount = 20000000 AND due_on > first_due_on"
BOOKED = "SELECT count(DISTINCT receipt_id) FROM facts WHERE bank_day IS NOT NULL"
PLACES = "SELECT count(*) FROM activities WHERE latitude IS NOT NULL"
ZONE = "Europe/Moscow"
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


@asynccontextmanager
async def morning(path: Path, language: str, today: date) -> AsyncIterator[tuple[Town, dict[str, int]]]:
    """The demo's department at half past eight, everybody with the keyboard of their role; name → phone."""
    curtain = instant_of(today, time(8, 30), ZONE)
    core, cast = Core(clock=SimClock(curtain.astimezone(UTC), frozen=True), token=TOKEN), CASTS[language]
    stage = Simulation.inside(core)
    ids = {name: (await stage.person(name, language_code=language)).id for name, _ in cast.people}
    past = SetClock(curtain)
    database = quick(Database(sqlite_url(path), past))
    await History(database, past, cast, ZONE, language).write(ids, today)
    await database.dispose()
    async with founded(path, core=core, language=language) as town:
        for each in ids.values():
            await (await someone(town, each)).starts()
        yield town, ids


async def someone(town: Town, phone: int) -> Someone:
    return Someone(town, await town.simulation.phone(phone), None)


class Told:
    """As simulator/page/story.js plays it: a step is done where it can be, or named as one that cannot."""

    def __init__(self, town: Town, files: list[dict[str, Any]]) -> None:
        self._town = town
        self._files = files
        self._before: dict[int, dict[int, str]] = {}
        self.missed: list[str] = []

    async def play(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            who = await someone(self._town, step["person"])
            if "at" in step or "sees" not in step:
                self._before = {phone: await self._standing(phone) for phone in {each["person"] for each in steps}}
            if "at" in step:
                await self._town.clock.reach(step["at"])
            if not await self._can(who, step):
                self.missed.append(f"{step.get('at', '')} {who.phone.name}: {step}")

    async def _can(self, who: Someone, step: dict[str, Any]) -> bool:
        if "sees" in step:
            now = await self._standing(who.phone.id)
            news = {text for number, text in now.items() if self._before[who.phone.id].get(number) != text}
            return any(plain(step["sees"]) in text for text in news)
        if "types" in step:
            await who.types(step["types"])
        if "sends" in step:
            await self._sends(who, **step["sends"])
        return await self._pressed(who, step["presses"]) if "presses" in step else True

    async def _sends(self, who: Someone, deed: str, **told: Any) -> None:
        if deed == "location":
            await who.sends_location(told["latitude"], told["longitude"])
            return
        (content,) = [each["content"] for each in self._files if each["name"] == told["file"]]
        await who.sends_document(told["file"], b64decode(content))

    async def _pressed(self, who: Someone, label: str) -> bool:
        """A whole label before a beginning, the newest message first, the keys under the chat last."""
        found = [(text, seen) for seen in reversed(await who.phone.chat()) for text in seen.labels]
        keys: list[tuple[str, Seen | None]] = [(text, None) for row in await who.phone.keyboard() for text in row]
        both = [(plain(text), seen) for text, seen in (*found, *keys)]
        fitting = [each for each in both if each[0] == label] or [each for each in both if each[0].startswith(label)]
        for text, seen in fitting[:1]:
            await (who.presses(text, on=seen) if seen else who.presses_key(text))
        return bool(fitting)

    async def _standing(self, phone: int) -> dict[int, str]:
        who = await someone(self._town, phone)
        return {seen.message_id: plain(seen.text) for seen in await who.phone.chat() if seen.by_bot}


def stored(path: Path, question: str) -> list[tuple[object, ...]]:
    """Out of the database that the demo has made."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return list(database.execute(question))


@pytest.mark.parametrize(("language", "today"), sampled([("ru", FRIDAY), ("en", MONDAY)], 2, "story"))
async def test_every_step_of_the_story_can_be_done(database_file: Path, language: str, today: date) -> None:
    """And one that cannot be is named; the base that the page offers afterwards is one."""
    async with morning(database_file, language, today) as (town, ids):
        script = story(language, ids, today, ZONE)
        told = Told(town, script["files"])

        await told.play(script["steps"])
        missed, anna = [*told.missed], script["steps"][0]["person"]
        await told.play([{"person": anna, "presses": "No such button"}, {"person": anna, "sees": "Not said"}])
        base = await _sends_base(town, script["files"])

    assert missed == []
    assert len(told.missed) == 2
    assert "7707083894" in base
    assert {"ru": "Новых 3", "en": "New 3"}[language] in base
    assert stored(database_file, MOVED) == [(1,)], "the line of the morning was saved, and moved at noon"
    assert stored(database_file, PLACES) == [(1,)]
    assert stored(database_file, BOOKED) == [(3,)], "the statement has confirmed what was said"


async def _sends_base(town: Town, files: list[dict[str, Any]]) -> str:
    base = next(each for each in files if each["name"].endswith(".xlsx"))
    lead = await someone(town, base["person"])
    await lead.sends_document(base["name"], b64decode(base["content"]))
    return plain((await lead.sees("📥")).text)


@pytest.mark.parametrize(
    ("today", "played"),
    [
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),  # a Saturday
        (date(2026, 5, 8), date(2026, 5, 12)),  # short, and a long weekend behind it
        (date(2026, 12, 31), date(2027, 1, 11)),
    ],
)
def test_the_story_waits_for_a_day_of_whole_length(today: date, played: date) -> None:
    assert find_whole_day(today) == played
    first = story("ru", {name: number for number, (name, _) in enumerate(CASTS["ru"].people)}, today, ZONE)["mornings"]
    assert first[0].startswith(played.isoformat())
