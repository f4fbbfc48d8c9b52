"""Where debts are shown, and what is done with one."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.debts.debt import DebtFilter


class DebtsAddress(Address):
    """/debts. Department 0: the reader's own, or the first department that they read."""

    name = "debts"

    department_id: int = 0


class DebtListAddress(Address):
    """The debts of one kind, one by one."""

    name = "debt_list"

    department_id: int = 0
    which: DebtFilter = DebtFilter.ALL


class WrittenOffAddress(Address):
    """Debts that nobody awaits any more."""

    name = "written_off"

    department_id: int = 0


class DebtAddress(Address):
    """One debt."""

    name = "debt"

    payment_id: int


class DebtDeed(StrEnum):
    PROMISE = "promise"
    """To what day is asked."""
    PROMISE_ALL = "all"
    """All that the client owes, to one day."""
    PART = "part"
    CAME = "came"
    """All of it, today."""
    DISPUTE = "dispute"
    SETTLE = "settle"
    """The dispute is over."""
    HELP = "help"
    """«🆘 РОПу»."""
    WRITE_OFF = "off"
    CONTRACT = "contract"
    """What day the contract says."""


class DebtPress(Press, prefix="debt"):
    """A button of a debt's card."""

    deed: DebtDeed
    payment_id: Id
