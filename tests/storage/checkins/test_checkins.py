"""A day is frozen as it began, asked about once a slot, and told as it is this moment."""

from datetime import date, timedelta

import pytest

from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import Answer, RowState
from sales.checkins.live_rows import LiveRow
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.payments.payments import MoveReason
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.house import THOUSAND, House

YESTERDAY = FRIDAY - timedelta(days=1)
MONDAY = date(2026, 11, 23)
WHY = MoveReason.AWAITING_DOCUMENTS


async def _asked(house: House, slot: str = "12:00", wall: str = "11:45") -> Checkin:
    house.clock.move_to(moscow(wall))
    async with house.write() as tx:
        await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
        checkin_id = await tx.system.checkins.open(house.anna.person_id, FRIDAY, slot, house.clock.now())
        assert checkin_id is not None
        return await tx.as_(house.anna).checkins.get(checkin_id)


async def _rows(house: House, slot: str = "12:00") -> dict[int, LiveRow]:
    async with house.read() as tx:
        rows = await tx.system.checkins.rows(house.anna.person_id, FRIDAY, slot)
    return {live.payment.id: live for live in rows}


async def test_one_question_a_person_a_slot(house: House) -> None:
    asked = await _asked(house)
    async with house.write() as tx:
        assert await tx.system.checkins.open(house.anna.person_id, FRIDAY, "12:00", house.clock.now()) is None
        assert await tx.system.checkins.open(house.anna.person_id, FRIDAY, "16:00", house.clock.now()) is not None
        assert await tx.system.checkins.find(house.anna.person_id, FRIDAY, "12:00") == asked
        last = await tx.system.checkins.last_of(house.anna.person_id, FRIDAY)
        assert last is not None
        assert last.slot == "16:00"


async def test_rows_tell_of_the_plan_of_what_was_added_and_of_what_is_overdue(house: House) -> None:
    (planned,) = await house.awaits_overnight(150)
    (overdue,) = await house.awaits_overnight(90, on=YESTERDAY)
    await _asked(house)
    added = await house.awaits(await house.client(house.anna, "Вектор"), 40 * THOUSAND)
    rows = await _rows(house)
    assert list(rows) == [planned.id, added.id, overdue.id]
    assert [live.snapshot for live in rows.values()] == [150 * THOUSAND, None, None]
    assert [live.is_overdue for live in rows.values()] == [False, False, True]
    assert all(live.state is RowState.OPEN for live in rows.values())


async def test_rows_live_with_what_happens(house: House) -> None:
    came, part, moved, gone = await house.awaits_overnight(100, 200, 300, 400)
    checkin = await _asked(house)
    house.clock.advance(minutes=2)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(came.id, FRIDAY)
        await tx.as_(house.anna).receipts.record(NewFact(part.client_id, 50 * THOUSAND, FRIDAY, (part.id,)))
        await tx.as_(house.anna).payment_changes.move(moved.id, MONDAY, WHY)
        await tx.as_(house.anna).checkins.answer(checkin.id, gone.id, Answer.NOT_COMING)
    rows = await _rows(house)
    assert {each: live.state for each, live in rows.items()} == {
        came.id: RowState.CAME,
        part.id: RowState.PART,
        moved.id: RowState.MOVED,
        gone.id: RowState.NOT_COMING,
    }
    assert rows[came.id].came_at == house.clock.now()
    assert rows[part.id].row.rest == 150 * THOUSAND
    assert (rows[moved.id].row.moved_to, rows[moved.id].reason) == (MONDAY, "awaiting_documents")
    assert rows[moved.id].payment.moves == 1


async def test_an_overdue_payment_that_came_or_moved_today_stays_in_sight(house: House) -> None:
    came, moved = await house.awaits_overnight(100, 200, on=YESTERDAY)
    await _asked(house)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(came.id, FRIDAY)
        await tx.as_(house.anna).payment_changes.move(moved.id, MONDAY, WHY)
    rows = await _rows(house)
    assert {each: (live.state, live.is_overdue) for each, live in rows.items()} == {
        came.id: (RowState.CAME, True),
        moved.id: (RowState.MOVED, True),
    }


async def test_a_payment_made_smaller_is_settled_by_what_it_owes_now(house: House) -> None:
    (payment,) = await house.awaits_overnight(150)
    await _asked(house)
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.change_amount(payment.id, 100 * THOUSAND)
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
    rows = await _rows(house)
    assert (rows[payment.id].state, rows[payment.id].snapshot) == (RowState.CAME, 150 * THOUSAND)


