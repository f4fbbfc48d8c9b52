"""What time owes is done by one process; small facts and the audit are kept."""

from datetime import timedelta

from sales.calendar.slots import Lateness
from storage.checkins.duties import DoneDuty
from storage.transaction import Transaction
from tests.clock import FRIDAY
from tests.storage.house import KAZAN, MOSCOW, House


async def _take(tx: Transaction, slot: str = "12:00", lateness: Lateness = Lateness.ON_TIME) -> bool:
    return await tx.system.duties.take("summary", MOSCOW, FRIDAY, slot, tx.clock.now(), lateness)


async def test_three_processes_ticking_at_once_do_it_once(house: House) -> None:
    took = await house.at_once(_take, _take, _take)
    assert sorted(map(str, took)) == ["False", "False", "True"]


async def test_a_restart_finds_it_done(house: House) -> None:
    assert await house.does(_take)
    assert not await house.does(_take)


async def test_another_slot_day_kind_or_subject_is_another_duty(house: House) -> None:
    async with house.write() as tx:
        now = house.clock.now()
        assert await _take(tx)
        assert await _take(tx, "16:00")
        assert await tx.system.duties.take("ask", MOSCOW, FRIDAY, "12:00", now, Lateness.ON_TIME)
        assert await tx.system.duties.take("summary", KAZAN, FRIDAY, "12:00", now, Lateness.ON_TIME)
        assert await tx.system.duties.take(
            "summary", MOSCOW, FRIDAY + timedelta(days=1), "12:00", now, Lateness.ON_TIME
        )
        taken = await tx.system.duties.list_taken("summary", FRIDAY)
    assert taken == {DoneDuty(MOSCOW, "12:00"), DoneDuty(MOSCOW, "16:00"), DoneDuty(KAZAN, "12:00")}


async def test_one_person_has_a_duty_for_each_department_however_alike_their_numbers_end(house: House) -> None:
    """The last five digits once stood for a department."""
    departments = [100001, 200001, 1]

    async def tell(tx: Transaction, department_id: int) -> bool:
        olga, now = house.olga.person_id, house.clock.now()
        return await tx.system.duties.take(
            "week_table", olga, FRIDAY, "", now, Lateness.ON_TIME, department_id=department_id
        )

    async with house.write() as tx:
        assert [await tell(tx, each) for each in departments] == [True, True, True]
        assert [await tell(tx, each) for each in departments] == [False, False, False]
        assert {done.department_id for done in await tx.system.duties.list_taken("week_table", FRIDAY)} == set(
            departments
        )


async def test_what_was_skipped_is_told_once(house: House) -> None:
    async with house.write() as tx:
        await _take(tx, "12:00", Lateness.SKIPPED)
        await _take(tx, "16:00", Lateness.LATE)
        (untold,) = await tx.system.duties.list_skipped_untold(MOSCOW)
        assert (untold.slot, untold.day, untold.lateness) == ("12:00", FRIDAY, Lateness.SKIPPED)
        assert await tx.system.duties.list_skipped_untold(KAZAN) == []
        await tx.system.duties.mark_told([untold.id])
        await tx.system.duties.mark_told([])
        assert await tx.system.duties.list_skipped_untold(MOSCOW) == []


async def test_small_facts_are_kept_replaced_and_forgotten(house: House) -> None:
    async with house.write() as tx:
        assert await tx.system.wire.get("last poll") is None
        await tx.system.wire.set("last poll", {"at": "12:00"})
        await tx.system.wire.set("last poll", {"at": "12:01", "кто": "бот"})
        assert await tx.system.wire.get("last poll") == {"at": "12:01", "кто": "бот"}
        await tx.system.wire.set("last poll", None)
        assert await tx.system.wire.get("last poll") is None


async def test_the_audit_keeps_who_did_what_in_order(house: House) -> None:
    async with house.write() as tx:
        await tx.system.audit.add(house.olga, "first", "client", 7, {"a": 1}, {"a": 2})
        house.clock.advance(minutes=1)
        await tx.system.audit.add(None, "second", "client", 7)
        latest, first = await tx.system.audit.of("client", 7)
        assert await tx.system.audit.of("client", 8) == []
    assert (latest.action, latest.actor_id, latest.before) == ("second", None, None)
    assert (first.action, first.actor_id, first.before, first.after) == (
        "first",
        house.olga.person_id,
        {"a": 1},
        {"a": 2},
    )
    assert latest.at - first.at == timedelta(minutes=1)


async def test_several_kinds_and_days_are_asked_for_at_once_and_of_these_subjects_only(house: House) -> None:
    day_before = FRIDAY - timedelta(days=1)
    async with house.write() as tx:
        await _take(tx)
        await tx.system.duties.take("summary", KAZAN, FRIDAY, "12:00", house.clock.now(), Lateness.ON_TIME)
        await tx.system.duties.take("ask", MOSCOW, day_before, "16:00", house.clock.now(), Lateness.SKIPPED)
        found = await tx.system.duties.list_taken_by([MOSCOW], ["ask", "summary"], {day_before, FRIDAY})
    assert found == {
        ("ask", day_before): {DoneDuty(MOSCOW, "16:00")},
        ("ask", FRIDAY): set(),
        ("summary", day_before): set(),
        ("summary", FRIDAY): {DoneDuty(MOSCOW, "12:00")},
    }
