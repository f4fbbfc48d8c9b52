"""What happened to deals in a period, by the day of the event and for whoever had them then (SPEC 12)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, func, select, true

from sales.activities.activities import ActivityType, MeetingOutcome
from sales.core.money import Kopecks
from sales.deals.funnel import MoveCount, median
from sales.deals.kpi import DatedPayment, NpsAnswer, Presentations, counted_answers
from sales.deals.stages import QUALIFIED, StageBook
from storage.deals.deal import STANDS
from storage.deals.funnels import MADE, check_reads
from storage.deals.stages import AllStages
from storage.engine.actor_repository import ActorRepository
from storage.engine.repository import Repository
from storage.tables import (
    ActivityRow,
    DealRow,
    ExpectedPaymentRow,
    FactRow,
    NpsAnswerRow,
    StageMoveRow,
)

COUNTS = FactRow.undone_at.is_(None)


@dataclass(frozen=True, slots=True)
class Begun:
    """What had its first money in the period: a deal, or a payment or a receipt of no deal."""

    deals: int = 0
    alone: int = 0
    total: Kopecks = 0
    clients: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        return self.deals + self.alone


@dataclass(frozen=True, slots=True)
class Events:
    """Of a department or of one person in it."""

    made: Mapping[str | None, int] = field(default_factory=dict)
    """Deals by source."""
    moves: MoveCount = field(default_factory=MoveCount)
    won: int = 0
    lost: int = 0
    won_total: Kopecks = 0
    qualified: int | None = None
    """None where the department has no such stage."""
    begun: Begun = field(default_factory=Begun)
    velocity: Mapping[int, int] = field(default_factory=dict)
    """Days from making to first money, a histogram."""
    payments: Sequence[DatedPayment] = ()
    presentations: Presentations = field(default_factory=Presentations)
    nps: Sequence[NpsAnswer] = ()

    @property
    def leads(self) -> int:
        return sum(self.made.values())

    @property
    def days(self) -> tuple[object, int]:
        """The median of velocity, and of how many."""
        return median(self.velocity), sum(self.velocity.values())


class AllEvents(Repository):
    """For views that have asked for the right."""

    async def count(self, department_id: int, first: date, last: date, person_id: int | None, today: date) -> Events:
        book = await AllStages(self._session, self._clock).book(department_id)
        begun, deals = await self._read_begun(department_id, first, last, person_id)
        moves, qualified = await self._moves(department_id, first, last, person_id, book)
        won, lost, total = await self._sum_ended(department_id, first, last, person_id, book)
        return Events(
            await self._count_made(department_id, first, last, person_id),
            moves,
            won,
            lost,
            total,
            qualified,
            begun,
            await self._velocity(deals),
            await self._payments(department_id, first, min(last, today), person_id, today),
            await self._presentations(department_id, first, last, person_id),
            await self._nps(department_id, first, last, person_id),
        )

    async def _count_made(
        self, department_id: int, first: date, last: date, person_id: int | None
    ) -> dict[str | None, int]:
        row, deal = StageMoveRow, DealRow
        query = (
            select(deal.source, func.count())
            .join(row, row.deal_id == deal.id)
            .where(*_moves_in(department_id, first, last, person_id), row.step == 0, row.reached_before.is_(None))
        )
        return {source: count for source, count in await self._session.execute(query.group_by(deal.source))}  # noqa: C416

    async def _moves(
        self, department_id: int, first: date, last: date, person_id: int | None, book: StageBook
    ) -> tuple[MoveCount, int | None]:
        """Steps on and back; and deals that came to Квалификация or further for the first time."""
        row = StageMoveRow
        query = (
            select(row.step, row.reached_before, row.to_stage, func.count())
            .where(*_moves_in(department_id, first, last, person_id))
            .group_by(row.step, row.reached_before, row.to_stage)
        )
        steps, qualified, at = Counter[int](), 0, book.place(QUALIFIED)
        for step, before, to, count in await self._session.execute(query):
            steps[step] += count
            was = -1 if before is None else book.place(before)
            qualified += count if was < at <= book.place(to) else 0
        return MoveCount(steps[1], steps[-1]), qualified if at >= 0 else None

    async def _sum_ended(
        self, department_id: int, first: date, last: date, person_id: int | None, book: StageBook
    ) -> tuple[int, int, Kopecks]:
        """Won, lost and the roubles of what was won: those that stand so still."""
        row, deal = StageMoveRow, DealRow
        total = cast(func.coalesce(func.sum(deal.amount), 0), BigInteger)
        query = (
            select(row.to_stage, func.count(deal.id.distinct()), total)
            .join(deal, and_(deal.id == row.deal_id, deal.stage == row.to_stage))
            .where(
                *_moves_in(department_id, first, last, person_id),
                row.to_stage.in_([book.won.code, book.lost.code]),
                STANDS,
            )
            .group_by(row.to_stage)
        )
        found = {stage: (count, money) for stage, count, money in await self._session.execute(query)}
        won, money = found.get(book.won.code, (0, 0))
        return won, found.get(book.lost.code, (0, 0))[0], money

    async def _read_begun(
        self, department_id: int, first: date, last: date, person_id: int | None
    ) -> tuple[Begun, dict[int, date]]:
        """And of deals the day of their first money."""
        fact = FactRow
        within = (
            fact.department_id == department_id,
            fact.local_date.between(first, last),
            COUNTS,
            fact.client_id.is_not(None),
        )
        query = (
            select(
                fact.deal_id,
                fact.payment_id,
                fact.receipt_id,
                fact.client_id,
                fact.owner_id,
                fact.local_date,
                fact.amount,
            )
            .where(*within)
            .order_by(fact.local_date, fact.id)
        )
        owners: dict[tuple[str, int], int | None] = {}
        days: dict[tuple[str, int], date] = {}
        clients: dict[tuple[str, int], int] = {}
        totals = Counter[tuple[str, int]]()
        for deal_id, payment_id, receipt_id, client_id, owner_id, day, amount in await self._session.execute(query):
            unit = _unit(deal_id, payment_id, receipt_id)
            totals[unit] += amount
            if amount > 0:
                owners.setdefault(unit, owner_id)
                days.setdefault(unit, day)
                clients.setdefault(unit, client_id or 0)
        known = await self._list_paid_before(first, owners)
        mine = [unit for unit, owner in owners.items() if unit not in known and person_id in {None, owner}]
        deals = {unit[1]: days[unit] for unit in mine if unit[0] == "deal"}
        total = sum(totals[unit] for unit in mine)
        return Begun(len(deals), len(mine) - len(deals), total, frozenset(clients[unit] for unit in mine)), deals

    async def _list_paid_before(self, first: date, units: Mapping[tuple[str, int], object]) -> set[tuple[str, int]]:
        """Of these, those that had money before; asked in batches that any database takes."""
        fact, found = FactRow, set[tuple[str, int]]()
        for kind, column in (("deal", fact.deal_id), ("payment", fact.payment_id)):
            ids = [id_ for what, id_ in units if what == kind]
            for at in range(0, len(ids), BATCH):
                query = select(column).where(column.in_(ids[at : at + BATCH]), fact.local_date < first, COUNTS)
                known = await self._session.scalars(query.where(fact.amount > 0).distinct())
                found |= {(kind, id_) for id_ in known if id_ is not None}
        return found

    async def _velocity(self, deals: Mapping[int, date]) -> Counter[int]:
        found, ids = Counter[int](), list(deals)
        for at in range(0, len(ids), BATCH):
            query = select(DealRow.id, DealRow.created_on).where(DealRow.id.in_(ids[at : at + BATCH]))
            for deal_id, created_on in await self._session.execute(query):
                found[max(0, (deals[deal_id] - created_on).days)] += 1
        return found

    async def _payments(
        self, department_id: int, first: date, last: date, person_id: int | None, today: date
    ) -> list[DatedPayment]:
        """By first date; of today's only what has come already, for the day is not over."""
        row, fact = ExpectedPaymentRow, FactRow
        came = func.sum(case((fact.local_date <= row.first_due_on, fact.amount), else_=0))
        query: Select[int, date, int | None] = (
            select(row.amount, row.first_due_on, cast(came, BigInteger))
            .outerjoin(fact, and_(fact.payment_id == row.id, COUNTS))
            .where(
                row.department_id == department_id,
                row.due_on >= first,
                row.first_due_on.between(first, last),
                row.undone_at.is_(None),
                true() if person_id is None else row.owner_id == person_id,
            )
            .group_by(row.id, row.amount, row.first_due_on)
        )
        found = await self._session.execute(query)
        return [DatedPayment(amount, by or 0) for amount, on, by in found if on < today or (by or 0) >= amount]

    async def _presentations(self, department_id: int, first: date, last: date, person_id: int | None) -> Presentations:
        row = ActivityRow
        is_one = (row.type == ActivityType.PRESENTATION) | row.outcome.in_(
            [MeetingOutcome.PRESENTATION_WENT_WELL, MeetingOutcome.PRESENTATION_FAILED]
        )
        query = select(row.outcome, func.count()).where(
            row.department_id == department_id,
            row.local_date.between(first, last),
            row.happened_at.is_not(None),
            row.undone_at.is_(None),
            is_one,
            true() if person_id is None else row.author_id == person_id,
        )
        found = {outcome: count for outcome, count in await self._session.execute(query.group_by(row.outcome))}  # noqa: C416
        well = found.get(MeetingOutcome.PRESENTATION_WENT_WELL, 0)
        return Presentations(well, found.get(MeetingOutcome.PRESENTATION_FAILED, 0), found.get(None, 0))

    async def _nps(self, department_id: int, first: date, last: date, person_id: int | None) -> list[NpsAnswer]:
        """The last one of each client within 90 days."""
        row = NpsAnswerRow
        query = select(row.client_id, row.local_date, row.answer).where(
            row.department_id == department_id,
            row.local_date.between(first, last),
            row.undone_at.is_(None),
            row.answer != NpsAnswer.NONE,
            true() if person_id is None else row.owner_id == person_id,
        )
        found = await self._session.execute(query.order_by(row.at, row.id))
        return counted_answers((client_id, day, answer) for client_id, day, answer in found)


BATCH = 5000


class DealEvents(ActorRepository):
    async def count(self, department_id: int, first: date, last: date, person_id: int | None, today: date) -> Events:
        """Of the department for who reads all of it; of oneself for a manager. Raises NotYoursError."""
        check_reads(self._actor, department_id, person_id)
        return await AllEvents(self._session, self._clock).count(department_id, first, last, person_id, today)


def _moves_in(department_id: int, first: date, last: date, person_id: int | None) -> tuple[ColumnElement[bool], ...]:
    row = StageMoveRow
    own = true() if person_id is None else row.owner_id == person_id
    return row.department_id == department_id, row.local_date.between(first, last), MADE, own


def _unit(deal_id: int | None, payment_id: int | None, receipt_id: int | None) -> tuple[str, int]:
    """What counts as one deal."""
    if deal_id is not None:
        return "deal", deal_id
    return ("payment", payment_id) if payment_id is not None else ("receipt", receipt_id or 0)
