"""
Rows of the outbox on their way to Telegram: picked when they are due, claimed for one call, written back after it.

Whoever claims commits before the call: found after a crash, a claim says that nobody knows what came of it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    null,
    or_,
    select,
    text,
    update,
)

from storage.cluster.chat_rests import free_chat
from storage.engine.insert import table_of
from storage.engine.repository import Repository
from storage.engine.version_triggers import HOUSE
from storage.queues.claiming import CLAIM, CLAIM_AMONG, DUE, IS_ORPHAN, ITEMS, claim_reply, due_among
from storage.queues.messages import FETCH, ONCE, REPLY, OutboxItem
from storage.queues.resting import moment
from storage.tables import OutboxRow
from storage.tables.types import Json

_outbox = table_of(OutboxRow)
_out = _outbox.c
_same = and_(_out.chat_id == bindparam("the_chat"), _out.sent >= bindparam("the_sent"))

_IS_ONCE = _out.key.startswith(ONCE)

_DELIVERED = (
    update(_outbox)
    .where(
        _out.id == bindparam("the_item"),
        _out.claimed_at == bindparam("the_claim"),
        _out.claimed_by.is_not_distinct_from(bindparam("the_claimer", type_=_out.claimed_by.type)),
    )
    .values(
        claimed_at=None,
        claimed_by=None,
        updated_at=bindparam("the_now"),
        error=None,
        sent=case((_same, bindparam("the_wanted")), else_=_out.sent),
        message_id=case((_same, bindparam("the_message", type_=_out.message_id.type)), else_=_out.message_id),
        state=case((_out.wanted > bindparam("the_wanted"), "pending"), else_="sent"),
        **{each.name: case((_IS_ONCE, null()), else_=each) for each in (_out.content, _out.args)},
    )
    .returning(_out.id)
)
"""Telegram has this version. Newer content that came meanwhile leaves the row pending.

Content that was to go out anew, or elsewhere, does not become an edit of what was in the air.
"""

_DELIVERED_AMONG = _DELIVERED.add_cte(free_chat())

_FREE_CHATS = text("""
    UPDATE chat_rests SET free_at = clock_timestamp() + interval '1 second'
    WHERE free_at > clock_timestamp() + interval '1 second' AND NOT limited
    AND process_id NOT IN (SELECT id FROM processes)
""")

_LIMITED = text("""
    SELECT chat_id, extract(epoch FROM free_at - clock_timestamp())::float FROM chat_rests
    WHERE limited AND free_at > clock_timestamp()
""")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose calls are claimed and landed in this transaction, and what the chat has to bear after this one."""

    process_id: int = 0
    rest_seconds: float = 0.0
    is_limited: bool = False


_ONE_TRY_LESS = case((_out.tries > 0, _out.tries - 1), else_=0)


