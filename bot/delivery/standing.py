"""
What stands in the chats already, so that a redrawing that changes nothing costs no call.

A payment of tomorrow touches today's check-in and the lead's summary, and most such drawings come out as they were:
each took one of the 25 messages a second. Kept in memory only: after a restart the first drawing of each is sent.
"""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

from reports.message.message import Message
from storage.queues.messages import OutboxItem

MOST = 20_000
"""Rows of the outbox that are remembered, the last sent ones."""


@dataclass(frozen=True, slots=True)
class _Seen:
    message_id: int | None
    print: bytes
    rest: list[Message]


class Standing:
    def __init__(self) -> None:
        self._seen: OrderedDict[int, _Seen] = OrderedDict()

    def sent(self, item: OutboxItem, message: Message, message_id: int | None, rest: list[Message]) -> None:
        """`rest`: what did not fit into the first message."""
        self._seen[item.id] = _Seen(message_id, _print(message), rest)
        self._seen.move_to_end(item.id)
        if len(self._seen) > MOST:
            self._seen.popitem(last=False)

    def rest_of(self, item: OutboxItem, message: Message) -> list[Message] | None:
        """The rest of what stands there, where an edit to this message would change nothing; None where it would."""
        seen = self._seen.get(item.id)
        if seen is None or item.message_id is None or message.menu is not None:
            return None
        return seen.rest if (seen.message_id, seen.print) == (item.message_id, _print(message)) else None


def _print(message: Message) -> bytes:
    return blake2b(repr(message).encode("utf-8", "surrogatepass"), digest_size=16).digest()
