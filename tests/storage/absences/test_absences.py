"""Absences asked for, answered, withdrawn; and who stands in: what they see and may do, and what stays the owner's."""

from datetime import date

import pytest

from sales.absences.absences import AbsenceState
from sales.absences.substitution import OwnSubstituteError
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import Role
from storage.absences.absences import NotedAbsence
from storage.engine.errors import OverlapError
from storage.people.standing_in import stood_in_for
from storage.transaction import Transaction
from tests.clock import FRIDAY
from tests.storage.house import MOSCOW, House

MONDAY = date(2026, 11, 23)


async def _asks(house: House, first: date = FRIDAY, last: date = MONDAY) -> NotedAbsence:
    return await house.does(lambda tx: tx.as_(house.anna).absences.add(house.anna.person_id, first, last))


async def _states(house: House, *, standing: bool) -> list[AbsenceState]:
    async with house.read() as tx:
        return [each.state for each in await tx.as_(house.anna).absences.find(FRIDAY, standing=standing)]


async def test_what_is_declined_leaves_the_days_free(house: House) -> None:
    asked = await _asks(house)
    declined = await house.does(lambda tx: tx.as_(house.olga).absences.decline(asked.id))
    assert declined.state is AbsenceState.DECLINED
    assert await _states(house, standing=True) == []
    again = await _asks(house)
    assert again.state is AbsenceState.ASKED
    assert await _states(house, standing=False) == [AbsenceState.DECLINED, AbsenceState.ASKED]
    with pytest.raises(OverlapError):
        await _asks(house, MONDAY, MONDAY)


async def test_an_answer_is_given_once(house: House) -> None:
    asked = await _asks(house)
    await house.does(lambda tx: tx.as_(house.olga).absences.decline(asked.id))
    for late in (
        lambda tx: tx.as_(house.olga).absences.agree(asked.id),
        lambda tx: tx.as_(house.olga).absences.decline(asked.id),
        lambda tx: tx.as_(house.olga).absences.withdraw(asked.id),
    ):
        with pytest.raises(AlreadyDoneError):
            await house.does(late)


async def test_an_agreed_absence_can_be_taken_back_by_who_asked(house: House) -> None:
    asked = await _asks(house)
    await house.does(lambda tx: tx.as_(house.olga).absences.agree(asked.id))
    withdrawn = await house.does(lambda tx: tx.as_(house.anna).absences.withdraw(asked.id))
    assert withdrawn.state is AbsenceState.WITHDRAWN
    async with house.read() as tx:
        assert not (await tx.system.calendars.of_person(house.anna.person_id)).is_absent(FRIDAY)
        assert (await tx.as_(house.olga).absences.get(asked.id)).state is AbsenceState.WITHDRAWN
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(house.boris).absences.withdraw(asked.id))


async def test_agreed_and_declined_at_one_moment_is_one_of_the_two(house: House) -> None:
    asked = await _asks(house)
    came = await house.at_once(
        lambda tx: tx.as_(house.olga).absences.agree(asked.id),
        lambda tx: tx.as_(house.sofia).absences.decline(asked.id),
    )
    assert {type(each) for each in came} == {NotedAbsence, AlreadyDoneError}


async def test_a_substitute_is_another_active_manager_of_the_department(house: House) -> None:
    asked = await _asks(house)
    async with house.read() as tx:
        assert [each.name for each in await tx.as_(house.olga).absences.substitutes_for(house.anna.person_id)] == [
            "Борис"
        ]
    named = await house.does(lambda tx: tx.as_(house.anna).absences.set_substitute(asked.id, house.boris.person_id))
    assert named.substitute_id == house.boris.person_id
    with pytest.raises(OwnSubstituteError):
        await house.does(lambda tx: tx.as_(house.olga).absences.set_substitute(asked.id, house.anna.person_id))
    for other in (house.viktor, house.olga):
        async with house.write() as tx:
            with pytest.raises(NotYoursError):
                await tx.as_(house.olga).absences.set_substitute(asked.id, other.person_id)


async def _stood_in_for(tx: Transaction, person_id: int, day: date) -> set[int]:
    return set(await stood_in_for(tx.session, person_id, MOSCOW, day))


async def test_nobody_stands_in_before_it_is_agreed_or_after_it_is_over(house: House) -> None:
    asked = await _asks(house)
    boris = house.boris.person_id
    await house.does(lambda tx: tx.as_(house.olga).absences.set_substitute(asked.id, boris))
    async with house.read() as tx:
        assert not await _stood_in_for(tx, boris, FRIDAY)
    await house.does(lambda tx: tx.as_(house.olga).absences.agree(asked.id))
    async with house.read() as tx:
        assert await _stood_in_for(tx, boris, MONDAY) == {house.anna.person_id}
        assert not await _stood_in_for(tx, boris, date(2026, 11, 24))
        assert not await _stood_in_for(tx, house.anna.person_id, FRIDAY)


async def test_a_substitute_who_is_away_hands_on_and_who_left_acts_no_more(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Вера", MOSCOW)
        vera = (await tx.system.invitations.redeem(token, 900, "Вера", "ru")).actor.person_id
        anna, boris = house.anna.person_id, house.boris.person_id
        await tx.as_(house.olga).absences.add(anna, FRIDAY, MONDAY, substitute_id=boris)
        await tx.as_(house.olga).absences.add(boris, MONDAY, MONDAY, substitute_id=vera)
        assert await _stood_in_for(tx, boris, FRIDAY) == {anna}
        assert await _stood_in_for(tx, vera, MONDAY) == {anna, boris}
        await tx.as_(house.olga).handovers.deactivate(vera)
        assert not await _stood_in_for(tx, vera, MONDAY)
