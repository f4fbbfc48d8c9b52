"""What one manager's day holds: calls and meetings planned and done, money awaited, overdue and received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sales.activities.activities import VISITS, ActivityType
from sales.core.money import Kopecks
from sales.payments.facts import Trust
from sales.payments.payment import Payment
from sales.payments.receipt import Fact
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

FORGOTTEN_FOR = timedelta(days=14)
"""A plan that nobody has closed is shown for so long; then it is history."""

MOST_FORGOTTEN = 20


@dataclass(frozen=True, slots=True)
class Agenda:
    """The day is the department's; lists are in the order of time, the oldest debt first."""

    day: date
    activities: tuple[Activity, ...]
    forgotten: tuple[Activity, ...]
    """Planned for an earlier day and never closed."""
    due: tuple[Payment, ...]
    overdue: tuple[Payment, ...]
    facts: tuple[Fact, ...]

    @property
    def planned(self) -> tuple[Activity, ...]:
        return tuple(each for each in self.activities if each.is_planned)

    @property
    def calls(self) -> tuple[Activity, ...]:
        """To be made still: the day's own, then the forgotten ones."""
        return tuple(each for each in (*self.planned, *self.forgotten) if each.type is ActivityType.CALL)

    @property
    def awaited(self) -> Kopecks:
        """What is due that day, in kopecks; overdue ones are not in it."""
        return sum(payment.rest for payment in self.due)

    @property
    def received(self) -> Kopecks:
        """What came that day, in kopecks, refunds taken off."""
        return sum(fact.amount for fact in self.facts)

    @property
    def confirmed(self) -> Kopecks:
        """What of it somebody has vouched for."""
        return sum(fact.amount for fact in self.facts if fact.trust is Trust.CONFIRMED)

    @property
    def asks_for_action(self) -> bool:
        """There is something to do that day; what is owed has a ladder of its own."""
        return bool(self.planned or self.forgotten or self.due)

    def count_planned_calls(self) -> int:
        return sum(each.type is ActivityType.CALL for each in self.planned)

    def count_planned_meetings(self) -> int:
        return sum(each.type in VISITS for each in self.planned)


async def agenda_of(tx: Transaction, actor: Actor, day: date) -> Agenda:
    """The actor's own day, without calls to those who asked not to be rung."""
    own = actor.person_id
    before = day - timedelta(days=1)
    forgotten = await tx.as_(actor).activities.list_planned(day - FORGOTTEN_FOR, before, own, limit=MOST_FORGOTTEN)
    return Agenda(
        day,
        _welcome(await tx.as_(actor).activities.of_day(own, day)),
        _welcome(forgotten),
        tuple(await tx.as_(actor).payments.list_due(day, own)),
        tuple(await tx.as_(actor).payments.overdue(day, own)),
        tuple(await tx.as_(actor).receipts.facts_on(day, own)),
    )


def _welcome(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    return tuple(each for each in activities if each.is_done or not each.is_unwelcome)
