"""
Messages that have keys. Content put under a key that was sent edits that message; under a pending one it replaces
the content. So a summary that forty answers touch is one message and a few edits.

The statements are put together once: that takes four times as long as running one, and an update and its answer ran
thirty of them. What differs from call to call is bound by name, with «the_» before it: a plain column's name is taken
by its value.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Text, and_, bindparam, case, delete, false, func, null, or_, select, true, update
from sqlalchemy.dialects.postgresql import ARRAY

from storage.engine.insert import Insert, insert_into, table_of
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.queues.messages import ANSWER, NewMessage, ShownView, Stored, part_key
from storage.tables import ChatRestRow, OutboxRow
from storage.tables.queues import PENDING
from storage.tables.types import Json

KEPT = timedelta(days=14)

_OUTBOX = table_of(OutboxRow)
_out = _OUTBOX.c

_KEY_OF = select(_out.key).where(_out.chat_id == bindparam("the_chat"), _out.message_id == bindparam("the_message"))

_SHOWN = check_types(ShownView, select(*columns_of(ShownView, _OUTBOX))).where(
    _out.chat_id == bindparam("the_chat"), _out.message_id == bindparam("the_message")
)

_HOLDS = select(_out.id).where(_out.key == bindparam("the_key"))

_MESSAGE_OF = select(_out.message_id).where(_out.key == bindparam("the_key"))

_noted = case((_out.message_id == bindparam("the_message"), bindparam("the_note", type_=_out.content.type)))
_TOUCH = (
    update(_OUTBOX)
    .where(_out.key.in_(bindparam("the_keys", expanding=True)), _out.view.is_not(None), _out.state != "dropped")
    .values(
        wanted=_out.wanted + 1,
        state="pending",
        tries=0,
        updated_at=bindparam("the_now"),
        content=case((_out.chat_id == bindparam("the_chat"), _noted), else_=_out.content),
    )
    .returning(_out.id)
)

_ERASE = (
    update(_OUTBOX)
    .where(_out.key == bindparam("the_key"))
    .values(
        erase=True, wanted=_out.wanted + 1, tries=0, not_before=None, state="pending", updated_at=bindparam("the_now")
    )
    .returning(_out.id)
)

_TRIM = _ERASE.where(_out.erase.is_(False))
"""The same for what is not erased yet: a part of a message that has become shorter."""


_name = func.unnest(bindparam("the_keys", type_=ARRAY(Text))).column_valued("name")
_in_order = select(_name).order_by(_name).subquery()
_HOLD = select(func.pg_advisory_xact_lock(func.hashtextextended(_in_order.c.name, 0)))


class Outbox(Repository):
    """What is to stand under which key."""

    async def hold(self, keys: Iterable[str]) -> None:
        """Until the commit nobody else puts or touches these keys. All at once, lest two wait for each other.

        On PostgreSQL whoever changes what a message shows does not see a message that is put meanwhile, and that one
        was drawn without the change: neither would draw it anew. SQLite has one writer.
        """
        wanted = set(keys) - self._session.held
        if self._is_postgres and wanted:
            await self._session.execute(_HOLD, {"the_keys": sorted(wanted)})
            self._session.held |= wanted

    async def put(self, message: NewMessage) -> None:
        """Content or a view under a key: a new row, or the next version of the one there, which is edited when it was
        sent.

        Where it stands in another chat, or is to be `fresh`, it goes out anew.
        """
        if message.view is not None and not message.key.startswith(ANSWER):  # of nobody else's knowledge yet
            await self.hold([message.key])
        now = self._clock.now()
        new = {
            "lane": message.lane,
            "content": message.content,
            "view": None if message.view is None else message.view.name,
            "args": None if message.view is None else message.view.to_json(),
            "erase": False,
            "updated_at": now,
            "key": message.key,
            "chat_id": message.chat_id,
            "person_id": message.person_id,
            "repeat": message.repeat,
            "silent": message.silent,
            "message_id": message.message_id,
            "sent": 0 if message.message_id is None else 1,
            "wanted": 1 if message.message_id is None else 2,
            "created_at": now,
        }
        await self._session.execute(_put(is_postgres=self._is_postgres, fresh=message.fresh), new)

    async def touch(
        self, *keys: str, chat_id: int | None = None, message_id: int | None = None, note: Json | None = None
    ) -> bool:
        """Have sent views rendered and edited again; False when nothing was ever put under these keys.

        In the chat where it was caused delivery is to know this of that message, and nothing of others any more.
        """
        await self.hold(keys)
        named: Json = {"the_keys": keys, "the_now": self._clock.now()}
        named |= {"the_chat": chat_id, "the_message": message_id, "the_note": note}
        return bool((await self._session.execute(_TOUCH, named)).all())

    async def erase(self, key: str) -> bool:
        """Take a message away; one that was never sent is simply not sent any more."""
        named = {"the_key": key, "the_now": self._clock.now()}
        return bool((await self._session.execute(_ERASE, named)).all())

    async def trim(self, key: str, parts: int) -> None:
        """The text needs only so many messages now: those it needed before are taken away."""
        now = self._clock.now()
        while (await self._session.execute(_TRIM, {"the_key": part_key(key, parts + 1), "the_now": now})).all():
            parts += 1

    async def key_of(self, chat_id: int, message_id: int) -> str | None:
        """The key under which the message on a person's screen was sent."""
        return await self._session.scalar(_KEY_OF, {"the_chat": chat_id, "the_message": message_id})

    async def holds(self, key: str) -> bool:
        """Whether anything was ever put under it."""
        return await self._session.scalar(_HOLDS, {"the_key": key}) is not None

    async def was_put(self, key: str, since: datetime) -> bool:
        """Whether something was put under the key, or sent under it, since then."""
        lately = select(_out.id).where(_out.key == key, _out.updated_at > since)
        return await self._session.scalar(lately) is not None

    async def find_shown(self, chat_id: int, message_id: int) -> ShownView | None:
        """What the message on a person's screen shows; None where it is forgotten."""
        return await self._session.read_one(ShownView, _SHOWN, {"the_chat": chat_id, "the_message": message_id})

    async def keys_showing(self, chat_id: int | None, view: Stored, *by: str) -> Sequence[str]:
        """The keys under which a chat (None: any) was sent a view of one thing: of payment 7, wherever its card stands.

        Whole numbers are compared: all that `view` is made with, or those fields of it alone. Raises KeyError for a
        field that it does not have.
        """
        args = view.to_json()
        rows = await self._session.scalars(
            select(OutboxRow.key).where(
                true() if chat_id is None else OutboxRow.chat_id == chat_id,
                OutboxRow.message_id.is_not(None),
                OutboxRow.view == view.name,
                *(OutboxRow.args[name].as_integer() == args[name] for name in by or args),
                OutboxRow.erase.is_(False),
            )
        )
        return rows.all()

    async def keys_showing_any(self, chat_id: int | None, views: Collection[tuple[Stored, str]]) -> Sequence[str]:
        """As keys_showing, of several things at once, each with the field that says which it is."""
        which = [
            and_(OutboxRow.view == view.name, OutboxRow.args[by].as_integer() == view.to_json()[by])
            for view, by in views
        ]
        sent = (OutboxRow.chat_id == chat_id, OutboxRow.message_id.is_not(None), OutboxRow.erase.is_(False))
        return (await self._session.scalars(select(OutboxRow.key).where(*sent, or_(*which)))).all() if which else []

    async def count_sent(
        self, person_ids: Collection[int], views: Collection[str], since: datetime
    ) -> Mapping[int | None, int]:
        """By person, how many messages of these views they were sent since then; no answers to what they said."""
        lately = (OutboxRow.created_at >= since, OutboxRow.updated_at >= since, ~OutboxRow.key.startswith(ANSWER))
        which = (OutboxRow.person_id.in_(person_ids), OutboxRow.view.in_(views), OutboxRow.state != "dropped")
        query = select(OutboxRow.person_id, func.count()).where(*lately, *which).group_by(OutboxRow.person_id)
        return {person_id: count for person_id, count in await self._session.execute(query)}  # noqa: C416  typed

    async def message_of(self, key: str) -> int | None:
        """Telegram's id of the message that stands under the key; None: not sent, or forgotten."""
        return await self._session.scalar(_MESSAGE_OF, {"the_key": key})

    async def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: it has another id, and old messages cannot be edited there."""
        await self._session.execute(
            update(OutboxRow).where(OutboxRow.chat_id == old).values(chat_id=new, message_id=None, sent=0)
        )

    async def lay_down(self) -> None:
        """Nothing that waits goes out any more: a message that stands stays as it is, one that was not sent is not.

        Nobody speaks in any chat: whoever did was another house's process.
        """
        await self._session.execute(delete(ChatRestRow))
        waits = or_(OutboxRow.state == PENDING, OutboxRow.claimed_at.is_not(None))
        stands = OutboxRow.message_id.is_not(None)
        await self._session.execute(
            update(OutboxRow)
            .where(waits)
            .values(state=case((stands, "sent"), else_="dropped"), sent=OutboxRow.wanted, claimed_at=None)
        )

    async def overdue_since(self) -> datetime | None:
        """Since when the longest waiting one might have gone out."""
        now, free_from = self._clock.now(), func.coalesce(OutboxRow.not_before, OutboxRow.updated_at)
        waits = (OutboxRow.state == PENDING, OutboxRow.claimed_at.is_(None), free_from <= now)
        return await self._session.scalar(select(func.min(free_from, type_=OutboxRow.updated_at.type)).where(*waits))

    async def pending(self) -> int:
        """How many rows wait, those on their way included."""
        return await self._session.scalar(select(func.count()).where(OutboxRow.state == PENDING)) or 0

    async def prune(self) -> None:
        """Forget what has been over for two weeks: it is not edited any more."""
        old = self._clock.now() - KEPT
        await self._session.execute(delete(OutboxRow).where(OutboxRow.state != PENDING, OutboxRow.updated_at < old))


@cache
def _put(*, is_postgres: bool, fresh: bool) -> Insert:
    """A new row, or new content under a key that is known; `fresh`: to be sent anew, and not as an edit."""
    statement = insert_into(_OUTBOX, is_postgres=is_postgres)
    given = statement.excluded
    anew = true() if fresh else _out.chat_id != given.chat_id
    taken = {name: given[name] for name in ("lane", "content", "view", "args", "erase", "silent", "updated_at")}
    renewed = taken | {
        "chat_id": given.chat_id,
        "person_id": given.person_id,
        "wanted": _out.wanted + 1,
        "sent": case((anew, 0), else_=_out.sent),
        "message_id": case((anew, null()), else_=_out.message_id),
        "flagged": case((and_(anew, _out.sent > 0), false()), else_=_out.flagged),
        "state": "pending",
        "tries": 0,
        "not_before": None,
        "error": None,
    }
    return statement.on_conflict_do_update(index_elements=["key"], set_=renewed)
