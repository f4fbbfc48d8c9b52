"""The buttons of the cold queue and of its lists."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.cold.states import ColdOutcome, ColdSource


class ColdListsAddress(Address):
    """Lists of a department; 0: the reader's own, or the first one."""

    name = "cold_lists"

    department_id: int = 0


class ColdListAddress(Address):
    """One list, from the question where it is from to its figures."""

    name = "cold_list"

    list_id: int


class ColdDeed(StrEnum):
    NEXT = "next"
    """The number in hand, or the next one."""
    CARD = "card"
    """Back to that number."""
    AGAIN = "when"
    """At what hour, is asked."""
    OTHER = "other"
    """Another hour than those offered."""
    STOP = "stop"


class ColdPress(Press, prefix="co"):
    """A button of a number to ring. `lead_id` 0 where none is meant."""

    deed: ColdDeed | ColdOutcome
    lead_id: Id = 0


class ColdHour(StrEnum):
    """When to ring again."""

    IN_ONE = "1"
    IN_THREE = "3"
    MORNING = "am"
    AFTERNOON = "pm"


class ColdAgainPress(Press, prefix="ca"):
    hour: ColdHour
    lead_id: Id


class ColdListDeed(StrEnum):
    WHOSE = "whose"
    """`value`: of that department."""
    COMPANIES = "companies"
    PRIVATE = "private"
    CANCEL = "cancel"
    PULL = "pull"
    GIVE_OUT = "give"


class ColdListPress(Press, prefix="cq"):
    deed: ColdListDeed
    list_id: Id
    value: Id = 0


class ColdSourcePress(Press, prefix="cs"):
    """The numbers are from there."""

    source: ColdSource
    list_id: Id
