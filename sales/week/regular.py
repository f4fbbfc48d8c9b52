"""Regular payers (SPEC 6): a client who pays a similar sum at similar intervals is drafted into the week plan.

Similar means: the last four payments (three intervals) lie within a fifth of their median sum, and each interval
within 15 % of the median one, at least two days either way, since a day off moves a payment and months differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from sales.calendar.calendar import DAY, WorkCalendar
from sales.core.money import Kopecks

PAYMENTS_SEEN = 4
SUM_WITHIN_PERCENT = 20
INTERVAL_WITHIN_PERCENT = 15
INTERVAL_WITHIN_DAYS = 2


@dataclass(frozen=True, order=True, slots=True)
class Received:
    """A receipt of a client; refunds are negative and mend the day's sum."""

    day: date
    amount: Kopecks


@dataclass(frozen=True, slots=True)
class Habit:
    """The sum and the interval that a client keeps to, and the day that follows from them."""

    amount: Kopecks
    interval: timedelta
    last: date

    @property
    def expected(self) -> date:
        """The last paying day and one interval, whatever day of the week that is."""
        return self.last + self.interval


@dataclass(frozen=True, slots=True)
class RegularPayment:
    """A line that the bot proposes; the manager confirms or drops it."""

    client_id: int
    amount: Kopecks
    day: date


def habit(received: Iterable[Received]) -> Habit | None:
    """What the client's last four paying days have in common; None where they are fewer or not alike."""
    days = _by_day(received)[-PAYMENTS_SEEN:]
    if len(days) < PAYMENTS_SEEN:
        return None
    sums = [each.amount for each in days]
    intervals = [(later.day - earlier.day).days for earlier, later in pairwise(days)]
    usual, step = median_low(sums), median_low(intervals)
    slack = max(INTERVAL_WITHIN_DAYS, step * INTERVAL_WITHIN_PERCENT // 100)
    alike = all(abs(each - usual) * 100 <= usual * SUM_WITHIN_PERCENT for each in sums)
    steady = all(abs(each - step) <= slack for each in intervals)
    return Habit(usual, DAY * step, days[-1].day) if alike and steady else None


def due_in_week(client_id: int, kept: Habit, monday: date, calendar: WorkCalendar) -> RegularPayment | None:
    """The payment that falls into the week: on its workday, or the nearest one inside the week."""
    sunday = monday + DAY * 6
    if not monday <= kept.expected <= sunday:
        return None
    days = calendar.without_absences().workdays_between(monday, sunday)
    if not days:
        return None
    return RegularPayment(client_id, kept.amount, next((day for day in days if day >= kept.expected), days[-1]))


def _by_day(received: Iterable[Received]) -> Sequence[Received]:
    """Several receipts of one day are one payment; a day that came to nothing is none."""
    sums: dict[date, Kopecks] = {}
    for each in received:
        sums[each.day] = sums.get(each.day, 0) + each.amount
    return sorted(Received(day, amount) for day, amount in sums.items() if amount > 0)