class Sending(Repository):
    speaker = Speaker()
    """Of several processes, which this is."""

    async def list_due(
        self,
        *,
        share: tuple[int, int] = (0, 1),
        resting: Collection[int] = (),
        without: Collection[str] = (),
        fetches: bool = True,
        only_replies: bool = False,
        limit: int = 32,
    ) -> Sequence[OutboxItem]:
        """What may go out now, replies first; chats that rest after a message are passed over, and these views.

        `share`: which of how many processes asks. Each takes the chats of its own part first.
        """
        due = due_among() if self._is_postgres else DUE
        query = due.where(or_(OutboxRow.view.is_(None), OutboxRow.view.not_in(list(without)))) if without else due
        if only_replies:
            query = query.where(OutboxRow.lane == REPLY)
        if not fetches:
            query = query.where(OutboxRow.key.not_like(f"{FETCH}%"))
        named: Json = {**moment(self._clock.now()), "the_resting": list(resting), "the_limit": limit}
        if self._is_postgres:
            named |= {"the_part": share[0], "the_parts": share[1]}
        return await self._session.read(OutboxItem, query, named)

    async def claim(self, item_id: int) -> OutboxItem | None:
        """Take it for one call, with the content it has this moment. Commit before calling Telegram."""
        named: Json = {"the_item": item_id, "the_now": self._clock.now()}
        if self._is_postgres:
            return await self._session.read_one(
                OutboxItem, CLAIM_AMONG, named | {"the_process": self.speaker.process_id}
            )
        return await self._session.read_one(OutboxItem, CLAIM, named)

    async def claim_reply(self, chat_id: int, files: frozenset[str]) -> OutboxItem | None:
        """As `claim`, of what would leave first for that chat; None where that is no reply, or one of these views.

        What was read before is forgotten on PostgreSQL.
        """
        named: Json = {**moment(self._clock.now()), "the_chat": chat_id}
        if self._is_postgres:
            named["the_process"] = self.speaker.process_id
        claiming = claim_reply(files, is_postgres=self._is_postgres)
        found = await self._session.read_beside(OutboxItem, claiming, named)
        if found is None:
            return None
        item, version = found
        self._session.read_anew()  # whoever changes it from now on waits for this commit, and touches it then
        self._session.bring_versions({HOUSE: version or 0})
        return item

    async def release(self, item_id: int) -> None:
        """Let go of a row whose claim may have been committed although the database answered with an error.

        No call came of it, so it costs no try.
        """
        claimed = update(OutboxRow).where(OutboxRow.id == item_id, OutboxRow.claimed_at.is_not(None))
        if self._is_postgres:
            claimed = claimed.where(OutboxRow.claimed_by.is_not_distinct_from(self.speaker.process_id or None))
        freed = claimed.values(claimed_at=None, claimed_by=None, tries=_ONE_TRY_LESS).returning(OutboxRow.chat_id)
        for row in await self._session.execute(freed):
            if self._is_postgres:
                await self._session.execute(select(free_chat().c.chat_id), self._name_call(row.chat_id))

    async def note_delivered(self, item: OutboxItem, message_id: int | None) -> bool:
        """Telegram has this version; False when another process took the row over meanwhile."""
        named: Json = {
            "the_item": item.id,
            "the_claim": item.claimed_at,
            "the_claimer": item.claimed_by,
            "the_now": self._clock.now(),
            "the_chat": item.chat_id,
            "the_sent": item.sent,
            "the_wanted": item.wanted,
            "the_message": message_id,
        }
        if self._is_postgres:
            named |= self._name_call(item.chat_id)
        delivered = _DELIVERED_AMONG if self._is_postgres else _DELIVERED
        return (await self._session.execute(delivered, named)).first() is not None

    def _name_call(self, chat_id: int) -> Json:
        return {
            "the_chat_of_call": chat_id,
            "the_process": self.speaker.process_id,
            "the_rest": self.speaker.rest_seconds,
            "the_limited": self.speaker.is_limited,
        }

    async def set_aside(self, item: OutboxItem, state: str, error: str) -> bool:
        """dead, dropped or lost, unless newer content came meanwhile. A lost one that is put again is marked."""
        lost = {"flagged": True} if state == "lost" else {}
        once = {"content": null(), "args": null()} if item.key.startswith(ONCE) else {}
        return await self._land(item, error=error[:200], state=_unless_newer(item, state), **lost, **once)

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
            values["tries"] = _ONE_TRY_LESS
        return await self._land(item, **values)

    async def orphans(self) -> Sequence[OutboxItem]:
        """Claimed by a process that died in the middle of a call: nobody knows whether Telegram has them."""
        return await self._session.read(OutboxItem, ITEMS.where(IS_ORPHAN))

    async def free_chats(self) -> None:
        """PostgreSQL: those in which a dead process was speaking."""
        await self._session.execute(_FREE_CHATS)

    async def list_limited(self) -> dict[int, float]:
        """PostgreSQL: chats for which Telegram has said 429, and for how many seconds more."""
        return {int(chat): float(seconds) for chat, seconds in await self._session.execute(_LIMITED)}

    async def find(self, item_id: int) -> OutboxItem | None:
        """As it stands, whoever has claimed it."""
        return await self._session.read_one(OutboxItem, ITEMS.where(_out.id == item_id))

    async def forget_message(self, item: OutboxItem) -> bool:
        """The message was deleted on the person's side: the next content goes out anew."""
        return await self._land(item, message_id=None, sent=0, flagged=False)

    async def _land(self, item: OutboxItem, **values: Any) -> bool:
        """The call is over. False when another process took the row over meanwhile: then nothing is written."""
        landed = (
            update(OutboxRow)
            .where(
                OutboxRow.id == item.id,
                OutboxRow.claimed_at == item.claimed_at,
                OutboxRow.claimed_by.is_not_distinct_from(item.claimed_by),
            )
            .values(claimed_at=None, claimed_by=None, updated_at=self._clock.now(), **values)
            .returning(OutboxRow.id)
        )
        if self._is_postgres:
            named = self._name_call(item.chat_id)
            return (await self._session.execute(landed.add_cte(free_chat()), named)).first() is not None
        return (await self._session.execute(landed)).first() is not None


def _unless_newer(item: OutboxItem, state: str) -> ColumnElement[str]:
    return case((OutboxRow.wanted > item.wanted, "pending"), else_=state)
