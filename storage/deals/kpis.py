"""What happened to deals in a period, by the day of the event and for whoever had them then (SPEC 12)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from sales.activities.activities import ActivityType, MeetingOutcome
from sales.core.money import Kopecks
from sales.deals.funnel import MoveCount, median
from sales.deals.kpi import DatedPayment, NpsAnswer, Presentations, pick_counted
from sales.deals.stages import QUALIFIED, StageBook
from storage.deals.deal import STANDS
from storage.deals.firsts import begins_in
from storage.deals.funnels import MADE, check_reads
from storage.deals.stages import AllStages
from storage.engine.actor_repository import ActorRepository
from storage.engine.repository import Repository
from storage.tables import ActivityRow, DealRow, ExpectedPaymentRow, FactRow, NpsAnswerRow, StageMoveRow
from storage.tables.payments import Begins

COUNTS = FactRow.undone_at.is_(None)
_EVERY = aliased(FactRow)
"""Made once: what an alias is made of takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What had its first money in the period: a deal, or a payment or a receipt of no deal."""

    deals: int = 0
    alone: int = 0
    total: Kopecks = 0

    @property
    def count(self) -> int:
        """Deals, and money of no deal, each once."""
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
    dated: DatedPayment = field(default_factory=lambda: DatedPayment(0, 0))
    """All payments whose first date is in the period, together: what they were to bring, and what came by then."""
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
        """What happened from `first` to `last` (local days, both included); `today`: of what is under way now."""
        book = await AllStages(self._session, self._clock).book(department_id)
        begun, velocity = await self._read_begun(department_id, first, last, person_id)
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
            velocity,
            await self._sum_dated(department_id, first, min(last, today), person_id, today),
            await self._presentations(department_id, first, last, person_id),
            await self._nps(department_id, first, last, person_id),
        )

    async def count_begun(self, department_id: int, first: date, last: date, person_id: int | None) -> int:
        """Deals whose first money came in these days."""
        query = select(func.count()).where(*_begins_in(Begins.DEAL, department_id, first, last, person_id))
        return await self._session.scalar(query) or 0

    async def _count_made(
        self, department_id: int, first: date, last: date, person_id: int | None
    ) -> dict[str | None, int]:
        """By source: of a person those that were theirs when they were made."""
        row, deal = StageMoveRow, DealRow
        if person_id is None:
            made = (deal.department_id == department_id, deal.created_on.between(first, last), STANDS)
            query = select(deal.source, func.count()).where(*made)
        else:
            theirs = (*_moves_in(department_id, first, last, person_id), row.step == 0, row.reached_before.is_(None))
            query = select(deal.source, func.count()).join(row, row.deal_id == deal.id).where(*theirs)
        return {source: count for source, count in await self._session.execute(query.group_by(deal.source))}  # noqa: C416

    async def _moves(
        self, department_id: int, first: date, last: date, person_id: int | None, book: StageBook
    ) -> tuple[MoveCount, int | None]:
        """Steps on and back; and deals that came to Квалификация or further for the first time."""
        row, at = StageMoveRow, book.place(QUALIFIED)
        far = [each.code for each in book if book.place(each.code) >= max(at, 0)]
        was_far = and_(row.reached_before.is_not(None), row.reached_before.in_(far))
        count = func.count()
        came_far = count.filter(row.to_stage.in_(far), ~was_far)
        query = select(count.filter(row.step == 1), count.filter(row.step == -1), came_far)
        within = _moves_in(department_id, first, last, person_id)
        forward, back, qualified = (await self._session.execute(query.where(*within))).one()
        return MoveCount(forward, back), qualified if at >= 0 else None

    async def _sum_ended(
        self, department_id: int, first: date, last: date, person_id: int | None, book: StageBook
    ) -> tuple[int, int, Kopecks]:
        """Won, lost and the roubles of what was won: those that stand so still, by the day on which they came there."""
        deal, ends = DealRow, [book.won.code, book.lost.code]
        query = select(deal.stage, func.count(), _total(deal.amount)).where(
            deal.department_id == department_id,
            deal.stage_since.between(first, last),
            deal.stage.in_(ends),
            STANDS,
        )
        if person_id is not None:
            row = StageMoveRow
            theirs = (*_moves_in(department_id, first, last, person_id), row.to_stage.in_(ends))
            moves = select(row.deal_id, row.to_stage, row.local_date).where(*theirs).distinct().subquery()
            last_move = (moves.c.to_stage == deal.stage, moves.c.local_date == deal.stage_since)
            query = query.join(moves, and_(moves.c.deal_id == deal.id, *last_move))
        ended = await self._session.execute(query.group_by(deal.stage))
        found = {stage: (count, money) for stage, count, money in ended}
        won, money = found.get(book.won.code, (0, 0))
        return won, found.get(book.lost.code, (0, 0))[0], money

    async def _read_begun(
        self, department_id: int, first: date, last: date, person_id: int | None
    ) -> tuple[Begun, Counter[int]]:
        """And how many days it took from a deal's making to its first money."""
        fact, deal = FactRow, DealRow
        deals = (
            select(fact.local_date, deal.created_on, func.count(), _sum_of(fact.deal_id, last))
            .join(deal, deal.id == fact.deal_id)
            .where(*_begins_in(Begins.DEAL, department_id, first, last, person_id))
            .group_by(fact.local_date, deal.created_on)
        )
        count, total, velocity = 0, 0, Counter[int]()
        for came_on, made_on, n, money in await self._session.execute(deals):
            count, total = count + n, total + money
            velocity[max(0, (came_on - made_on).days)] += n
        alone, money = await self._sum_alone(department_id, first, last, person_id)
        return Begun(count, alone, total + money), velocity

    async def _sum_alone(
        self, department_id: int, first: date, last: date, person_id: int | None
    ) -> tuple[int, Kopecks]:
        """Payments of no deal, and receipts that nobody expected: each counts as one."""
        fact = FactRow
        no_deal = fact.deal_id.is_(None)
        of_payment = _begins_in(Begins.PAYMENT, department_id, first, last, person_id)
        payments = select(func.count(), _sum_of(fact.payment_id, last)).where(*of_payment, no_deal)
        within = (*_facts_in(department_id, first, last, person_id), no_deal, fact.payment_id.is_(None))
        receipts = select(func.count(fact.receipt_id.distinct()), _total(fact.amount)).where(*within)
        expected, of_payments = (await self._session.execute(payments)).one()
        unexpected, of_receipts = (await self._session.execute(receipts)).one()
        return expected + unexpected, of_payments + of_receipts

    async def _sum_dated(
        self, department_id: int, first: date, last: date, person_id: int | None, today: date
    ) -> DatedPayment:
        """By first date; of today's only what has come already, for the day is not over."""
        row, fact = ExpectedPaymentRow, FactRow
        by_then = (fact.payment_id == row.id, COUNTS, fact.local_date <= row.first_due_on)
        found = select(func.coalesce(func.sum(fact.amount), 0)).where(*by_then).correlate(row).scalar_subquery()
        each = (
            select(
                row.amount, case((row.received == 0, 0), else_=cast(found, BigInteger)).label("came"), row.first_due_on
            )
            .where(
                row.department_id == department_id,
                row.first_due_on.between(first, last),
                row.undone_at.is_(None),
                true() if person_id is None else row.owner_id == person_id,
            )
            .cte("each_payment")
            .prefix_with("MATERIALIZED")  # or what came is looked up wherever it is named
        )
        in_time = case((each.c.came >= each.c.amount, each.c.amount), (each.c.came > 0, each.c.came), else_=0)
        over = or_(each.c.first_due_on < today, each.c.came >= each.c.amount)
        sums = select(_total(each.c.amount), _total(in_time)).where(over)
        amount, by = (await self._session.execute(sums)).one()
        return DatedPayment(amount, by)

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
        return pick_counted((client_id, day, answer) for client_id, day, answer in found)


