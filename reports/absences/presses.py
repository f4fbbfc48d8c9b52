"""The buttons of absences."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press


class AbsenceFace(StrEnum):
    """What of an absence is shown."""

    CARD = "card"
    WHO = "who"
    """The choice of who stands in."""
    OFFER = "offer"
    """Right after the yes: whom to give what is due meanwhile."""


class AbsenceAddress(Address):
    name = "absence"
    was = ("ab:{deed}:{absence_id}:{}",)

    absence_id: int
    deed: AbsenceFace = AbsenceFace.CARD


class AbsenceDeed(StrEnum):
    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    STANDS_IN = "sub"


class AbsencePress(Press, prefix="ab"):
    """A button of one absence. `person_id`: who is to stand in, 0 for nobody."""

    deed: AbsenceDeed
    absence_id: Id
    person_id: Id = 0


class AwayAddress(Address):
    """Who is away. Department 0: the reader's own, or the first that they read."""

    name = "away"
    was = ("aw:list:{department_id}:{page}",)

    department_id: int = 0
    page: int = 1


class AwayDeed(StrEnum):
    NOTE = "note"


class AwayPress(Press, prefix="aw"):
    """Noting an absence for somebody of a department."""

    deed: AwayDeed
    department_id: Id
    page: Id = 1
