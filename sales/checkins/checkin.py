"""A check-in: one question to one person at one slot of a day (SPEC 8)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Checkin:
    id: int
    department_id: int
    person_id: int
    day: date
    slot: str
    asked_at: datetime
    asked_again_at: datetime | None
    answered_at: datetime | None
    unchanged: bool
