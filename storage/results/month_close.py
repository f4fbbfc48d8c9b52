"""What a month leaves behind: promises that slipped with their reasons, and the money that bonuses are counted from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, exists, func, or_, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import SQLCoreOperations

from sales.calendar.calendar import month_of
from sales.calendar.slots import day_bounds
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.tally import Tally, tally
from sales.payments.held import HeldKind
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, PaymentEventKind
from sales.results.month_close import DuePayment, Slipped, find_slips
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.scope import check_reach
from storage.payments.event_reasons import read_reasons
from storage.payments.payment import OPEN, STANDS, Row, find_payments
from storage.payments.receipt import booked_day
from storage.settings.departments import AllDepartments
from storage.tables import ClientRow, FactRow, HeldMoneyRow, PaymentEventRow
from storage.week.promised import read_received_within


@dataclass(frozen=True, slots=True)
class Earnings:
    """A person's money of a month; `of_new` is the part from clients whose first payment ever was in it."""

    total: Kopecks
    of_new: Kopecks


_DUE = check_types(
    DuePayment,
    select(
        Row.id,
        Row.owner_id,
        Row.amount,
        Row.due_on,
        Row.cancelled_at,
    ).order_by(Row.due_on, Row.id),
)


class MonthCloses(ActorRepository):
    async def list_slipped(self, department_id: int, month: date) -> list[Slipped]:
        """Money of the department that was awaited within the month and had not come by its end, with the last reason.

        For who reads the summary: an assistant too. Raises NotYoursError.
        """
        self._check(Action.READ_SUMMARY, department_id)
        first, last = month_of(month)
        zone = (await AllDepartments(self._session, self._clock).get(department_id)).zone
        over = day_bounds(last, zone)[1]
        known = await self._not_in_time(department_id, first, last, over)
        ids = [each.id for each in known]
        came = await read_received_within(self._session, ids, date.min, last)
        reasons = await read_reasons(self._session, ids)
        return find_slips(known, came, {key: MoveReason(reason) for key, reason in reasons.items()})

    async def sum_held(self, department_id: int, month: date) -> Tally:
        """Money of the month that was said to have come and waits for its manager's word. Raises NotYoursError."""
        self._check(Action.READ_SUMMARY, department_id)
        row = HeldMoneyRow
        there = exists().where(ClientRow.id == row.client_id, ClientRow.department_id == department_id)
        waits = (row.answered_at.is_(None), row.kind == HeldKind.FACT, row.day.between(*month_of(month)))
        return tally(list(await self._session.scalars(select(row.amount).where(*waits, there))))

    async def payments_of(self, slipped: Collection[Slipped]) -> dict[int, Payment]:
        """What the slips are about, by id, to be named: for a reader who was given the slips."""
        ids = [each.payment_id for each in slipped]
        found = await find_payments(self._session, Row.id.in_(ids)) if ids else []
        return {each.id: each for each in found}

    async def earnings(self, department_id: int, month: date) -> dict[int, Earnings]:
        """By person, all money of the month whoever's client it was; nobody's is left out. Raises NotYoursError.

        Of a department that closes its months by confirmed money, that alone, by the bank's day.
        """
        self._check(Action.READ_BONUS, department_id)
        first, last = month_of(month)
        fact, earlier = FactRow, aliased(FactRow)
        place = await AllDepartments(self._session, self._clock).get(department_id)

        def day_of(row: type[FactRow]) -> SQLCoreOperations[date]:
            return booked_day(row) if place.counts_confirmed else row.local_date

        def counts(row: type[FactRow], when: ColumnElement[bool]) -> ColumnElement[bool]:
            """What the department closes its months by, of a first payment as of a later one."""
            is_sure = row.confirmed_by.is_not(None) if place.counts_confirmed else true()
            return and_(row.undone_at.is_(None), is_sure, when)

        came = (  # by client first: whether one is new is asked once, not with each of their payments
            select(fact.owner_id, fact.client_id, cast(func.sum(fact.amount), BigInteger).label("total"))
            .where(fact.department_id == department_id, counts(fact, day_of(fact).between(first, last)))
            .group_by(fact.owner_id, fact.client_id)
            .subquery()
        )
        before = (earlier.client_id == came.c.client_id, earlier.amount > 0, counts(earlier, day_of(earlier) < first))
        # in a department's first month everybody pays for the first time that is known: nobody is new by that
        worked_before = exists().where(earlier.department_id == department_id, counts(earlier, day_of(earlier) < first))
        is_new = and_(came.c.client_id.is_not(None), ~exists().where(*before), worked_before)
        of_new = case((is_new, came.c.total), else_=0)
        query = select(
            came.c.owner_id, cast(func.sum(came.c.total), BigInteger), cast(func.sum(of_new), BigInteger)
        ).group_by(came.c.owner_id)
        rows = await self._session.execute(query)
        return {who: Earnings(total, new) for who, total, new in rows if who is not None}

    def _check(self, action: Action, department_id: int) -> None:
        check_reach(self._actor, action, department_id)

    async def _not_in_time(self, department_id: int, first: date, last: date, over: datetime) -> list[DuePayment]:
        """Due in the month and not paid, or paid late; and those that were due in it and have left it since."""
        in_month = and_(
            Row.due_on.between(first, last), or_(OPEN, Row.cancelled_at.is_not(None), Row.closed_at >= over)
        )
        was_due = PaymentEventRow.before["due_on"].as_string().between(first.isoformat(), last.isoformat())
        left = exists().where(
            PaymentEventRow.payment_id == Row.id, PaymentEventRow.kind == PaymentEventKind.MOVED, was_due
        )
        moved = and_(Row.due_on > last, Row.first_due_on <= last, Row.due_on > Row.first_due_on, left)
        found = []
        for which in (in_month, moved):
            query = _DUE.where(Row.department_id == department_id, STANDS, Row.created_at < over, which)
            found += await self._session.read(DuePayment, query)
        return found
