"""What the summary report says, before it is words: a row for every manager, and the department as their sum."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TypeAlias

from reports.message.words.called import call_owner, call_people
from sales.calendar.calendar import DAY, Absence, month_of
from sales.core.clock import local_date
from sales.core.money import Kopecks
from sales.core.people import Profile, Role
from sales.core.tally import Tally
from sales.plans.levels import Derived, derive_between, months_between
from sales.plans.pace import DepartmentStanding, PaceRow, Workdays, by_pace, count_workdays, department_standing
from sales.plans.plans import DepartmentPlan, PlanChange
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.results.period import Period, PersonPeriod
from storage.results.period_weeks import NOBODY
from storage.settings.departments import Department
from storage.tables.types import Json
from storage.transaction import Transaction

Days: TypeAlias = tuple[date, date]

NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class SvodRow:
    person: Person
    standing: PaceRow
    derived: Derived
    absences: tuple[Absence, ...]
    changes: tuple[PlanChange, ...]
    """Of a month's plan after it was first entered."""
    confirmed: Kopecks
    opening: Kopecks = 0
    """What of the fact came before Reper."""
    is_assumed: bool = False
    """The month's plan is Reper's own, and waits for the lead's word."""


def _stand_beside(department_id: int, whose: int | None, name: str) -> Person:
    """Stands in a table for money that belongs to no manager."""
    never = datetime.min.replace(tzinfo=UTC)
    said = (department_id, None, name, Role.MANAGER, Profile.MIXED, "", None)
    return Person(whose or NOBODY, *said, created_at=never, activated_at=None, deactivated_at=None, unreachable_at=None)


@dataclass(frozen=True, slots=True)
class Svod:
    """A department's period as it stands at an instant. Rows: who needs action first."""

    period: Period
    at: datetime
    rows: tuple[SvodRow, ...]
    total: DepartmentStanding
    entered: DepartmentPlan | None
    """The department's own plan beside the sum, for a month."""
    days: Workdays
    """The department's own workdays."""
    own: SvodRow | None = None
    """The reader's, where a manager reads."""
    unowned: Tally = NOTHING
    """What is still awaited and nobody looks after, for who may see all rows."""
    called: Mapping[int, str] = field(default_factory=dict)
    """Who of the others is somebody."""

    @property
    def department(self) -> Department:
        return self.period.department

    @property
    def today(self) -> date:
        """The department's local day at that instant."""
        return local_date(self.at, self.department.zone)

    @property
    def is_closed(self) -> bool:
        """The period is over, its last workday too."""
        return self.days.total == self.days.done and self.today > self.period.last

    @property
    def is_month(self) -> bool:
        return (self.period.first, self.period.last) == month_of(self.period.first)

    @property
    def others(self) -> Kopecks:
        """Money of who is no manager here: it counts for the department and in nobody's pace."""
        return sum(self.came_beside.values())

    @property
    def came_beside(self) -> dict[int | None, Kopecks]:
        """That money by whose it is: a lead's, or nobody's (None)."""
        return {row.person.id or None: row.standing.fact for row in self.beside}

    @property
    def fact(self) -> Kopecks:
        """All that came to the department, in kopecks."""
        return self.total.fact + self.others

    @property
    def confirmed(self) -> Kopecks:
        """What of the fact somebody has vouched for."""
        return sum(row.confirmed for row in (*self.rows, *self.beside))

    @property
    def opening(self) -> Kopecks:
        """What of the fact came before Reper."""
        beside = sum(each.opening for each in self.period.others.values())
        return sum(row.opening for row in self.rows) + beside

    @property
    def beside(self) -> tuple[SvodRow, ...]:
        """That money as rows, so that a table adds up to the department."""
        rows = []
        for whose, days in self.period.beside.items():
            came = [each for day, each in days.items() if day <= self.today]
            standing = PaceRow(None, sum(each.total for each in came), Workdays(0, 0, 0))
            person = _stand_beside(self.department.id, whose, call_owner(self.called, whose))
            sure = sum(each.confirmed for each in came)
            rows += [SvodRow(person, standing, Derived(None), (), (), sure)] if came else []
        return tuple(rows)

    @property
    def without_plan(self) -> Kopecks:
        """«в т. ч. без плана»: of people without a plan, and of nobody among them."""
        return self.total.fact_without_plan + self.others

    @property
    def plan(self) -> int | None:
        """The entered one where there is one, otherwise the sum."""
        entered = self.entered.entered if self.entered else None
        return self.total.plan if entered is None else entered

    def figures(self) -> Json:
        """What was said, to be kept: a later look can tell what has changed since."""
        return {str(row.person.id): print_row(row) for row in self.rows}


