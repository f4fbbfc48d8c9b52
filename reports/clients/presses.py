"""The buttons of a client's card, and of handing clients over."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press


class ClientDeed(StrEnum):
    CARD = "card"
    PHONES = "phones"
    CALL = "call"
    MEET = "meet"
    PAY = "pay"
    FACT = "fact"


class ClientPress(Press, prefix="cl"):
    """The card, its numbers opened, or a record to begin."""

    deed: ClientDeed
    client_id: Id


class GivePress(Press, prefix="give"):
    """Hand clients over. Giver 0: those of nobody, client 0: all of them, heir 0: still to be chosen."""

    department_id: Id
    giver_id: Id
    client_id: Id
    heir_id: Id
    page: Id = 1
    sure: Id = 0


class UnownedAddress(Address):
    """What has no owner in a department, from a summary."""

    name = "unowned"

    department_id: int
