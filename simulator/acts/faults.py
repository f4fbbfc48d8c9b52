"""Trouble on demand: refusals, slow answers, broken connections. What a bot meets in a year, in one test."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from simulator.numbers import Numbers
from simulator.wire import Answer, JsonObject, Params, RefusalError, too_many

Reset = Literal["before", "after"]

FLOOD = 429
BAD_GATEWAY = 502
HTML_BODY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)
WORDS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 500: "Internal Server Error"}

NO_RICH: tuple[JsonObject, ...] = (
    {"method": "sendRichMessage", "code": 404, "description": "Not Found: method not found", "times": None},
    {
        "method": "editMessageText",
        "contains": "<table",
        "code": 400,
        "description": "Bad Request: message text is empty",
        "times": None,
    },
)
"""An older server: it does not know the method, and of an edit it does not see the field."""


class ConnectionResetBySimulatorError(Exception):
    """The connection is to be dropped without an answer."""


@dataclass(slots=True)
class Fault:
    """A rule. Without code and reset it only delays: the call is carried out and its answer comes late.

    reset «before»: the connection breaks and nothing was done; «after»: it was done and the answer never comes.
    times None: for ever; lasts: so many real seconds. skip: so many matching calls go through first.
    method may hold a star: `send*`. 502 without a body answers in HTML.
    """

    method: str = "*"
    times: int | None = 1
    code: int | None = None
    description: str = ""
    retry_after: int | None = None
    body: str = ""
    delay: float = 0
    reset: Reset | None = None
    contains: str = ""
    chat_id: int | None = None
    skip: int = 0
    lasts: float | None = None
    until: float | None = None
    id: int = 0
    hits: int = 0

    def matches(self, method: str, params: Params) -> bool:
        """Whether this call is one that it spoils: by method (with *), chat and words in the parameters."""
        if not fnmatchcase(method.lower(), self.method.lower()):
            return False
        if self.chat_id is not None and params.text("chat_id") != str(self.chat_id):
            return False
        return not self.contains or any(self.contains in str(value) for value in params.values.values())

    @property
    def spent(self) -> bool:
        over = self.until is not None and time.monotonic() >= self.until
        return over or (self.times is not None and self.hits >= self.times)

    def answer(self) -> Answer | None:
        """What is answered instead of carrying the call out; None where it is carried out after all."""
        if self.code is None:
            return None
        if self.body or self.code == BAD_GATEWAY:
            return Answer(self.code, self.body or HTML_BODY)
        if self.code == FLOOD:
            return Answer.refusing(too_many(self.retry_after or 1))
        return Answer.refusing(RefusalError(self.code, self.description or WORDS.get(self.code, "Error")))

    def to_json(self) -> JsonObject:
        names = ("id", "method", "times", "code", "description", "retry_after", "delay", "reset", "contains", "chat_id")
        return {name: getattr(self, name) for name in (*names, "skip", "lasts", "hits")}


class Faults:
    """The rules in force, oldest first; a rule that has done its work leaves the list."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []
        self._ids = Numbers()

    def add(self, fault: Fault) -> Fault:
        """From now on, until its times or its seconds are used up."""
        fault.id = next(self._ids)
        fault.until = time.monotonic() + fault.lasts if fault.lasts is not None else None
        self._rules.append(fault)
        return fault

    def clear(self, number: int | None = None) -> None:
        """One rule by its id, or all."""
        self._rules = [fault for fault in self._rules if number not in {None, fault.id}]

    def __iter__(self) -> Iterator[Fault]:
        self._rules = [fault for fault in self._rules if not fault.spent]
        return iter(list(self._rules))

    def take(self, method: str, params: Params) -> Fault | None:
        """The first rule that concerns this call."""
        for fault in self:
            if not fault.matches(method, params):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.hits += 1
            if fault.spent:
                self._rules.remove(fault)
            return fault
        return None


@dataclass(slots=True)
class Flood:
    """Telegram's limits on sending, off until they are set. Windows are of real time: that is what pacing is about."""

    per_chat_second: int | None = None
    overall_second: int | None = None
    per_group_minute: int | None = None
    sent: dict[str, deque[float]] = field(default_factory=dict)

    def check(self, chat_id: int, now: float) -> None:
        """Count one message, or raise 429 with the seconds to wait."""
        windows = [(f"chat {chat_id}", self.per_chat_second, 1.0), ("all", self.overall_second, 1.0)]
        if chat_id < 0:
            windows.append((f"group {chat_id}", self.per_group_minute, 60.0))
        limited = [(self._window(name, now - span), limit, span) for name, limit, span in windows if limit is not None]
        for window, limit, span in limited:
            if len(window) >= limit:
                raise too_many(max(1, round(window[0] + span - now)))
        for window, _, _ in limited:
            window.append(now)

    def _window(self, name: str, since: float) -> deque[float]:
        window = self.sent.setdefault(name, deque())
        while window and window[0] <= since:
            window.popleft()
        return window
