"""Documents of a statement put down, those that are known already once: all of a short one, of a long one its parts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select, update

from sales.bank.directions import Movement
from sales.bank.kept import SortedStatement
from sales.bank.matches import DocumentState
from storage.bank.records import row_of
from storage.engine.insert import insert_into, table_of
from storage.engine.session import Session
from storage.tables import BankDocumentRow, BankStatementRow

AT_ONCE: Final = 400
"""Keys in one question: both databases have a limit of values."""

Kept = Sequence[tuple[str, Movement]]


async def put_documents(session: Session, statement_id: int, kept: Kept, first: int) -> int:
    """How many of them are new. `first`: the place of the first of them in the file."""
    return sum([await _put(session, statement_id, kept[at : at + AT_ONCE], first + at) for at in _starts(kept)])


def _starts(kept: Kept) -> range:
    return range(0, len(kept), AT_ONCE)


async def _put(session: Session, statement_id: int, kept: Kept, first: int) -> int:
    row = BankDocumentRow
    known = set(await session.scalars(select(row.key).where(row.key.in_([key for key, _movement in kept]))))
    await _move(session, statement_id, {key: first + at for at, (key, _movement) in enumerate(kept) if key in known})
    rows = [
        row_of(each) | {"key": key, "place": first + at, "statement_id": statement_id}
        for at, (key, each) in enumerate(kept)
        if key not in known
    ]
    if rows:
        once = insert_into(table_of(row), is_postgres=session.is_postgres)
        await session.execute(once.on_conflict_do_nothing(index_elements=["key"]), rows)
    return len(rows)


async def _move(session: Session, statement_id: int, places: dict[str, int]) -> None:
    """What waits since the file of noon is asked on the screen of the evening's."""
    row = table_of(BankDocumentRow)
    moved = [{"the_key": key, "the_place": place} for key, place in places.items()]
    if moved:
        await session.execute(
            update(row)
            .where(row.c.key == bindparam("the_key"), row.c.state == DocumentState.WAITS)
            .values(statement_id=statement_id, place=bindparam("the_place")),
            moved,
        )


async def finish_load(session: Session, statement_id: int, found: SortedStatement, new: int, now: datetime) -> None:
    """All of them are there: from now on it is shown.

    Of those that were known before, what waited was moved here; the others were sorted out in an earlier file.
    """
    here = await session.scalar(select(func.count()).where(BankDocumentRow.statement_id == statement_id)) or 0
    known = {"known": len(found.kept) - new, "before": len(found.kept) - here}
    counts = {**found.counts, "new": new, **known}
    values = {"loaded_at": now, "file_id": None, "counts": counts, "difference": found.difference}
    await session.execute(update(BankStatementRow).where(BankStatementRow.id == statement_id).values(**values))
