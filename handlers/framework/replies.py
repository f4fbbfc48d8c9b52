"""What a handler answers with. It only says what; the worker writes it to the outbox in the same transaction."""

from dataclasses import dataclass
from typing import TypeAlias

from reports.message.message import Message
from reports.message.view import Content, Keyed


@dataclass(frozen=True, slots=True)
class Say:
    """A message: new, or (Keyed, with a key that was used) an edit of the one sent under it.

    `to` is a person's id; empty for the one who speaks.
    """

    content: Content | Keyed
    to: int | None = None
    bulk: bool = False
    repeat: bool = True
    fresh: bool = False
    """Below everything else, also when the key has a message already."""
    silent: bool = False
    """Without a sound."""


@dataclass(frozen=True, slots=True)
class Redraw:
    """The message whose button was pressed, or (after a typed text) a new one."""

    content: Content


@dataclass(frozen=True, slots=True)
class Toast:
    """A short note over the chat, best effort: what matters is said in a message too."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Whisper:
    """In a group, and for the eyes of that Telegram user alone: best effort and at once, and where Telegram does not
    take it, the note over the chat instead. Nothing that is said nowhere else.
    """

    message: Message
    chat_id: int
    user_id: int
    instead: Toast
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """Whoever sees the view under this key should see it as it is now; without a key, the message that was pressed."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class Erase:
    """Take the message under this key away; without a key, the message that was pressed."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class Forget:
    """What was just sent is a secret: it is kept nowhere but in its use. `gone`: it leaves the chat, too."""

    gone: bool = True


@dataclass(frozen=True, slots=True)
class Fetch:
    """Have a person's file brought and read: it comes back to the reader of that purpose (handlers.fetched)."""

    purpose: str
    file_id: str
    name: str
    caption: str = ""


OPENED_BY_QUERY = "search"
"""What /start says for who comes from a query that found nothing."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of what is found by a query, and the text that is sent where it is tapped. Ids are made of digits."""

    id: str
    title: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Suggest:
    """The answer to a query, best effort and at once; with nothing found a button of that label opens the bot."""

    opens: str
    found: tuple[Suggestion, ...] = ()


Reply: TypeAlias = Say | Redraw | Toast | Whisper | Touch | Erase | Forget | Fetch | Suggest
Replies: TypeAlias = Reply | list[Reply]
