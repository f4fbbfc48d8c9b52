"""What was asked at the door with a key of the asker's own: rows of the inbox that were done as they came."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.queues.inbox import NewItem, pack
from storage.tables import InboxRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """What was asked at the door with a key of the asker's own, and what was answered."""

    payload: str
    received_at: datetime


_ANSWERED = check_types(AnsweredItem, select(*columns_of(AnsweredItem, InboxRow)))


class DoorAnswers(Repository):
    async def begin(self, item: NewItem) -> int | None:
        """The number of a row that is done already, for what is answered in this very transaction.

        None where its key is taken: `find` has what was answered then.
        """
        now = self._clock.now()
        row = {
            "chat_id": item.chat_id,
            "payload": pack(item.payload),
            "received_at": now,
            "source": item.source,
            "external_key": item.external_key,
            "state": "done",
            "done_at": now,
        }
        return await self._insert_once(InboxRow, ["external_key"], row)

    async def note(self, item_id: int, payload: Json) -> None:
        """What was asked and answered, for who asks again under the same key."""
        await self._session.execute(update(InboxRow).where(InboxRow.id == item_id).values(payload=pack(payload)))

    async def find(self, external_key: str) -> AnsweredItem | None:
        """What was answered under that key."""
        return await self._session.read_one(AnsweredItem, _ANSWERED.where(InboxRow.external_key == external_key))

    async def forget(self, external_key: str) -> None:
        """The key is free again."""
        await self._session.execute(
            update(InboxRow).where(InboxRow.external_key == external_key).values(external_key=None, payload="{}")
        )
