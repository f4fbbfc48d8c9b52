"""Moves of one tap out of an earlier week: found together, by who made them, and each explained once."""

from datetime import date, timedelta

import pytest

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.payments.payments import MoveReason
from tests.storage.house import THOUSAND, House

MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 19)


async def test_moves_of_one_tap_are_found_from_the_first_on(house: House) -> None:
    client = await house.client(house.anna)
    first, second = [await house.awaits(client, each * THOUSAND, on=THURSDAY) for each in (90, 40)]
    ahead = await house.awaits(client, 10 * THOUSAND, on=MONDAY)
    async with house.write() as tx:
        one = await tx.as_(house.anna).payment_changes.move(first.id, MONDAY, MoveReason.OTHER)
        two = await tx.as_(house.anna).payment_changes.move(second.id, MONDAY, MoveReason.OTHER)
        await tx.as_(house.anna).payment_changes.move(ahead.id, MONDAY + timedelta(days=1), MoveReason.OTHER)
        found = await tx.as_(house.anna).payment_changes.list_taken_along(MONDAY, one.event_id)
        assert [(each.event_id, each.payment.id) for each in found] == [
            (one.event_id, first.id),
            (two.event_id, second.id),
        ]
        assert await tx.as_(house.boris).payment_changes.list_taken_along(MONDAY, one.event_id) == []
        assert await tx.as_(house.anna).payment_changes.list_taken_along(MONDAY, one.event_id + 1000) == []


async def test_a_move_is_explained_once_and_by_who_made_it(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna), on=THURSDAY)
    async with house.write() as tx:
        moved = await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, MoveReason.OTHER)
        with pytest.raises(NotYoursError):
            await tx.as_(house.boris).payment_changes.explain(moved.event_id, MoveReason.NO_MONEY)
        await tx.as_(house.anna).payment_changes.explain(moved.event_id, MoveReason.NO_MONEY)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_changes.explain(moved.event_id, MoveReason.OUR_FAULT)
        assert (await tx.as_(house.anna).payment_stories.events(payment.id))[-1].reason == "no_money"


async def test_a_lead_takes_along_by_the_right_to_plans_and_not_elsewhere(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna), on=THURSDAY)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(house.olga).payment_changes.move(payment.id, MONDAY, MoveReason.OTHER)
        moved = await tx.as_(house.olga).payment_changes.move(payment.id, MONDAY, MoveReason.OTHER, Action.WRITE_PLANS)
        assert moved.payment.due_on == MONDAY
        with pytest.raises(NotYoursError):
            await tx.as_(house.roman).payment_changes.move(payment.id, THURSDAY, MoveReason.OTHER, Action.WRITE_PLANS)
