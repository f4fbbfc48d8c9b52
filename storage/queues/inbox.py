"""Updates as they came, and what came in by the door. Stored before whoever sent it may forget it, done together with
everything it caused.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVarTuple

from sqlalchemy import BigInteger, Boolean, Select, and_, bindparam, case, delete, func, null, select, update

from sales.door.sources import ItemSource
from storage.engine.insert import Insert, insert_into, table_of
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.version_triggers import HOUSE
from storage.queues.dialogs import STANDS_NOWHERE
from storage.queues.resting import has_rested, moment
from storage.tables import DialogRow, HouseVersionRow, InboxRow, PersonRow
from storage.tables.queues import PENDING
from storage.tables.types import Json

Ts = TypeVarTuple("Ts")

TRIES = 5
KEPT = timedelta(days=3)
"""Longer than the 24 hours Telegram keeps an update: a repeated one is still recognised."""

KEPT_DEAD = timedelta(days=30)
RETRY_AFTER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class InboxItem:
    id: int
    update_id: int | None
    chat_id: int
    payload: str
    tries: int
    source: ItemSource = ItemSource.TELEGRAM
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Taken:
    """An item, and what the claiming statement brings along."""

    id: int
    state: str
    house: int | None
    """The house's version."""
    speaker_id: int | None
    """Whose chat it is, of somebody who works here."""
    names: int | None
    """The version of what their clients are called."""
    dialog: str | None
    """In which they stand."""


@dataclass(frozen=True, slots=True)
class NewItem:
    update_id: int | None
    chat_id: int
    payload: Json
    source: ItemSource = ItemSource.TELEGRAM
    external_key: str | None = None
    """Of what came in by the door: one that is known already is passed over, as an update_id is."""


_INBOX = table_of(InboxRow)
_in = _INBOX.c
_earlier = _INBOX.alias("earlier")

_rested = has_rested(_in.not_before)

_waiting = check_types(InboxItem, select(*columns_of(InboxItem, _INBOX)).where(_in.state == PENDING).order_by(_in.id))

_HEADS = _waiting.where(
    _rested,
    ~select(_earlier.c.id)
    .where(_earlier.c.state == PENDING, _earlier.c.chat_id == _in.chat_id, _earlier.c.id < _in.id)
    .correlate(_INBOX)
    .exists(),
).limit(bindparam("the_limit"))
"""The first waiting item of each chat."""

_works_here = select(PersonRow.id).where(PersonRow.telegram_id == _in.chat_id).correlate(_INBOX).exists()

_HEADS_BY_TURN = _HEADS.order_by(None).order_by(case((_works_here, 0), else_=1), _in.id)
"""Who works here goes before strangers, however many of them write."""


def _of(heads: Select[*Ts]) -> dict[bool, Select[*Ts]]:
    """What came in by the door, and what did not."""
    from_door = _in.source != ItemSource.TELEGRAM
    return {True: heads.where(from_door), False: heads.where(~from_door)}


_HEADS_OF = _of(_HEADS_BY_TURN)
_LOCKED_HEAD_OF = _of(
    _HEADS_BY_TURN.where(_in.id.not_in(bindparam("the_passed", expanding=True))).with_for_update(
        of=_INBOX, skip_locked=True
    )
)

_HEAD = _waiting.where(_in.chat_id == bindparam("the_chat")).limit(1)
"""The first waiting item of one chat, also one that rests."""

_TOLD = case((_in.update_id.is_(None), "{}"), else_=_in.payload)
"""A file that was fetched, or what came in by the door, is not kept once it is read: it may hold all of a firm's money.
"""

_LEFT = case((and_(_in.update_id.is_(None), _in.source == ItemSource.TELEGRAM), "{}"), else_=_in.payload)
"""Of what is dead: nobody sends a site's request again."""

