"""The week plan with all its columns, and what became of its frozen items (SPEC 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select

from sales.clients.card_fields import CardField
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.deals.stages import Stage
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind
from sales.week.promised import WeekItem, WeekPlan
from storage.activities.activity import PLANNED
from storage.deals.stages import AllStages
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor
from storage.engine.scope import check_reach, reach
from storage.payments.event_reasons import read_reasons
from storage.payments.payment import OPEN, STANDS, Row, find_payments
from storage.payments.payments import Payments
from storage.tables import (
    ActivityRow,
    ClientRow,
    ContactRow,
    DealRow,
    PersonRow,
    TomorrowEditRow,
    TomorrowPlanRow,
)
from storage.week.promised import read_received_within

_GONE = (PaymentEventKind.MOVED, PaymentEventKind.CANCELLED)


@dataclass(frozen=True, slots=True)
class NextActivity:
    """The client's next planned call or meeting."""

    at: datetime
    type: str
    comment: str | None


@dataclass(frozen=True, slots=True)
class WeekLine:
    payment: Payment
    stage: Stage | None
    """Of its deal; None without one."""
    contact: str | None
    """The first noted person at the client's, with the position."""
    phone: str | None
    line: str | None
    """Line of business."""
    turnover: Kopecks | None
    next_step: NextActivity | None
    reason: str | None = None
    """Why it was last moved."""
    is_asked: bool = True
    """What its client's card lacks was asked already, or put aside."""

    @property
    def lacks(self) -> tuple[CardField | None, ...]:
        """What the plan needs of the client's card and has not; None is a person there."""
        wanted = {None: self.contact, CardField.LINE: self.line, CardField.TURNOVER: self.turnover}
        return tuple(field for field, value in wanted.items() if not value)


class WeekLines(ActorRepository):
    _payments = of_actor(Payments)

    async def lines(self, person_id: int, monday: date) -> list[WeekLine]:
        """The open and partial payments dated in the week, in seven queries. Raises NotYoursError."""
        seen = reach(self._actor, Action.READ_RECORDS, PersonRow.id, PersonRow.department_id)
        if not await self._exists(select(PersonRow.id).where(PersonRow.id == person_id, seen)):
            raise NotYoursError
        return await self._lines(Row.owner_id == person_id, monday)

    async def lines_of_team(self, department_id: int, monday: date) -> list[WeekLine]:
        """A sheet of the department's workbook, also what has no owner. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_RECORDS, department_id)
        return await self._lines(Row.department_id == department_id, monday)

    async def of_payment(self, payment_id: int) -> WeekLine:
        """One of them, whatever has become of it. Raises NotYoursError for a foreign and an absent one alike."""
        return (await self._fill([await self._payments.get(payment_id)]))[0]

    async def items(self, plan: WeekPlan) -> list[WeekItem]:
        """What the plan promised, by day; for a reader who was given the plan."""
        keys = list(plan.items)
        if not keys:
            return []
        payments = {each.id: each for each in await find_payments(self._session, Row.id.in_(keys), STANDS)}
        came = await read_received_within(self._session, keys, plan.monday, plan.monday + timedelta(days=6))
        reasons = await self._read_why_dropped(keys, plan) | await read_reasons(self._session, keys, *_GONE)
        return [
            WeekItem(each, payments[key], came.get(key, 0), reasons.get(key))
            for key, each in plan.items.items()
            if key in payments
        ]

    async def _read_why_dropped(self, payment_ids: Collection[int], plan: WeekPlan) -> dict[int, str]:
        """As said of one of the week's days, on the evening before it."""
        row, head = TomorrowEditRow, TomorrowPlanRow
        within = head.local_date.between(plan.monday, plan.monday + timedelta(days=6))
        query = (
            select(row.payment_id, row.reason)
            .join(head, head.id == row.plan_id)
            .where(row.payment_id.in_(payment_ids), head.person_id == plan.person_id, within, row.amount == 0)
        )
        found = await self._session.execute(query.order_by(row.id))
        return {payment_id: reason for payment_id, reason in found if reason is not None}

    async def _lines(self, whose: ColumnElement[bool], monday: date) -> list[WeekLine]:
        within = Row.due_on.between(monday, monday + timedelta(days=6))
        return await self._fill(await find_payments(self._session, whose, within, OPEN, STANDS))

    async def _fill(self, payments: Collection[Payment]) -> list[WeekLine]:
        """Each with its other columns."""
        clients = {each.client_id for each in payments}
        if not clients:
            return []
        stages = await self._stages({each.deal_id for each in payments if each.deal_id is not None})
        facts = await self._of_clients(clients)
        contacts, steps = await self._contacts(clients), await self._steps(clients)
        moved = [each.id for each in payments if each.moves]
        reasons = await read_reasons(self._session, moved, PaymentEventKind.MOVED)
        found = []
        for each in payments:
            stage = None if each.deal_id is None else stages.get(each.deal_id)
            contact, phone = contacts.get(each.client_id, (None, None))
            line, turnover, is_asked = facts.get(each.client_id, (None, None, True))
            own = (stage, contact, phone, line, turnover, steps.get(each.client_id), reasons.get(each.id), is_asked)
            found.append(WeekLine(each, *own))
        return found

    async def _stages(self, deal_ids: Collection[int]) -> dict[int, Stage]:
        query = select(DealRow.id, DealRow.department_id, DealRow.stage).where(DealRow.id.in_(deal_ids))
        found: dict[int, Stage] = {}
        for deal_id, department_id, code in await self._session.execute(query):
            stage = (await AllStages(self._session, self._clock).book(department_id)).find(code)
            if stage is not None:
                found[deal_id] = stage
        return found

    async def _of_clients(self, client_ids: Collection[int]) -> dict[int, tuple[str | None, Kopecks | None, bool]]:
        """Line of business, turnover, and whether what the card lacks was asked."""
        row = ClientRow
        query = select(row.id, row.line, row.turnover, row.blanks_asked_at.is_not(None)).where(row.id.in_(client_ids))
        found = await self._session.execute(query)
        return {client_id: (line, turnover, bool(is_asked)) for client_id, line, turnover, is_asked in found}

    async def _contacts(self, client_ids: Collection[int]) -> dict[int, tuple[str | None, str | None]]:
        row = ContactRow
        query = select(row.client_id, row.name, row.position, row.phone)
        query = query.where(row.client_id.in_(client_ids), row.left_at.is_(None))
        found: dict[int, tuple[str | None, str | None]] = {}
        for client_id, name, position, phone in await self._session.execute(query.order_by(row.is_main.desc(), row.id)):
            found.setdefault(client_id, (", ".join(filter(None, (name, position))), phone))
        return found

    async def _steps(self, client_ids: Collection[int]) -> dict[int, NextActivity]:
        row = ActivityRow
        query = (
            select(row.client_id, row.planned_at, row.type, row.comment)
            .where(row.client_id.in_(client_ids), PLANNED, row.planned_at >= self._clock.now())
            .order_by(row.planned_at, row.id)
        )
        found: dict[int, NextActivity] = {}
        for client_id, at, kind, comment in await self._session.execute(query):
            if at is not None:
                found.setdefault(client_id, NextActivity(at, kind, comment))
        return found
