"""The rows of a check-in (SPEC 8): where each payment stands now, who has to be asked, and who is silent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sales.core.money import Kopecks
from sales.core.tally import Tally, tally


class Answer(StrEnum):
    """What the manager says of a row; UNCHANGED is «Без изменений», which answers every open row at once."""

    CAME = "came"
    PART = "part"
    MOVED = "moved"
    NOT_COMING = "not_coming"
    UNCHANGED = "unchanged"


class RowState(StrEnum):
    OPEN = "open"
    CAME = "came"
    PART = "part"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NOT_COMING = "not_coming"


EXPECTED = frozenset({RowState.OPEN, RowState.PART})
"""States in which money is still expected today."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One payment of the day, in its live state.

    `amount` is what the snapshot promised (of an overdue payment: its rest this morning), `received` the facts of the
    day on it, `moved_to` its date where that is no longer this day, `answer` the last thing said of it today and
    `answered_this_slot` whether that was said for the slot in hand.
    """

    payment_id: int
    amount: Kopecks
    received: Kopecks = 0
    moved_to: date | None = None
    is_cancelled: bool = False
    answer: Answer | None = None
    answered_this_slot: bool = False
    is_planned: bool = True
    is_asked: bool = True
    """The slot asks about it; not of a debt that was answered for today, or is known from before (SPEC 8)."""

    @property
    def rest(self) -> Kopecks:
        """What of the promised sum has not come, in kopecks; never below nothing."""
        return max(0, self.amount - self.received)

    @property
    def state(self) -> RowState:
        """Money first, then what became of the payment, then what was said; facts outlive any answer."""
        if self.received >= self.amount:
            return RowState.CAME
        if self.is_cancelled:
            return RowState.CANCELLED
        if self.moved_to is not None:
            return RowState.MOVED
        if self.answer is Answer.NOT_COMING:
            return RowState.NOT_COMING
        return RowState.PART if self.received > 0 else RowState.OPEN

    @property
    def is_silent(self) -> bool:
        """The slot asks about it, money is still expected on it, and nothing was said of it for this slot."""
        return self.is_asked and self.state in EXPECTED and not self.answered_this_slot


def sum_still_expected(rows: Iterable[DayRow]) -> Tally:
    """«Ещё ждём сегодня»: how many planned rows neither came, moved nor fell out, and their rests in kopecks."""
    return tally([row.rest for row in rows if row.is_planned and row.state in EXPECTED])


def without_status(rows: Iterable[DayRow]) -> Tally:
    """«без статуса»: expected rows of which nothing was said and on which nothing came all day."""
    return tally([row.rest for row in rows if row.is_planned and row.state is RowState.OPEN and row.answer is None])


def silent_rows(rows: Iterable[DayRow]) -> tuple[DayRow, ...]:
    """In the order given: the slot asks about them, money is expected on them, and nothing was said for the slot."""
    return tuple(row for row in rows if row.is_silent)


class Question(StrEnum):
    """What a person is asked at a slot."""

    NONE = "none"
    ROWS = "rows"
    OFF_PLAN = "off_plan"


def question(rows: Sequence[DayRow], *, is_last: bool) -> Question:
    """Rows (of the plan and overdue) are asked about until each is answered; facts logged unasked count as answers.

    Nothing planned and nothing newly overdue: no question, but at the last slot «Были внеплановые оплаты?».
    """
    if silent_rows(rows):
        return Question.ROWS
    return Question.OFF_PLAN if is_last and not rows else Question.NONE


def is_silent(asked: Question, rows: Iterable[DayRow], *, answered: bool) -> bool:
    """Whether the lead reads «нет ответа»: what was asked is not answered, nor settled by facts since.

    `answered`: the person has answered the off-plan question, which has no rows to tell it by.
    """
    if asked is Question.OFF_PLAN:
        return not answered
    return asked is Question.ROWS and bool(silent_rows(rows))
