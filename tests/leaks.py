"""
No log of the suite may hold a token, a phone, a name or a text. Every test is listened to: what the bot would write
with LOG_LEVEL=DEBUG is put into words as the bot does it, and searched for what was said in that test.

Records are taken where they are made, so a test that sets up handlers of its own is heard as well.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from bot.operations.log import JsonLines, Quiet, keep_quiet
from simulator.core import Core

SHORTEST = 4
"""«да» and «150» are in every sentence."""

SIGNS = {
    "a token": re.compile(r"\d{2,}:[A-Za-z0-9_-]{20,}"),
    "a phone": re.compile(r"(?<!\d)(?:\+7|7|8)[\s(-]*9\d\d[\s)-]*\d{3}[\s-]*\d\d[\s-]*\d\d(?!\d)"),
    "a name or a text": re.compile("[А-Яа-яЁё]"),
}
"""Our own sentences in the log are English: Russian letters came from a person or went to one."""

_towns: WeakSet[Core] = WeakSet()


def knows(core: Core) -> None:
    """Whatever is said in this Telegram must stand in no log."""
    _towns.add(core)


class Guard:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._words, self._quiet = JsonLines(), Quiet()

    def hears(self, record: logging.LogRecord) -> None:
        if self._quiet.filter(record):
            self.lines.append(self._words.format(record))

    def leaks(self) -> list[str]:
        return leaks_in(self.lines, secrets(_towns)) if self.lines else []


@contextmanager
def guarded() -> Iterator[Guard]:
    """Everything that is logged inside, at DEBUG."""
    guard, root = Guard(), logging.getLogger()
    made, level = logging.getLogRecordFactory(), root.level

    def make(*args: Any, **facts: Any) -> logging.LogRecord:
        record = logging.LogRecord(*args, **facts)  # not `made`: a guard inside a guard answers for what it hears
        guard.hears(record)
        return record

    root.setLevel(logging.DEBUG)
    keep_quiet("DEBUG")
    logging.setLogRecordFactory(make)
    try:
        yield guard
    finally:
        logging.setLogRecordFactory(made)
        root.setLevel(level)


def leaks_in(lines: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """Lines of a log that tell too much, each with what it tells."""
    known = [each for each in known if len(each) >= SHORTEST and not each.startswith("/")]
    return [f"{what}: {line}" for line in lines for what in _told(line, known)]


def _told(line: str, known: list[str]) -> Iterator[str]:
    yield from (what for what, sign in SIGNS.items() if sign.search(line))
    said = _without_frames(line)
    yield from (repr(each) for each in known if each in said)


def _without_frames(line: str) -> str:
    """The names of our own files are no secrets, and «start» is one of them."""
    try:
        facts = json.loads(line)
    except ValueError:
        return line
    return f"{facts.get('said')} {facts.get('error', '')}" if isinstance(facts, dict) else line


def secrets(towns: Iterable[Core]) -> set[str]:
    """Tokens, names, phones and texts of everybody in these Telegrams."""
    found: set[str] = set()
    for core in towns:
        found.add(core.token)
        for person in core.world.people.values():
            found |= {person.first_name, person.last_name, person.phone}
        for chat in core.world.chats.values():
            found |= {message.text for message in chat.messages.values()}
    return {each for each in found if each}
