"""What stories about week plans share: a month's plan, and weekends that pass without a tick."""

from datetime import date, datetime, time, timedelta

from sales.calendar.calendar import DayKind
from simulator.hands.phone import Seen
from tests.planning import THOUSAND
from tests.stories.checkins.checkin_day import told
from tests.town import FRIDAY, MOSCOW, Someone, Town

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, NEXT_FRIDAY = (date(2026, 11, day) for day in range(23, 28))
STEP = timedelta(minutes=5)


async def plan_of_month(town: Town, someone: Someone, thousands: int, month: date = FRIDAY) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, month, thousands * THOUSAND)


async def day_is(town: Town, day: date, kind: DayKind) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).special_days.set(day, kind, town.department_id)


async def at(town: Town, wall: str, day: date) -> None:
    """A minute before it nobody looked; then the clock shows it."""
    there = datetime.combine(day, time.fromisoformat(wall), MOSCOW)
    await town.clock.jump(there - timedelta(minutes=1) - town.clock.local())
    await town.clock.reach(wall, day)


async def asked(town: Town, day: date = FRIDAY) -> None:
    await at(town, "16:30", day)


async def frozen(town: Town, day: date = MONDAY) -> None:
    await at(town, "10:00", day)
    await at(town, "10:05", day)


async def weeks_in(someone: Someone) -> list[Seen]:
    """The messages about week plans that stand in the chat."""
    return [each for each in await someone.phone.chat() if each.by_bot and "🗓" in each.text]


async def the_week(someone: Someone) -> list[str]:
    """The newest of them, line by line."""
    return told((await weeks_in(someone))[-1])
