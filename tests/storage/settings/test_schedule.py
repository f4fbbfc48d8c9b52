"""What a department has changed of the hours at which it is written to."""

from datetime import time

import pytest

from sales.core.errors import NotYoursError
from sales.schedule.schedule import Scheduled, setting
from tests.storage.house import KAZAN, MOSCOW, House


async def test_everything_is_usual_until_somebody_changes_it(house: House) -> None:
    async with house.read() as tx:
        assert await tx.system.schedule.of_department(MOSCOW) == {kind: setting(kind) for kind in Scheduled}


async def test_the_lead_puts_the_summary_off_and_turns_the_nag_off(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).schedule.put_off(MOSCOW, Scheduled.SVOD, time(19, 15))
        await tx.as_(house.olga).schedule.turn(MOSCOW, Scheduled.PLAN_NAG, on=False)
    async with house.read() as tx:
        there = await tx.as_(house.olga).schedule.settings_of(MOSCOW)
        assert (there[Scheduled.SVOD].at, there[Scheduled.SVOD].is_on) == (time(19, 15), True)
        assert not there[Scheduled.PLAN_NAG].is_on
        assert there[Scheduled.PLAN_NAG].at == time(10)
        assert (await tx.system.schedule.of_department(KAZAN))[Scheduled.PLAN_NAG].is_on
    async with house.write() as tx:
        usual = await tx.as_(house.irina).schedule.put_off(MOSCOW, Scheduled.SVOD, None)
        assert usual == setting(Scheduled.SVOD)
        assert (await tx.as_(house.olga).schedule.turn(MOSCOW, Scheduled.PLAN_NAG, on=True)).is_on


async def test_nothing_is_scheduled_for_the_night_and_no_freeze_is_turned_off(house: House) -> None:
    async with house.write() as tx:
        with pytest.raises(ValueError, match="cannot come"):
            await tx.as_(house.olga).schedule.put_off(MOSCOW, Scheduled.SVOD, time(21))
        with pytest.raises(ValueError, match="never"):
            await tx.as_(house.olga).schedule.turn(MOSCOW, Scheduled.WEEK_FREEZE, on=False)


@pytest.mark.parametrize("who", ["anna", "sofia", "denis", "roman"])
async def test_who_does_not_lead_the_department_changes_nothing(house: House, who: str) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).schedule.turn(MOSCOW, Scheduled.SVOD, on=False)
