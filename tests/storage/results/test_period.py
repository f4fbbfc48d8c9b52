"""The figures of a period: money by person and day, what of it was off plan, the promises of its weeks."""

from datetime import date, timedelta

import pytest

from sales.calendar.slots import DAY_CLOSE
from sales.core.errors import NotYoursError
from sales.plans.pace import PaceRow, count_workdays, department_standing
from storage.engine.actor import Actor
from storage.payments.receipts import NewFact
from storage.results.period import Came, Period, PersonPeriod
from storage.results.period_weeks import PersonWeeks
from tests.clock import FRIDAY, moscow
from tests.storage.house import MOSCOW, THOUSAND, House

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
MILLION = 1000 * THOUSAND


async def _look(house: House, first: date = NOVEMBER[0], last: date = NOVEMBER[1]) -> Period:
    async with house.read() as tx:
        return await tx.as_(house.olga).period.of_department(MOSCOW, first, last)


async def _weeks(house: House, first: date = NOVEMBER[0], last: date = NOVEMBER[1]) -> PersonWeeks:
    """Of Anna."""
    async with house.read() as tx:
        period = await tx.as_(house.olga).period.of_department(MOSCOW, first, last)
        return (await tx.as_(house.olga).period.weeks(period))[house.anna.person_id]


def _of(period: Period, actor: Actor) -> PersonPeriod:
    return next(each for each in period.people if each.person.id == actor.person_id)


async def _receives(house: House, owner: Actor, thousands: int, day: date = FRIDAY, payment: int | None = None) -> int:
    async with house.write() as tx:
        same = await tx.as_(owner).clients.search(f"Клиент {owner.name}")
        client = same[0] if same else await tx.as_(owner).clients.create(f"Клиент {owner.name}")
        on = () if payment is None else (payment,)
        return (await tx.as_(owner).receipts.record(NewFact(client.id, thousands * THOUSAND, day, on))).id


async def _promised(house: House, thousands: int, day: date) -> int:
    """Awaited by Anna since before the week."""
    house.clock.move_to(moscow("12:00", MONDAY - timedelta(days=3)))
    async with house.read() as tx:
        same = await tx.as_(house.anna).clients.search("Клиент Анна")
    client = same[0] if same else await house.client(house.anna, "Клиент Анна")
    return (await house.awaits(client, thousands * THOUSAND, day)).id


async def _freeze(house: House, *, confirmed: bool = True) -> None:
    house.clock.move_to(moscow("10:00", MONDAY))
    async with house.write() as tx:
        if confirmed:
            await tx.as_(house.anna).week_plans.confirm(MONDAY)
        await tx.system.week_plans.freeze(house.anna.person_id, MONDAY)


async def test_the_pace_of_the_trade_comes_out_of_it(house: House) -> None:
    """SPEC 9: at the close of 20.11 1.2 of 2 millions are 85.7 %, with leave 9–13.11 100 %, the department 92.3 %."""
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(house.anna.role, "Вера", MOSCOW)
        await tx.system.invitations.redeem(token, 900, "Вера", "ru")
        for who in (house.anna, house.boris):
            await tx.as_(house.olga).plans.set_person(who.person_id, NOVEMBER[0], 2 * MILLION)
        await tx.as_(house.olga).absences.add(house.boris.person_id, date(2026, 11, 9), date(2026, 11, 13))
        vera = await tx.system.staff.actor_by_telegram(900)
    assert vera is not None
    for actor, thousands in ((house.anna, 1200), (house.boris, 1200), (vera, 300)):
        await _receives(house, actor, thousands)
    house.clock.move_to(moscow("18:00"))
    period = await _look(house)
    standings = [_standing(house, each, period) for each in period.people]
    percents = [None if each.pace is None else each.pace.tenths for each in standings]
    department = department_standing(standings)
    assert percents == [857, 1000, None]
    assert department.pace is not None
    assert (department.pace.tenths, department.fact_without_plan) == (923, 300 * THOUSAND)
    assert period.fact == 2700 * THOUSAND


