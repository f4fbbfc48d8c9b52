"""
In whatever order money, moves, refunds, cancels and undos come, the cycle's figures equal a slow recount of them all.

The recount reads the facts one by one and remembers by itself what was promised at each freeze.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sales.calendar.calendar import week_of
from sales.core.errors import MistakeError
from sales.payments.facts import FactKind
from sales.payments.payments import MoveReason
from storage.database import Database
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.tables import FactRow
from storage.transaction import Transaction
from tests.clock import MovableClock, moscow
from tests.quick import quick
from tests.samples import sized
from tests.storage.house import MOSCOW, THOUSAND, House

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=n) for n in range(9)]
NOVEMBER, DECEMBER = (date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 12, 1), date(2026, 12, 31))
WHY = MoveReason.OTHER

AMOUNTS = st.integers(1, 200).map(lambda thousands: thousands * THOUSAND)
PLACES = st.integers(0, 4)
STEPS = st.one_of(
    *(
        st.tuples(st.just(deed), AMOUNTS, PLACES)
        for deed in ("receives", "refunds", "receives off plan", "settles", "cancels", "resizes", "expects", "undoes")
    ),
    st.tuples(st.just("moves"), st.integers(0, 8), PLACES),
    st.tuples(st.just("the night passes"), st.just(0), PLACES),
)


@dataclass
class Promise:
    """What the recount remembers of a freeze: payment → its sum."""

    weeks: dict[date, dict[int, int]] = field(default_factory=dict)
    days: dict[date, dict[int, int]] = field(default_factory=dict)
    tomorrows: dict[date, dict[int, int]] = field(default_factory=dict)


@dataclass
class Story:
    house: House
    tx: Transaction
    client: int
    payments: list[int]
    today: date = MONDAY
    promise: Promise = field(default_factory=Promise)

    async def tell(self, what: str, much: int, place: int) -> None:
        if what == "the night passes":
            await self.evening()
            await self.morning(DAYS[min(DAYS.index(self.today) + 1, len(DAYS) - 1)])
            return
        self.house.clock.advance(minutes=2)
        try:
            async with self.tx.session.savepoint():
                await self._do(what, much, self.payments[place % len(self.payments)])
        except MistakeError:
            return  # refused: nothing was to change

    async def _do(self, what: str, much: int, payment: int) -> None:
        anna = self.house.anna
        match what:
            case "receives":
                await self.tx.as_(anna).receipts.record(NewFact(self.client, much, self.today, (payment,)))
            case "refunds":
                await self.tx.as_(anna).receipts.record(
                    NewFact(self.client, much, self.today, (payment,), FactKind.REFUND)
                )
            case "receives off plan":
                await self.tx.as_(anna).receipts.record(NewFact(self.client, much, self.today))
            case "settles":
                await self.tx.as_(anna).receipts.settle(payment, self.today)
            case "cancels":
                await self.tx.as_(anna).payment_changes.cancel(payment, WHY)
            case "resizes":
                await self.tx.as_(anna).payment_changes.change_amount(payment, much)
            case "expects":
                new = NewPayment(self.client, much, self.today)
                self.payments.append((await self.tx.as_(anna).payments.expect(new)).id)
            case "undoes":
                facts = await self.tx.as_(anna).receipts.facts_on(self.today)
                await self.tx.as_(anna).receipts.undo(facts[-1].receipt_id if facts else 0)
            case _:
                await self.tx.as_(anna).payment_changes.move(payment, DAYS[much], WHY)

    async def morning(self, day: date) -> None:
        """The day and, on Mondays, the week are frozen before anything happens."""
        self.today = day
        self.house.clock.move_to(max(self.house.clock.now(), moscow("10:00", day)))
        anna, monday = self.house.anna.person_id, week_of(day)[0]
        if monday not in self.promise.weeks:
            await self.tx.system.week_plans.freeze(anna, monday)
            self.promise.weeks[monday] = await self._owed(monday, monday + timedelta(days=6))
        if day not in self.promise.days:
            await self.tx.system.day_plans.freeze(anna, day)
            self.promise.days[day] = await self._owed(day, day)

    async def evening(self) -> None:
        following = self.today + timedelta(days=1)
        self.house.clock.move_to(max(self.house.clock.now(), moscow("19:00", self.today)))
        if await self.tx.system.tomorrow_plans.freeze(self.house.anna.person_id, following) is not None:
            self.promise.tomorrows[following] = await self._owed(following, following)

    async def _owed(self, first: date, last: date) -> dict[int, int]:
        """By the payments alone: open, dated in these days, less all facts one by one."""
        found = {}
        for payment_id in self.payments:
            payment = await self.tx.as_(self.house.anna).payments.get(payment_id)
            came = sum(fact["amount"] for fact in await self._facts() if fact["payment"] == payment_id)
            if payment.cancelled_at is None and first <= payment.due_on <= last and payment.amount > came:
                found[payment_id] = payment.amount - came
        return found

    async def _facts(self) -> list[dict[str, Any]]:
        rows = await self.tx.session.execute(
            select(FactRow.payment_id, FactRow.amount, FactRow.local_date).where(FactRow.undone_at.is_(None))
        )
        return [{"payment": payment, "amount": amount, "day": day} for payment, amount, day in rows]

    async def check(self) -> None:
        facts = await self._facts()
        for month in (NOVEMBER, DECEMBER):
            await self._check_month(month, [each for each in facts if month[0] <= each["day"] <= month[1]])
        await self._check_weeks(facts)
        await self._check_days(facts)
        await self._check_awaited(facts)

    async def _check_month(self, month: tuple[date, date], facts: list[dict[str, Any]]) -> None:
        period = await self.tx.system.period.figures(MOSCOW, *month)
        anna = next(each for each in period.people if each.person.id == self.house.anna.person_id)
        assert anna.fact == period.fact == sum(each["amount"] for each in facts)
        assert {day: came.total for day, came in anna.came.items()} == {
            day: sum(each["amount"] for each in facts if each["day"] == day) for day in {each["day"] for each in facts}
        }
        off = [each for each in facts if each["payment"] not in self.promise.weeks[week_of(each["day"])[0]]]
        weeks = (await self.tx.as_(self.house.olga).period.weeks(period))[anna.person.id]
        assert weeks.off_plan == sum(each["amount"] for each in off)

    async def _check_weeks(self, facts: list[dict[str, Any]]) -> None:
        anna = self.house.anna.person_id
        for monday, promised in self.promise.weeks.items():
            plan = (await self.tx.system.week_plans.of_people([anna], monday))[anna]
            assert plan.snapshot == promised
            result = (await self.tx.system.week_plans.results(MOSCOW, monday))[monday][anna]
            within = [each for each in facts if monday <= each["day"] <= monday + timedelta(days=6)]
            on_plan = sum(each["amount"] for each in within if each["payment"] in promised)
            assert (result.figures.plan, result.figures.on_plan) == (sum(promised.values()), on_plan)
            assert result.off_plan == sum(each["amount"] for each in within) - on_plan

    async def _check_days(self, facts: list[dict[str, Any]]) -> None:
        anna = self.house.anna.person_id
        days = (await self.tx.system.track_record.days([anna], DAYS[0], DAYS[-1])).get(anna, {})
        for day, promised in self.promise.days.items():
            came = sum(each["amount"] for each in facts if each["day"] == day and each["payment"] in promised)
            kept = days.get(day)
            assert (0, 0) if kept is None else (kept.plan, kept.on_plan) == (sum(promised.values()), came)
            assert kept is not None or not promised
        for day, promised in self.promise.tomorrows.items():
            assert (await self.tx.system.tomorrow_plans.of_people([anna], day))[anna].items == promised

    async def _check_awaited(self, facts: list[dict[str, Any]]) -> None:
        found = (await self.tx.system.week_plans.list_awaited([self.house.anna.person_id])).get(
            self.house.anna.person_id, []
        )
        owed = await self._owed(date.min, date.max)
        assert {each.payment_id: each.rest for each in found} == owed
        assert all(each["amount"] for each in facts)


async def _story(url: str, clock: MovableClock, steps: list[tuple[str, int, int]]) -> None:
    database = quick(Database(url, clock))
    clock.move_to(datetime.fromisoformat("2026-11-20T08:00:00+00:00"))
    try:
        house = await House(database, clock).open()
        async with house.tried() as tx:
            client = (await tx.as_(house.anna).clients.create("Ромашка")).id
            new = [NewPayment(client, 100 * THOUSAND, day) for day in (DAYS[0], DAYS[1], DAYS[7])]
            story = Story(house, tx, client, [(await tx.as_(house.anna).payments.expect(each)).id for each in new])
            await story.morning(MONDAY)
            for step in steps:
                await story.tell(*step)
            await story.check()
    finally:
        await database.dispose()


@settings(max_examples=sized(8, 25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=14))
def test_any_order_of_deeds_keeps_the_cycles_figures_true(
    house_url: str, clock: MovableClock, steps: list[tuple[str, int, int]]
) -> None:
    asyncio.run(_story(house_url, clock, steps))
