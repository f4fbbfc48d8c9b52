"""«Сказано, а в выписке нет»: money that was said on days of which every account's statements tell (spec/5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, and_, case, cast, exists, func, or_, select

from sales.bank.coverage import Covered, Span, find_covered
from sales.bank.directions import Way, is_in_roubles
from sales.bank.matches import DocumentState
from sales.core.errors import AlreadyDoneError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.payments.facts import FactKind, FactSource
from storage.bank.matched import MatchedStatement
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.reading import check_types
from storage.engine.scope import reach
from storage.engine.undo_steps import UndoSteps
from storage.payments.confirmations import Confirmations
from storage.payments.receipt import COUNTS
from storage.settings.calendar import Calendars
from storage.tables import (
    SHORT_CLIENT_NAME,
    BankAccountRow,
    BankDocumentRow,
    BankStatementRow,
    ClientAccountRow,
    ClientRow,
    FactRow,
    UnseenReceiptRow,
)

NEAR = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class SaidReceipt:
    """Money that somebody said came, of a client whom a statement can name."""

    id: int
    client_id: int
    client_name: str
    inn: str | None
    owner_id: int | None
    amount: Kopecks
    day: date
    is_booked: bool
    """A document stands behind it."""
    is_cash: bool
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class BankScore:
    """How much of what somebody said the bank has shown."""

    said: int = 0
    booked: int = 0


@dataclass(frozen=True)
class Unseen:
    covered: Covered
    receipts: Sequence[SaidReceipt] = ()
    """Without a document, the oldest first."""
    scores: Mapping[int, BankScore] = field(default_factory=dict)
    """By whose money it is; of nobody's none."""


_SAID = check_types(
    SaidReceipt,
    select(
        cast(FactRow.receipt_id, BigInteger).label("id"),
        ClientRow.id.label("client_id"),
        SHORT_CLIENT_NAME.label("client_name"),
        ClientRow.inn.label("inn"),
        FactRow.owner_id.label("owner_id"),
        cast(func.sum(FactRow.amount), BigInteger).label("amount"),
        func.min(FactRow.local_date).label("day"),
        (func.count(FactRow.bank_day) > 0).label("is_booked"),
        (func.max(case((UnseenReceiptRow.is_cash, 1), else_=0)) > 0).label("is_cash"),
        func.max(UnseenReceiptRow.asked_at).label("asked_at"),
    )
    .join(ClientRow, ClientRow.id == FactRow.client_id)
    .outerjoin(UnseenReceiptRow, UnseenReceiptRow.receipt_id == FactRow.receipt_id)
    .where(
        COUNTS,
        FactRow.receipt_id.is_not(None),
        FactRow.kind == FactKind.RECEIPT,
        FactRow.source != FactSource.BANK_FILE,
        or_(ClientRow.inn.is_not(None), exists().where(ClientAccountRow.client_id == ClientRow.id)),
    )
    .group_by(FactRow.receipt_id, ClientRow.id, ClientRow.name, ClientRow.inn, FactRow.owner_id)
    .order_by(func.min(FactRow.local_date), FactRow.receipt_id),
)


