"""The snapshot of a day, frozen at the day's first question (SPEC 8): sales.checkins.day_plan says what is in it."""

from datetime import date

from sqlalchemy import insert

from sales.checkins.day_plan import DayPlan, plan_day
from storage.checkins.day_book import Where, read_money, read_plans, read_promised_by_others
from storage.engine.repository import Repository
from storage.people.person import place_of
from storage.people.standing_in import stood_in_for
from storage.tables import DayPlanItemRow, DayPlanRow
from storage.tomorrow.agreed import read_agreed


class DayPlans(Repository):
    async def freeze(self, person_id: int, day: date) -> DayPlan:
        """The day's snapshot, made on the first call, and of those for whom the person stands in that day.

        Raises NotYoursError for who belongs to no department.
        """
        department_id, zone = await place_of(self._session, person_id)
        for absent in await stood_in_for(self._session, person_id, department_id, day):
            await self._freeze(absent, department_id, day, zone)
        await self._freeze(person_id, department_id, day, zone)
        return (await read_plans(self._session, [person_id], day))[person_id]

    async def _freeze(self, person_id: int, department_id: int, day: date, zone: str) -> None:
        values = {
            "department_id": department_id,
            "person_id": person_id,
            "local_date": day,
            "frozen_at": self._clock.now(),
        }
        plan_id = await self._insert_once(DayPlanRow, ["person_id", "local_date"], values)
        if plan_id is None:
            return
        ahead = (await read_agreed(self._session, [person_id], day)).get(person_id)
        agreed = None if ahead is None else ahead.items
        money = await read_money(self._session, [person_id], day, Where(department_id, zone), agreed or ())
        items = plan_day(money, person_id, agreed=agreed)
        elsewhere = await read_promised_by_others(self._session, [person_id], items, day, department_id)
        rows = [
            {"plan_id": plan_id, "payment_id": payment_id, "amount": amount}
            for payment_id, amount in plan_day(money, person_id, elsewhere, agreed).items()
        ]
        if rows:
            await self._session.execute(insert(DayPlanItemRow), rows)
