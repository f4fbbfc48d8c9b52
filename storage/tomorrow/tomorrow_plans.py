"""Tomorrow's plans: asked with the last check-in, reconciled with the week's snapshot, frozen at seven (SPEC 7)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from sales.calendar.calendar import week_of
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Kopecks
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.payments.payments import MoveReason, PaymentEventKind
from sales.tomorrow.tomorrow_plan import (
    PersonTomorrow,
    TomorrowPlan,
    apply_edits,
    explain,
    freeze_tomorrow,
    take_off_early,
)
from sales.week.promised import Promised, Span
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_house
from storage.engine.repository import Repository
from storage.engine.ripples import stir_day
from storage.engine.scope import check_reach, reach
from storage.payments.event_reasons import read_reasons
from storage.payments.payment import Row as PaymentRow
from storage.payments.payment import find_payments, may_reach_payment
from storage.people.person import ACTIVE, Person, find_people, place_of
from storage.tables import (
    PersonRow,
    TomorrowEditRow,
    TomorrowItemRow,
    TomorrowPlanRow,
)
from storage.tomorrow.agreed import read_tomorrow_plans
from storage.week.plans import AllWeekPlans
from storage.week.promised import read_promised_within, read_received_within


class AllTomorrowPlans(Repository):
    """Everybody's, for the clock."""

    async def ask(self, person_id: int, day: date) -> bool:
        """The clock asks about the day ahead (SPEC 7); False where it has been asked about."""
        await self.begin(person_id, day)
        return await self.mark(person_id, day, "asked_at")

    async def of_people(self, person_ids: Collection[int], day: date) -> dict[int, TomorrowPlan]:
        """By person, with items and edits, in three queries."""
        return await read_tomorrow_plans(self._session, person_ids, day)

    async def freeze(self, person_id: int, day: date, as_of: datetime | None = None) -> TomorrowPlan | None:
        """The snapshot (SPEC 7), made once; None for who comes second.

        `as_of`: the moment at which it was to be made.
        """
        await self.begin(person_id, day)
        if not await self.mark(person_id, day, "frozen_at"):
            return None
        now = self._clock.now()
        at = as_of or now
        plan = (await self.of_people([person_id], day))[person_id]
        owed = (await self.list_owed([person_id], day, at))[person_id]
        rows = [
            {
                "plan_id": plan.id,
                "payment_id": each.payment_id,
                "amount": each.amount,
                "probability": each.probability,
            }
            for each in freeze_tomorrow(owed, plan.edits, at)
        ]
        if rows:
            await self._session.execute(insert(TomorrowItemRow), rows)
        return (await self.of_people([person_id], day))[person_id]

    async def list_owed(self, person_ids: Sequence[int], day: date, as_of: datetime) -> dict[int, dict[int, Promised]]:
        """By person and payment, what is due on that day as it stood at `as_of` (aware UTC): people of
        one department.
        """
        if not person_ids:
            return {}
        _, zone = await place_of(self._session, person_ids[0])
        return await read_promised_within(self._session, person_ids, Span(day, day, as_of), zone, self._clock.now())

    async def begin(self, person_id: int, day: date) -> None:
        """Have a row for the plan of that day; one that is there stays.

        Raises NotYoursError for who has no department.
        """
        department_id, _ = await place_of(self._session, person_id)
        values = {"department_id": department_id, "person_id": person_id, "local_date": day}
        await self._insert_once(TomorrowPlanRow, ["person_id", "local_date"], values)

    async def mark(self, person_id: int, day: date, what: str) -> bool:
        """Set a moment of the plan, one of asked_at, confirmed_at, frozen_at; True for the first who does it.

        The day is drawn anew.
        """
        column = getattr(TomorrowPlanRow, what)
        marked = await self._session.execute(
            update(TomorrowPlanRow)
            .where(TomorrowPlanRow.person_id == person_id, TomorrowPlanRow.local_date == day, column.is_(None))
            .values({what: self._clock.now()})
            .returning(TomorrowPlanRow.id)
        )
        stir_day(self._session, person_id)
        return marked.first() is not None


