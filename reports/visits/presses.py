"""Where visits are shown, and what is done with one."""

from enum import StrEnum

from reports.message.address import Address, MaybeOrdinalDay, OrdinalDay
from reports.message.press import Id, Press, Word


class VisitsAddress(Address):
    """The calls and meetings of a week. No monday: this week; person 0: the reader's own."""

    name = "visits"

    monday: MaybeOrdinalDay = None
    person_id: int = 0


class VisitDayAddress(Address):
    """Those of one day."""

    name = "visit_day"

    day: OrdinalDay
    person_id: int = 0
    page: int = 1


class VisitAddress(Address):
    """One of them, to be moved. `monday`: the week whose days are offered; `day`: the one whose hours are."""

    name = "visit"

    activity_id: int
    monday: MaybeOrdinalDay = None
    day: MaybeOrdinalDay = None


class TeamVisitsAddress(Address):
    """A department's, person by person. Department 0: the first that the reader sees."""

    name = "team_visits"

    department_id: int = 0
    monday: MaybeOrdinalDay = None
    page: int = 1


class ForgottenAddress(Address):
    """Forgotten clients, each on a day of that week: a proposal."""

    name = "forgotten_by_day"

    monday: OrdinalDay


class VisitDeed(StrEnum):
    DAY = "day"
    """To that day, an ordinal, at the hour it has; where that does not go, the hour is asked."""
    HOUR = "hour"
    """To that day and hour: «739943-1500»."""
    CANCEL = "cancel"


class VisitPress(Press, prefix="vis"):
    deed: VisitDeed
    activity_id: Id
    value: Word = ""


class NewVisit(StrEnum):
    MEETING = "meeting"
    CALL = "call"


class NewVisitPress(Press, prefix="vnew"):
    """A meeting or a call on that day, an ordinal: with whom is asked."""

    what: NewVisit
    day: Id


class ForgottenPress(Press, prefix="vfor"):
    """The proposal of a week is agreed to, as it was shown: `shown` is its check sum."""

    monday: Id
    shown: Id


class CalendarDeed(StrEnum):
    OPEN = "open"
    """Below: the button stands under a file."""
    SHOW = "show"
    LINK = "link"
    CLOSE = "close"


class CalendarPress(Press, prefix="ics"):
    """One's own calendar: whether `payments` and `phones` are in it, 0 or 1."""

    deed: CalendarDeed
    payments: Id = 0
    phones: Id = 0
