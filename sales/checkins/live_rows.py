"""The rows of somebody's day (SPEC 8): which payments it has, and how each stands at the slot in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sales.checkins.checkin_rows import Answer, DayRow, RowState
from sales.checkins.day_records import DayAnswer, DayRecords
from sales.core.money import Kopecks
from sales.payments.changes import ChangeSummary
from sales.payments.payment import Payment
from sales.payments.receipt import Fact


@dataclass(frozen=True, slots=True)
class LiveRow:
    """A payment of the day as it is this moment. `snapshot` is None for an overdue one and one added since."""

    row: DayRow
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
    is_put_off: bool = False
    """Overdue, and not to be asked about before a later day."""
    is_due: bool = False
    """Dated that day as it stands."""

    @property
    def state(self) -> RowState:
        return self.row.state


def list_rows(records: DayRecords, person_id: int) -> list[LiveRow]:
    """Planned ones first, then those added since, then overdue ones; in each the largest first."""
    theirs = [*records.money.payments_by_owner.get(person_id, ()), *_list_left_behind(records, person_id)]
    rows = [_row(records, each) for each in theirs if each.id in records.promises or _is_beside_plan(records, each)]
    return sorted(rows, key=lambda live: (live.snapshot is None, live.is_overdue, -live.row.amount, live.payment.id))


def list_asked_rows(records: DayRecords, person_id: int) -> list[LiveRow]:
    """What one person is asked about: their own, then «за Анну»."""
    people = (person_id, *records.acts_for.get(person_id, ()))
    return [live for each in people for live in list_rows(records, each) if not live.is_put_off]


def _list_left_behind(records: DayRecords, person_id: int) -> list[Payment]:
    """What somebody promised and nobody looks after now: it stays on the line of who promised it."""
    unowned = records.money.payments_by_owner.get(None, ())
    return [each for each in unowned if records.promises.get(each.id, (None, 0))[0] == person_id]


def _is_beside_plan(records: DayRecords, payment: Payment) -> bool:
    """Not in a snapshot: due that day, or overdue as it began, whatever became of it since.

    What was dropped the evening before is not asked about, unless money came on it all the same.
    """
    money = records.money
    if payment.id in records.dropped and not money.sum_came_on(payment) and payment.due_on >= money.day:
        return False
    if payment.is_open and payment.due_on <= money.day:
        return True
    if payment.id not in money.changes or money.was_over(payment):
        return False
    return payment.due_on <= money.day or money.was_due(payment) < money.day


def _row(records: DayRecords, payment: Payment) -> LiveRow:
    money, (_, snapshot) = records.money, records.promises.get(payment.id, (None, None))
    facts = money.facts_by_payment.get(payment.id, [])
    answers = records.answers_by_payment.get(payment.id, [])
    changes = money.changes.get(payment.id, ChangeSummary())
    owed, last = money.sum_owed_at_start(payment), answers[-1] if answers else None
    is_overdue = snapshot is None and money.was_due(payment) < money.day
    is_put_off = is_overdue and payment.ask_from is not None and money.day < payment.ask_from
    row = DayRow(
        payment_id=payment.id,
        amount=owed if snapshot is None else min(snapshot, owed),
        received=money.sum_came_on(payment),
        moved_to=payment.due_on if payment.due_on > money.day else None,
        is_cancelled=payment.cancelled_at is not None,
        answer=None if last is None else last.answer,
        answered_this_slot=_is_answered(records, facts, answers),
        is_planned=snapshot is not None,
        is_asked=not is_overdue or not (is_put_off or _is_known_debt(records, payment, answers)),
    )
    moments = (changes.at, None if last is None else last.at)
    return LiveRow(
        row,
        payment,
        snapshot,
        came_at=max((fact.happened_at for fact in facts), default=None),
        reason=last.reason if last is not None and last.answer is Answer.NOT_COMING else changes.reason,
        is_overdue=is_overdue,
        changed_at=max((at for at in moments if at is not None), default=None),
        is_put_off=is_put_off,
        is_due=payment.due_on == money.day,
    )


def _is_known_debt(records: DayRecords, payment: Payment, answers: Sequence[DayAnswer]) -> bool:
    """Answered for at an earlier slot of the day; or on an earlier day, and then the last slot asks once more."""
    if any(each.slot != records.slot for each in answers):
        return True
    return payment.id in records.old_debts and not records.is_last_slot


def _is_answered(records: DayRecords, facts: Sequence[Fact], answers: Sequence[DayAnswer]) -> bool:
    """Said for the slot in hand, or money logged by itself since the last one.

    What a late answer to the last one brought is no answer to this one.
    """
    if any(each.slot == records.slot for each in answers):
        return True
    late = max((each.at for each in answers), default=None)
    logged = (fact.created_at for fact in facts if fact.created_at >= records.asked_since)
    return any(late is None or at > late for at in logged)
