"""Tomorrow's plan beside the week's: what stands, what changed, what dropped and why, and the freeze at seven."""

from datetime import date, datetime

import pytest

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Percent
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason
from sales.tomorrow.tomorrow import Match
from sales.tomorrow.tomorrow_plan import PersonTomorrow
from storage.payments.receipts import NewFact
from tests.clock import moscow
from tests.storage.house import MOSCOW, THOUSAND, House

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
SEVEN = moscow("19:00", MONDAY)
WHY = MoveReason.AWAITING_DOCUMENTS


async def _week(house: House) -> dict[str, Payment]:
    """SPEC 7: Ромашка 150, Вектор 340, Ким 75 on Tuesday, frozen on Monday at ten; it is half past five now."""
    sums = {"Ромашка": 150, "Вектор": 340, "Ким": 75}
    found = {
        name: await house.awaits(await house.client(house.anna, name), amount * THOUSAND, TUESDAY)
        for name, amount in sums.items()
    }
    house.clock.move_to(moscow("10:00", MONDAY))
    await house.does(lambda tx: tx.system.week_plans.freeze(house.anna.person_id, MONDAY))
    house.clock.move_to(moscow("17:30", MONDAY))
    return found


async def _look(house: House) -> PersonTomorrow:
    async with house.read() as tx:
        return await tx.as_(house.anna).tomorrow_plans.of_person(TUESDAY)


async def _freeze(house: House, as_of: datetime = SEVEN) -> None:
    anna = house.anna.person_id
    assert await house.does(lambda tx: tx.system.tomorrow_plans.freeze(anna, TUESDAY, as_of)) is not None


async def test_the_coverage_is_that_of_the_trade(house: House) -> None:
    """SPEC 7: 450/565 = 79.6 %, dropped 75, changed −40, new +200."""
    week = await _week(house)
    new = await house.awaits(await house.client(house.anna, "СтройГрад"), 200 * THOUSAND, TUESDAY)
    async with house.write() as tx:
        await tx.as_(house.anna).tomorrow_plans.change(TUESDAY, week["Вектор"].id, 300 * THOUSAND)
        await tx.as_(house.anna).tomorrow_plans.drop(TUESDAY, week["Ким"].id, WHY)
    ahead = await _look(house)
    both = ahead.reconciliation
    assert (both.week, both.tomorrow, both.coverage) == (565 * THOUSAND, 650 * THOUSAND, Percent(796))
    assert [both.delta(match) for match in (Match.DROPPED, Match.CHANGED, Match.NEW)] == [
        -75 * THOUSAND,
        -40 * THOUSAND,
        200 * THOUSAND,
    ]
    assert ahead.reasons == {week["Ким"].id: WHY}
    assert ahead.to_explain == ()
    assert ahead.payments[new.id].client_name == "СтройГрад"


async def test_a_move_explains_itself_and_what_came_early_needs_no_word(house: House) -> None:
    week = await _week(house)
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.move(week["Ким"].id, WEDNESDAY, WHY)
        await tx.as_(house.anna).receipts.settle(week["Вектор"].id, MONDAY)
    ahead = await _look(house)
    assert ahead.week == {week["Ромашка"].id: 150 * THOUSAND, week["Ким"].id: 75 * THOUSAND}
    assert ahead.reasons == {week["Ким"].id: WHY}
    assert ahead.reconciliation.coverage == Percent(667)


async def test_what_dropped_without_a_word_is_to_be_explained(house: House) -> None:
    week = await _week(house)
    await house.does(lambda tx: tx.as_(house.anna).payment_changes.keep_day(week["Ким"].id, WEDNESDAY))
    assert (await _look(house)).to_explain == (week["Ким"].id,)


async def test_a_part_that_came_early_is_promised_no_more(house: House) -> None:
    week = await _week(house)
    payment = week["Вектор"]
    new = NewFact(payment.client_id, 100 * THOUSAND, MONDAY, (payment.id,))
    await house.does(lambda tx: tx.as_(house.anna).receipts.record(new))
    ahead = await _look(house)
    assert ahead.week[payment.id] == ahead.current[payment.id] == 240 * THOUSAND


