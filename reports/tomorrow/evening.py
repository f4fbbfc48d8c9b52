"""A manager's day ahead, with the hours that govern it and what is needed of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.plans.pace import read_own_month
from sales.calendar.calendar import NoWorkdayError, month_of
from sales.plans.need import Need, need_per_day
from sales.schedule.schedule import Scheduled, Setting
from sales.tomorrow.tomorrow_plan import PersonTomorrow
from sales.tomorrow.tomorrow_times import Edit, TomorrowHours, TomorrowTimes, edit_at, tomorrow_times
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Evening:
    """A manager's day ahead with the hours that govern it."""

    ahead: PersonTomorrow
    edit: Edit
    need: Need
    zone: str

    @property
    def is_confirmed(self) -> bool:
        plan = self.ahead.plan
        return plan is not None and plan.confirmed_at is not None

    @property
    def seen(self) -> int:
        """Of which plan a word is given: its sum in kopecks, and one, for 0 says nothing."""
        return self.ahead.reconciliation.tomorrow + 1

    @property
    def is_empty(self) -> bool:
        """Nothing is promised of the day, and nothing awaited on it."""
        return not self.ahead.week and not self.ahead.current


async def day_ahead(tx: Transaction, person_id: int, today: date) -> date | None:
    """The person's own next workday; None for who has none in sight."""
    try:
        return (await tx.system.calendars.of_person(person_id)).next_workday(today)
    except NoWorkdayError:
        return None


async def hours_of(tx: Transaction, department: Department, person_id: int, planned_for: date) -> TomorrowTimes | None:
    """Of the evening before that day; None where the person's calendar knows no such evening."""
    own = await tx.system.calendars.of_person(person_id)
    try:
        before = own.previous_workday(planned_for)
    except NoWorkdayError:
        return None
    slots = await tx.system.calendars.slots_of(department, before)
    if not slots:
        return None
    usual = await tx.system.schedule.of_department(department.id)
    return tomorrow_times(slots[-1], department.zone, own, make_own_hours(usual))


def make_own_hours(settings: Mapping[Scheduled, Setting]) -> TomorrowHours:
    """The department's hours, or the usual ones where it has set none."""
    usual = TomorrowHours()
    return TomorrowHours(
        settings[Scheduled.TOMORROW_REMIND].at or usual.remind, settings[Scheduled.TOMORROW_FREEZE].at or usual.freeze
    )


async def evening_of(tx: Transaction, reader: Actor, day: date) -> Evening | None:
    """The reader's own. None where there is no such day to plan."""
    department = await tx.as_(reader).departments.read_own()
    if department is None:
        return None
    times = await hours_of(tx, department, reader.person_id, day)
    if times is None or times.planned_for != day:
        return None
    ahead = await tx.as_(reader).tomorrow_plans.of_person(day)
    return Evening(ahead, edit_at(tx.clock.now(), times), await _need(tx, reader, day), department.zone)


async def _need(tx: Transaction, reader: Actor, day: date) -> Need:
    """Per day from that day on: what is left of its month's plan over the own workdays that remain."""
    month = await read_own_month(tx, reader, day)
    if month is None:
        return Need(None)
    return need_per_day(month.standing.plan, month.standing.fact, month.calendar.workdays(day, month_of(day)[1]))