class DealEvents(ActorRepository):
    async def count(self, department_id: int, first: date, last: date, person_id: int | None, today: date) -> Events:
        """Of the department for who reads all of it; of oneself for a manager. Raises NotYoursError."""
        check_reads(self._actor, department_id, person_id)
        return await AllEvents(self._session, self._clock).count(department_id, first, last, person_id, today)

    async def count_begun(self, department_id: int, first: date, last: date, person_id: int | None) -> int:
        """As `AllEvents.count_begun`, for the period before. Raises NotYoursError."""
        check_reads(self._actor, department_id, person_id)
        return await AllEvents(self._session, self._clock).count_begun(department_id, first, last, person_id)


def _moves_in(department_id: int, first: date, last: date, person_id: int | None) -> tuple[ColumnElement[bool], ...]:
    row = StageMoveRow
    own = true() if person_id is None else row.owner_id == person_id
    return row.department_id == department_id, row.local_date.between(first, last), MADE, own


def _facts_in(department_id: int, first: date, last: date, person_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """Money of clients that came in these days: not what was there before Reper, and no refund."""
    fact = FactRow
    own = true() if person_id is None else fact.owner_id == person_id
    of_client = (fact.client_id.is_not(None), fact.amount > 0, COUNTS)
    return fact.department_id == department_id, fact.local_date.between(first, last), *of_client, own


def _begins_in(
    what: Begins, department_id: int, first: date, last: date, person_id: int | None
) -> tuple[ColumnElement[bool], ...]:
    """On FactRow: the very first money of its deal, or of its payment, and it came in these days."""
    own = true() if person_id is None else FactRow.owner_id == person_id
    return *begins_in(what, department_id, first, last), own


def _sum_of(unit: InstrumentedAttribute[int | None], last: date) -> ColumnElement[int]:
    """Σ of all that came of the deals, or of the payments, to the period's end, refunds taken off."""
    every = _EVERY
    counts = (getattr(every, unit.key) == unit, every.undone_at.is_(None), every.local_date <= last)
    came = select(func.sum(every.amount)).where(*counts).correlate(FactRow)
    return _total(came.scalar_subquery())


def _total(of: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[int]:
    """A sum that is a whole number on both databases, and 0 of nothing."""
    return cast(func.coalesce(func.sum(of), 0), BigInteger)
