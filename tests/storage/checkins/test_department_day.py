"""The lead's check-in: what came, what is still expected, who is silent, in roubles and percents of SPEC 8."""

from datetime import date, timedelta

import pytest

from sales.checkins.checkin_rows import Answer
from sales.checkins.day import PersonDay
from sales.core.errors import NotYoursError
from sales.core.tally import Tally
from sales.payments.payments import MoveReason
from storage.checkins.department_day import DepartmentDay
from storage.engine.actor import Actor
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.engine.test_read_once import asked
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

YESTERDAY = FRIDAY - timedelta(days=1)
MONDAY = date(2026, 11, 23)
A_DOZEN = 12


async def _ask(house: House, actor: Actor, slot: str = "12:00") -> int:
    async with house.write() as tx:
        await tx.system.day_plans.freeze(actor.person_id, FRIDAY)
        checkin_id = await tx.system.checkins.open(actor.person_id, FRIDAY, slot, house.clock.now())
    assert checkin_id is not None
    return checkin_id


async def _look(house: House, slot: str = "12:00") -> DepartmentDay:
    async with house.read() as tx:
        return await tx.system.days.of_department(MOSCOW, FRIDAY, slot)


def _of(day: DepartmentDay, actor: Actor) -> PersonDay:
    return next(each for each in day.people if each.person_id == actor.person_id)


async def test_the_figures_are_those_of_the_trade(house: House) -> None:
    """SPEC 8: snapshot 650, fact 150 on plan + 50 off plan → 23.1 % and 30.8 %."""
    client = await house.client(house.anna)
    on_plan, _ = await house.awaits(client), await house.awaits(client, 500 * THOUSAND)
    await _ask(house, house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(on_plan.id, FRIDAY)
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 50 * THOUSAND, FRIDAY))
    day = await _look(house)
    for figures in (day.figures, _of(day, house.anna).figures):
        assert (figures.plan, figures.on_plan, figures.off_plan) == (650 * THOUSAND, 150 * THOUSAND, 50 * THOUSAND)
        assert figures.done is not None
        assert figures.all_to_plan is not None
        assert (figures.done.tenths, figures.all_to_plan.tenths) == (231, 308)
    assert day.expected == Tally(1, 500 * THOUSAND)


async def test_a_department_is_read_in_as_many_queries_as_one_of_its_people(house: House) -> None:
    for actor in (house.anna, house.boris):
        await house.awaits(await house.client(actor, f"Клиент {actor.name}"))
        await _ask(house, actor)
    await _look(house)  # who works there is known then
    async with asked() as statements, house.read() as tx:
        await tx.system.days.of_department(MOSCOW, FRIDAY, "12:00")
    of_department = len(statements)
    async with asked() as statements, house.read() as tx:
        await tx.system.days.of_person(house.anna, FRIDAY, "12:00")
    assert of_department <= len(statements) + 1 <= A_DOZEN + 1, "and one: who has left"


