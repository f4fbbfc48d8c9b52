"""What was recorded of a day (SPEC 8), as storage.checkins.day_book reads it, and whose of it is what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property

from sales.calendar.slots import Slot, instant_of
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import Answer
from sales.checkins.day_plan import DayMoney, DayPlan, plan_day
from sales.core.money import Kopecks
from sales.payments.receipt import Fact


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """What was said of one payment at one slot."""

    payment_id: int
    slot: str
    answer: Answer
    reason: str | None
    at: datetime


@dataclass(frozen=True)
class DayRecords:
    """What was promised, what came and what was said on one day, as read at one moment."""

    money: DayMoney
    slots: tuple[Slot, ...]
    """The department's."""
    slot: str | None
    """The code of the one in hand; None before the first question."""
    people: tuple[int, ...]
    """Whose day it is."""
    plans: Mapping[int, DayPlan] = field(default_factory=dict)
    """Snapshots, by person."""
    inherited: Mapping[int, Mapping[int, Kopecks]] = field(default_factory=dict)
    """By heir, what somebody had promised who has left since: it is the heir's word now, and the day's sum stays."""
    unfrozen: frozenset[int] = frozenset()
    """Who has no snapshot yet and will have one: their day is told as it would be frozen this moment."""
    agreed: Mapping[int, Mapping[int, Kopecks]] = field(default_factory=dict)
    """Of these, tomorrow's plan as it was frozen the evening before: payment id → sum (SPEC 7)."""
    dropped: frozenset[int] = frozenset()
    """Payments that were said the evening before not to come that day, with a reason."""
    old_debts: frozenset[int] = frozenset()
    """Overdue payments that were answered for as such on an earlier day: asked about once a day, in the end."""
    elsewhere: frozenset[int] = frozenset()
    """Payments that stand in the snapshot of somebody who is not among the people."""
    answers: tuple[DayAnswer, ...] = ()
    """In the order in which they were given: the last word stands."""
    sellers: frozenset[int] = frozenset()
    """Managers among the people: they have a day also where nothing was expected and nothing came."""
    checkins: Mapping[int, Checkin] = field(default_factory=dict)
    """What was asked at the slot, by person."""
    absent: frozenset[int] = frozenset()
    unreachable: frozenset[int] = frozenset()
    """Whom nothing reaches: they are neither asked nor silent."""
    left: frozenset[int] = frozenset()
    """Who had a part in the day and works here no more."""
    acts_for: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Who stands in for whom that day."""

    @cached_property
    def promised(self) -> Mapping[int, Mapping[int, Kopecks]]:
        """By person, payment id → sum: the snapshot, or what it would be."""
        passed_on = frozenset[int]().union(*self.inherited.values())
        frozen = {
            person_id: {key: amount for key, amount in plan.items.items() if key not in passed_on}
            for person_id, plan in self.plans.items()
        }
        taken = self.elsewhere.union(passed_on, *frozen.values())
        waiting = self.unfrozen - frozen.keys()
        own = frozen | {each: plan_day(self.money, each, taken, self.agreed.get(each)) for each in sorted(waiting)}
        return {each: own.get(each, {}) | dict(self.inherited.get(each, {})) for each in own.keys() | self.inherited}

    @cached_property
    def promises(self) -> Mapping[int, tuple[int, Kopecks]]:
        """By payment, who promised it and which sum."""
        found: dict[int, tuple[int, Kopecks]] = {}
        for person_id, items in self.promised.items():
            for payment_id, amount in items.items():
                found.setdefault(payment_id, (person_id, amount))
        return found

    @cached_property
    def facts_by_person(self) -> Mapping[int | None, list[Fact]]:
        """Money counts for whose snapshot promised it, also when the deal was given away since; else for its owner."""
        found: dict[int | None, list[Fact]] = {}
        for fact in self.money.facts:
            if fact.payment_id not in self.elsewhere:
                promise = None if fact.payment_id is None else self.promises.get(fact.payment_id)
                found.setdefault(fact.owner_id if promise is None else promise[0], []).append(fact)
        return found

    @cached_property
    def answers_by_payment(self) -> Mapping[int, list[DayAnswer]]:
        """In the order in which they were given, of all slots of the day."""
        found: dict[int, list[DayAnswer]] = {}
        for each in self.answers:
            found.setdefault(each.payment_id, []).append(each)
        return found

    @cached_property
    def asked_since(self) -> datetime:
        """The slot before the one in hand, or where there is none the day's beginning."""
        earlier = [slot.at for slot in self.slots if self.slot is None or slot.code < self.slot]
        return instant_of(self.money.day, max(earlier, default=time.min), self.money.zone)

    @property
    def is_last_slot(self) -> bool:
        """Whether the slot in hand closes the day: it asks about debts and off plan money once more (SPEC 8)."""
        return self.slot == max((slot.code for slot in self.slots), default=None)
