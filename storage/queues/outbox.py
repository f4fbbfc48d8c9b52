"""
Messages that have keys. Content put under a key that was sent edits that message; under a pending one it replaces
the content. So a summary that forty answers touch is one message and a few edits.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, or_, select, update

from storage.engine.repository import Repository
from storage.queues.parcel import REPLY, OutboxItem, Parcel, part_key
from storage.queues.prepared import (
    CLAIM,
    CLAIM_REPLY,
    DELIVERED,
    DUE,
    ERASE,
    ITEM,
    KEY_OF,
    MESSAGE_OF,
    TOUCH,
    TRIM,
    moment,
    put,
)
from storage.tables import OutboxRow
from storage.tables.types import Json

KEPT = timedelta(days=14)


class Outbox(Repository):
    async def put(self, parcel: Parcel) -> None:
        now = self._clock.now()
        new = {
            "lane": parcel.lane,
            "content": parcel.content,
            "view": parcel.view,
            "args": parcel.args,
            "erase": False,
            "updated_at": now,
            "key": parcel.key,
            "chat_id": parcel.chat_id,
            "person_id": parcel.person_id,
            "repeat": parcel.repeat,
            "message_id": parcel.message_id,
            "sent": 0 if parcel.message_id is None else 1,
            "wanted": 1 if parcel.message_id is None else 2,
            "created_at": now,
        }
        await self._session.execute(put(is_postgres=self._is_postgres, fresh=parcel.fresh), new)

    async def touch(self, *keys: str) -> bool:
        """Have sent views rendered and edited again; False when nothing was ever put under these keys."""
        named = {"the_keys": keys, "the_now": self._clock.now()}
        return bool((await self._session.execute(TOUCH, named)).all())

    async def erase(self, key: str) -> bool:
        """Take a message away; one that was never sent is simply not sent any more."""
        named = {"the_key": key, "the_now": self._clock.now()}
        return bool((await self._session.execute(ERASE, named)).all())

    async def key_of(self, chat_id: int, message_id: int) -> str | None:
        """The key under which the message on a person's screen was sent."""
        return await self._session.scalar(KEY_OF, {"the_chat": chat_id, "the_message": message_id})

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
        return await self._session.scalar(MESSAGE_OF, {"the_key": key})

    async def due(
        self, *, resting: Collection[int] = (), without: Collection[str] = (), limit: int = 32
    ) -> Sequence[OutboxItem]:
        """What may go out now, replies first; chats that rest after a message are passed over, and these views."""
        query = DUE.where(or_(OutboxRow.view.is_(None), OutboxRow.view.not_in(list(without)))) if without else DUE
        named = {**moment(self._clock.now()), "the_resting": list(resting), "the_limit": limit}
        return [OutboxItem(*row) for row in await self._session.execute(query, named)]

    async def claim(self, item_id: int) -> OutboxItem | None:
        """Take it for one call, with the content it has this moment. Commit before calling Telegram."""
        row = (await self._session.execute(CLAIM, {"the_item": item_id, "the_now": self._clock.now()})).first()
        return None if row is None else OutboxItem(*row)

    async def claim_reply(self, chat_id: int, files: Collection[str]) -> OutboxItem | None:
        """As `claim`, of what would leave first for that chat; None where that is no reply, or one of these views."""
        named = {**moment(self._clock.now()), "the_chat": chat_id, "the_lane": REPLY, "the_files": list(files)}
        row = (await self._session.execute(CLAIM_REPLY, named)).first()
        return None if row is None else OutboxItem(*row)

    async def release(self, item_id: int) -> None:
        """Let go of a row whose claim may have been committed although the database answered with an error."""
        await self._session.execute(update(OutboxRow).where(OutboxRow.id == item_id).values(claimed_at=None))

    async def delivered(self, item: OutboxItem, message_id: int | None) -> bool:
        """Telegram has this version; False when another process took the row over meanwhile."""
        named = {
            "the_item": item.id,
            "the_claim": item.claimed_at,
            "the_now": self._clock.now(),
            "the_chat": item.chat_id,
            "the_sent": item.sent,
            "the_wanted": item.wanted,
            "the_message": message_id,
        }
        return (await self._session.execute(DELIVERED, named)).first() is not None

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
        now = self._clock.now()
        while (await self._session.execute(TRIM, {"the_key": part_key(key, parts + 1), "the_now": now})).all():
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

    async def overdue_since(self) -> datetime | None:
        """Since when the longest waiting one might have gone out."""
        now, free_from = self._clock.now(), func.coalesce(OutboxRow.not_before, OutboxRow.updated_at)
        waits = (OutboxRow.state == "pending", OutboxRow.claimed_at.is_(None), free_from <= now)
        return await self._session.scalar(select(func.min(free_from, type_=OutboxRow.updated_at.type)).where(*waits))

    async def pending(self) -> int:
        return await self._session.scalar(select(func.count()).where(OutboxRow.state == "pending")) or 0

    async def prune(self) -> None:
        old = self._clock.now() - KEPT
        await self._session.execute(delete(OutboxRow).where(OutboxRow.state != "pending", OutboxRow.updated_at < old))

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
