"""Plans of a month: who sets whose, what stood before, what is missing, and what is taken over from last month."""

from datetime import date, timedelta

import pytest

from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.people import Role
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.plans.plan_book import PlanBook
from storage.plans.plans import PlanSet
from tests.clock import FRIDAY, moscow
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
MILLION = 1000 * THOUSAND


async def _sets(
    house: House, whom: Actor, value: int | None, month: date = NOVEMBER, by: Actor | None = None
) -> PlanSet | None:
    who = by or house.olga
    return await house.does(lambda tx: tx.as_(who).plans.set_person(whom.person_id, month, value))


async def _book(house: House, first: date = NOVEMBER, last: date | None = None) -> PlanBook:
    async with house.read() as tx:
        return await tx.as_(house.olga).plans.of_department(MOSCOW, first, last)


async def test_unset_differs_from_nothing(house: House) -> None:
    await _sets(house, house.anna, 0)
    book = await _book(house)
    assert book.plan(house.anna.person_id, NOVEMBER) == 0
    assert book.plan(house.boris.person_id, NOVEMBER) is None
    assert [each.name for each in book.without_plan(NOVEMBER)] == ["Борис"]


async def test_a_change_is_a_new_version_and_the_old_one_is_told(house: House) -> None:
    await _sets(house, house.anna, 2 * MILLION)
    house.clock.move_to(moscow("15:00"))
    assert await _sets(house, house.anna, 3 * MILLION)
    assert not await _sets(house, house.anna, 3 * MILLION), "the same again is no change"
    book = await _book(house)
    assert book.plan(house.anna.person_id, NOVEMBER) == 3 * MILLION
    (change,) = book.changes(house.anna.person_id, NOVEMBER)
    assert (change.before, change.after, change.at) == (2 * MILLION, 3 * MILLION, moscow("15:00"))


async def test_of_two_versions_of_one_moment_the_later_said_stands(house: House) -> None:
    await _sets(house, house.anna, 2 * MILLION)
    await _sets(house, house.anna, 3 * MILLION)
    assert (await _book(house)).plan(house.anna.person_id, NOVEMBER) == 3 * MILLION


async def test_a_withdrawn_plan_is_unset_again_and_remembered(house: House) -> None:
    await _sets(house, house.anna, 2 * MILLION)
    house.clock.move_to(moscow("15:00"))
    await _sets(house, house.anna, None)
    book = await _book(house)
    assert book.plan(house.anna.person_id, NOVEMBER) is None
    assert [change.after for change in book.changes(house.anna.person_id, NOVEMBER)] == [None]
    assert book.months(house.anna.person_id) == {}


async def test_the_departments_own_plan_stands_beside_the_sum_of_its_people(house: House) -> None:
    await _sets(house, house.anna, 2 * MILLION)
    await _sets(house, house.boris, MILLION)
    assert (await _book(house)).of_department(NOVEMBER).value == 3 * MILLION
    await house.does(lambda tx: tx.as_(house.olga).plans.set_department(MOSCOW, NOVEMBER, 4 * MILLION))
    both = (await _book(house)).of_department(NOVEMBER)
    assert (both.entered, both.of_people, both.differs_by, both.without_plan) == (4 * MILLION, 3 * MILLION, MILLION, 0)


async def test_metrics_and_months_do_not_mix(house: House) -> None:
    anna = house.anna.person_id
    await _sets(house, house.anna, MILLION)
    await _sets(house, house.anna, 2 * MILLION, DECEMBER)
    await house.does(lambda tx: tx.as_(house.olga).plans.set_person(anna, NOVEMBER, 7, Metric.DEALS))
    book = await _book(house, NOVEMBER, DECEMBER)
    assert book.months(anna) == {NOVEMBER: MILLION, DECEMBER: 2 * MILLION}
    assert book.plan(anna, NOVEMBER, Metric.DEALS) == 7
    assert book.plan(anna, NOVEMBER, Metric.NEW_CLIENTS) is None


async def test_any_day_of_a_month_names_it(house: House) -> None:
    await _sets(house, house.anna, MILLION, FRIDAY)
    assert (await _book(house, FRIDAY)).plan(house.anna.person_id, NOVEMBER) == MILLION


async def test_last_month_is_taken_over_only_where_nothing_is_set(house: House) -> None:
    await _sets(house, house.anna, MILLION)
    await _sets(house, house.boris, MILLION)
    await _sets(house, house.boris, 5 * MILLION, DECEMBER)
    await house.does(lambda tx: tx.as_(house.olga).plans.set_department(MOSCOW, NOVEMBER, 9 * MILLION))
    copied = await house.does(lambda tx: tx.as_(house.olga).plans.copy_from_last_month(MOSCOW, DECEMBER))
    assert [(each.person_id, each.value) for each in copied] == [
        (house.anna.person_id, MILLION),
        (None, 9 * MILLION),
    ]
    book = await _book(house, DECEMBER)
    assert book.plan(house.boris.person_id, DECEMBER) == 5 * MILLION
    assert await house.does(lambda tx: tx.as_(house.olga).plans.copy_from_last_month(MOSCOW, DECEMBER)) == []


