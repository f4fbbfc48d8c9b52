"""
What the funnel counts (spec/2): deals made in a period by how far they got, their visits, and what is open now.

Each query is answered by one covering index: two hundred thousand deals and a million moves are not looked up singly.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, cast, exists, func, select, true

from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.deals.funnel import FunnelStep, Histogram, funnel
from sales.deals.stages import StageBook
from storage.deals.deal import STANDS
from storage.deals.stages import AllStages
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.repository import Repository
from storage.engine.scope import reaches_department
from storage.tables import DealRow, FactRow, StageMoveRow

MADE = StageMoveRow.undone_at.is_(None)


@dataclass(frozen=True, slots=True)
class OpenStage:
    """Deals under way at one stage."""

    count: int = 0
    total: Kopecks = 0


@dataclass(frozen=True, slots=True)
class CohortCounts:
    """Deals made in a period: of them those with money to date, and those that are under way still."""

    made: int
    paid: int
    under_way: int


@dataclass(frozen=True, slots=True)
class FunnelCounts:
    """`reached`: how many of the cohort got furthest to which stage; `open`: of all deals, by stage."""

    book: StageBook
    reached: Mapping[str, int]
    visits: Mapping[str, Histogram]
    cohort: CohortCounts
    open: Mapping[str, OpenStage]

    @property
    def steps(self) -> tuple[FunnelStep, ...]:
        return funnel(self.book, self.reached, self.visits)


class AllFunnels(Repository):
    """For the clock, and for views that have asked for the right."""

    async def count(self, department_id: int, first: date, last: date, person_id: int | None = None) -> FunnelCounts:
        """Of the deals created from `first` to `last` (local days, both included); or of one person."""
        deal = DealRow
        cohort = (
            deal.department_id == department_id,
            deal.created_on.between(first, last),
            STANDS,
            _of(deal.owner_id, person_id),
        )
        query = select(deal.furthest, func.count()).where(*cohort).group_by(deal.furthest)
        return FunnelCounts(
            await AllStages(self._session, self._clock).book(department_id),
            {stage: count for stage, count in await self._session.execute(query)},  # noqa: C416  typed
            await self._visits(department_id, first, last, person_id),
            await self.count_paid(department_id, first, last, person_id),
            await self.open_now(department_id, person_id),
        )

    async def count_paid(
        self, department_id: int, first: date, last: date, person_id: int | None = None
    ) -> CohortCounts:
        """Deals made in these days, how many of them have money to date, how many are under way."""
        deal = DealRow
        cohort = (
            deal.department_id == department_id,
            deal.created_on.between(first, last),
            STANDS,
            _of(deal.owner_id, person_id),
        )
        came = exists().where(FactRow.deal_id == deal.id, FactRow.undone_at.is_(None), FactRow.amount > 0)
        counts = (func.count(), func.count().filter(came), func.count().filter(deal.closed_at.is_(None)))
        return CohortCounts(*(await self._session.execute(select(*counts).where(*cohort))).one())

    async def open_now(self, department_id: int, person_id: int | None = None) -> dict[str, OpenStage]:
        """By stage, what is under way at this moment."""
        deal = DealRow
        total = cast(func.coalesce(func.sum(deal.amount), 0), BigInteger)
        under_way = deal.closed_at.is_(None)  # what was taken back is closed, too: so the index answers alone
        which = (deal.department_id == department_id, under_way, _of(deal.owner_id, person_id))
        query = select(deal.stage, func.count(), total).where(*which).group_by(deal.stage)
        return {stage: OpenStage(count, money) for stage, count, money in await self._session.execute(query)}

    async def _visits(
        self, department_id: int, first: date, last: date, person_id: int | None
    ) -> dict[str, Counter[int]]:
        """Completed ones of the cohort's deals, in whosever hands they were then."""
        row = StageMoveRow
        query = (
            select(row.from_stage, row.days, func.count())
            .where(
                row.department_id == department_id,
                row.cohort.between(first, last),
                row.from_stage.is_not(None),
                MADE,
                _of(row.owner_id, person_id),
            )
            .group_by(row.from_stage, row.days)
        )
        found: dict[str, Counter[int]] = {}
        for stage, days, count in await self._session.execute(query):
            if stage is not None and days is not None:
                found.setdefault(stage, Counter())[days] += count
        return found


class Funnels(ActorRepository):
    async def count(self, department_id: int, first: date, last: date, person_id: int | None = None) -> FunnelCounts:
        """Of the department for who reads all of it; of oneself for a manager. Raises NotYoursError."""
        check_reads(self._actor, department_id, person_id)
        return await AllFunnels(self._session, self._clock).count(department_id, first, last, person_id)

    async def count_paid(
        self, department_id: int, first: date, last: date, person_id: int | None = None
    ) -> CohortCounts:
        """As `AllFunnels.count_paid`, for the period before. Raises NotYoursError."""
        check_reads(self._actor, department_id, person_id)
        return await AllFunnels(self._session, self._clock).count_paid(department_id, first, last, person_id)


def check_reads(actor: Actor, department_id: int, person_id: int | None) -> None:
    """Raises NotYoursError."""
    own = person_id == actor.person_id and department_id == actor.department_id
    if not own and not reaches_department(actor, Action.READ_RECORDS, department_id):
        raise NotYoursError


def _of(owner: ColumnElement[int | None] | object, person_id: int | None) -> ColumnElement[bool]:
    return true() if person_id is None else owner == person_id  # type: ignore[return-value]
