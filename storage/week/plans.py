"""Week plans: drafted, confirmed, frozen on the first workday, and what came of them (SPEC 6)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, bindparam, cast, delete, func, insert, or_, select, update

from sales.calendar.calendar import week_of
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.tally import Tally, tally
from sales.hooks.events import HookEvent
from sales.payments.awaited import Awaited
from sales.payments.payments import PaymentEventKind
from sales.week.plan import WeekDraft, WeekResult, draft_week
from sales.week.promised import Promised, Span, WeekPlan
from sales.week.regular import PAYMENTS_SEEN, Received
from sales.week.results import WeekFact, sum_up_weeks
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_house
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.scope import check_reach, reach
from storage.hooks.announcing import announce
from storage.payments.payment import OPEN, STANDS
from storage.payments.payment import Row as PaymentRow
from storage.payments.receipt import COUNTS
from storage.people.person import place_of
from storage.settings.calendar import Calendars
from storage.tables import ExpectedPaymentRow, FactRow, PaymentEventRow, PersonRow, WeekPlanItemRow, WeekPlanRow
from storage.tables.types import Json
from storage.week.promised import read_promised_within

HABITS_FOR = timedelta(days=400)
"""Four quarterly payments lie within it."""

DAYS_SEEN = 2 * PAYMENTS_SEEN
"""Of each client: twice what a habit is seen by, for days on which as much went back as came are none."""

_WEEK = timedelta(days=6)


_UNOWNED = select(PaymentRow.amount - PaymentRow.received).where(
    PaymentRow.department_id == bindparam("the_department"), PaymentRow.owner_id.is_(None), OPEN, STANDS
)

_HANDED_ON = PaymentEventRow.kind == PaymentEventKind.REASSIGNED
_LAST_HANDED = (
    select(PaymentEventRow.before["owner_id"].as_integer())
    .where(PaymentEventRow.payment_id == PaymentRow.id, _HANDED_ON)
    .order_by(PaymentEventRow.id.desc())
    .limit(1)
    .scalar_subquery()
)
_LEFT_BY = _UNOWNED.where(bindparam("the_person") == _LAST_HANDED)

_OVERDUE = select(PaymentRow.amount - PaymentRow.received).where(
    PaymentRow.department_id == bindparam("the_department"), PaymentRow.due_on < bindparam("the_day"), OPEN, STANDS
)

_PLANS = check_types(
    WeekPlan,
    select(
        WeekPlanRow.id,
        WeekPlanRow.person_id,
        WeekPlanRow.monday,
        WeekPlanRow.drafted_at,
        WeekPlanRow.confirmed_at,
        WeekPlanRow.confirmed_by,
        WeekPlanRow.frozen_at,
    ).order_by(WeekPlanRow.monday, WeekPlanRow.id),
)


class AllWeekPlans(Repository):
    """Everybody's: for the clock, and for views that have asked for the right to the people."""

    async def draft(self, person_id: int, monday: date) -> bool:
        """The clock asks about the week; False where it was asked about before."""
        return await self.begin(person_id, monday) is not None

    async def make_draft(self, person_id: int, monday: date, today: date) -> WeekDraft:
        """What the manager is shown to confirm: items, slips, regular payers (sales.week.plan)."""
        calendar = await Calendars(self._session, self._clock).of_person(person_id)
        awaited = (await self.list_awaited([person_id])).get(person_id, [])
        return draft_week(monday, today, awaited, await self.list_received(person_id, today - HABITS_FOR), calendar)

    async def list_awaited(self, person_ids: Collection[int], last: date | None = None) -> dict[int, list[Awaited]]:
        """All that is open of these people (dated up to `last`), overdue included, the oldest first."""
        found = await self._list_awaited(PaymentRow.owner_id.in_(person_ids), last)
        return {owner_id: items for owner_id, items in found.items() if owner_id is not None}

    async def list_awaited_of_department(self, department_id: int, last: date) -> dict[int | None, list[Awaited]]:
        """All that is open there (dated up to `last`), by owner, nobody's (None) included, the oldest first.

        For who has asked for the right to the department.
        """
        return await self._list_awaited(PaymentRow.department_id == department_id, last)

    async def sum_unowned(self, department_id: int) -> Tally:
        """Rests of all that is awaited there and belongs to nobody, whatever its day."""
        return tally(list(await self._session.scalars(_UNOWNED, {"the_department": department_id})))

    async def sum_left_by(self, person_id: int, department_id: int) -> Tally:
        """What of it somebody has left behind who works there no more."""
        named = {"the_department": department_id, "the_person": person_id}
        return tally(list(await self._session.scalars(_LEFT_BY, named)))

    async def sum_overdue(self, department_id: int, day: date) -> Tally:
        """Rests of what was due there before that local day and is awaited still, also of what belongs to nobody."""
        return tally(list(await self._session.scalars(_OVERDUE, {"the_department": department_id, "the_day": day})))

    async def _list_awaited(self, whose: ColumnElement[bool], last: date | None) -> dict[int | None, list[Awaited]]:
        row = PaymentRow
        query = (
            select(row.owner_id, row.id, row.client_id, row.amount - row.received, row.due_on, row.probability)
            .where(whose, OPEN, STANDS, row.due_on <= (last or date.max))
            .order_by(row.due_on, row.id)
        )
        found: dict[int | None, list[Awaited]] = {}
        for owner_id, payment_id, client_id, rest, day, chance in await self._session.execute(query):
            found.setdefault(owner_id, []).append(Awaited(payment_id, client_id, rest, day, chance))
        return found

    async def list_received(self, person_id: int, since: date) -> dict[int, list[Received]]:
        """The last paying days of the person's clients, by client: the habit of a regular payer shows in them."""
        row = FactRow
        days = (
            select(row.client_id, row.local_date, cast(func.sum(row.amount), BigInteger).label("amount"))
            .where(row.owner_id == person_id, row.local_date >= since, COUNTS)
            .group_by(row.client_id, row.local_date)
            .subquery()
        )
        place = func.row_number().over(partition_by=days.c.client_id, order_by=days.c.local_date.desc())
        placed = select(days, place.label("place")).subquery()
        query = select(placed.c.client_id, placed.c.local_date, placed.c.amount).where(placed.c.place <= DAYS_SEEN)
        found: dict[int, list[Received]] = {}
        for client_id, day, amount in await self._session.execute(query.order_by(placed.c.local_date)):
            found.setdefault(client_id, []).append(Received(day, amount))
        return found

    async def of_people(
        self, person_ids: Collection[int], first: date, last: date | None = None
    ) -> dict[int, WeekPlan]:
        """By person, the plan of that Monday, in two queries."""
        plans = await self.between(person_ids, first, last or first)
        return {plan.person_id: plan for plan in plans}

    async def between(self, person_ids: Collection[int], first: date, last: date) -> list[WeekPlan]:
        """All plans of these people whose Mondays lie within, the earliest first."""
        return await self._plans(WeekPlanRow.person_id.in_(person_ids), WeekPlanRow.monday.between(first, last))

    async def _plans(self, *mine: ColumnElement[bool]) -> list[WeekPlan]:
        plans = {each.id: each for each in await self._session.read(WeekPlan, _PLANS.where(*mine))}
        item = WeekPlanItemRow
        query = (
            select(item.plan_id, item.payment_id, item.amount, item.due_on, item.probability)
            .join(WeekPlanRow, WeekPlanRow.id == item.plan_id)
            .join(ExpectedPaymentRow, ExpectedPaymentRow.id == item.payment_id)
            .where(*mine, STANDS)
            .order_by(item.due_on, item.id)
        )
        for plan_id, payment_id, amount, due_on, probability in await self._session.execute(query):
            plans[plan_id].items[payment_id] = Promised(payment_id, amount, due_on, probability)
        return list(plans.values())

    async def freeze(self, person_id: int, monday: date, as_of: datetime | None = None) -> WeekPlan | None:
        """The snapshot (SPEC 6), made once; None for who comes second.

        `as_of`: the moment at which it was to be made.
        """
        await self.begin(person_id, monday)
        now = self._clock.now()
        plan_id = await self._session.scalar(
            update(WeekPlanRow)
            .where(WeekPlanRow.person_id == person_id, WeekPlanRow.monday == monday, WeekPlanRow.frozen_at.is_(None))
            .values(frozen_at=now)
            .returning(WeekPlanRow.id)
        )
        if plan_id is None:
            return None
        await self.keep(plan_id, await self.list_promised(person_id, monday, as_of or now))
        announce(self._session, HookEvent.WEEK_FROZEN, now, person_id, monday=monday.isoformat())
        return (await self.of_people([person_id], monday))[person_id]

    async def of_place(self, department_id: int, monday: date) -> dict[int, WeekPlan]:
        """By person, the plans of that Monday that were made in the department, also of who has left since."""
        plans = await self._plans(WeekPlanRow.department_id == department_id, WeekPlanRow.monday == monday)
        return {plan.person_id: plan for plan in plans}

    async def results(
        self, department_id: int, first: date, last: date | None = None
    ) -> dict[date, dict[int | None, WeekResult]]:
        """What came of a department's weeks that have a frozen plan, by Monday and person: done, off plan, slipped.

        All money of the department is in them: of who joined after the freeze, of who has left, and of nobody (None).
        """
        end = last or first
        mine = (WeekPlanRow.department_id == department_id, WeekPlanRow.monday.between(first, end))
        return sum_up_weeks(await self._plans(*mine), await self._facts(department_id, first, end))

    async def _facts(self, department_id: int, first: date, last: date) -> list[WeekFact]:
        row = FactRow
        query = select(row.local_date, row.owner_id, row.payment_id, row.amount, row.confirmed_by.is_not(None)).where(
            row.department_id == department_id, row.local_date.between(first, last + _WEEK), COUNTS
        )
        rows = await self._session.execute(query)
        return [WeekFact(day, owner, payment, amount, sure) for day, owner, payment, amount, sure in rows]

    async def begin(self, person_id: int, monday: date) -> int | None:
        """The id of a new plan; None where there is one.

        Raises ValueError for a day that is no Monday, NotYoursError.
        """
        if monday != week_of(monday)[0]:
            raise ValueError(f"{monday} is no Monday")
        department_id, _ = await place_of(self._session, person_id)
        values = {
            "department_id": department_id,
            "person_id": person_id,
            "monday": monday,
            "sunday": monday + _WEEK,
            "drafted_at": self._clock.now(),
        }
        return await self._insert_once(WeekPlanRow, ["person_id", "monday"], values)

    async def list_promised(self, person_id: int, monday: date, as_of: datetime) -> dict[int, Promised]:
        """By payment, what is due within that week as it stood at `as_of` (aware UTC)."""
        _, zone = await place_of(self._session, person_id)
        span = Span(monday, monday + _WEEK, as_of)
        return (await read_promised_within(self._session, [person_id], span, zone, self._clock.now()))[person_id]

    async def keep(self, plan_id: int, items: dict[int, Promised]) -> None:
        """These items in the place of the plan's earlier ones, by date."""
        await self._session.execute(delete(WeekPlanItemRow).where(WeekPlanItemRow.plan_id == plan_id))
        rows = [
            {
                "plan_id": plan_id,
                "payment_id": each.payment_id,
                "amount": each.amount,
                "due_on": each.due_on,
                "probability": each.probability,
            }
            for each in sorted(items.values(), key=lambda each: (each.due_on, each.payment_id))
        ]
        if rows:
            await self._session.execute(insert(WeekPlanItemRow), rows)


