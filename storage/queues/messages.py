"""A message with a key: what a caller wants under it, and its row on the way to Telegram."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.tables.types import Json

REPLY, TOLD, BULK = 0, 1, 2
"""Lanes: what a person waits for goes out first; then what others have done, or was heard at the door; and then what
the clock sends.
"""

FETCH = "fetch:"
"""Begins the key of a row that brings a person's file, instead of a message to them."""

ANSWER = "reply:"
"""Begins the key of what answers one item of the inbox, and that alone."""

ONCE = "once:"
"""Begins the key of a message with a secret in it: what it says is forgotten as soon as Telegram has it."""

PART = re.compile(r"#\d+$")


class Stored(Protocol):
    """A view as the outbox sees it: it is kept by its name and its fields."""

    @property
    def name(self) -> str:
        """Under which `reports.views` finds the class again."""

    def to_json(self) -> Json:
        """The fields, as they wait in the outbox."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What a caller wants under a key: finished content, or a view to be rendered when it is sent."""

    key: str
    chat_id: int
    person_id: int | None = None
    lane: int = REPLY
    content: Json | None = None
    view: Stored | None = None
    repeat: bool = True
    message_id: int | None = None
    """Of a message that the outbox did not send, or has forgotten: lets it be edited all the same."""
    fresh: bool = False
    """Send anew below instead of editing what was sent."""
    silent: bool = False
    """Without a sound: a digest, a repeat, a summary for nobody in a hurry."""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    id: int
    key: str
    chat_id: int
    person_id: int | None
    lane: int
    content: Json | None
    view: str | None
    args: Json | None
    erase: bool
    wanted: int
    sent: int
    repeat: bool
    flagged: bool
    silent: bool
    message_id: int | None
    tries: int
    claimed_at: datetime | None
    """Of this call: who lost the row to another process meanwhile writes nothing any more."""
    claimed_by: int | None = None
    """The number of the process whose call it is, where there are several."""


@dataclass(frozen=True, slots=True)
class ShownView:
    """What a message shows: the name and the fields of its view, None where it is no view; and its key."""

    view: str | None
    args: Json | None
    key: str


def fetch_key(item_id: int, number: int) -> str:
    """Of the fetch with this number that the inbox item has asked for."""
    return f"{FETCH}{item_id}:{number}"


def once_key(draft_id: str) -> str:
    """Of the message that shows a secret once."""
    return f"{ONCE}{draft_id}"


def is_fetch(key: str) -> bool:
    """Whether the row brings a person's file instead of a message to them."""
    return key.startswith(FETCH)


def part_key(key: str, number: int) -> str:
    """Of the second, third, … message that a text over the limit was cut into."""
    return f"{key}#{number}"


def whole_key(key: str) -> str:
    """The key of the message that this one is, or is a part of."""
    return PART.sub("", key)
