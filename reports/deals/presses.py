"""The buttons of deals, and the screens of a deal and of a list of them."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press, Word
from sales.deals.deal import DealsFilter
from sales.deals.kpi import NpsAnswer


class DealAsks(StrEnum):
    """What stands open on a deal's card."""

    NOTHING = ""
    BACK = "back"
    LOST = "lost"
    PAPERS = "papers"
    FILES = "files"
    """Of which paper files are sent or shown."""


class DealAddress(Address):
    name = "deal"

    deal_id: int
    asks: DealAsks = DealAsks.NOTHING


class PaperFileAddress(Address):
    """A file of a deal's paper."""

    name = "paper_file"

    paper_file_id: int


class DealsAddress(Address):
    """Deals under way. Department 0: the reader's own deals, or the first department that they read."""

    name = "deals"

    department_id: int = 0
    which: DealsFilter = DealsFilter.ALL


class DealDeed(StrEnum):
    MOVE = "move"
    """On; `value` is the stage, so that a second tap goes no further."""
    PROPOSED = "prop"
    """On, from the card of a call that proposed it; `value` is the stage."""
    BACK = "back"
    """Asked and sure; `value` is the stage."""
    LOST = "lost"
    """`value` is the reason."""
    CAME = "came"
    """`value` is the kind of a paper that the morning has asked for: it is there."""
    RIVAL = "rival"
    """To whom it was lost is typed."""
    PAPER = "paper"
    """It is there now, or is not after all; `value` is its kind."""
    PAPER_DAY = "due"
    """By when it is awaited is asked; `value` is its kind."""
    PAPER_FILE = "file"
    """Files of it are sent and shown; `value` is its kind."""
    EDIT = "edit"
    PAY = "pay"
    """An expected payment of it."""
    LINK = "link"
    """`value` is a payment of its client."""
    TAKE = "take"
    """`value` is a receipt of its client that came on no payment."""
    WON = "won"
    """All is paid; `value` is the receipt on whose card it was asked."""
    MORE = "more"
    """More is to come; `value` as with WON."""


class DealPress(Press, prefix="deal"):
    deed: DealDeed
    deal_id: Id
    value: Word = ""


class RoiPress(Press, prefix="roi"):
    """What a month (the ordinal of its first day) brought and cost is typed."""

    department_id: Id
    month: Id


class NewDealOf(StrEnum):
    """Under what card «🧩 Сделка» was pressed."""

    PAYMENT = "pay"
    RECEIPT = "rec"
    ACTIVITY = "act"
    CLIENT = "cl"


class NewDealPress(Press, prefix="newdeal"):
    deed: NewDealOf
    record_id: Id


class NpsPress(Press, prefix="nps"):
    """What a client said when the manager asked, as the morning had it asked."""

    answer: NpsAnswer
    client_id: Id
