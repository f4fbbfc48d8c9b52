"""Norms of activity (SPEC 4): calls a day (all, and those of one kind), meetings a week, new contacts a month, and how
far they are kept.

A norm is owed by own workdays, so that leave lessens it: a fifth of the week's norm each (a week of one workday between
holidays owes a fifth, not a whole week), and of the month's norm the share that the day has of the month's workdays.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from sales.activities.activities import ContactKind
from sales.calendar.calendar import WorkCalendar, month_of
from sales.core.money import Exact, Percent, half_up
from sales.core.people import Profile

WORKDAYS_A_WEEK = 5
LARGEST_NORM = 1000


class NormKind(StrEnum):
    CALLS_A_DAY = "calls_a_day"
    MEETINGS_A_WEEK = "meetings_a_week"
    NEW_CONTACTS_A_MONTH = "new_contacts_a_month"
    COLD_CALLS_A_DAY = "cold_calls_a_day"
    WARM_CALLS_A_DAY = "warm_calls_a_day"
    CURRENT_CALLS_A_DAY = "current_calls_a_day"


NORM_OF_CALL: Mapping[ContactKind, NormKind] = MappingProxyType(
    {
        ContactKind.COLD: NormKind.COLD_CALLS_A_DAY,
        ContactKind.WARM: NormKind.WARM_CALLS_A_DAY,
        ContactKind.CURRENT: NormKind.CURRENT_CALLS_A_DAY,
    }
)
"""Asked for within the calls of a day; nothing is usual here, a lead who wants them sets them."""

DAILY = (NormKind.CALLS_A_DAY, *NORM_OF_CALL.values())


Norms = Mapping[NormKind, int | None]
"""None and absent both mean that nothing is set; 0 asks for nothing on purpose."""


def _norms(calls: int, meetings: int, contacts: int) -> Norms:
    return {
        NormKind.CALLS_A_DAY: calls,
        NormKind.MEETINGS_A_WEEK: meetings,
        NormKind.NEW_CONTACTS_A_MONTH: contacts,
    }


USUAL: Mapping[Profile, Norms] = MappingProxyType(
    {
        Profile.HUNTER: _norms(calls=20, meetings=8, contacts=40),
        Profile.MIXED: _norms(calls=10, meetings=6, contacts=20),
        Profile.ACCOUNT: _norms(calls=8, meetings=5, contacts=8),
    }
)
"""What a department begins with; the lead sets its own."""


def make_own_norms(profile: Norms, person: Norms) -> dict[NormKind, int]:
    """The person's own norm where there is one, otherwise the profile's."""
    chosen = {kind: profile.get(kind) if person.get(kind) is None else person.get(kind) for kind in NormKind}
    return {kind: norm for kind, norm in chosen.items() if norm is not None}


def count_owed(kind: NormKind, norm: int, days: Iterable[date], department: WorkCalendar) -> Exact:
    """What these own workdays owe, exact: norm × days for a daily norm, its share for the others."""
    match kind:
        case NormKind.MEETINGS_A_WEEK:
            return Fraction(norm * sum(1 for _ in days), WORKDAYS_A_WEEK)
        case NormKind.NEW_CONTACTS_A_MONTH:
            months = Counter(month_of(day) for day in days)
            return sum(_share_of_month(norm * count, month, department) for month, count in months.items())
        case _:
            return norm * sum(1 for _ in days)


def _share_of_month(norm: int, month: tuple[date, date], department: WorkCalendar) -> Exact:
    total = department.without_absences().workdays(*month)
    return Fraction(norm, total) if total else 0


@dataclass(frozen=True, slots=True)
class Kept:
    """«📞 6 из 10»: done against what the elapsed workdays owe; `percent` is None where they owe nothing."""

    kind: NormKind
    done: int
    owed: Exact

    @property
    def percent(self) -> Percent | None:
        """Done / owed (SPEC 4)."""
        return Percent.of(self.done, self.owed)

    @property
    def target(self) -> int:
        """The whole number that is shown beside `done`."""
        return half_up(self.owed)


def count_kept(
    kind: NormKind, norm: int | None, done: int, days: Iterable[date], department: WorkCalendar
) -> Kept | None:
    """% of norm = done / (norm × own workdays elapsed); None where no norm is set."""
    return None if norm is None else Kept(kind, done, count_owed(kind, norm, days, department))