class UnseenReceipts(ActorRepository):
    """Of money that the speaker may confirm."""

    async def read(self, of: MatchedStatement) -> Unseen:
        """What was said and no statement shows, as far as the last day of this one."""
        covered = await self._find_covered(of)
        if covered.first is None or covered.until is None:
            return Unseen(covered)
        mine = reach(self._actor, Action.CONFIRM_BANK, FactRow.owner_id, FactRow.department_id)
        within = FactRow.local_date.between(covered.first, covered.until)
        said = [each for each in await self._session.read(SaidReceipt, _SAID.where(mine, within)) if not each.is_cash]
        waiting = await self._list_waiting(covered)
        meant = {fact for each in of.mine for fact in each.match.facts}
        left = [each for each in said if not each.is_booked and each.id not in meant and not _may_be(each, waiting)]
        return Unseen(covered, left, _score(said))

    async def get(self, receipt_id: int) -> SaidReceipt:
        """Raises NotYoursError for a foreign, an absent and a taken back one alike."""
        mine = reach(self._actor, Action.CONFIRM_FACT, FactRow.owner_id, FactRow.department_id)
        return check_found(
            await self._session.read_one(SaidReceipt, _SAID.where(mine, FactRow.receipt_id == receipt_id))
        )

    async def list_asked(self) -> Sequence[SaidReceipt]:
        """What the speaker is asked about and has not come since, the newest question first."""
        asked = (FactRow.owner_id == self._actor.person_id, UnseenReceiptRow.asked_at.is_not(None))
        found = await self._session.read(SaidReceipt, _SAID.where(*asked))
        left = [
            (each.asked_at, each.id, each) for each in found if each.asked_at and not (each.is_booked or each.is_cash)
        ]
        return [each for _at, _id, each in sorted(left, reverse=True)]

    async def mark_cash(self, statement_id: int, receipt_id: int) -> None:
        """The bank will never show it: it is confirmed by who says so. Raises NotYoursError, AlreadyDoneError."""
        said = await self.get(receipt_id)
        if said.is_booked or said.is_cash:
            raise AlreadyDoneError
        await self._note(receipt_id, is_cash=True)
        confirmed = await Confirmations(self._session, self._clock, self._actor).confirm_all([receipt_id])
        refs = {"documents": [], "recorded": [], "cash": [receipt_id], "confirmed": confirmed}
        await UndoSteps(self._session, self._clock, self._actor).note(UndoStepKind.BANK, statement_id, refs)
        await self._audit("bank.cash", "receipt", receipt_id)

    async def ask(self, receipt_id: int) -> SaidReceipt:
        """Its owner is to be asked. Raises NotYoursError; AlreadyDoneError where a document has come meanwhile."""
        said = await self.get(receipt_id)
        if said.is_booked or said.is_cash:
            raise AlreadyDoneError
        await self._note(receipt_id, is_cash=False, asked_at=self._clock.now())
        return said

    async def _note(self, receipt_id: int, **words: object) -> None:
        values = words | {"said_by": self._actor.person_id, "said_at": self._clock.now()}
        new = self._insert(UnseenReceiptRow).values(receipt_id=receipt_id, **values)
        await self._session.execute(new.on_conflict_do_update(index_elements=["receipt_id"], set_=values))

    async def _find_covered(self, of: MatchedStatement) -> Covered:
        """Of statements that may be confirmed; the totals of another are in doubt."""
        if of.statement.last_on is None or not of.statement.covers:
            return Covered()
        row, account = BankStatementRow, BankAccountRow
        taken = and_(row.loaded_at.is_not(None), or_(row.difference == 0, row.accepted_at.is_not(None)))
        spans: dict[str, list[Span]] = {}
        for covers in await self._session.scalars(select(row.covers).where(taken)):
            for number, days in covers.items():
                found = spans.setdefault(number, [])
                found += [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days]
        ours = select(account.account).where(account.is_ours.is_(True), account.is_active).order_by(account.id)
        accounts = [each for each in await self._session.scalars(ours) if is_in_roubles(each)]
        calendar = await Calendars(self._session, self._clock).of_department(self._actor.department_id)
        return find_covered(spans, accounts, of.statement.last_on, calendar)

    async def _list_waiting(self, covered: Covered) -> set[tuple[str | None, Kopecks, date]]:
        """Documents that nobody has answered yet: one of them may be the money."""
        if covered.first is None or covered.until is None:
            return set()
        row = BankDocumentRow
        waits = (row.state == DocumentState.WAITS, row.way == Way.IN)
        near = row.day.between(covered.first - NEAR, covered.until + NEAR)
        found = await self._session.execute(select(row.other_inn, row.amount, row.day).where(*waits, near))
        return {(inn, amount, day) for inn, amount, day in found}


def _may_be(said: SaidReceipt, waiting: set[tuple[str | None, Kopecks, date]]) -> bool:
    return any(
        (said.inn, said.amount) == (inn, amount) and abs(day - said.day) <= NEAR for inn, amount, day in waiting if inn
    )


def _score(said: Sequence[SaidReceipt]) -> dict[int, BankScore]:
    found: dict[int, BankScore] = {}
    for each in said:
        if each.owner_id is not None:
            before = found.get(each.owner_id, BankScore())
            found[each.owner_id] = BankScore(before.said + 1, before.booked + each.is_booked)
    return found
