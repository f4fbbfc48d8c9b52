"""Of who is forgotten what their deals, their money and the bank's documents tell: words and names go, sums stay."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from sales.clients.forgetting import WRITTEN, ForgottenKind, is_persons
from sales.deals.deal import LostReason
from storage.clients.client import Client
from storage.engine.insert import table_of
from storage.engine.ripples import stir_payment
from storage.engine.session import Session
from storage.tables import (
    BankDocumentRow,
    BankReceiptRow,
    ClientAccountRow,
    DealPaperRow,
    DealRow,
    DebtCaseRow,
    ExpectedPaymentRow,
    FactRow,
    HeldMoneyRow,
    LostReasonRow,
    PaperFileRow,
    PaymentEventRow,
    StageMoveRow,
)
from storage.tables.types import Base

NAMELESS = "—"


async def write_where(session: Session, row: type[Base], which: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    """Whether any row was written; rows of which nothing would change are left alone."""
    done = await session.execute(update(row).where(which).values(**values).returning(*table_of(row).primary_key))
    return bool(done.all())


async def empty_deals(session: Session, ids: list[int]) -> set[ForgottenKind]:
    """Their titles, their papers' files, reasons in somebody's own words; stages and sums stay."""
    found = set()
    deals = select(DealRow.id).where(DealRow.client_id.in_(ids))
    known = [*LostReason, *await session.scalars(select(LostReasonRow.code))]
    own = and_(DealRow.client_id.in_(ids), DealRow.lost_reason.not_in(known))
    words = await write_where(session, DealRow, own, {"lost_reason": LostReason.OTHER})
    said = and_(StageMoveRow.deal_id.in_(deals), StageMoveRow.reason.not_in(known))
    words |= await write_where(session, StageMoveRow, said, {"reason": LostReason.OTHER})
    titled = and_(DealRow.client_id.in_(ids), DealRow.title != NAMELESS)
    words |= await write_where(session, DealRow, titled, {"title": NAMELESS, "lot": None})
    if words:
        found.add(ForgottenKind.COMMENTS)
    papers = and_(DealPaperRow.deal_id.in_(deals), DealPaperRow.file_id.is_not(None))
    if await write_where(session, DealPaperRow, papers, {"file_id": None}):
        found.add(ForgottenKind.FILES)
    gone = await session.execute(delete(PaperFileRow).where(PaperFileRow.deal_id.in_(deals)).returning(PaperFileRow.id))
    return found | {ForgottenKind.FILES} if gone.all() else found


async def empty_money(session: Session, ids: list[int]) -> set[ForgottenKind]:
    """What was written of payments, in their stories, too; sums and days stay."""
    payments = list(await session.scalars(select(ExpectedPaymentRow.id).where(ExpectedPaymentRow.client_id.in_(ids))))
    for payment_id in payments:
        stir_payment(session, payment_id)
    disputed = and_(DebtCaseRow.payment_id.in_(payments), DebtCaseRow.dispute.is_not(None))
    words = await write_where(session, DebtCaseRow, disputed, {"dispute": NAMELESS})
    row = PaymentEventRow
    events = select(row.id, row.before, row.after).where(row.payment_id.in_(payments))
    for event_id, before, after in (await session.execute(events)).all():
        if any(_has_words(each) for each in (before, after)):
            values = {"before": _without_words(before), "after": _without_words(after)}
            words |= await write_where(session, row, row.id == event_id, values)
    held = select(HeldMoneyRow.id, HeldMoneyRow.details).where(HeldMoneyRow.client_id.in_(ids))
    for held_id, details in (await session.execute(held)).all():
        if _has_words(details):
            words |= await write_where(
                session, HeldMoneyRow, HeldMoneyRow.id == held_id, {"details": _without_words(details) or {}}
            )
    return {ForgottenKind.COMMENTS} if words else set()


async def empty_bank(session: Session, client: Client, ids: list[int]) -> set[ForgottenKind]:
    """Who paid, from where and for what."""
    gone = await session.execute(
        delete(ClientAccountRow).where(ClientAccountRow.client_id.in_(ids)).returning(ClientAccountRow.id)
    )
    row = BankDocumentRow
    theirs = select(FactRow.receipt_id).where(FactRow.client_id.in_(ids))
    behind = select(BankReceiptRow.document_id).where(BankReceiptRow.receipt_id.in_(theirs))
    which: list[ColumnElement[bool]] = [row.client_id.in_(ids), row.id.in_(behind)]
    if client.inn:
        which.append(row.other_inn == client.inn)
    values: dict[str, Any] = {"purpose": "", "other_account": ""}
    if is_persons(client.name, client.kind):
        values |= {"other_name": "", "other_inn": None, "other_kpp": ""}
    found = await write_where(session, row, or_(*which), values)
    return {ForgottenKind.BANK} if gone.all() or found else set()


def _has_words(values: Any) -> bool:
    return isinstance(values, dict) and any(values.get(each) for each in WRITTEN)


def _without_words(values: Any) -> Any:
    return {name: each for name, each in values.items() if name not in WRITTEN} if isinstance(values, dict) else values
