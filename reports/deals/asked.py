"""Of whom and of which days a page about deals is: a person, or a department with everybody in it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from reports.deals.addresses import DealPeopleAddress, DealPeriodAddress, FunnelAddress
from reports.message.columns import cut
from reports.message.format import day_in_month
from reports.message.language import gettext as _
from reports.message.message import Keyboard, grid
from reports.message.screens.periods import days_words
from reports.message.screens.switches import mark_chosen
from reports.message.view import button
from reports.message.words.called import call_person
from reports.message.words.names import tell_apart
from reports.svod.asked import PeriodView
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.plans.levels import beside
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import Department
from storage.transaction import Transaction

MOST_PEOPLE = 6
LONGEST = 12

A = TypeVar("A", bound=DealPeriodAddress)


@dataclass(frozen=True, slots=True)
class DealScope:
    """`person_id` None: all of the department. `names`: of its managers, for who may look at each."""

    department: Department
    person_id: int | None
    name: str
    names: dict[int, str]
    first: date
    last: date
    today: date

    @property
    def before(self) -> tuple[date, date]:
        """The period to compare with."""
        return beside(self.first, self.last)[0]

    def go_back(self) -> "DealScope":
        """The same people in the period before."""
        return replace(self, first=self.before[0], last=self.before[1])

    @property
    def is_running(self) -> bool:
        """Today is one of its days."""
        return self.first <= self.today <= self.last

    @property
    def days(self) -> str:
        """«ноябрь», and of one that still runs «ноябрь на 20.11»."""
        said = days_words(self.first, self.last, self.today)
        if self.first < self.today < self.last:
            return _("{period} as of {day}").format(period=said, day=day_in_month(self.today))
        return said


class DealPeriodView(DealPeriodAddress, PeriodView):
    """A page about the deals of a person or a department."""

    async def opens(self, tx: Transaction, reader: Actor) -> bool:
        return await super().opens(tx, reader) and await find_scope(tx, reader, self) is not None


async def find_scope(tx: Transaction, reader: Actor, asked: DealPeriodAddress) -> DealScope | None:
    """None where the reader may not see it."""
    today = local_date(tx.clock.now(), reader.zone)
    if reader.role in SELLERS:
        place = await tx.as_(reader).departments.read_own()
        mine = place is not None and asked.department_id in {0, place.id} and asked.person_id in {0, reader.person_id}
        if place is None or not mine:
            return None
        name = await call_person(tx, reader.person_id)
        return DealScope(place, reader.person_id, name, {}, asked.first, asked.last, today)
    seen = await tx.as_(reader).departments.list_seen()
    found = next((each for each in seen if asked.department_id in {0, each.id}), None)
    if found is None or not reaches_department(reader, Action.READ_RECORDS, found.id):
        return None
    names = await _names(tx, reader, found.id)
    if asked.person_id and asked.person_id not in names:
        return None
    name = names.get(asked.person_id, found.name)
    return DealScope(found, asked.person_id or None, name, names, asked.first, asked.last, today)


async def _names(tx: Transaction, reader: Actor, department_id: int) -> dict[int, str]:
    try:
        team = await tx.as_(reader).people.team(department_id)
    except NotYoursError:
        return {}
    return tell_apart({each.id: each.name for each in team if each.role in SELLERS})


def people_rows(view: A, scope: DealScope) -> Keyboard:
    """The department, and each of its managers while they are few."""
    if not scope.names:
        return ()  # a manager has no other page than the own one
    if len(scope.names) > MOST_PEOPLE:
        whose = view.to(DealPeopleAddress).but(funnel=isinstance(view, FunnelAddress))
        row = [button(_("👤 One manager"), whose)]
        return ((*row, *([] if scope.person_id is None else [button(_("Department"), view.but(person_id=0))])),)
    whole = button(mark_chosen(_("Department"), is_chosen=not view.person_id), view.but(person_id=0))
    each = [
        button(mark_chosen(cut(name, LONGEST), is_chosen=who == view.person_id), view.but(person_id=who))
        for who, name in scope.names.items()
    ]
    return grid([whole, *each], 3)


def as_(view: DealPeriodAddress, kind: type[A]) -> A:
    """Another page of the same person and days."""
    return view.to(kind).but(person_id=view.person_id)
