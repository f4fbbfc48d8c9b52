"""
One process at a time speaks in a chat, and rests after it: parts of the statements that claim and land a message, so
that they cost no journey of their own. On PostgreSQL alone; times are the server's.
"""

from sqlalchemy import CTE, Float, bindparam, exists, func, literal, select, update
from sqlalchemy.dialects import postgresql

from storage.engine.insert import table_of
from storage.tables import ChatRestRow, OutboxRow

LONGEST_CALL = 180.0
"""Seconds. Longer than any call of a process that lives; the chats of a dead one are freed when it is buried."""

SPEAKS = 0x5266
"""Of advisory locks: with a chat, of who is about to speak in it."""

_RESTS = table_of(ChatRestRow)
_rest = _RESTS.c
_OUT = table_of(OutboxRow)
_NOW = func.clock_timestamp()

is_silent = ~exists(select(_rest.chat_id).where(_rest.chat_id == _OUT.c.chat_id, _rest.free_at > _NOW).correlate(_OUT))
"""Nobody speaks in the chat of that row of the outbox, and it does not rest."""


def hold_chat(wanted: CTE) -> CTE:
    """Its row is there where the chat of the wanted row was silent: it is ours for one call. Binds `the_process`."""
    lock = func.pg_try_advisory_xact_lock(SPEAKS, func.hashint8(wanted.c.chat_id))
    process = bindparam("the_process", type_=_rest.process_id.type)
    until = _NOW + func.make_interval(0, 0, 0, 0, 0, 0, literal(LONGEST_CALL, Float))
    held = postgresql.insert(_RESTS).from_select(
        ["chat_id", "process_id", "free_at", "limited"],
        select(wanted.c.chat_id, process, until, literal(value=False)).where(lock),
    )
    given = held.excluded
    return (
        held.on_conflict_do_update(
            index_elements=["chat_id"],
            set_={"process_id": given.process_id, "free_at": given.free_at, "limited": False},
            where=_rest.free_at <= _NOW,
        )
        .returning(_rest.chat_id)
        .cte("held")
    )


def free_chat() -> CTE:
    """The call is over: the chat rests for `the_rest` seconds. Binds `the_chat_of_call` and `the_process`, too."""
    until = _NOW + func.make_interval(0, 0, 0, 0, 0, 0, bindparam("the_rest", type_=Float))
    ours = (_rest.chat_id == bindparam("the_chat_of_call", type_=_rest.chat_id.type),)
    mine = (_rest.process_id == bindparam("the_process", type_=_rest.process_id.type),)
    return (
        update(_RESTS)
        .where(*ours, *mine)
        .values(free_at=until, limited=bindparam("the_limited", type_=_rest.limited.type))
        .returning(_rest.chat_id)
        .cte("freed")
    )
