"""Tomorrow's plan is frozen as it stands at its hour, however late that is done: before its day asks about it."""

from functools import partial

from reports.tomorrow.tomorrow import TomorrowView
from sales.calendar.slots import Lateness
from sales.schedule.schedule import Scheduled
from sales.tomorrow.tomorrow_times import TomorrowTimes
from scheduler.sight import OwedWork, Sight
from scheduler.tomorrow import evenings
from storage.checkins.duties import DoneDuty
from storage.transaction import Transaction


async def list_owed(sight: Sight) -> list[OwedWork]:
    """Of this evening, and of the last one where a long silence has swallowed it."""
    return [
        OwedWork(f"{Scheduled.TOMORROW_FREEZE}, person {person.person_id}", partial(_freeze, person.person_id, times))
        for place in sight.places
        for person, times in evenings(sight, place)
        if times.freeze_at <= sight.now
        and DoneDuty(person.person_id) not in await sight.read_taken(Scheduled.TOMORROW_FREEZE, times.day)
    ]


async def _freeze(person_id: int, times: TomorrowTimes, tx: Transaction) -> bool:
    kind, on_time = Scheduled.TOMORROW_FREEZE, Lateness.ON_TIME
    if not await tx.system.duties.take(kind, person_id, times.day, "", times.freeze_at, on_time):
        return False
    await tx.system.tomorrow_plans.freeze(person_id, times.planned_for, times.freeze_at)
    return await tx.system.outbox.touch(TomorrowView.key_for(person_id, times.planned_for))