async def test_january_is_taken_over_from_december(house: House) -> None:
    await _sets(house, house.anna, MILLION, DECEMBER)
    copied = await house.does(lambda tx: tx.as_(house.olga).plans.copy_from_last_month(MOSCOW, date(2027, 1, 15)))
    assert [each.value for each in copied] == [MILLION]


async def test_who_is_without_a_plan_is_named_until_they_leave(house: House) -> None:
    async with house.read() as tx:
        assert [each.name for each in await tx.system.plans.missing(MOSCOW, DECEMBER)] == ["Анна", "Борис"]
    await house.does(lambda tx: tx.as_(house.olga).handovers.deactivate(house.boris.person_id))
    async with house.read() as tx:
        assert [each.name for each in await tx.system.plans.missing(MOSCOW, DECEMBER)] == ["Анна"]
    assert [each.name for each in (await _book(house, NOVEMBER)).people] == ["Анна", "Борис"], "worked in November"
    assert [each.name for each in (await _book(house, DECEMBER)).people] == ["Анна"]


async def test_who_is_invited_can_be_planned_for(house: House) -> None:
    await house.does(lambda tx: tx.as_(house.olga).invitations.invite(Role.MANAGER, "Глеб", MOSCOW))
    assert "Глеб" in [each.name for each in (await _book(house, DECEMBER)).people]


async def test_a_manager_reads_the_own_plan_and_no_other(house: House) -> None:
    await _sets(house, house.anna, 2 * MILLION)
    await _sets(house, house.boris, MILLION)
    await house.does(lambda tx: tx.as_(house.olga).plans.set_department(MOSCOW, NOVEMBER, 4 * MILLION))
    async with house.read() as tx:
        book = await tx.as_(house.anna).plans.read_own(NOVEMBER)
        assert book.months(house.anna.person_id) == {NOVEMBER: 2 * MILLION}
        assert len(book.versions) == len(book.people) == 1
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).plans.of_department(MOSCOW, NOVEMBER)
        with pytest.raises(NotYoursError):
            await tx.as_(house.denis).plans.read_own(NOVEMBER)


@pytest.mark.parametrize("who", ["anna", "sofia", "denis", "roman"])
async def test_only_the_lead_and_the_owner_set_plans(house: House, who: str) -> None:
    actor = getattr(house, who)
    with pytest.raises(NotYoursError):
        await _sets(house, house.anna, MILLION, by=actor)
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(actor).plans.set_department(MOSCOW, NOVEMBER, MILLION))
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(actor).plans.copy_from_last_month(MOSCOW, NOVEMBER))
    assert await _sets(house, house.anna, MILLION, by=house.irina)


async def test_a_lead_has_no_plan_and_another_department_is_another(house: House) -> None:
    with pytest.raises(NotYoursError):
        await _sets(house, house.olga, MILLION, by=house.irina)
    async with house.read() as tx:
        assert [each.name for each in (await tx.system.plans.book(KAZAN, NOVEMBER)).people] == ["Виктор"]


async def _takes_back(house: House, *sets: PlanSet | None, by: Actor | None = None) -> list[PlanSet]:
    ids = [each.id for each in sets if each is not None]
    return await house.does(lambda tx: tx.as_(by or house.olga).plans.take_back(min(ids), max(ids)))


async def test_a_plan_taken_back_is_as_it_was_and_both_changes_are_kept(house: House) -> None:
    await _sets(house, house.anna, 2 * MILLION)
    wrong = await _sets(house, house.anna, 3 * MILLION)
    await _takes_back(house, wrong)
    book = await _book(house)
    assert book.plan(house.anna.person_id, NOVEMBER) == 2 * MILLION
    assert len(book.versions[house.anna.person_id, Metric.MONEY, NOVEMBER]) == 3


async def test_what_was_unset_is_unset_again_and_not_nothing(house: House) -> None:
    await _takes_back(house, await _sets(house, house.anna, 0))
    assert (await _book(house)).plan(house.anna.person_id, NOVEMBER) is None


async def test_a_copied_month_is_taken_back_whole_but_for_what_was_changed_since(house: House) -> None:
    await _sets(house, house.anna, MILLION)
    await _sets(house, house.boris, 2 * MILLION)
    copied = await house.does(lambda tx: tx.as_(house.olga).plans.copy_from_last_month(MOSCOW, DECEMBER))
    await _sets(house, house.boris, 5 * MILLION, DECEMBER)
    back = await _takes_back(house, *copied)
    assert [each.person_id for each in back] == [house.anna.person_id]
    book = await _book(house, NOVEMBER, DECEMBER)
    assert (book.plan(house.anna.person_id, DECEMBER), book.plan(house.boris.person_id, DECEMBER)) == (
        None,
        5 * MILLION,
    )


async def test_a_second_tap_on_undo_changes_nothing(house: House) -> None:
    made = await _sets(house, house.anna, MILLION)
    await _takes_back(house, made)
    with pytest.raises(AlreadyDoneError):
        await _takes_back(house, made)


async def test_only_ones_own_deed_is_taken_back_and_only_for_ten_minutes(house: House) -> None:
    made = await _sets(house, house.anna, MILLION)
    for other in (house.irina, house.anna, house.roman):
        with pytest.raises(NotYoursError):
            await _takes_back(house, made, by=other)
    house.clock.move_to(house.clock.now() + timedelta(minutes=11))
    with pytest.raises(TooLateError):
        await _takes_back(house, made)
