"""A debt: money whose day is over, or was when it was promised anew (spec/3). Its age cannot be talked down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sales.core.money import Kopecks
from sales.core.tally import Tally, add_tallies


class Bucket(StrEnum):
    """By age in days, the promised day and the contract's alike: whichever is older."""

    MONTH = "30"
    TWO_MONTHS = "60"
    THREE_MONTHS = "90"
    OLDER = "older"


LONGEST: Mapping[Bucket, int] = {Bucket.MONTH: 30, Bucket.TWO_MONTHS: 60, Bucket.THREE_MONTHS: 90}
"""The last day of age that belongs to it, in calendar days."""


def age(since: date, today: date) -> int:
    """Calendar days, at least one: what is promised for tomorrow is as old as its contract says."""
    return max(1, (today - since).days)


def bucket_of(days: int) -> Bucket:
    """Of an age in days."""
    return next((bucket for bucket, longest in LONGEST.items() if days <= longest), Bucket.OLDER)


def find_born_within(bucket: Bucket, today: date) -> tuple[date, date]:
    """Of which days, both included, a debt of that age is today."""
    longest = LONGEST.get(bucket)
    younger = [days for each, days in LONGEST.items() if longest is None or days < longest]
    first = date.min if longest is None else today - timedelta(days=longest)
    return first, today - timedelta(days=max(younger) + 1) if younger else date.max


@dataclass(frozen=True, slots=True)
class Debt:
    """`contract_on`: as it was agreed, else the first day that was said."""

    payment_id: int
    client_id: int
    client_name: str
    owner_id: int | None
    rest: Kopecks
    due_on: date
    contract_on: date
    promised_on: date | None = None
    """The last promise."""
    disputed_at: datetime | None = None
    escalated_at: datetime | None = None

    @property
    def since(self) -> date:
        """The older of the two days it was to come on."""
        return min(self.due_on, self.contract_on)

    def age(self, today: date) -> int:
        """Calendar days, at least 1."""
        return age(self.since, today)

    def weight(self, today: date) -> int:
        """What comes first: kopecks by days."""
        return self.rest * self.age(today)

    def is_promised(self, today: date) -> bool:
        """Its day is still ahead, or is today."""
        return self.promised_on is not None and self.promised_on == self.due_on >= today


@dataclass(frozen=True, slots=True)
class Aged:
    """What is owed since one day: how many, kopecks."""

    since: date
    owed: Tally


@dataclass(frozen=True, slots=True)
class Ageing:
    """Debts by age."""

    total: Tally
    buckets: Mapping[Bucket, Tally]
    mean_age: float
    """Days, weighted by the sums; 0 of nothing."""


def sum_by_age(found: Iterable[Aged], today: date) -> Ageing:
    """Each day's debts into their bucket; every bucket is there, and they come to the total."""
    buckets = dict.fromkeys(Bucket, Tally())
    weighted = 0
    for each in found:
        days = age(each.since, today)
        buckets[bucket_of(days)] += each.owed
        weighted += days * each.owed.total
    total = add_tallies(buckets.values())
    return Ageing(total, buckets, weighted / total.total if total.total else 0.0)


class DebtFilter(StrEnum):
    """Which debts a list shows."""

    ALL = "all"
    MONTH = Bucket.MONTH
    TWO_MONTHS = Bucket.TWO_MONTHS
    THREE_MONTHS = Bucket.THREE_MONTHS
    OLDER = Bucket.OLDER
    PROMISED = "promised"
    DISPUTED = "dispute"
    ESCALATED = "lead"
    """The lead's business: no contact for a week, a second broken promise, a dispute, over the client's limit."""


class Tone(StrEnum):
    """How a letter to the client speaks: the older the debt, the firmer."""

    REMINDER = "note"
    POLITE = "polite"
    FIRM = "firm"
    CLAIM = "claim"


def tone_of(days: int) -> Tone:
    """Of an age in days: a tone for each bucket."""
    return dict(zip(Bucket, Tone, strict=True))[bucket_of(days)]