_CHAT = bindparam("the_chat", type_=BigInteger)
_speaker = PersonRow.telegram_id == _CHAT
_BROUGHT = (
    _in.id,
    _in.state,
    select(HouseVersionRow.version).where(HouseVersionRow.subject == HOUSE).label("house"),
    select(PersonRow.id).where(_speaker).label("speaker_id"),
    select(HouseVersionRow.version)
    .join(PersonRow, PersonRow.id == HouseVersionRow.subject)
    .where(_speaker)
    .label("names"),
    select(DialogRow.name).join(PersonRow, PersonRow.id == DialogRow.person_id).where(_speaker).label("dialog"),
)

check_types(_Taken, select(*_BROUGHT))

_HAS_CHAT = func.pg_try_advisory_xact_lock(_CHAT, type_=Boolean)
"""On PostgreSQL chats go in parallel, and each in its order: a chat is one transaction's until that ends."""


@cache
def _take(*, is_postgres: bool) -> Any:
    taken = update(_INBOX).where(_in.id == bindparam("the_item"), _in.state == PENDING, _rested)
    if is_postgres:
        taken = taken.where(_HAS_CHAT)
    done = taken.values(state="done", done_at=bindparam("the_now"), payload=_TOLD)
    return done.returning(*_BROUGHT)


@cache
def _take_new(*, is_postgres: bool) -> Any:
    """Done as it is stored, where nothing of its chat waits before it; else it waits, too."""
    waits = _earlier.c
    is_first = ~select(waits.id).where(waits.state == PENDING, waits.chat_id == _CHAT).exists()
    if is_postgres:
        is_first = and_(is_first, _HAS_CHAT)
    statement = insert_into(_INBOX, is_postgres=is_postgres).values(
        update_id=bindparam("the_update", type_=_in.update_id.type),
        chat_id=_CHAT,
        payload=bindparam("the_payload", type_=_in.payload.type),
        received_at=bindparam("the_now", type_=_in.received_at.type),
        source=ItemSource.TELEGRAM,
        state=case((is_first, "done"), else_="pending"),
        done_at=case((is_first, bindparam("the_now", type_=_in.received_at.type)), else_=null()),
        tries=0,
    )
    return statement.on_conflict_do_nothing().returning(*_BROUGHT)


