"""What a document of the bank stands behind: let go when that money is taken back, so that it may come again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from sales.bank.matches import DocumentState
from sales.payments.facts import FactSource
from storage.engine.ripples import stir_money
from storage.engine.session import Session
from storage.tables import BankDocumentRow, BankReceiptRow, FactRow


async def list_behind(session: Session, receipt_ids: Collection[int]) -> list[int]:
    """Documents behind the receipts, with those that were one answer with them."""
    found = await session.scalars(select(BankReceiptRow.document_id).where(BankReceiptRow.receipt_id.in_(receipt_ids)))
    return await with_others(session, list(found))


async def with_others(session: Session, document_ids: Collection[int]) -> list[int]:
    """Those documents, and what was taken together with them."""
    row = BankDocumentRow
    mains = await session.execute(select(row.id, row.with_id).where(row.id.in_(document_ids)))
    known = {with_id or document_id for document_id, with_id in mains}
    found = await session.scalars(select(row.id).where(or_(row.id.in_(known), row.with_id.in_(known))).order_by(row.id))
    return list(found)


async def list_as_decided(session: Session, document_ids: Collection[int], by_id: int, at: datetime) -> list[int]:
    """Those of which that person's word of that moment is still the last: others were let go, and said anew, since."""
    row = BankDocumentRow
    which = (row.id.in_(document_ids), row.decided_by == by_id, row.decided_at <= at)
    return list(await session.scalars(select(row.id).where(*which)))


async def free_documents(session: Session, document_ids: Collection[int]) -> None:
    """They wait for a word again; what they had confirmed is claimed again, what was recorded of them stays."""
    links, documents = BankReceiptRow, BankDocumentRow
    behind = (await session.execute(select(links.receipt_id, links.has_confirmed).where(_is_of(document_ids)))).all()
    await session.execute(delete(links).where(_is_of(document_ids)))
    await session.execute(
        update(documents)
        .where(documents.id.in_(document_ids))
        .values(state=DocumentState.WAITS, with_id=None, decided_by=None, decided_at=None)
    )
    claimed = [receipt_id for receipt_id, has_confirmed in behind if has_confirmed]
    await _mark(session, claimed, {"bank_day": None, "confirmed_by": None, "confirmed_at": None})
    await _mark(session, [receipt_id for receipt_id, _has in behind], {"bank_day": None})


async def mark_booked(session: Session, receipt_ids: Collection[int], day: object) -> None:
    """🏦 The bank booked them that day."""
    await _mark(session, receipt_ids, {"bank_day": day})


def _is_of(document_ids: Collection[int]) -> ColumnElement[bool]:
    return BankReceiptRow.document_id.in_(document_ids)


async def _mark(session: Session, receipt_ids: Collection[int], values: dict[str, object]) -> None:
    """Money that came from the file alone stays confirmed: without the file it is taken back as a whole."""
    row = FactRow
    which: list[ColumnElement[bool]] = [row.receipt_id.in_(receipt_ids), row.undone_at.is_(None)]
    if "confirmed_by" in values:
        which.append(row.source != FactSource.BANK_FILE)
    marked = await session.execute(update(row).where(*which).values(**values).returning(row.owner_id, row.local_date))
    for owner_id, day in marked:
        stir_money(session, owner_id, day)