class WeekPlans(ActorRepository):
    _all = of_house(AllWeekPlans)

    async def get(self, person_id: int, monday: date) -> WeekPlan | None:
        """One's own, or of somebody whose summary the actor reads; None: not drafted yet. Raises NotYoursError."""
        seen = reach(self._actor, Action.READ_SUMMARY, PersonRow.id, PersonRow.department_id)
        if not await self._exists(select(PersonRow.id).where(PersonRow.id == person_id, seen)):
            raise NotYoursError
        return (await self._all.of_people([person_id], monday)).get(person_id)

    async def of_department(self, department_id: int, monday: date) -> dict[int, WeekPlan]:
        """By person, of who works there now; who has no plan is not in it. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_SUMMARY, department_id)
        team = await self._session.scalars(select(PersonRow.id).where(PersonRow.department_id == department_id))
        return await self._all.of_people(list(team), monday)

    async def confirm(self, monday: date, person_id: int | None = None) -> WeekPlan:
        """One's own, or as the lead somebody's; again after an edit too.

        Raises NotYoursError; AlreadyDoneError when it is frozen, or confirmed as it is now.
        """
        whose = self._actor.person_id if person_id is None else person_id
        allowed = reach(self._actor, Action.WRITE_PLANS, PersonRow.id, PersonRow.department_id)
        known = select(PersonRow.id).where(PersonRow.id == whose, or_(PersonRow.id == self._actor.person_id, allowed))
        if not await self._exists(known):
            raise NotYoursError
        await self._all.begin(whose, monday)
        now = self._clock.now()
        before = (await self._all.of_people([whose], monday))[whose]
        items = await self._all.list_promised(whose, monday, now)
        if before.is_frozen or before.is_confirmed_with(items):
            raise AlreadyDoneError
        await self._change_once(
            update(WeekPlanRow)
            .where(WeekPlanRow.id == before.id, WeekPlanRow.frozen_at.is_(None))
            .where(WeekPlanRow.confirmed_at.is_not_distinct_from(before.confirmed_at))
            .values(confirmed_at=now, confirmed_by=self._actor.person_id)
        )
        await self._all.keep(before.id, items)
        plan = (await self._all.of_people([whose], monday))[whose]
        said: Json = {"monday": monday.isoformat(), "sum": plan.total, "items": len(plan.items)}
        await self._audit("week.confirmed", "person", whose, after=said)
        return plan
