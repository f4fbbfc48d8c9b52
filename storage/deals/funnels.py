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
from storage.deals.deal import STANDS, UNDER_WAY
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
class FunnelCounts:
    """`reached`: how many of the cohort got furthest to which stage; `open`: of all deals, by stage."""

    book: StageBook
    reached: Mapping[str, int]
    visits: Mapping[str, Histogram]
    made: int
    under_way: int
    """Of the cohort."""
    paid: int
    """Of the cohort, those with money to date."""
    open: Mapping[str, OpenStage]

    @property
    def steps(self) -> tuple[FunnelStep, ...]:
        return funnel(self.book, self.reached, self.visits)


class AllFunnels(Repository):
    """For the clock, and for views that have asked for the right."""

    async def count(self, department_id: int, first: date, last: date, person_id: int | None = None) -> FunnelCounts:
        deal = DealRow
        cohort = (
            deal.department_id == department_id,
            deal.created_on.between(first, last),
            STANDS,
            _of(deal.owner_id, person_id),
        )
        reached, under_way = Counter[str](), 0
        query = select(deal.furthest, deal.closed_at.is_(None), func.count()).where(*cohort)
        for stage, is_open, count in await self._session.execute(
            query.group_by(deal.furthest, deal.closed_at.is_(None))
        ):
            reached[stage] += count
            under_way += count if is_open else 0
        _made, paid = await self.count_paid(department_id, first, last, person_id)
        return FunnelCounts(
            await AllStages(self._session, self._clock).book(department_id),
            reached,
            await self._visits(department_id, first, last, person_id),
            reached.total(),
            under_way,
            paid,
            await self.open_now(department_id, person_id),
        )

    async def count_paid(
        self, department_id: int, first: date, last: date, person_id: int | None = None
    ) -> tuple[int, int]:
        """Deals made in these days, and of them those with money to date."""
        deal = DealRow
        cohort = (deal.department_id == department_id, deal.created_on.between(first, last), STANDS)
        came = exists().where(FactRow.deal_id == deal.id, FactRow.undone_at.is_(None), FactRow.amount > 0)
        made = select(func.count()).select_from(deal).where(*cohort, _of(deal.owner_id, person_id))
        return await self._session.scalar(made) or 0, await self._session.scalar(made.where(came)) or 0

    async def open_now(self, department_id: int, person_id: int | None = None) -> dict[str, OpenStage]:
        """By stage, what is under way at this moment."""
        deal = DealRow
        total = cast(func.coalesce(func.sum(deal.amount), 0), BigInteger)
        which = (deal.department_id == department_id, UNDER_WAY, _of(deal.owner_id, person_id))
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
    ) -> tuple[int, int]:
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