class TomorrowPlans(ActorRepository):
    _all = of_house(AllTomorrowPlans)

    async def of_person(self, day: date, person_id: int | None = None) -> PersonTomorrow:
        """One's own, or of somebody whose summary the actor reads: as edited so far, beside the week's snapshot.

        Raises NotYoursError.
        """
        whose = self._actor.person_id if person_id is None else person_id
        seen = reach(self._actor, Action.READ_SUMMARY, PersonRow.id, PersonRow.department_id)
        found = await find_people(self._session, PersonRow.id == whose, seen)
        if not found:
            raise NotYoursError
        return (await self._ahead(found, day))[0]

    async def of_department(self, department_id: int, day: date) -> list[PersonTomorrow]:
        """Every manager's, by name: for the lead's lines. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_SUMMARY, department_id)
        team = await find_people(
            self._session, PersonRow.department_id == department_id, PersonRow.role.in_(SELLERS), ACTIVE
        )
        return await self._ahead(team, day)

    async def drop(self, day: date, payment_id: int, reason: MoveReason) -> None:
        """Not that day, though it stays where it is dated; the day is drawn anew. Raises NotYoursError."""
        await self._edit(day, payment_id, 0, reason)

    async def change(self, day: date, payment_id: int, amount: Kopecks) -> None:
        """Another sum of it that day, in kopecks; the day is drawn anew. Raises NotYoursError."""
        await self._edit(day, payment_id, amount, None)

    async def keep(self, day: date, payment_id: int) -> None:
        """Whatever was said of it for that day is taken back: it counts as the payment itself says.

        Raises NotYoursError.
        """
        plan_id = await self._find_own_plan(day, payment_id)
        row = TomorrowEditRow
        await self._session.execute(delete(row).where(row.plan_id == plan_id, row.payment_id == payment_id))

    async def confirm(self, day: date) -> None:
        """One's own, once.

        Raises AlreadyDoneError for the second tap, NotYoursError for who belongs to no department.
        """
        await self._all.begin(self._actor.person_id, day)
        if not await self._all.mark(self._actor.person_id, day, "confirmed_at"):
            raise AlreadyDoneError

    async def _ahead(self, people: Collection[Person], day: date) -> list[PersonTomorrow]:
        ids = [each.id for each in people]
        plans = await self._all.of_people(ids, day)
        weeks = await AllWeekPlans(self._session, self._clock).of_people(ids, week_of(day)[0])
        promised = {person_id: plan.on(day) for person_id, plan in weeks.items()}
        early = await self._sum_came_early([key for items in promised.values() for key in items], day)
        owed = await self._all.list_owed(ids, day, self._clock.now())
        found = []
        for person in people:
            plan = plans.get(person.id)
            current = apply_edits(owed[person.id], {} if plan is None else plan.edits)
            week = take_off_early(promised.get(person.id, {}), early)
            frozen = person.id in weeks and weeks[person.id].is_frozen
            found.append(PersonTomorrow(person.id, person.name, day, plan, week, current, frozen))
        return await self._explain(found)

    async def _explain(self, found: list[PersonTomorrow]) -> list[PersonTomorrow]:
        keys = {key for each in found for key in each.payment_ids}
        payments = await find_payments(self._session, PaymentRow.id.in_(keys)) if keys else []
        by_id = {each.id: each for each in payments}
        dropped = {key for each in found for key in each.dropped}
        moved = await read_reasons(self._session, dropped, PaymentEventKind.MOVED, PaymentEventKind.CANCELLED)
        return [explain(each, by_id, moved) for each in found]

    async def _sum_came_early(self, payment_ids: list[int], day: date) -> dict[int, Kopecks]:
        monday = week_of(day)[0]
        return await read_received_within(self._session, payment_ids, monday, day - timedelta(days=1))

    async def _find_own_plan(self, day: date, payment_id: int) -> int:
        """Of the payment's owner, who is the speaker or somebody they stand in for."""
        owner = select(PaymentRow.owner_id).where(
            PaymentRow.id == payment_id, may_reach_payment(self._actor, Action.EDIT_RECORDS)
        )
        owner_id = await self._session.scalar(owner)
        if owner_id is None:
            raise NotYoursError
        await self._all.begin(owner_id, day)
        row = TomorrowPlanRow
        plan_id = await self._session.scalar(select(row.id).where(row.person_id == owner_id, row.local_date == day))
        if plan_id is None:
            raise NotYoursError
        stir_day(self._session, owner_id)
        return plan_id

    async def _edit(self, day: date, payment_id: int, amount: Kopecks, reason: MoveReason | None) -> None:
        plan_id = await self._find_own_plan(day, payment_id)
        values = {"amount": amount, "reason": reason, "said_by": self._actor.person_id, "said_at": self._clock.now()}
        statement = self._insert(TomorrowEditRow).values(plan_id=plan_id, payment_id=payment_id, **values)
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["plan_id", "payment_id"], set_=values)
        )