async def test_who_has_not_answered_is_silent_until_an_answer_or_money(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    assert not _of(await _look(house), house.anna).is_silent, "nobody was asked yet"

    await _ask(house, house.anna)
    day = await _look(house)
    assert [each.name for each in day.actors_of(day.silent)] == ["Анна"]
    assert day.without_status == Tally(1, 150 * THOUSAND)

    house.clock.move_to(moscow("12:10"))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
    day = await _look(house)
    assert day.silent == ()
    assert day.without_status == Tally(0, 0)


async def test_an_answer_ends_the_silence(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    checkin_id = await _ask(house, house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).checkins.answer(checkin_id, payment.id, Answer.NOT_COMING)
    day = await _look(house)
    assert day.silent == ()
    assert day.expected == Tally(0, 0)


async def test_what_was_added_after_the_answer_does_not_make_one_silent_again(house: House) -> None:
    client = await house.client(house.anna)
    await house.awaits(client)
    checkin_id = await _ask(house, house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).checkins.leave_unchanged(checkin_id)
    await house.awaits(client, 30 * THOUSAND)
    assert (await _look(house)).silent == ()


async def test_at_the_last_slot_the_question_of_what_came_beside_the_plan_waits_for_its_answer(house: House) -> None:
    checkin_id = await _ask(house, house.anna, "18:00")
    assert [each.person_id for each in (await _look(house, "18:00")).silent] == [house.anna.person_id]
    async with house.write() as tx:
        await tx.as_(house.anna).checkins.leave_unchanged(checkin_id)
    assert (await _look(house, "18:00")).silent == ()


async def test_moves_are_named_with_their_reasons_and_the_third_calls_for_attention(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    await _ask(house, house.anna)
    async with house.write() as tx:
        for to in (MONDAY, FRIDAY, MONDAY):
            await tx.as_(house.anna).payment_changes.move(payment.id, to, MoveReason.AWAITING_DOCUMENTS)
    anna = _of(await _look(house), house.anna)
    (moved,) = anna.moved
    assert (moved.row.moved_to, moved.reason, moved.payment.client_name) == (MONDAY, "awaiting_documents", "Ромашка")
    assert [live.payment.id for live in anna.needing_attention] == [payment.id]
    assert anna.expected == Tally(0, 0)


async def test_everybody_of_the_department_stands_in_it_and_nobody_else(house: House) -> None:
    await house.awaits(await house.client(house.viktor))
    async with house.write() as tx:
        await tx.as_(house.olga).absences.add(house.boris.person_id, FRIDAY, FRIDAY)
    day = await _look(house)
    assert [(day.team[each.person_id].name, each.is_absent) for each in day.people] == [
        ("Анна", False),
        ("Борис", True),
    ]


async def test_the_department_adds_up_its_people(house: House) -> None:
    for actor, amount in ((house.anna, 100), (house.boris, 300)):
        payment = await house.awaits(await house.client(actor, f"Клиент {actor.name}"), amount * THOUSAND)
        await _ask(house, actor)
        async with house.write() as tx:
            new = NewFact(payment.client_id, 50 * THOUSAND, FRIDAY, (payment.id,))
            await tx.as_(house.olga).receipts.record(new)
    day = await _look(house)
    assert (day.figures.plan, day.figures.on_plan) == (400 * THOUSAND, 100 * THOUSAND)
    assert day.expected == Tally(2, 300 * THOUSAND)
    assert sum(each.figures.plan for each in day.people) == day.figures.plan


async def test_overdue_money_is_seen_and_is_no_part_of_the_plan(house: House) -> None:
    overdue = await house.awaits(await house.client(house.anna), on=YESTERDAY)
    await _ask(house, house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(overdue.id, FRIDAY)
    anna = _of(await _look(house), house.anna)
    assert (anna.figures.plan, anna.figures.off_plan) == (0, 150 * THOUSAND)
    assert anna.figures.done is None
    assert [live.is_overdue for live in anna.rows] == [True]


async def test_money_taken_back_leaves_the_figures(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    await _ask(house, house.anna)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        await tx.as_(house.anna).receipts.undo(receipt.id)
    day = await _look(house)
    assert day.figures.on_plan == 0
    assert day.expected == Tally(1, 150 * THOUSAND)


async def test_another_day_is_another_day(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    await _ask(house, house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        monday = await tx.system.days.of_department(MOSCOW, MONDAY, "12:00")
    assert monday.figures.received == 0
    assert all(not each.rows and not each.is_frozen for each in monday.people)


@pytest.mark.parametrize(
    ("who", "department_id", "sees"),
    [
        ("olga", MOSCOW, True),
        ("sofia", MOSCOW, True),
        ("denis", KAZAN, True),
        ("irina", KAZAN, True),
        ("olga", KAZAN, False),
        ("anna", MOSCOW, False),
        ("irina", 999, False),
    ],
)
async def test_a_department_is_watched_by_those_who_may(house: House, who: str, department_id: int, sees: bool) -> None:
    async with house.read() as tx:
        if sees:
            assert (await tx.as_(getattr(house, who)).checkins.watch(department_id, FRIDAY, "12:00")).people
            return
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).checkins.watch(department_id, FRIDAY, "12:00")


async def test_who_is_asked_at_noon_does_not_promise_again_what_was_given_over_this_morning(house: House) -> None:
    """Boris takes Anna's client over between her question and his: the department awaits the money once."""
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    await _ask(house, house.anna)
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.reassign(house.anna.person_id, house.boris.person_id, client.id)

    before = await _look(house)
    await _ask(house, house.boris)
    after = await _look(house)
    async with house.write() as tx:
        await tx.as_(house.boris).receipts.settle(payment.id, FRIDAY)
    paid = await _look(house)

    for day in (before, after, paid):
        assert day.figures.plan == 150 * THOUSAND
        assert (_of(day, house.anna).figures.plan, _of(day, house.boris).figures.plan) == (150 * THOUSAND, 0)
    assert [live.payment.id for live in _of(after, house.boris).rows] == [payment.id], (
        "he is asked about it all the same"
    )
    assert (paid.figures.on_plan, paid.figures.off_plan) == (150 * THOUSAND, 0)


async def test_what_somebody_promised_who_is_gone_is_promised_by_the_heir(house: House) -> None:
    client = await house.client(house.anna)
    await house.awaits(client)
    await _ask(house, house.anna)
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.reassign(house.anna.person_id, house.boris.person_id)
        await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)

    await _ask(house, house.boris)

    assert (await _look(house)).figures.plan == 150 * THOUSAND