def print_row(row: SvodRow) -> Json:
    """Of one person, what a reader would notice."""
    pace = row.standing.pace
    return {
        "plan": row.standing.plan,
        "fact": row.standing.fact,
        "days": row.standing.days.total,
        "done": row.standing.days.done,
        "pace": None if pace is None else pace.tenths,
    }


async def svod_of(
    tx: Transaction, reader: Actor, department_id: int, days: Days, at: datetime, *, closing: bool = False
) -> Svod:
    """For who reads all rows. `closing`: as the department closes a month. Raises NotYoursError."""
    found = _svod(await tx.as_(reader).period.of_department(department_id, *days, closing=closing), at)
    called = await call_people(tx, found.period.beside)
    return replace(found, unowned=await tx.system.week_plans.sum_unowned(department_id), called=called)


async def svod_for_clock(
    tx: Transaction, department_id: int, days: Days, at: datetime, *, closing: bool = False
) -> Svod:
    """What the clock keeps of a report that it sends. `closing`: as the department closes a month."""
    return _svod(await tx.system.period.figures(department_id, *days, closing=closing), at)


async def read_own_svod(tx: Transaction, reader: Actor, days: Days, at: datetime) -> Svod:
    """A manager's own row, and the department's total. Raises NotYoursError."""
    own, period = await tx.as_(reader).period.read_own(*days)
    return _svod(period, at, None if own is None else own.person.id)


def _svod(period: Period, at: datetime, own_id: int | None = None) -> Svod:
    rows = [_row(period, each, at) for each in period.people]
    shown = [row for row in rows if row.person.is_active or row.standing.fact or row.standing.plan]
    month = month_of(period.first)
    entered = period.plans.of_department(month[0]) if (period.first, period.last) == month else None
    return Svod(
        period=period,
        at=at,
        rows=tuple(by_pace(shown, lambda row: row.standing)),
        total=department_standing(row.standing for row in shown),
        entered=entered,
        days=count_workdays(
            period.first, period.last, period.calendar, at, period.department.zone, period.department.day_close
        ),
        own=next((row for row in rows if row.person.id == own_id), None),
    )


def _row(period: Period, of: PersonPeriod, at: datetime) -> SvodRow:
    zone, close = period.department.zone, period.department.day_close
    today = local_date(at, zone)
    tenure = of.person.tenure(zone)
    derived = derive_between(period.first, period.last, period.plans.months(of.person.id), of.calendar, tenure)
    within = {day: came for day, came in of.came.items() if day <= today}
    months = list(months_between(period.first, period.last))
    return SvodRow(
        person=of.person,
        standing=PaceRow(
            plan=derived.value,
            fact=of.fact_until(today),
            days=count_workdays(period.first, period.last, of.calendar, at, zone, close),
        ),
        derived=derived,
        absences=of.absences,
        changes=tuple(change for month in months for change in period.plans.changes(of.person.id, month)),
        confirmed=sum(came.confirmed for came in within.values()),
        opening=sum(came.opening for came in within.values()),
        is_assumed=any(period.plans.is_assumed(of.person.id, month) for month in months),
    )


def narrow_to(svod: Svod, row: SvodRow) -> Svod:
    """The period of one person alone, with the own workdays: what a manager's line is drawn of."""
    people = tuple(each for each in svod.period.people if each.person.id == row.person.id)
    period = replace(svod.period, people=people, beside={})
    total = department_standing([row.standing])
    return replace(svod, period=period, rows=(row,), total=total, entered=None, days=row.standing.days)


def running_sums(svod: Svod) -> tuple[list[date], list[Kopecks], list[Kopecks]]:
    """The month's days; the plan as the sum of everybody's own workdays' shares; the facts up to today."""
    first, last = svod.period.first, svod.period.last
    days = [first + DAY * n for n in range((last - first).days + 1)]
    planned = [_sum_planned_until(svod, day) for day in days]
    came, facts, total = svod.period.by_day, [], 0
    for day in days:
        if day > svod.today:
            break
        total += came.get(day, 0)
        facts.append(total)
    return days, planned, facts


def _sum_planned_until(svod: Svod, day: date) -> Kopecks:
    """Σ planᵢ / Nᵢ × nᵢ by the end of that day: a person on leave owes nothing then."""
    people = {each.person.id: each for each in svod.period.people}
    owed = 0
    for row in svod.rows:
        plan, total = row.standing.plan, row.standing.days.total
        if plan and total:
            owed += plan * people[row.person.id].calendar.workdays(svod.period.first, day) // total
    return owed
