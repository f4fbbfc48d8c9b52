"""A department at one of its slots, as those who watch it see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports.message.format import hours
from sales.calendar.slots import SlotTimes
from sales.checkins.day import PersonDay
from sales.core.tally import Tally
from storage.checkins.department_day import DepartmentDay
from storage.engine.actor import Actor
from storage.transaction import Transaction

NUDGE = "nudge"
"""The duty of a reminder that a lead asked for: its subject is the person, its slot the minute."""


@dataclass(frozen=True, slots=True)
class SlotStanding:
    """A department at a slot, as its readers see it."""

    day: DepartmentDay
    wall: str
    at: datetime | None
    """The slot's instant; None for one that the department does not keep any more."""
    is_first: bool
    is_last: bool
    nudged: dict[int, str]
    """When a lead last reminded somebody, by person: «12:05»."""
    unowned: Tally
    """What is still awaited there and nobody looks after."""
    overdue: Tally
    """«Просрочено»: the department's that was due before that day and is awaited still, nobody's among it."""

    @property
    def people(self) -> tuple[PersonDay, ...]:
        """Who is there; and who is away, where there is money to speak of."""
        return tuple(
            each
            for each in self.day.people
            if not each.is_absent or each.figures.plan or each.facts or each.due_unplanned.count
        )

    @property
    def unreachable(self) -> tuple[PersonDay, ...]:
        """Who would be asked, and whom nothing reaches."""
        return tuple(person for person in self.people if person.is_unreachable and not person.is_absent)

    @property
    def silent(self) -> tuple[PersonDay, ...]:
        return tuple(person for person in self.people if person.says_nothing and not person.is_absent)


async def standing_of(tx: Transaction, reader: Actor, department_id: int, day: date, slot: str) -> SlotStanding:
    """The department at that slot of its local day, with who was reminded and what has no owner.

    Raises NotYoursError for who does not watch the department.
    """
    watched = await tx.as_(reader).checkins.watch(department_id, day, slot)
    times = await tx.system.calendars.slots_of(watched.department, day)
    mine = next((each for each in times if each.slot.code == slot), None)
    return SlotStanding(
        watched,
        wall=slot if mine is None else f"{mine.wall:%H:%M}",
        at=None if mine is None else mine.at,
        is_first=_is(mine, times, 0),
        is_last=_is(mine, times, -1),
        unowned=await tx.system.week_plans.sum_unowned(department_id),
        overdue=await tx.system.week_plans.sum_overdue(department_id, day),
        nudged=_of_slot(await tx.system.duties.last_slots(NUDGE, day), mine, watched.department.zone),
    )


def _of_slot(nudged: dict[int, str], mine: SlotTimes | None, zone: str) -> dict[int, str]:
    """Who was reminded of an earlier slot was not reminded of this one."""
    if mine is None or mine.is_first:
        return nudged
    since = hours(mine.ask_at, zone)
    return {person_id: minute for person_id, minute in nudged.items() if minute >= since}


def _is(mine: SlotTimes | None, times: Sequence[SlotTimes], place: int) -> bool:
    return mine is not None and bool(times) and times[place] == mine