class Inbox(Repository):
    async def store(self, items: Sequence[NewItem]) -> None:
        """Insert what is new; an update_id or a key that is known already is passed over."""
        if not items:
            return
        now = self._clock.now()
        rows = [
            {
                "update_id": item.update_id,
                "chat_id": item.chat_id,
                "payload": pack(item.payload),
                "received_at": now,
                "source": item.source,
                "external_key": item.external_key,
            }
            for item in items
        ]
        await self._session.execute(_store(is_postgres=self._is_postgres), rows)

    async def take_new(self, new: NewItem) -> InboxItem | None:
        """As `store` and `claim` together, of an update of Telegram's that came alone.

        None where it is known already, or waits: others of its chat stand before it, or another worker has the chat.
        """
        now, payload = self._clock.now(), pack(new.payload)
        named = {"the_update": new.update_id, "the_chat": new.chat_id, "the_payload": payload, "the_now": now}
        found = await self._claim(_take_new(is_postgres=self._is_postgres), named)
        if found is None or found.state != "done":
            return None
        return InboxItem(found.id, new.update_id, new.chat_id, payload, 0, new.source, now)

    async def next_offset(self) -> int | None:
        """What to ask Telegram from: the greatest id of the last 24 h + 1. Ids jump after a quiet week."""
        since = self._clock.now() - timedelta(hours=24)
        greatest = await self._session.scalar(select(func.max(InboxRow.update_id)).where(InboxRow.received_at > since))
        return None if greatest is None else greatest + 1

    async def heads(self, limit: int = 16, *, of_door: bool = False) -> Sequence[InboxItem]:
        """The first waiting item of each chat, strangers' last and the oldest first; or of each token of the door.

        An item that rests after a failure holds its chat.
        """
        named = {**moment(self._clock.now()), "the_limit": limit}
        return await self._session.read(InboxItem, _HEADS_OF[of_door], named)

    async def lock_head(self, without: Collection[int] = (), *, of_door: bool = False) -> InboxItem | None:
        """PostgreSQL: as the first of `heads` that no other worker has locked, and locked until the end of the
        transaction; these items are passed over.
        """
        named = {**moment(self._clock.now()), "the_limit": 1, "the_passed": list(without)}
        return await self._session.read_one(InboxItem, _LOCKED_HEAD_OF[of_door], named)

    async def head_of(self, chat_id: int) -> InboxItem | None:
        """What is to be done first of that chat, though it may rest after a failure."""
        return await self._session.read_one(InboxItem, _HEAD, {"the_chat": chat_id})

    async def claim(self, item_id: int, chat_id: int) -> bool:
        """Mark it done as part of this transaction; False when another worker was first, or has its chat."""
        named = {"the_item": item_id, "the_chat": chat_id, **moment(self._clock.now())}
        return await self._claim(_take(is_postgres=self._is_postgres), named) is not None

    async def _claim(self, statement: Any, named: Json) -> _Taken | None:
        taken = await self._session.read_one(_Taken, statement, named)
        if taken is not None:
            of_speaker = {} if taken.speaker_id is None else {taken.speaker_id: taken.names or 0}
            if taken.speaker_id is not None and taken.dialog is None:
                self._session.info[STANDS_NOWHERE] = taken.speaker_id
            self._session.bring_versions({HOUSE: taken.house or 0, **of_speaker})
        return taken

    async def note_failure(self, item_id: int, error: str) -> bool:
        """Count a try. True when it was the last one and the item is dead now."""
        result = await self._session.execute(
            update(InboxRow)
            .where(InboxRow.id == item_id, InboxRow.state == PENDING)
            .values(tries=InboxRow.tries + 1, error=error[:200], not_before=self._clock.now() + RETRY_AFTER)
            .returning(InboxRow.tries)
        )
        row = result.first()
        if row is None or row.tries < TRIES:
            return False
        await self.bury(item_id, error)
        return True

    async def bury(self, item_id: int, error: str) -> None:
        """Undecodable, or failed for the last time: out of the way, but kept to be looked at."""
        await self._session.execute(
            update(InboxRow)
            .where(InboxRow.id == item_id)
            .values(state="dead", error=error[:200], done_at=self._clock.now(), payload=_LEFT)
        )

    async def forget(self, item_id: int) -> None:
        """What it said is kept no longer; that it came is."""
        await self._session.execute(update(InboxRow).where(InboxRow.id == item_id).values(payload="{}"))

    async def prune(self) -> None:
        """Forget what was done days ago, and what is dead after a month.

        The newest row stays: from an empty table SQLite numbers from 1 again, and a reply's key holds its number.
        """
        now, newest = self._clock.now(), select(func.max(InboxRow.id)).scalar_subquery()
        for state, kept in (("done", KEPT), ("dead", KEPT_DEAD)):
            await self._session.execute(
                delete(InboxRow).where(InboxRow.state == state, InboxRow.received_at < now - kept, InboxRow.id < newest)
            )

    async def waiting_since(self) -> datetime | None:
        """When the oldest item that waits came, aware UTC; None: none waits."""
        waits = InboxRow.state == PENDING
        return await self._session.scalar(select(func.min(InboxRow.received_at)).where(waits))

    async def pending(self) -> int:
        """How many items wait, those that rest after a failure included."""
        return await self._session.scalar(select(func.count()).where(InboxRow.state == PENDING)) or 0


@cache
def _store(*, is_postgres: bool) -> Insert:
    return insert_into(_INBOX, is_postgres=is_postgres).on_conflict_do_nothing()


def pack(payload: Json) -> str:
    """As it is kept: in letters that every database stores."""
    return json.dumps(payload, ensure_ascii=True, separators=(",", ":"))
