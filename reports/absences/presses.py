"""The buttons of absences."""

from enum import StrEnum

from reports.message.press import Id, Press


class AbsenceDeed(StrEnum):
    CARD = "card"
    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    WHO = "who"
    """The choice of who stands in."""
    STANDS_IN = "sub"


class AbsencePress(Press, prefix="ab"):
    """A button of one absence. `person_id`: who is to stand in, 0 for nobody."""

    deed: AbsenceDeed
    absence_id: Id
    person_id: Id = 0


class AwayDeed(StrEnum):
    LIST = "list"
    NOTE = "note"


class AwayPress(Press, prefix="aw"):
    """Who of a department is away, a page from 1; or noting an absence for somebody of it."""

    deed: AwayDeed
    department_id: Id
    page: Id = 1
