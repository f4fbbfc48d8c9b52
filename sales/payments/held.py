"""Money that was said and counts nowhere yet: it waits for a word whether it was counted before, or when it came."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sales.core.money import Kopecks


class HeldKind(StrEnum):
    EXPECTED = "expected"
    FACT = "fact"


class HeldWhy(StrEnum):
    ALIKE = "alike"
    """There is a record much like it: the same one, or one more?"""
    OLD_DAY = "old_day"
    """It is said to have come long ago, or in another month: on that day, or today?"""


class HeldAnswer(StrEnum):
    SAME = "same"
    ANOTHER = "another"
    THEN = "then"
    TODAY = "today"


ANSWERS = {
    HeldWhy.ALIKE: frozenset({HeldAnswer.SAME, HeldAnswer.ANOTHER}),
    HeldWhy.OLD_DAY: frozenset({HeldAnswer.THEN, HeldAnswer.TODAY}),
}


@dataclass(frozen=True, slots=True)
class HeldMoney:
    """`details`: the record as it will be made; `alike_*`: what it is like; `person_id`: who said it and is asked."""

    id: int
    person_id: int
    client_id: int
    client_name: str
    kind: HeldKind
    why: HeldWhy
    amount: Kopecks
    """Signed: a refund is negative."""
    day: date
    details: dict[str, Any]
    alike_payment_id: int | None
    alike_receipt_id: int | None
    checkin_id: int | None
    """The check-in whose row was pressed: what comes of it is its answer."""
    asked_at: datetime
    answered_at: datetime | None
    answer: HeldAnswer | None
    draft_id: str | None

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
