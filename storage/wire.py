"""Small facts of the line itself, one JSON value under a name: the last poll, an outage, the owner link printed."""

from sqlalchemy import delete, select

from storage.repository import Repository
from storage.tables import WireRow
from storage.types import Json

LAST_POLL = "last_poll"
OUTAGE_SEEN = "outage"
"""Since when until when nobody polled: {since, until}; the scheduler asks again and forgets it."""


class Wire(Repository):
    async def get(self, name: str) -> Json | None:
        return await self._session.scalar(select(WireRow.value).where(WireRow.name == name))

    async def set(self, name: str, value: Json | None) -> None:
        """Keep the value under the name; None forgets it."""
        if value is None:
            await self._session.execute(delete(WireRow).where(WireRow.name == name))
            return
        content = {"value": value, "updated_at": self._clock.now()}
        statement = self._insert(WireRow).values(name=name, **content)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=content))
