"""The day of one person or of a whole department, read in a handful of queries: plans, payments, money, answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import BindParameter, bindparam, or_, select

from sales.calendar.slots import day_bounds, instant_of
from sales.checkins.checkin_rows import Answer, Row, RowState
from sales.checkins.checkins import DayFact, DayFigures, day_figures
from sales.core.money import Kopecks
from sales.payments.payment import Payment
from sales.payments.payments import rest
from sales.payments.receipt import Fact
from storage.checkins.day_plans import DayPlan, Touched, find_plans, promised_by_others, touched_within
from storage.engine.session import Session
from storage.payments.payment import OPEN, STANDS, ask_payments, payments_where
from storage.payments.payment import Row as PaymentRow
from storage.payments.receipt import COUNTS, ask_facts, facts_where
from storage.settings.departments import Department
from storage.tables import CheckinAnswerRow, CheckinRow, FactRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class LiveRow:
    """A payment of the day as it is this moment. `snapshot` is None for an overdue one and one added since."""

    row: Row
    payment: Payment
    snapshot: Kopecks | None
    came_at: datetime | None
    """When the last money of the day on it happened."""
    reason: str | None
    """Why it was moved or cancelled today, or (what was said last) why it is not coming."""
    is_overdue: bool
    """It was overdue as the day began."""
    changed_at: datetime | None = None
    """When anything last happened to it, or was said of it."""

    @property
    def state(self) -> RowState:
        return self.row.state


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of the day."""

    payment_id: int
    slot: str
    answer: Answer
    reason: str | None
    at: datetime


class DayBook:
    """What was promised, what came and what was said on one day by these people; `slot` is the one in hand."""

    def __init__(self, department: Department, day: date, slot: str | None) -> None:
        self.department = department
        self.day = day
        self.slot = slot
        self.plans: dict[int, DayPlan] = {}
        self._promised: dict[int, dict[int, Kopecks]] = {}
        self._payments: list[Payment] = []
        self._touched: dict[int, Touched] = {}
        self._facts: list[Fact] = []
        self._came: dict[int | None, list[Fact]] = {}
        self._said: dict[int, list[Said]] = {}

    async def load(self, session: Session, person_ids: Collection[int], unasked: Collection[int] = ()) -> "DayBook":
        """`unasked`: those whose day is still to be frozen, and is told as it would be this moment."""
        start, end = day_bounds(self.day, self.department.zone)
        self.plans = await find_plans(session, person_ids, self.day)
        self._touched = await touched_within(session, person_ids, start, end)
        promised = {payment_id for plan in self.plans.values() for payment_id in plan.items}
        people = list(person_ids)
        theirs = {"the_people": people, "the_day": self.day}
        facts = await ask_facts(session, _CAME, theirs | {"the_promised": list(promised)})
        self._came = _grouped(facts)
        due = await ask_payments(session, _DUE, theirs)
        others = (promised | self._touched.keys()) - {each.id for each in due}
        also = {"the_people": people, "the_others": list(others)}
        self._payments = [*due, *(await ask_payments(session, _OTHERS, also) if others else ())]
        self._said = _grouped(await _answers(session, theirs))
        waiting = [each for each in unasked if each not in self.plans]
        may_be_others = {each.payment_id for each in facts if each.payment_id is not None}
        may_be_others |= {each.id for each in self._payments if each.owner_id in waiting and each.due_on == self.day}
        elsewhere = await promised_by_others(session, person_ids, may_be_others - promised, self.day)
        self._facts = [fact for fact in facts if fact.payment_id not in elsewhere]
        self._promised = {plan.person_id: plan.items for plan in self.plans.values()}
        self._promised |= {each: self._due_today(each, promised | elsewhere) for each in waiting}
        return self

    def _due_today(self, person_id: int, promised: Collection[int]) -> dict[int, Kopecks]:
        """What this person awaits as the day begins, but for what somebody else has promised before."""
        mine = (each for each in self._payments if each.owner_id == person_id and each.due_on == self.day)
        free = (each for each in mine if each.id not in promised)
        owed = {each.id: self._owed(each) for each in free if not self._was_closed_before(each)}
        return {payment_id: amount for payment_id, amount in owed.items() if amount}

    def _owed(self, payment: Payment) -> Kopecks:
        """The rest as the day began."""
        return rest(payment.amount, payment.received - sum(fact.amount for fact in self._came.get(payment.id, ())))

    @property
    def is_last_slot(self) -> bool:
        return self.slot == max((slot.code for slot in self.department.slots), default=None)

    def figures(self, person_id: int) -> DayFigures:
        return day_figures(
            self._promised.get(person_id, {}),
            [DayFact(fact.payment_id, fact.amount) for fact in self.facts(person_id)],
        )

    def facts(self, person_id: int) -> list[Fact]:
        """Money counts for whose snapshot promised it, also when the deal was given away since; else for its owner."""
        return [fact for fact in self._facts if self._counts_for(fact) == person_id]

    def _counts_for(self, fact: Fact) -> int | None:
        promised = (person_id for person_id, items in self._promised.items() if fact.payment_id in items)
        return next(promised, fact.owner_id)

    def rows(self, person_id: int) -> list[LiveRow]:
        """Planned ones first, then those added since, then overdue ones; in each the largest first."""
        snapshot = {payment_id: amount for items in self._promised.values() for payment_id, amount in items.items()}
        mine = [each for each in self._payments if each.owner_id == person_id]
        rows = [self._row(each, snapshot.get(each.id)) for each in mine if each.id in snapshot or self._belongs(each)]
        return sorted(
            rows, key=lambda live: (live.snapshot is None, live.is_overdue, -live.row.amount, live.payment.id)
        )

    def _belongs(self, payment: Payment) -> bool:
        """Beside the snapshot: due today, or overdue as the day began, whatever became of it today."""
        if payment.is_open and payment.due_on <= self.day:
            return True
        touched = self._touched.get(payment.id)
        if touched is None or self._was_closed_before(payment):
            return False
        return payment.due_on <= self.day or (touched.moved_from is not None and touched.moved_from < self.day)

    def _was_closed_before(self, payment: Payment) -> bool:
        return payment.closed_at is not None and payment.closed_at < self._begins

    def _row(self, payment: Payment, snapshot: Kopecks | None) -> LiveRow:
        facts = self._came.get(payment.id, [])
        touched = self._touched.get(payment.id, Touched())
        came = sum(fact.amount for fact in facts)
        owed = self._owed(payment)
        said = self._said.get(payment.id, [])
        row = Row(
            payment_id=payment.id,
            amount=owed if snapshot is None else min(snapshot, owed),
            received=came,
            moved_to=payment.due_on if payment.due_on > self.day else None,
            is_cancelled=payment.cancelled_at is not None,
            answer=said[-1].answer if said else None,
            answered_this_slot=self._is_answered(facts, said),
            is_planned=snapshot is not None,
        )
        was_due = touched.moved_from or payment.due_on
        came_at = max((fact.happened_at for fact in facts), default=None)
        last = said[-1] if said else None
        moments = (touched.at, None if last is None else last.at)
        return LiveRow(
            row,
            payment,
            snapshot,
            came_at,
            last.reason if last is not None and last.answer is Answer.NOT_COMING else touched.reason,
            is_overdue=snapshot is None and was_due < self.day,
            changed_at=max((at for at in moments if at is not None), default=None),
        )

    @cached_property
    def _begins(self) -> datetime:
        return day_bounds(self.day, self.department.zone)[0]

    @cached_property
    def _last_slot(self) -> datetime:
        """The slot before the one in hand, or where there is none the day's beginning."""
        earlier = [slot.at for slot in self.department.slots if self.slot is None or slot.code < self.slot]
        return instant_of(self.day, max(earlier, default=time.min), self.department.zone)

    def _is_answered(self, facts: Sequence[Fact], said: Sequence[Said]) -> bool:
        """Said for the slot in hand, or money logged by itself since the last one.

        What a late answer to the last one brought is no answer to this one.
        """
        if any(each.slot == self.slot for each in said):
            return True
        late = max((each.at for each in said), default=None)
        since = [fact.created_at for fact in facts if fact.created_at >= self._last_slot]
        return any(late is None or at > late for at in since)


