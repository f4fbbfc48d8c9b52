"""Small facts of the line itself, one JSON value under a name: the last poll, an outage, the owner link printed."""

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import bindparam, delete, select

from storage.engine.repository import Repository
from storage.tables import WireRow
from storage.tables.types import Json

LAST_POLL = "last_poll"
OUTAGE_SEEN = "outage"
"""Since when until when nobody polled: {since, until}; the scheduler asks again and forgets it."""
COPY_OF = "copy_of"
"""Stands only in a backup: {at}. A bot that finds it at start knows that it wakes on a restored database."""
BACKUPS = "backups"
"""What came of the last try: {tried_at, folder, made: [[at, bytes], …], count} and, of a failure, {trouble, place}."""
BACKUP_ASKED = "backup_asked"
"""Messages that wait for a backup: {keys: {key: asked_at}}."""
DEATHS = "deaths"
"""What was in hand when a process died: {of: {what: [how often, when last]}}."""
INTRODUCED = "introduced"
"""What the bot has told Telegram of itself: {digest}."""
LOST = "lost"
"""What restored backups did not know: {spans: [[since, until], …]}, of each backup and of the start that followed."""

INLINE = "inline"
"""Whether the bot answers queries in any chat, as Telegram said at the last start: {on}."""


def pinned_in(chat_id: int) -> str:
    """Under this name stands what we have pinned in that chat: {message}."""
    return f"pinned:{chat_id}"


Span: TypeAlias = tuple[datetime, datetime]
MOST_SPANS = 20


_UNDER = select(WireRow.value).where(WireRow.name == bindparam("the_name"))


class Wire(Repository):
    async def get(self, name: str) -> Json | None:
        """The value kept under the name; None where there is none."""
        return await self._session.scalar(_UNDER, {"the_name": name})

    async def set(self, name: str, value: Json | None) -> None:
        """Keep the value under the name; None forgets it."""
        if value is None:
            await self._session.execute(delete(WireRow).where(WireRow.name == name))
            return
        content = {"value": value, "updated_at": self._clock.now()}
        statement = self._insert(WireRow).values(name=name, **content)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=content))

    async def has_inline(self) -> bool:
        """Whether buttons that begin a query may be shown; the same until something is written."""
        return await self._session.once(("wire", INLINE), self._read_inline)

    async def _read_inline(self) -> bool:
        return bool((await self.get(INLINE) or {}).get("on"))

    async def list_lost_spans(self) -> list[Span]:
        """The times whose records went with the database that a backup replaced."""
        kept = await self.get(LOST) or {"spans": []}
        return [(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in kept["spans"]]

    async def ask_backup(self, key: str, at: datetime) -> None:
        """Somebody wants one now; the message under this key is to tell of it."""
        await self.set(BACKUP_ASKED, {"keys": await self.read_backups_asked() | {key: at.isoformat()}})

    async def read_backups_asked(self) -> dict[str, str]:
        """The waiting messages, and when each began to wait."""
        asked = await self.get(BACKUP_ASKED) or {"keys": {}}
        return dict(asked["keys"])

    async def answer_backups(self, begun: datetime) -> list[str]:
        """The messages that a try begun then answers; whoever asked during it gets a newer one."""
        asked = await self.read_backups_asked()
        answered = [key for key, at in asked.items() if datetime.fromisoformat(at) <= begun]
        left = {key: at for key, at in asked.items() if key not in answered}
        if answered:
            await self.set(BACKUP_ASKED, {"keys": left} if left else None)
        return answered

    async def add_lost_span(self, since: datetime, until: datetime) -> None:
        """A time after `since` and up to `until` whose records are gone; the last twenty are kept."""
        spans = [*await self.list_lost_spans(), (since, until)][-MOST_SPANS:]
        await self.set(LOST, {"spans": [[each.isoformat() for each in span] for span in spans]})
