"""
The statements that every update and every message runs, built once.

Building one out of its parts takes four times as long as running it, and an update and its answer ran thirty of them.
What differs from call to call is bound by name, with «the_» before it: a plain column's name is taken by its value.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    and_,
    bindparam,
    case,
    false,
    null,
    or_,
    select,
    true,
    update,
)

from storage.engine.insert import Insert, insert_into, table_of
from storage.queues.parcel import ITEM_FIELDS
from storage.tables import InboxRow, OutboxRow

INBOX = table_of(InboxRow)
OUTBOX = table_of(OutboxRow)
_in, _out = INBOX.c, OUTBOX.c
_earlier = INBOX.alias("earlier")
ITEM = [_out[name] for name in ITEM_FIELDS]

LONGEST_REST = timedelta(minutes=5)
"""Nothing is put aside for more than a minute. What seems to be was put aside while the clock was an hour ahead."""


def _has_rested(not_before: ColumnElement[datetime]) -> ColumnElement[bool]:
    far = not_before > bindparam("the_far")
    return or_(not_before.is_(None), not_before <= bindparam("the_now"), far)


def moment(now: datetime) -> dict[str, datetime]:
    """What tells who has rested at this moment."""
    return {"the_now": now, "the_far": now + LONGEST_REST}


_rested = _has_rested(_in.not_before)

_waiting: Select[Any] = (
    select(_in.id, _in.update_id, _in.chat_id, _in.payload, _in.tries).where(_in.state == "pending").order_by(_in.id)
)

HEADS: Select[Any] = _waiting.where(
    _rested,
    ~select(_earlier.c.id)
    .where(_earlier.c.state == "pending", _earlier.c.chat_id == _in.chat_id, _earlier.c.id < _in.id)
    .correlate(INBOX)
    .exists(),
).limit(bindparam("the_limit"))
"""The first waiting item of each chat."""

HEAD: Select[Any] = _waiting.where(_in.chat_id == bindparam("the_chat")).limit(1)
"""The first waiting item of one chat, also one that rests."""

TAKE: Update = (
    update(INBOX)
    .where(_in.id == bindparam("the_item"), _in.state == "pending", _rested)
    .values(state="done", done_at=bindparam("the_now"))
    .returning(_in.id)
)

_due = and_(_out.state == "pending", _out.claimed_at.is_(None), _has_rested(_out.not_before))

DUE: Select[Any] = (
    select(*ITEM)
    .where(_due, _out.chat_id.not_in(bindparam("the_resting", expanding=True)))
    .order_by(_out.lane, _out.id)
    .limit(bindparam("the_limit"))
)

_claim = (
    update(OUTBOX)
    .where(_out.state == "pending", _out.claimed_at.is_(None))
    .values(claimed_at=bindparam("the_now"), tries=_out.tries + 1)
    .returning(*ITEM)
)

CLAIM = _claim.where(_out.id == bindparam("the_item"))

_first = (
    select(_out.id)
    .where(_due, _out.chat_id == bindparam("the_chat"))
    .order_by(_out.lane, _out.id)
    .limit(1)
    .scalar_subquery()
)
CLAIM_REPLY = _claim.where(
    _out.id == _first,
    _out.lane == bindparam("the_lane"),
    or_(_out.view.is_(None), _out.view.not_in(bindparam("the_files", expanding=True))),
)
"""What would leave first for a chat, if it is a reply and no file."""

_same = and_(_out.chat_id == bindparam("the_chat"), _out.sent >= bindparam("the_sent"))

DELIVERED = (
    update(OUTBOX)
    .where(_out.id == bindparam("the_item"), _out.claimed_at == bindparam("the_claim"))
    .values(
        claimed_at=None,
        updated_at=bindparam("the_now"),
        error=None,
        sent=case((_same, bindparam("the_wanted")), else_=_out.sent),
        message_id=case((_same, bindparam("the_message", type_=_out.message_id.type)), else_=_out.message_id),
        state=case((_out.wanted > bindparam("the_wanted"), "pending"), else_="sent"),
    )
    .returning(_out.id)
)
"""Telegram has this version. Newer content that came meanwhile leaves the row pending.

Content that was to go out anew, or elsewhere, does not become an edit of what was in the air.
"""

KEY_OF = select(_out.key).where(_out.chat_id == bindparam("the_chat"), _out.message_id == bindparam("the_message"))
MESSAGE_OF = select(_out.message_id).where(_out.key == bindparam("the_key"))

TOUCH = (
    update(OUTBOX)
    .where(_out.key.in_(bindparam("the_keys", expanding=True)), _out.view.is_not(None), _out.state != "dropped")
    .values(wanted=_out.wanted + 1, state="pending", tries=0, updated_at=bindparam("the_now"))
    .returning(_out.id)
)

ERASE = (
    update(OUTBOX)
    .where(_out.key == bindparam("the_key"))
    .values(
        erase=True, wanted=_out.wanted + 1, tries=0, not_before=None, state="pending", updated_at=bindparam("the_now")
    )
    .returning(_out.id)
)
TRIM = ERASE.where(_out.erase.is_(False))
"""The same for what is not erased yet: a part of a message that has become shorter."""


@cache
def store(*, is_postgres: bool) -> Insert:
    return insert_into(INBOX, is_postgres=is_postgres).on_conflict_do_nothing(index_elements=["update_id"])


@cache
def put(*, is_postgres: bool, fresh: bool) -> Insert:
    """A new row, or new content under a key that is known; `fresh`: to be sent anew, and not as an edit."""
    statement = insert_into(OUTBOX, is_postgres=is_postgres)
    given = statement.excluded
    anew = true() if fresh else _out.chat_id != given.chat_id
    taken = {name: given[name] for name in ("lane", "content", "view", "args", "erase", "updated_at")}
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
