"""«Больше не звонить»: numbers that nobody of the installation rings again, kept so that nobody reads them back.

Ten digits under a bare hash are found in minutes, so the hash has a key. It stands in this database and goes with its
backups: a restored bot that has lost it would ring those who asked it not to.
"""

import hmac
import secrets
from collections.abc import Collection

from sqlalchemy import delete, select

from sales.core.clock import Clock
from storage.engine.actor import Actor
from storage.engine.insert import insert_into, table_of
from storage.engine.session import Session
from storage.tables import NeverCallRow, WireRow

KEY = "installation_key"
"""Of the wire: made once, kept for ever."""

_KEPT = select(WireRow.value).where(WireRow.name == KEY)


async def find_never(session: Session, phones: Collection[str]) -> set[str]:
    """Which of these, ten digits each, are never to be rung."""
    key = await _find_key(session)
    if key is None:
        return set()
    hashed = {_hash(key, phone): phone for phone in phones}
    query = select(NeverCallRow.digest).where(NeverCallRow.digest.in_(list(hashed)))
    return {hashed[digest] for digest in await session.scalars(query)}


async def forbid(session: Session, clock: Clock, actor: Actor, phone10: str) -> bool:
    """From now on; whether it was not so before."""
    values = {"digest": _hash(await _make_key(session, clock), phone10), "by_id": actor.person_id, "at": clock.now()}
    insert = insert_into(table_of(NeverCallRow), is_postgres=session.is_postgres).values(**values)
    new = await session.execute(insert.on_conflict_do_nothing().returning(NeverCallRow.digest))
    return new.first() is not None


async def allow(session: Session, phone10: str) -> None:
    """The tap was a mistake, and is taken back within its ten minutes."""
    key = await _find_key(session)
    if key is not None:
        await session.execute(delete(NeverCallRow).where(NeverCallRow.digest == _hash(key, phone10)))


async def _make_key(session: Session, clock: Clock) -> bytes:
    values = {"name": KEY, "value": {"key": secrets.token_hex(32)}, "updated_at": clock.now()}
    insert = insert_into(table_of(WireRow), is_postgres=session.is_postgres).values(**values)
    await session.execute(insert.on_conflict_do_nothing())
    key = await _find_key(session)
    assert key is not None  # noqa: S101  written a moment ago
    return key


async def _find_key(session: Session) -> bytes | None:
    kept = await session.scalar(_KEPT)
    return None if kept is None else bytes.fromhex(kept["key"])


def _hash(key: bytes, phone10: str) -> str:
    return hmac.digest(key, phone10.encode(), "sha256").hex()
