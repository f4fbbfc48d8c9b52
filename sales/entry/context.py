"""What the reading of a message depends on beside its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sales.calendar.calendar import WorkCalendar
from sales.deals.stages import DEFAULT_BOOK, StageBook
from sales.entry.clients.contacts import KnownContact
from sales.entry.clients.names import KnownClient
from sales.entry.days.reckoning import RUSSIA


@dataclass(frozen=True, slots=True)
class Context:
    """The department's day and wall clock when it was written, whom the speaker sees, and which days are worked."""

    today: date
    clients: Sequence[KnownClient]
    now: time | None = None
    contacts: Sequence[KnownContact] = ()
    calendar: WorkCalendar = RUSSIA
    people: Sequence[KnownClient] = ()
    """Whom the speaker watches, by their names; of somebody who sells nobody."""
    stages: StageBook = DEFAULT_BOOK
    """Of the speaker's department."""
