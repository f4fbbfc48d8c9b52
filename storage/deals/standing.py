"""Deals under way with what tells whether they stand still: the last contact and the next step of their clients."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, cast, func, select

from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.deals.deal import DealKind, days_still, is_stuck
from sales.deals.stages import Stage, StageBook
from storage.activities.activity import PLANNED
from storage.activities.activity import STANDS as DONE_STANDS
from storage.deals.deal import UNDER_WAY, get_deal, may_reach_deal
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.scope import reaches_department
from storage.engine.session import Session
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, DealRow, ExpectedPaymentRow, FactRow


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
    """Deals under way of somebody, or of a department."""

    deals: Sequence[DealStanding]
    book: StageBook
    today: date

    @property
    def stuck(self) -> list[DealStanding]:
        return [each for each in self.deals if each.is_stuck(self.book.find(each.stage), self.today)]

    @property
    def idle(self) -> list[DealStanding]:
        """Without a next step."""
        return [each for each in self.deals if each.next_at is None]


_OF_CLIENT = ActivityRow.client_id == DealRow.client_id
_LAST = (
    select(func.max(ActivityRow.local_date))
    .where(_OF_CLIENT, ActivityRow.happened_at.is_not(None), DONE_STANDS)
    .correlate(DealRow)
    .scalar_subquery()
)
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
    async def of_person(self, person_id: int) -> list[DealStanding]:
        """Under way, the longest at their stage first. Only what the actor reads."""
        return await _read(self._session, DealRow.owner_id == person_id, may_reach_deal(self._actor))

    async def of_department(self, department_id: int) -> list[DealStanding]:
        """Under way, the longest at their stage first. Raises NotYoursError."""
        if not reaches_department(self._actor, Action.READ_RECORDS, department_id):
            raise NotYoursError
        return await _read(self._session, DealRow.department_id == department_id)

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


class AllDealStandings(Repository):
    async def of_department(self, department_id: int) -> list[DealStanding]:
        """The same, for the clock, and for views that have asked for the right."""
        return await _read(self._session, DealRow.department_id == department_id)


async def _read(session: Session, *which: ColumnElement[bool]) -> list[DealStanding]:
    return await session.read(DealStanding, _STANDINGS.where(*which))
