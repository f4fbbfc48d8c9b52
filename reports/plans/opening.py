"""«Пришло с начала месяца до Reper»: of whom it is asked, and how it reads apart from what Reper has counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.format import day_month, short
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.calendar.calendar import month_of
from sales.core.clock import local_date
from sales.core.money import Kopecks
from sales.plans.opening import days_before
from storage.people.person import Person
from storage.settings.departments import Department
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OpeningOf:
    person: Person
    days: tuple[date, date]
    """The month's days that Reper has not seen."""
    amount: Kopecks | None
    """None: nothing is said yet, which is not 0."""


async def opening_of(tx: Transaction, person: Person, month: date) -> OpeningOf | None:
    """None where Reper has seen all that they worked of that month, and nothing was said either."""
    if person.department_id is None:
        return None
    place = await tx.system.departments.get(person.department_id)
    said = (await tx.system.openings.of_department(place.id, *month_of(month))).get(person.id)
    days = _unseen(tx, place, person, month)
    if days is None and said is not None:
        days = month_of(month)
    return None if days is None else OpeningOf(person, days, said)


def _unseen(tx: Transaction, place: Department, person: Person, month: date) -> tuple[date, date] | None:
    came = person.activated_at or tx.clock.now()
    return days_before(month, local_date(max(came, place.founded_at), place.zone), person.joined_on)


async def list_unsaid(tx: Transaction, place: Department, people: Iterable[Person], month: date) -> list[Person]:
    """In the month in which a department begins: of whom of those who work here it is not said what had come before."""
    first, last = month_of(month)
    if not first <= local_date(place.founded_at, place.zone) <= last:
        return []
    said = await tx.system.openings.of_department(place.id, first, last)
    open_ones = (each for each in people if each.is_active and each.id not in said)  # who has left says nothing more
    return [each for each in open_ones if _unseen(tx, place, each, first) is not None]


def span_words(days: tuple[date, date]) -> str:
    """«1–15 ноября»"""
    first, last = days
    return day_month(first) if first == last else f"{first.day}–{day_month(last)}"


def opening_line(amount: Kopecks) -> Markup | None:
    """«до Reper 340 тыс», beside a fact that holds it."""
    return fill(_("of it before Reper {sum}"), sum=short(amount)) if amount else None


def tell_assumed(*, is_own: bool) -> Markup:
    """Of a plan that Reper has divided by itself."""
    if is_own:
        return fill(_("the plan of a part of the month:\nit waits for the lead's word"))
    return fill(_("the plan of a part of the month:\nit waits for your word"))
