"""Which row of the outbox may be claimed, and the statements that do it: alone on SQLite, or among others."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, case, exists, func, literal_column, or_, select, update
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from storage.cluster.chat_rests import hold_chat, is_silent
from storage.engine.insert import table_of
from storage.engine.reading import check_types, columns_of
from storage.engine.version_triggers import HOUSE
from storage.queues.messages import FETCH, REPLY, OutboxItem
from storage.queues.resting import has_rested
from storage.tables import HouseVersionRow, OutboxRow, ProcessRow
from storage.tables.queues import PENDING

_outbox = table_of(OutboxRow)
_out = _outbox.c
_ITEM = columns_of(OutboxItem, _outbox)
ITEMS = check_types(OutboxItem, select(*_ITEM))

_waits = and_(_out.state == PENDING, _out.claimed_at.is_(None))
_is_due = and_(_waits, has_rested(_out.not_before))

DUE = (
    ITEMS.where(_is_due, _out.chat_id.not_in(bindparam("the_resting", expanding=True)))
    .order_by(_out.lane, _out.id)
    .limit(bindparam("the_limit"))
)


@cache
def due_among() -> Any:
    """On PostgreSQL: chats in which another process speaks are passed over, those of our own part come first."""
    parts = bindparam("the_parts", type_=BigInteger)
    is_ours = func.abs(_out.chat_id) % parts == bindparam("the_part", type_=BigInteger)
    return DUE.where(is_silent).order_by(None).order_by(_out.lane, case((is_ours, 0), else_=1), _out.id)


_claiming = (
    update(_outbox).where(_waits).values(claimed_at=bindparam("the_now"), tries=_out.tries + 1).returning(*_ITEM)
)

CLAIM = _claiming.where(_out.id == bindparam("the_item"))


def _claim_with_chat(wanted: Select[Any]) -> Any:
    """On PostgreSQL: of the wanted row, where nobody else has it in hand and its chat is silent."""
    locked = wanted.with_for_update(skip_locked=True).cte("wanted")
    held = hold_chat(locked)
    process = bindparam("the_process", type_=_out.claimed_by.type)
    claimed = _claiming.values(claimed_by=func.nullif(process, 0))
    return claimed.where(_out.id == select(locked.c.id).scalar_subquery(), exists(select(held.c.chat_id)))


CLAIM_AMONG = _claim_with_chat(select(_out.id, _out.chat_id).where(_out.id == bindparam("the_item"), _waits))

_of_chat = UnaryExpression(_out.chat_id, operator=custom_op("+")) == bindparam("the_chat", type_=BigInteger)
"""Without the index of all that a chat was ever sent: few replies wait, and they are found by what waits."""

_first = (
    select(_out.id)
    .where(_is_due, _out.lane == literal_column(str(REPLY), _out.lane.type), _of_chat)
    .order_by(_out.id)
    .limit(1)
    .scalar_subquery()
)
"""The reply that would leave first; replies leave before all others."""

_version = select(HouseVersionRow.version).where(HouseVersionRow.subject == HOUSE).scalar_subquery()


@cache
def claim_reply(but: frozenset[str], *, is_postgres: bool) -> Any:
    """Of what would leave first for a chat, if it is a reply, no file on its way in, and none of these views; and the
    house's version then.
    """
    views = [literal_column(f"'{name}'", _out.view.type) for name in sorted(but)]
    of_others = or_(_out.view.is_(None), _out.view.not_in(views))
    which = (_out.id == _first, _out.key.not_like(f"{FETCH}%"), of_others)
    if is_postgres:
        return _claim_with_chat(select(_out.id, _out.chat_id).where(*which)).returning(_version)
    return _claiming.where(*which).returning(_version)


IS_ORPHAN = and_(
    _out.claimed_at.is_not(None),
    or_(_out.claimed_by.is_(None), _out.claimed_by.not_in(select(table_of(ProcessRow).c.id))),
)
"""Claimed by a process that is not among the living."""