async def test_kept_after_all_is_as_the_payment_says(house: House) -> None:
    week = await _week(house)
    async with house.write() as tx:
        await tx.as_(house.anna).tomorrow_plans.drop(TUESDAY, week["Ким"].id, WHY)
        await tx.as_(house.anna).tomorrow_plans.keep(TUESDAY, week["Ким"].id)
    assert (await _look(house)).current == (await _look(house)).week


async def test_it_is_asked_confirmed_and_frozen_once(house: House) -> None:
    await _week(house)
    anna = house.anna.person_id
    assert await house.does(lambda tx: tx.system.tomorrow_plans.ask(anna, TUESDAY))
    assert not await house.does(lambda tx: tx.system.tomorrow_plans.ask(anna, TUESDAY))
    await house.does(lambda tx: tx.as_(house.anna).tomorrow_plans.confirm(TUESDAY))
    with pytest.raises(AlreadyDoneError):
        await house.does(lambda tx: tx.as_(house.anna).tomorrow_plans.confirm(TUESDAY))
    house.clock.move_to(SEVEN)
    await _freeze(house)
    assert await house.does(lambda tx: tx.system.tomorrow_plans.freeze(anna, TUESDAY)) is None
    plan = (await _look(house)).plan
    assert plan is not None
    assert (plan.is_frozen, sum(plan.items.values())) == (True, 565 * THOUSAND)


async def test_an_edit_after_the_freeze_is_marked_and_the_frozen_plan_keeps_what_it_had(house: House) -> None:
    week = await _week(house)
    await house.does(lambda tx: tx.as_(house.anna).tomorrow_plans.drop(TUESDAY, week["Ким"].id, WHY))
    house.clock.move_to(SEVEN)
    await _freeze(house)
    assert (await _look(house)).edited_after_freeze == frozenset()
    house.clock.move_to(moscow("09:15", TUESDAY))
    async with house.write() as tx:
        await tx.as_(house.anna).tomorrow_plans.change(TUESDAY, week["Вектор"].id, 300 * THOUSAND)
        await tx.as_(house.anna).receipts.settle(week["Ромашка"].id, TUESDAY)
    ahead = await _look(house)
    assert ahead.edited_after_freeze == {week["Вектор"].id}, "what comes on the day itself was promised"
    assert ahead.frozen == {week["Ромашка"].id: 150 * THOUSAND, week["Вектор"].id: 340 * THOUSAND}


async def test_a_late_freeze_knows_nothing_of_what_was_said_after_seven(house: House) -> None:
    week = await _week(house)
    house.clock.move_to(moscow("19:20", MONDAY))
    async with house.write() as tx:
        await tx.as_(house.anna).tomorrow_plans.drop(TUESDAY, week["Ким"].id, WHY)
        await tx.as_(house.anna).payment_changes.move(week["Вектор"].id, WEDNESDAY, WHY)
    house.clock.move_to(moscow("19:40", MONDAY))
    await _freeze(house)
    ahead = await _look(house)
    assert ahead.frozen is not None
    assert set(ahead.frozen) == {each.id for each in week.values()}
    assert ahead.edited_after_freeze == {week["Ким"].id, week["Вектор"].id}


async def test_before_its_week_has_begun_the_day_is_compared_with_what_was_confirmed(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna), on=TUESDAY)
    assert (await _look(house)).reconciliation.coverage is None
    await house.does(lambda tx: tx.as_(house.anna).week_plans.confirm(MONDAY))
    assert (await _look(house)).week == {payment.id: 150 * THOUSAND}


async def test_the_lead_reads_everybodys_day_and_nobody_edits_a_strangers(house: House) -> None:
    week = await _week(house)
    async with house.read() as tx:
        lines = await tx.as_(house.olga).tomorrow_plans.of_department(MOSCOW, TUESDAY)
        assert [(each.name, each.reconciliation.tomorrow) for each in lines] == [
            ("Анна", 565 * THOUSAND),
            ("Борис", 0),
        ]
        with pytest.raises(NotYoursError):
            await tx.as_(house.boris).tomorrow_plans.of_person(TUESDAY, house.anna.person_id)
        with pytest.raises(NotYoursError):
            await tx.as_(house.roman).tomorrow_plans.of_department(MOSCOW, TUESDAY)
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(house.boris).tomorrow_plans.drop(TUESDAY, week["Ким"].id, WHY))