def _standing(house: House, each: PersonPeriod, period: Period) -> PaceRow:
    days = count_workdays(*NOVEMBER, each.calendar, house.clock.now(), period.department.zone, DAY_CLOSE)
    return PaceRow(period.plans.plan(each.person.id, NOVEMBER[0]), each.fact, days)


async def test_money_stands_under_its_day_with_the_confirmed_part(house: House) -> None:
    await _receives(house, house.anna, 100)
    receipt = await _receives(house, house.anna, 40)
    await _receives(house, house.anna, 7, FRIDAY - timedelta(days=1))
    await house.does(lambda tx: tx.as_(house.olga).confirmations.confirm(receipt))
    await _receives(house, house.anna, 999, date(2026, 10, 31))
    anna = _of(await _look(house), house.anna)
    assert anna.came == {
        FRIDAY: Came(140 * THOUSAND, 40 * THOUSAND),
        FRIDAY - timedelta(days=1): Came(7 * THOUSAND, 0),
    }
    assert (anna.fact, anna.confirmed) == (147 * THOUSAND, 40 * THOUSAND)
    assert anna.fact_until(FRIDAY - timedelta(days=1)) == 7 * THOUSAND


async def test_without_a_frozen_week_nothing_was_promised_and_all_is_off_plan(house: House) -> None:
    payment = await _promised(house, 100, TUESDAY)
    await _receives(house, house.anna, 100, TUESDAY, payment)
    await _receives(house, house.anna, 30, TUESDAY)
    assert (await _weeks(house)).off_plan == 130 * THOUSAND


async def test_in_a_frozen_week_what_it_did_not_promise_is_off_plan_too(house: House) -> None:
    promised, later = await _promised(house, 100, TUESDAY), await _promised(house, 500, date(2026, 11, 24))
    await _freeze(house)
    await _receives(house, house.anna, 60, TUESDAY, promised)
    await _receives(house, house.anna, 500, TUESDAY, later)
    await _receives(house, house.anna, 30, TUESDAY)
    anna = await _weeks(house)
    assert anna.off_plan == 530 * THOUSAND
    assert (anna.weeks[MONDAY].total, anna.weeks[MONDAY].is_confirmed) == (100 * THOUSAND, True)


async def test_what_was_promised_here_and_came_to_another_department_changes_nothing_here(house: House) -> None:
    promised = await _promised(house, 100, TUESDAY)
    await _freeze(house)
    async with house.write() as tx:
        await tx.as_(house.irina).handovers.reassign(house.anna.person_id, house.viktor.person_id)
        (client,) = await tx.as_(house.viktor).clients.search("Клиент Анна")
        await tx.as_(house.viktor).receipts.record(NewFact(client.id, 100 * THOUSAND, TUESDAY, (promised,)))
    await _receives(house, house.boris, 30, TUESDAY)
    async with house.read() as tx:
        period = await tx.as_(house.olga).period.of_department(MOSCOW, *NOVEMBER)
        weeks = await tx.as_(house.olga).period.weeks(period)
    assert sum(each.off_plan for each in weeks.values()) == period.fact == 30 * THOUSAND


async def test_what_a_week_promised_and_brought_later_is_off_the_plan_of_the_later_week(house: House) -> None:
    promised = await _promised(house, 100, TUESDAY)
    await _freeze(house)
    later = date(2026, 11, 23)
    await house.does(lambda tx: tx.system.week_plans.freeze(house.anna.person_id, later, moscow("10:00", MONDAY)))
    await _receives(house, house.anna, 100, later, promised)
    anna = await _weeks(house)
    assert anna.off_plan == 100 * THOUSAND
    assert {monday: week.total for monday, week in anna.weeks.items()} == {MONDAY: 100 * THOUSAND, later: 0}


async def test_a_week_on_the_months_border_is_cut_by_the_month(house: House) -> None:
    promised = await _promised(house, 100, TUESDAY)
    await _freeze(house)
    await _receives(house, house.anna, 100, TUESDAY, promised)
    cut = (date(2026, 11, 18), date(2026, 11, 20))
    anna = await _weeks(house, *cut)
    assert _of(await _look(house, *cut), house.anna).fact == 0
    assert (anna.off_plan, set(anna.weeks)) == (0, {MONDAY})


