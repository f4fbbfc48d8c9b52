"""Who speaks. A repository that is theirs is bound to them and never trusts an id."""

from dataclasses import dataclass
from datetime import date, datetime

from sales.core.people import Profile, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """An activated, not deactivated person, as of the beginning of the transaction."""

    person_id: int
    telegram_id: int
    name: str
    role: Role
    profile: Profile
    department_id: int | None
    zone: str
    """The department's time zone: «today» and every schedule are its."""
    own_zone: str
    """The person's own zone where one is set: it moves the quiet hours only."""
    language: str
    joined_on: date | None = None
    """The first day of work where somebody has said it."""
    unreachable_at: datetime | None = None
    """Since when Telegram refuses what is written to them."""
    keeps_inside: bool = False
    """What is written to them cannot be forwarded."""
    pins_summary: bool = False
    """Their department's running summary stands pinned, where they lead it."""
    acting_for: frozenset[int] = frozenset()
    """Absent colleagues for whom the person acts today: their payments and clients are open to them meanwhile."""