OfPayment = TypeVar("OfPayment", Fact, Said)


def _grouped(found: Iterable[OfPayment]) -> dict[Any, list[OfPayment]]:
    """By payment, in their order: a department's day has thousands of rows to look them up for."""
    groups: dict[Any, list[OfPayment]] = {}
    for each in found:
        groups.setdefault(each.payment_id, []).append(each)
    return groups


_PEOPLE: BindParameter[int] = bindparam("the_people", expanding=True)
_DAY: BindParameter[date] = bindparam("the_day")

_CAME = facts_where(
    or_(FactRow.owner_id.in_(_PEOPLE), FactRow.payment_id.in_(bindparam("the_promised", expanding=True))),
    FactRow.local_date == _DAY,
    COUNTS,
)

_THEIRS = (PaymentRow.owner_id.in_(_PEOPLE), STANDS)
_DUE = payments_where(*_THEIRS, OPEN, PaymentRow.due_on <= _DAY)
_OTHERS = payments_where(*_THEIRS, PaymentRow.id.in_(bindparam("the_others", expanding=True)))

_SAID = (
    select(
        CheckinAnswerRow.payment_id,
        CheckinRow.slot,
        CheckinAnswerRow.answer,
        CheckinAnswerRow.reason,
        CheckinAnswerRow.answered_at,
    )
    .join(CheckinRow, CheckinRow.id == CheckinAnswerRow.checkin_id)
    .where(CheckinRow.person_id.in_(_PEOPLE), CheckinRow.local_date == _DAY)
    .order_by(CheckinAnswerRow.answered_at, CheckinAnswerRow.id)
)
"""In the order in which they were given: the last word stands."""


async def _answers(session: Session, theirs: Json) -> list[Said]:
    return [
        Said(payment_id, slot, Answer(answer), reason, at)
        for payment_id, slot, answer, reason, at in await session.execute(_SAID, theirs)
    ]