async def test_an_unconfirmed_week_is_marked_and_a_refund_is_taken_off(house: House) -> None:
    await _promised(house, 100, TUESDAY)
    await _freeze(house, confirmed=False)
    assert not (await _weeks(house)).weeks[MONDAY].is_confirmed


async def test_money_of_no_manager_is_the_departments_all_the_same(house: House) -> None:
    await _receives(house, house.anna, 100)
    async with house.write() as tx:
        (client,) = await tx.as_(house.anna).clients.search("Клиент Анна")
        await tx.as_(house.olga).handovers.take_over(client.id)
        await tx.as_(house.olga).receipts.record(NewFact(client.id, 50 * THOUSAND, FRIDAY))
    period = await _look(house)
    assert period.others == {FRIDAY: Came(50 * THOUSAND, 50 * THOUSAND)}
    assert period.by_day == {FRIDAY: 150 * THOUSAND}
    assert period.fact == 150 * THOUSAND


async def test_who_left_stays_in_the_month_they_worked_in(house: House) -> None:
    await _receives(house, house.boris, 100)
    await house.does(lambda tx: tx.as_(house.olga).handovers.deactivate(house.boris.person_id))
    boris = _of(await _look(house), house.boris)
    assert boris.fact == 100 * THOUSAND
    assert not boris.calendar.is_workday(date(2026, 11, 23))
    december = await _look(house, date(2026, 12, 1), date(2026, 12, 31))
    assert [each.person.name for each in december.people] == ["Анна"]


async def test_a_first_day_that_was_said_begins_the_calendar(house: House) -> None:
    await house.does(lambda tx: tx.as_(house.olga).people.set_joined(house.anna.person_id, date(2026, 11, 18)))
    anna = _of(await _look(house), house.anna)
    assert anna.calendar.workdays(*NOVEMBER) == 9
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(house.boris).people.set_joined(house.anna.person_id, None))


async def test_a_manager_sees_the_own_row_and_the_departments_bar(house: House) -> None:
    await _receives(house, house.anna, 100)
    async with house.read() as tx:
        own, period = await tx.as_(house.anna).period.read_own(*NOVEMBER)
        assert own is not None
        assert (own.fact, period.fact) == (100 * THOUSAND, 100 * THOUSAND)
        assert len(await tx.as_(house.olga).period.facts(MOSCOW, *NOVEMBER)) == 1
        assert [fact.amount for fact in await tx.as_(house.anna).period.facts_of(*NOVEMBER)] == [100 * THOUSAND]
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).period.of_department(MOSCOW, *NOVEMBER)
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).period.facts(MOSCOW, *NOVEMBER)
        with pytest.raises(NotYoursError):
            await tx.as_(house.denis).period.read_own(*NOVEMBER)


async def test_whether_there_are_any_figures_is_asked_without_them(house: House) -> None:
    async def has_figures(first: date, last: date, *, closing: bool = False) -> bool:
        async with house.read() as tx:
            asked = await tx.system.period.has_figures(MOSCOW, first, last, closing=closing)
            period = await tx.system.period.figures(MOSCOW, first, last, closing=closing)
        assert asked or not period.fact, "«no» is sure"
        return asked

    october = (date(2026, 10, 1), date(2026, 10, 31))
    assert not await has_figures(*NOVEMBER)
    await _receives(house, house.anna, 50, FRIDAY)
    assert await has_figures(*NOVEMBER)
    assert not await has_figures(*october)
    async with house.write() as tx:
        await tx.as_(house.olga).plans.set_person(house.anna.person_id, october[0], MILLION)
    assert await has_figures(*october)
    async with house.write() as tx:
        await tx.as_(house.irina).departments.update(MOSCOW, counts_confirmed=True)
    assert not await has_figures(*NOVEMBER, closing=True)
    assert await has_figures(*NOVEMBER)
