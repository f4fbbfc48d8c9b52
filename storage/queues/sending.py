"""
Rows of the outbox on their way to Telegram: picked when they are due, claimed for one call, written back after it.

Whoever claims commits before the call: found after a crash, a claim says that nobody knows what came of it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, null, or_, select, update

from storage.engine.insert import table_of
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.version_triggers import HOUSE
from storage.queues.messages import FETCH, ONCE, REPLY, OutboxItem
from storage.queues.resting import has_rested, moment
from storage.tables import HouseVersionRow, OutboxRow
from storage.tables.types import Json

_OUTBOX = table_of(OutboxRow)
_out = _OUTBOX.c
_ITEM = columns_of(OutboxItem, _OUTBOX)
_ITEMS = check_types(OutboxItem, select(*_ITEM))

_is_due = and_(_out.state == "pending", _out.claimed_at.is_(None), has_rested(_out.not_before))

_DUE = (
    _ITEMS.where(_is_due, _out.chat_id.not_in(bindparam("the_resting", expanding=True)))
    .order_by(_out.lane, _out.id)
    .limit(bindparam("the_limit"))
)

_claiming = (
    update(_OUTBOX)
    .where(_out.state == "pending", _out.claimed_at.is_(None))
    .values(claimed_at=bindparam("the_now"), tries=_out.tries + 1)
    .returning(*_ITEM)
)

_CLAIM = _claiming.where(_out.id == bindparam("the_item"))

_first = (
    select(_out.id)
    .where(_is_due, _out.chat_id == bindparam("the_chat"))
    .order_by(_out.lane, _out.id)
    .limit(1)
    .scalar_subquery()
)

_version = select(HouseVersionRow.version).where(HouseVersionRow.subject == HOUSE).scalar_subquery()

_CLAIM_REPLY = _claiming.where(
    _out.id == _first,
    _out.lane == bindparam("the_lane"),
    _out.key.not_like(f"{FETCH}%"),
    or_(_out.view.is_(None), _out.view.not_in(bindparam("the_files", expanding=True))),
).returning(_version)
"""What would leave first for a chat, if it is a reply, and no file on its way in or out; and the house's version then.
"""

_same = and_(_out.chat_id == bindparam("the_chat"), _out.sent >= bindparam("the_sent"))

_DELIVERED = (
    update(_OUTBOX)
    .where(_out.id == bindparam("the_item"), _out.claimed_at == bindparam("the_claim"))
    .values(
        claimed_at=None,
        updated_at=bindparam("the_now"),
        error=None,
        sent=case((_same, bindparam("the_wanted")), else_=_out.sent),
        message_id=case((_same, bindparam("the_message", type_=_out.message_id.type)), else_=_out.message_id),
        state=case((_out.wanted > bindparam("the_wanted"), "pending"), else_="sent"),
        content=case((_out.key.startswith(ONCE), null()), else_=_out.content),
    )
    .returning(_out.id)
)
"""Telegram has this version. Newer content that came meanwhile leaves the row pending.

Content that was to go out anew, or elsewhere, does not become an edit of what was in the air.
"""

_ONE_TRY_LESS = case((_out.tries > 0, _out.tries - 1), else_=0)


class Sending(Repository):
    async def list_due(
        self,
        *,
        resting: Collection[int] = (),
        without: Collection[str] = (),
        fetches: bool = True,
        limit: int = 32,
    ) -> Sequence[OutboxItem]:
        """What may go out now, replies first; chats that rest after a message are passed over, and these views."""
        query = _DUE.where(or_(OutboxRow.view.is_(None), OutboxRow.view.not_in(list(without)))) if without else _DUE
        if not fetches:
            query = query.where(OutboxRow.key.not_like(f"{FETCH}%"))
        named = {**moment(self._clock.now()), "the_resting": list(resting), "the_limit": limit}
        return await self._session.read(OutboxItem, query, named)

    async def claim(self, item_id: int) -> OutboxItem | None:
        """Take it for one call, with the content it has this moment. Commit before calling Telegram."""
        named = {"the_item": item_id, "the_now": self._clock.now()}
        return await self._session.read_one(OutboxItem, _CLAIM, named)

    async def claim_reply(self, chat_id: int, files: Collection[str]) -> OutboxItem | None:
        """As `claim`, of what would leave first for that chat; None where that is no reply, or one of these views.

        What was read before is forgotten on PostgreSQL.
        """
        named = {**moment(self._clock.now()), "the_chat": chat_id, "the_lane": REPLY, "the_files": list(files)}
        row = (await self._session.execute(_CLAIM_REPLY, named)).first()
        if row is None:
            return None
        self._session.read_anew()  # whoever changes it from now on waits for this commit, and touches it then
        self._session.bring_versions({HOUSE: row[-1] or 0})
        fields: Sequence[Any] = row[:-1]
        return OutboxItem(*fields)

    async def release(self, item_id: int) -> None:
        """Let go of a row whose claim may have been committed although the database answered with an error.

        No call came of it, so it costs no try.
        """
        claimed = update(OutboxRow).where(OutboxRow.id == item_id, OutboxRow.claimed_at.is_not(None))
        await self._session.execute(claimed.values(claimed_at=None, tries=_ONE_TRY_LESS))

    async def note_delivered(self, item: OutboxItem, message_id: int | None) -> bool:
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
        return (await self._session.execute(_DELIVERED, named)).first() is not None

    async def set_aside(self, item: OutboxItem, state: str, error: str) -> bool:
        """dead, dropped or lost, unless newer content came meanwhile. A lost one that is put again is marked."""
        lost = {"flagged": True} if state == "lost" else {}
        return await self._land(item, error=error[:200], state=_unless_newer(item, state), **lost)

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
        return await self._session.read(OutboxItem, _ITEMS.where(_out.claimed_at.is_not(None)))

    async def find(self, item_id: int) -> OutboxItem | None:
        """As it stands, whoever has claimed it."""
        return await self._session.read_one(OutboxItem, _ITEMS.where(_out.id == item_id))

    async def forget_message(self, item: OutboxItem) -> bool:
        """The message was deleted on the person's side: the next content goes out anew."""
        return await self._land(item, message_id=None, sent=0, flagged=False)

    async def _land(self, item: OutboxItem, **values: Any) -> bool:
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
