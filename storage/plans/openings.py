"""What came in a month before Reper: one number a person, without a client (spec/1)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import insert, select, update

from sales.calendar.calendar import month_of
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.payments.facts import FactKind, FactSource
from sales.plans.levels import months_between
from storage.engine.actor_repository import ActorRepository
from storage.engine.repository import Repository
from storage.engine.ripples import stir_money
from storage.engine.scope import reach
from storage.payments.receipt import COUNTS
from storage.people.person import Person, find_people
from storage.tables import DepartmentRow, FactRow, PersonRow


class AllOpenings(Repository):
    """For views that have asked for the right to the department."""

    async def of_department(self, department_id: int, first: date, last: date) -> Mapping[int, Kopecks]:
        """By person, also of 0; who has said nothing is not in it. The months that begin within the days."""
        row, months = FactRow, [month for month in months_between(first, last) if first <= month]
        which = (row.department_id == department_id, row.local_date.in_(months), row.client_id.is_(None))
        found: dict[int, Kopecks] = {}
        for owner_id, amount in await self._session.execute(select(row.owner_id, row.amount).where(*which, COUNTS)):
            if owner_id is not None:
                found[owner_id] = found.get(owner_id, 0) + amount
        return found


class Openings(ActorRepository):
    async def set(self, person_id: int, month: date, amount: Kopecks | None) -> Kopecks | None:
        """In place of what was said before, which is answered; None takes it away. 0 is a number like others.

        It stands on the month's first day, and counts in pace and revenue. Raises NotYoursError.
        """
        person, first = await self._find_planned(person_id), month_of(month)[0]
        await self._session.execute(  # numbers of one person are said one at a time
            select(DepartmentRow.id).where(DepartmentRow.id == person.department_id).with_for_update()
        )
        now, row = self._clock.now(), FactRow
        replaced = await self._session.execute(
            update(row)
            .where(row.kind == FactKind.OPENING, row.owner_id == person_id, row.local_date == first, COUNTS)
            .values(undone_at=now)
            .returning(row.amount)
        )
        before = next((each for (each,) in replaced), None)
        if amount is not None:
            values = {
                "department_id": person.department_id,
                "owner_id": person_id,
                "client_id": None,
                "amount": amount,
                "kind": FactKind.OPENING,
                "local_date": first,
                "entered_by": self._actor.person_id,
                "source": FactSource.LEAD,
                "confirmed_by": self._actor.person_id,
                "confirmed_at": now,
                "happened_at": now,
                "created_at": now,
            }
            await self._session.execute(insert(row).values(**values))
        stir_money(self._session, person_id, first)
        said = {"month": first.isoformat()}
        await self._audit("opening.set", "person", person_id, said | {"value": before}, said | {"value": amount})
        return before

    async def _find_planned(self, person_id: int) -> Person:
        reached = reach(self._actor, Action.WRITE_PLANS, PersonRow.id, PersonRow.department_id)
        found = await find_people(self._session, PersonRow.id == person_id, PersonRow.role.in_(SELLERS), reached)
        if not found or found[0].department_id is None:
            raise NotYoursError
        return found[0]
