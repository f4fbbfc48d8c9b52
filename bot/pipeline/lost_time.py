"""
Buttons of messages from a time that a restored backup does not know: they are refused.

Numbers of records begin again where the backup stood. «✅ пришла» under a message from the lost time would settle
whatever payment has got its number since (docs/decisions/0009).
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from aiogram.types import CallbackQuery, InaccessibleMessage
from aiogram.types import Message as TelegramMessage

from reports.message.language import gettext as _
from storage.queues.wire import Span
from storage.transaction import Transaction


class LostTime:
    """The times that restored backups did not know, as far as this database remembers; none for most of them."""

    def __init__(self) -> None:
        self._spans: Sequence[Span] = ()

    async def load(self, tx: Transaction) -> None:
        """Once, as the process starts."""
        self._spans = await tx.system.wire.list_lost_spans()

    async def swallow(self, tx: Transaction, press: CallbackQuery) -> bool:
        """Whether the pressed message came out in a lost time, so that its buttons speak of records that are gone."""
        if not self._spans:
            return False
        message = press.message
        if message is None or isinstance(message, InaccessibleMessage):  # without its date
            return message is None or await tx.system.outbox.key_of(message.chat.id, message.message_id) is None
        at = _find_drawn_at(message)  # in whole seconds, and nothing was sent in the second in which we woke
        return any(_second(since) <= at < _second(until) for since, until in self._spans)


def refusal() -> str:
    """For a press under a message from a lost time."""
    return _("The database was restored from a backup, and this message is not in it. Please open it anew: /menu")


def _find_drawn_at(message: TelegramMessage) -> datetime:
    """When the buttons got their present ids."""
    return datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else message.date.astimezone(UTC)


def _second(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)