async def test_a_checkin_is_answered_when_nothing_is_left_to_say(house: House) -> None:
    first, second = await house.awaits_overnight(100, 200)
    checkin = await _asked(house)
    async with house.write() as tx:
        half = await tx.as_(house.anna).checkins.answer(checkin.id, first.id, Answer.NOT_COMING)
        assert half.answered_at is None
        whole = await tx.as_(house.anna).checkins.answer(checkin.id, second.id, Answer.NOT_COMING)
        assert whole.answered_at == house.clock.now()


async def test_the_same_answer_twice_is_one_and_another_replaces_it(house: House) -> None:
    (payment,) = await house.awaits_overnight(100)
    checkin = await _asked(house)
    async with house.write() as tx:
        await tx.as_(house.anna).checkins.answer(checkin.id, payment.id, Answer.NOT_COMING)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).checkins.answer(checkin.id, payment.id, Answer.NOT_COMING)
        await tx.as_(house.anna).checkins.answer(checkin.id, payment.id, Answer.UNCHANGED)
    assert (await _rows(house))[payment.id].row.answer is Answer.UNCHANGED


async def test_unchanged_answers_every_open_row_in_one_tap(house: House) -> None:
    first, second = await house.awaits_overnight(100, 200)
    checkin = await _asked(house)
    async with house.write() as tx:
        answered = await tx.as_(house.anna).checkins.leave_unchanged(checkin.id)
        assert (answered.unchanged, answered.answered_at) == (True, house.clock.now())
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).checkins.leave_unchanged(checkin.id)
    rows = await _rows(house)
    assert {rows[each.id].row.answer for each in (first, second)} == {Answer.UNCHANGED}
    assert not any(live.row.is_silent for live in rows.values())
    assert all(live.row.is_silent for live in (await _rows(house, "16:00")).values()), "asked anew at the next slot"


async def test_nothing_off_plan_is_an_answer_too(house: House) -> None:
    checkin = await _asked(house, "18:00", "17:45")
    async with house.write() as tx:
        answered = await tx.as_(house.anna).checkins.leave_unchanged(checkin.id)
    assert (answered.unchanged, answered.answered_at) == (True, house.clock.now())


async def test_money_logged_by_itself_answers_for_this_slot_and_not_for_the_next(house: House) -> None:
    (payment,) = await house.awaits_overnight(100)
    house.clock.move_to(moscow("10:00"))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(payment.client_id, 40 * THOUSAND, FRIDAY, (payment.id,)))
    await _asked(house)
    assert not (await _rows(house, "12:00"))[payment.id].row.is_silent
    assert (await _rows(house, "16:00"))[payment.id].row.is_silent


async def test_after_an_outage_open_questions_are_asked_again(house: House) -> None:
    await house.awaits_overnight(100)
    checkin = await _asked(house)
    house.clock.advance(minutes=5)
    async with house.write() as tx:
        assert await tx.system.checkins.ask_again(checkin.id)
        assert (await tx.as_(house.anna).checkins.get(checkin.id)).asked_again_at == house.clock.now()
        await tx.as_(house.anna).checkins.leave_unchanged(checkin.id)
        assert not await tx.system.checkins.ask_again(checkin.id)


async def test_a_checkin_is_ones_own_to_answer_and_the_departments_to_see(house: House) -> None:
    (payment,) = await house.awaits_overnight(100)
    checkin = await _asked(house)
    async with house.write() as tx:
        for who in (house.olga, house.sofia, house.denis, house.irina):
            assert await tx.as_(who).checkins.get(checkin.id) == checkin
            with pytest.raises(NotYoursError):
                await tx.as_(who).checkins.answer(checkin.id, payment.id, Answer.NOT_COMING)
        for who in (house.boris, house.viktor, house.roman):
            with pytest.raises(NotYoursError):
                await tx.as_(who).checkins.get(checkin.id)
            with pytest.raises(NotYoursError):
                await tx.as_(who).checkins.leave_unchanged(checkin.id)


async def test_a_payment_of_somebody_else_is_not_answered_for(house: House) -> None:
    foreign = await house.awaits(await house.client(house.boris))
    checkin = await _asked(house)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).checkins.answer(checkin.id, foreign.id, Answer.NOT_COMING)


async def test_who_belongs_to_no_department_has_no_day(house: House) -> None:
    async with house.write() as tx:
        for day_of in (tx.system.day_plans.freeze, tx.system.checkins.rows):
            with pytest.raises(NotYoursError):
                await day_of(house.irina.person_id, FRIDAY)
        with pytest.raises(NotYoursError):
            await tx.system.checkins.open(999, FRIDAY, "12:00", house.clock.now())
