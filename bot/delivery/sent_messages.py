"""
What stands in the chats already, so that a redrawing that changes nothing costs no call.

A payment of tomorrow touches today's check-in and the lead's summary, and most such drawings come out as they were:
each took one of the 25 messages a second. Kept in memory only: after a restart the first drawing of each is sent.
"""

from collections import OrderedDict
from hashlib import blake2b

from bot.delivery.outcome import Sent
from reports.message.message import Message
from storage.queues.messages import OutboxItem

MOST = 20_000
"""Rows of the outbox that are remembered, the last sent ones."""


class SentMessages:
    def __init__(self) -> None:
        self._sent: OrderedDict[int, tuple[Sent, bytes, int]] = OrderedDict()

    def remember(self, item: OutboxItem, message: Message, sent: Sent) -> None:
        """What stands in the chat now under that row's key."""
        self._sent[item.id] = (sent, _digest(message), item.wanted)
        self._sent.move_to_end(item.id)
        if len(self._sent) > MOST:
            self._sent.popitem(last=False)

    def find(self, item: OutboxItem, message: Message) -> Sent | None:
        """What stands there, where an edit to this message would change nothing; None where it would."""
        if item.id not in self._sent or item.message_id is None or message.menu is not None:
            return None
        sent, digest, version = self._sent[item.id]
        if (sent.message_id, digest, version) != (item.message_id, _digest(message), item.sent):
            return None  # another process has edited it since, or it is to say something else
        self._sent[item.id] = (sent, digest, item.wanted)
        return Sent(sent.message_id, sent.rest)


def _digest(message: Message) -> bytes:
    return blake2b(repr(message).encode("utf-8", "surrogatepass"), digest_size=16).digest()
