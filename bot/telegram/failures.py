"""
What a failed call means, read once at the border.

* surely not sent: try again, forever
* unknown (reset, 5xx, time-out): it may have arrived; a naive retry once gave three copies
* a known text: the person is gone, the message is gone, nothing changed, the markup is wrong, the group moved
* any other refusal: a few tries, then dead and the operator told
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.metrics import SENDS


@dataclass(frozen=True)
class _Failure:
    label: ClassVar[str]
    """In /metrics."""
    why: str

    def __init_subclass__(cls, *, label: str) -> None:
        cls.label = label
        SENDS.labels(label)


class NotSent(_Failure, label="not_sent"):
    """Surely."""


class MaybeSent(_Failure, label="unknown"):
    """It may have arrived."""


@dataclass(frozen=True)
class Pause(_Failure, label="pause"):
    """Not sent: we speak too fast."""

    seconds: int


class BeingTried(_Failure, label="tried"):
    """Not sent: it may be what has ended our process, and a process apart finds out."""


class PersonGone(_Failure, label="person_gone"):
    """Or has never spoken to us."""


class MessageGone(_Failure, label="message_gone"):
    """What was to be edited or deleted."""


class Unchanged(_Failure, label="unchanged"):
    """The edit would change nothing: as good as done."""


class MarkupRefused(_Failure, label="markup"):
    """Telegram cannot read it."""


class TopicGone(_Failure, label="topic_gone"):
    """Of a group: closed or deleted."""


class GroupMuted(_Failure, label="group_muted"):
    """We are in it, and may not write."""


@dataclass(frozen=True)
class GroupMoved(_Failure, label="moved"):
    """It is a supergroup now."""

    chat_id: int


class Refused(_Failure, label="refused"):
    """For a reason that is not in our lists."""


class NotMade(_Failure, label="not_made"):
    """None of Telegram's: a view of ours failed before anything could be sent."""


class Deadly(_Failure, label="deadly"):
    """None of Telegram's: making the message has ended our process twice."""


Refusal: TypeAlias = (
    PersonGone | TopicGone | MessageGone | MarkupRefused | GroupMuted | GroupMoved | Refused | NotMade | Deadly
)
Failure: TypeAlias = NotSent | MaybeSent | Pause | BeingTried | Unchanged | Refusal

PERSON_GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "bot is not a member",
    "group chat was deleted",
    "bot can't initiate conversation",
    "chat not found",
)
TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted")
GROUP_MUTED = (
    "not enough rights to send text",
    "have no rights to send a message",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
)
MESSAGE_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "message_id_invalid",
)
KnownByText: TypeAlias = PersonGone | TopicGone | GroupMuted | MessageGone | Unchanged | MarkupRefused
BY_TEXT: tuple[tuple[tuple[str, ...], type[KnownByText]], ...] = (
    (PERSON_GONE, PersonGone),
    (TOPIC_GONE, TopicGone),
    (GROUP_MUTED, GroupMuted),
    (MESSAGE_GONE, MessageGone),
    (("message is not modified",), Unchanged),
    (("can't parse entities",), MarkupRefused),
)


class TakenForDeadError(Exception):
    """We were frozen, or cut off from the database, for so long that another process may have the row by now."""


def read_failure(error: Exception) -> Failure:
    """Only types and Telegram's own descriptions are kept: aiohttp's texts can hold the address with the token.

    Raises the error again where it is none of the line's.
    """
    name = type(error).__name__
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return Pause(name, int(seconds))
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return GroupMoved(name, chat_id)
        case TelegramEntityTooLarge():  # a network error by its class only
            return Refused(name)
        case TelegramUnauthorizedError():  # the poll says so too, and stops us; meanwhile nothing is given up
            return NotSent(name)
        case TelegramNetworkError():
            sure = isinstance(error.__cause__, (ClientConnectorError, ConnectionTimeoutError))
            return (NotSent if sure else MaybeSent)(type(error.__cause__ or error).__name__)
        case TelegramServerError() | ClientDecodeError():
            return MaybeSent(name)
        case TelegramBadRequest() | TelegramForbiddenError():
            return _by_text(error.message)
        case TelegramAPIError():
            return Refused(f"{name}: {error.message}")
        case OSError():
            return MaybeSent(name)
        case _:
            raise error


def _by_text(description: str) -> Failure:
    said = description.lower()
    for texts, failure in BY_TEXT:
        if any(text in said for text in texts):
            return failure(description)
    return Refused(description)
