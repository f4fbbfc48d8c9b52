"""Deals under way with what tells whether they stand still: the last contact and the next step of their clients."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, exists, false, func, select

from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.words import fold
from sales.deals.deal import DealKind, DealsFilter, days_still, is_stuck
from sales.deals.stages import Stage, StageBook
from storage.activities.activity import PLANNED
from storage.activities.activity import STANDS as DONE_STANDS
from storage.deals.deal import UNDER_WAY, get_deal, may_reach_deal
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.scope import reaches_department
from storage.engine.session import Session
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, DealRow, ExpectedPaymentRow, FactRow

MOST_FOUND = 200
"""Nobody pages further through what one word has found."""


@dataclass(frozen=True, slots=True)
class DealStanding:
    id: int
    client_id: int
    client_name: str
    owner_id: int | None
    title: str
    amount: Kopecks | None
    kind: DealKind
    stage: str
    stage_since: date
    deadline: date | None
    last_on: date | None
    """The client's last call, meeting or note."""
    next_at: datetime | None
    """The client's next planned one."""

    def days(self, today: date) -> int:
        """Calendar days without activity in its stage, up to that local day."""
        return days_still(self.stage_since, self.last_on, today)

    def is_stuck(self, stage: Stage | None, today: date) -> bool:
        """Longer without activity than its stage allows (SPEC 10); `stage` None: of none that is known."""
        return is_stuck(stage, self.stage_since, self.last_on, today)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What the deals under way of somebody, or of a department, come to. `idle`: without a next step."""

    count: int
    total: Kopecks
    stuck: int
    stuck_total: Kopecks
    idle: int

    def count_of(self, which: DealsFilter) -> int:
        """How many a list of those pages through."""
        return {DealsFilter.ALL: self.count, DealsFilter.STUCK: self.stuck, DealsFilter.IDLE: self.idle}[which]


@dataclass(frozen=True, slots=True)
class WhoseDeals:
    """Deals of one person, or of all of a department, on a local day; by the stages of that department."""

    department_id: int | None
    person_id: int | None
    book: StageBook
    today: date

    @property
    def deals(self) -> ColumnElement[bool]:
        """Without a look at `undone_at`: what was taken back is closed, too, so that an index answers alone."""
        own = (
            DealRow.owner_id == self.person_id
            if self.department_id is None
            else DealRow.department_id == self.department_id
        )
        return and_(own, DealRow.closed_at.is_(None))

    @property
    def stuck(self) -> ColumnElement[bool]:
        """At its stage for longer than its limit, and nobody has spoken with the client since."""
        limits = {
            each.code: self.today - timedelta(days=each.stuck_after)
            for each in self.book.open
            if each.stuck_after is not None
        }
        if not limits:
            return false()
        since = case(limits, value=DealRow.stage, else_=date.min)
        done = (ActivityRow.happened_at.is_not(None), DONE_STANDS, ActivityRow.local_date >= since)
        return and_(
            DealRow.stage_since < since, ~exists(select(ActivityRow.id).where(_OF_CLIENT, *done).correlate(DealRow))
        )

    def rows(self, which: DealsFilter) -> ColumnElement[bool]:
        """The condition of those that the filter shows."""
        match which:
            case DealsFilter.ALL:
                return self.deals
            case DealsFilter.STUCK:
                return and_(self.deals, self.stuck)
            case DealsFilter.IDLE:
                return and_(self.deals, IDLE)


_OF_CLIENT = ActivityRow.client_id == DealRow.client_id
_LAST = (
    select(func.max(ActivityRow.local_date))
    .where(_OF_CLIENT, ActivityRow.happened_at.is_not(None), DONE_STANDS)
    .correlate(DealRow)
    .scalar_subquery()
)
IDLE = ~exists(select(ActivityRow.id).where(_OF_CLIENT, PLANNED).correlate(DealRow))
_NEXT = select(func.min(ActivityRow.planned_at)).where(_OF_CLIENT, PLANNED).correlate(DealRow).scalar_subquery()
_STANDINGS = check_types(
    DealStanding,
    select(
        DealRow.id,
        DealRow.client_id,
        SHORT_CLIENT_NAME.label("client_name"),
        DealRow.owner_id,
        DealRow.title,
        DealRow.amount,
        DealRow.kind,
        DealRow.stage,
        DealRow.stage_since,
        DealRow.deadline,
        _LAST.label("last_on"),
        _NEXT.label("next_at"),
    )
    .join(ClientRow, ClientRow.id == DealRow.client_id)
    .where(UNDER_WAY)
    .order_by(DealRow.stage_since, DealRow.id),
)


@dataclass(frozen=True, slots=True)
class DealMoney:
    """`awaited`: what is left of its open payments, how many they are, and the first of their days."""

    received: Kopecks
    awaited: Kopecks
    payments: int
    due_on: date | None


class DealStandings(ActorRepository):
    async def sum_up(self, whose: WhoseDeals) -> UnderWay:
        """What they come to. Raises NotYoursError."""
        self._check(whose)
        total = cast(func.coalesce(func.sum(DealRow.amount), 0), BigInteger)
        stuck = cast(func.coalesce(func.sum(case((whose.stuck, DealRow.amount))), 0), BigInteger)
        counts = func.count(), total, func.count(case((whose.stuck, 1))), stuck, func.count(case((IDLE, 1)))
        count, money, still, still_money, idle = (
            await self._session.execute(select(*counts).select_from(DealRow).where(whose.deals))
        ).one()
        return UnderWay(count, money, still, still_money, idle)

    async def list_some(self, whose: WhoseDeals, which: DealsFilter, limit: int, offset: int) -> list[DealStanding]:
        """The furthest first, then the longest at their stage; stuck ones the longest first. Raises NotYoursError."""
        self._check(whose)
        places = {each.code: place for place, each in enumerate(whose.book)}
        by_stage = () if which is not DealsFilter.ALL else (case(places, value=DealRow.stage, else_=-1).desc(),)
        order = (*by_stage, DealRow.stage_since, DealRow.id)
        ids = await self._session.scalars(
            select(DealRow.id).where(whose.rows(which)).order_by(*order).limit(limit).offset(offset)
        )
        return await self._in_order(list(ids))

    async def search(self, whose: WhoseDeals, which: DealsFilter, text: str) -> list[DealStanding]:
        """A part of the client's name, or of the title. Raises NotYoursError."""
        self._check(whose)
        query = select(DealRow.id, ClientRow.name, DealRow.title).join(ClientRow, ClientRow.id == DealRow.client_id)
        found = await self._session.execute(query.where(whose.rows(which)).order_by(DealRow.stage_since, DealRow.id))
        wanted = fold(text)
        return await self._in_order(
            [id_ for id_, name, title in found if wanted in fold(f"{name} {title}")][:MOST_FOUND]
        )

    async def _in_order(self, ids: Sequence[int]) -> list[DealStanding]:
        found = {each.id: each for each in await _read(self._session, DealRow.id.in_(ids))}
        return [found[id_] for id_ in ids if id_ in found]

    def _check(self, whose: WhoseDeals) -> None:
        if whose.department_id is None:
            reached = whose.person_id == self._actor.person_id
        else:
            reached = reaches_department(self._actor, Action.READ_RECORDS, whose.department_id)
        if not reached:
            raise NotYoursError

    async def of_deal(self, deal_id: int) -> DealStanding | None:
        """None for one that is closed, foreign or absent."""
        return next(iter(await _read(self._session, DealRow.id == deal_id, may_reach_deal(self._actor))), None)

    async def money(self, deal_id: int) -> DealMoney:
        """What came of it and what is awaited. Raises NotYoursError."""
        await get_deal(self._session, self._actor, deal_id)
        row = ExpectedPaymentRow
        rest = func.coalesce(func.sum(row.amount - row.received), 0)
        waits = (row.deal_id == deal_id, row.closed_at.is_(None))
        query = select(cast(rest, BigInteger), func.count(row.id), func.min(row.due_on)).where(*waits)
        awaited, count, due_on = (await self._session.execute(query)).one()
        came = select(cast(func.coalesce(func.sum(FactRow.amount), 0), BigInteger))
        received = await self._session.scalar(came.where(FactRow.deal_id == deal_id, FactRow.undone_at.is_(None)))
        return DealMoney(received or 0, awaited, count, due_on)


async def _read(session: Session, *which: ColumnElement[bool]) -> list[DealStanding]:
    return await session.read(DealStanding, _STANDINGS.where(*which))
