"""What stands on the screens of somebody's visits, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.message.words.called import call_person
from reports.people.seller import read_seller
from sales.activities.activities import VISITS
from sales.calendar.calendar import DAY, WorkCalendar, days_between, week_of
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.money import half_up
from sales.entry.days.dates import is_near
from sales.plans.norms import NormKind, count_owed
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.transaction import Transaction
from storage.visits.visits import ForgottenClient

SATURDAY = 5
MOST_FORGOTTEN = 40
"""So many are looked at for a week."""


@dataclass(frozen=True, slots=True)
class VisitsScreen:
    person: Person
    name: str
    """As it reads beside the others'."""
    zone: str
    monday: date
    today: date
    activities: tuple[Activity, ...]
    """Of the week: what was agreed and every meeting, by hour."""
    calendar: WorkCalendar
    forgotten: tuple[ForgottenClient, ...]
    count_forgotten: int
    meetings_a_week: int | None
    is_own: bool

    @property
    def sunday(self) -> date:
        return self.monday + DAY * 6

    @property
    def meetings(self) -> int:
        return sum(each.type in VISITS for each in self.activities)

    @property
    def norm(self) -> int | None:
        """Of this week: a fifth of the norm for each own workday."""
        if self.meetings_a_week is None:
            return None
        days = self.calendar.workdays_between(self.monday, self.sunday)
        return half_up(count_owed(NormKind.MEETINGS_A_WEEK, self.meetings_a_week, days, self.calendar))

    @property
    def days_ahead(self) -> list[date]:
        """The week's own workdays, from today on."""
        return self.calendar.workdays_between(max(self.monday, self.today), self.sunday)

    def on(self, day: date) -> Sequence[Activity]:
        return [each for each in self.activities if each.local_date == day]

    def list_days(self) -> list[date]:
        """Monday to Friday, and of the days off those that hold something, or are worked."""
        days = days_between(self.monday, self.sunday)
        return [day for day in days if day.weekday() < SATURDAY or self.on(day) or self.calendar.is_workday(day)]


async def screen_of(tx: Transaction, reader: Actor, monday: date | None, person_id: int) -> VisitsScreen:
    """The person's week (0: the reader's own; no Monday: this week), as this reader sees it. Raises NotYoursError."""
    person = await read_seller(tx, reader, person_id)
    place = await tx.system.departments.get(person.department_id or 0)
    today = local_date(tx.clock.now(), place.zone)
    first = monday or week_of(today)[0]
    if first.weekday() or not is_near(first, today):
        raise NotYoursError
    mine = tx.as_(reader)
    norms = await mine.norms.of_people([person])
    return VisitsScreen(
        person,
        await call_person(tx, person.id),
        place.zone,
        first,
        today,
        tuple(await mine.visits.of_days(first, first + DAY * 6, person.id)),
        await tx.system.calendars.of_person(person.id),
        tuple(await mine.visits.list_forgotten(person.id, MOST_FORGOTTEN)),
        await mine.visits.count_forgotten(person.id),
        norms[person.id].get(NormKind.MEETINGS_A_WEEK),
        person.id == reader.person_id,
    )
