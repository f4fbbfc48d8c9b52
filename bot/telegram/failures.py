"""
What a failed call means, read once at the border.

* surely not sent: try again, forever
* unknown (reset, 5xx, time-out): it may have arrived; a naive retry once gave three copies
* a known text: the person is gone, the message is gone, nothing changed, the markup is wrong, the group moved
* any other refusal: a few tries, then dead and the operator told
"""

from dataclasses import dataclass
from enum import Enum, auto

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


class Kind(Enum):
    NOT_SENT = auto()
    UNKNOWN = auto()
    PAUSE = auto()
    PERSON_GONE = auto()
    MESSAGE_GONE = auto()
    UNCHANGED = auto()
    MARKUP = auto()
    MOVED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Failure:
    kind: Kind
    text: str
    seconds: int = 0
    """How long to pause, for PAUSE."""
    chat_id: int = 0
    """Where the group is now, for MOVED."""


PERSON_GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "bot can't initiate conversation",
    "chat not found",
)
MESSAGE_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "message_id_invalid",
)
BY_TEXT = (
    (PERSON_GONE, Kind.PERSON_GONE),
    (MESSAGE_GONE, Kind.MESSAGE_GONE),
    (("message is not modified",), Kind.UNCHANGED),
    (("can't parse entities",), Kind.MARKUP),
)


def read_failure(error: Exception) -> Failure:
    """Only types and Telegram's own descriptions are kept: aiohttp's texts can hold the address with the token."""
    name = type(error).__name__
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return Failure(Kind.PAUSE, name, seconds=int(seconds))
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return Failure(Kind.MOVED, name, chat_id=chat_id)
        case TelegramEntityTooLarge():  # a network error by its class only
            return Failure(Kind.REFUSED, name)
        case TelegramUnauthorizedError():  # the poll says so too, and stops us; meanwhile nothing is given up
            return Failure(Kind.NOT_SENT, name)
        case TelegramNetworkError():
            sure = isinstance(error.__cause__, (ClientConnectorError, ConnectionTimeoutError))
            return Failure(Kind.NOT_SENT if sure else Kind.UNKNOWN, type(error.__cause__ or error).__name__)
        case TelegramServerError() | ClientDecodeError():
            return Failure(Kind.UNKNOWN, name)
        case TelegramBadRequest() | TelegramForbiddenError():
            return _by_text(error.message)
        case TelegramAPIError():
            return Failure(Kind.REFUSED, f"{name}: {error.message}")
        case OSError():
            return Failure(Kind.UNKNOWN, name)
    raise error


def _by_text(description: str) -> Failure:
    said = description.lower()
    for texts, kind in BY_TEXT:
        if any(text in said for text in texts):
            return Failure(kind, description)
    return Failure(Kind.REFUSED, description)
