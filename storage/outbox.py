"""
Messages that have keys. Content put under a key that was sent edits that message; under a pending one it replaces
the content. So a summary that forty answers touch is one message and a few edits.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, false, func, null, or_, select, true, update

from storage.parcel import ITEM, OutboxItem, Parcel, part_key
from storage.repository import Repository
from storage.tables import OutboxRow
from storage.types import Json

KEPT = timedelta(days=14)


class Outbox(Repository):
    async def put(self, parcel: Parcel) -> None:
        now = self._clock.now()
        content = {
            "lane": parcel.lane,
            "content": parcel.content,
            "view": parcel.view,
            "args": parcel.args,
            "erase": False,
            "updated_at": now,
        }
        new = content | {
            "key": parcel.key,
            "chat_id": parcel.chat_id,
            "person_id": parcel.person_id,
            "repeat": parcel.repeat,
            "message_id": parcel.message_id,
            "sent": 0 if parcel.message_id is None else 1,
            "wanted": 1 if parcel.message_id is None else 2,
            "created_at": now,
        }
        anew = true() if parcel.fresh else OutboxRow.chat_id != parcel.chat_id
        renewed = content | {
            "chat_id": parcel.chat_id,
            "person_id": parcel.person_id,
            "wanted": OutboxRow.wanted + 1,
            "sent": case((anew, 0), else_=OutboxRow.sent),
            "message_id": case((anew, null()), else_=OutboxRow.message_id),
            "flagged": case((and_(anew, OutboxRow.sent > 0), false()), else_=OutboxRow.flagged),
            "state": "pending",
            "tries": 0,
            "not_before": None,
            "error": None,
        }
        await self._session.execute(
            self._insert(OutboxRow).values(**new).on_conflict_do_update(index_elements=["key"], set_=renewed)
        )

    async def touch(self, key: str) -> bool:
        """Have a sent view rendered and edited again; False when nothing was ever put under this key."""
        result = await self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.key == key, OutboxRow.view.is_not(None), OutboxRow.state != "dropped")
            .values(wanted=OutboxRow.wanted + 1, state="pending", tries=0, updated_at=self._clock.now())
            .returning(OutboxRow.id)
        )
        return result.first() is not None

    async def erase(self, key: str) -> bool:
        """Take a message away; one that was never sent is simply not sent any more."""
        return await self._erased(OutboxRow.key == key)

    async def key_of(self, chat_id: int, message_id: int) -> str | None:
        """The key under which the message on a person's screen was sent."""
        return await self._session.scalar(
            select(OutboxRow.key).where(OutboxRow.chat_id == chat_id, OutboxRow.message_id == message_id)
        )

    async def keys_showing(self, chat_id: int, view: str, name: str, shown: int) -> Sequence[str]:
        """The keys under which a chat was sent a view of one thing: of the payment 7, wherever its card stands."""
        rows = await self._session.scalars(
            select(OutboxRow.key).where(
                OutboxRow.chat_id == chat_id,
                OutboxRow.message_id.is_not(None),
                OutboxRow.view == view,
                OutboxRow.args[name].as_integer() == shown,
                OutboxRow.erase.is_(False),
            )
        )
        return rows.all()

    async def message_of(self, key: str) -> int | None:
        return await self._session.scalar(select(OutboxRow.message_id).where(OutboxRow.key == key))

    async def due(
        self, *, resting: Collection[int] = (), without: Collection[str] = (), limit: int = 32
    ) -> Sequence[OutboxItem]:
        """What may go out now, replies first; chats that rest after a message are passed over, and these views."""
        query = select(*ITEM).where(
            OutboxRow.state == "pending",
            OutboxRow.claimed_at.is_(None),
            or_(OutboxRow.not_before.is_(None), OutboxRow.not_before <= self._clock.now()),
        )
        if resting:
            query = query.where(OutboxRow.chat_id.not_in(list(resting)))
        if without:
            query = query.where(or_(OutboxRow.view.is_(None), OutboxRow.view.not_in(list(without))))
        rows = await self._session.execute(query.order_by(OutboxRow.lane, OutboxRow.id).limit(limit))
        return [OutboxItem(*row) for row in rows]

    async def claim(self, item_id: int) -> OutboxItem | None:
        """Take it for one call, with the content it has this moment. Commit before calling Telegram."""
        result = await self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == item_id, OutboxRow.state == "pending", OutboxRow.claimed_at.is_(None))
            .values(claimed_at=self._clock.now(), tries=OutboxRow.tries + 1)
            .returning(*ITEM)
        )
        row = result.first()
        return None if row is None else OutboxItem(*row)

    async def release(self, item_id: int) -> None:
        """Let go of a row whose claim may have been committed although the database answered with an error."""
        await self._session.execute(update(OutboxRow).where(OutboxRow.id == item_id).values(claimed_at=None))

    async def delivered(self, item: OutboxItem, message_id: int | None) -> bool:
        """Telegram has this version. Newer content that came meanwhile leaves the row pending.

        Content that was to go out anew, or elsewhere, does not become an edit of what was in the air.
        """
        same = and_(OutboxRow.chat_id == item.chat_id, OutboxRow.sent >= item.sent)
        return await self._landed(
            item,
            sent=case((same, item.wanted), else_=OutboxRow.sent),
            message_id=case((same, null() if message_id is None else message_id), else_=OutboxRow.message_id),
            error=None,
            state=_unless_newer(item, "sent"),
        )

    async def set_aside(self, item: OutboxItem, state: str, error: str) -> bool:
        """dead, dropped or lost, unless newer content came meanwhile. A lost one that is put again is marked."""
        lost = {"flagged": True} if state == "lost" else {}
        return await self._landed(item, error=error[:200], state=_unless_newer(item, state), **lost)

    async def retry(
        self, item: OutboxItem, at: datetime | None, error: str, *, flag: bool = False, tried: bool = True
    ) -> bool:
        """Back into the queue: surely not sent, or (flag) perhaps sent and to be repeated with a mark.

        `tried`: it counts towards the tries after which a refused message is given up.
        """
        values: Json = {"not_before": at, "error": error[:200]}
        if flag:
            values["flagged"] = True
        if not tried:
            values["tries"] = case((OutboxRow.tries > 0, OutboxRow.tries - 1), else_=0)
        return await self._landed(item, **values)

    async def trim(self, key: str, parts: int) -> None:
        """The text needs only so many messages now: those it needed before are taken away."""
        while await self._erased(OutboxRow.key == part_key(key, parts + 1), OutboxRow.erase.is_(False)):
            parts += 1

    async def orphans(self) -> Sequence[OutboxItem]:
        """Claimed by a process that died in the middle of a call: nobody knows whether Telegram has them."""
        rows = await self._session.execute(select(*ITEM).where(OutboxRow.claimed_at.is_not(None)))
        return [OutboxItem(*row) for row in rows]

    async def forget_message(self, item: OutboxItem) -> bool:
        """The message was deleted on the person's side: the next content goes out anew."""
        return await self._landed(item, message_id=None, sent=0, flagged=False)

    async def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: it has another id, and old messages cannot be edited there."""
        await self._session.execute(
            update(OutboxRow).where(OutboxRow.chat_id == old).values(chat_id=new, message_id=None, sent=0)
        )

    async def lay_down(self) -> None:
        """Nothing that waits goes out any more: a message that stands stays as it is, one that was not sent is not."""
        waits = or_(OutboxRow.state == "pending", OutboxRow.claimed_at.is_not(None))
        stands = OutboxRow.message_id.is_not(None)
        await self._session.execute(
            update(OutboxRow)
            .where(waits)
            .values(state=case((stands, "sent"), else_="dropped"), sent=OutboxRow.wanted, claimed_at=None)
        )

    async def pending(self) -> int:
        return await self._session.scalar(select(func.count()).where(OutboxRow.state == "pending")) or 0

    async def prune(self) -> None:
        old = self._clock.now() - KEPT
        await self._session.execute(delete(OutboxRow).where(OutboxRow.state != "pending", OutboxRow.updated_at < old))

    async def _erased(self, *which: ColumnElement[bool]) -> bool:
        result = await self._session.execute(
            update(OutboxRow)
            .where(*which)
            .values(
                erase=True,
                wanted=OutboxRow.wanted + 1,
                tries=0,
                not_before=None,
                state="pending",
                updated_at=self._clock.now(),
            )
            .returning(OutboxRow.id)
        )
        return result.first() is not None

    async def _landed(self, item: OutboxItem, **values: Any) -> bool:
        """The call is over. False when another process took the row over meanwhile: then nothing is written."""
        result = await self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == item.id, OutboxRow.claimed_at == item.claimed_at)
            .values(claimed_at=None, updated_at=self._clock.now(), **values)
            .returning(OutboxRow.id)
        )
        return result.first() is not None


def _unless_newer(item: OutboxItem, state: str) -> ColumnElement[str]:
    return case((OutboxRow.wanted > item.wanted, "pending"), else_=state)
