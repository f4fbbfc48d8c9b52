"""The buttons of the cards of money: awaited, and come."""

from enum import StrEnum

from reports.message.address import Address, OrdinalDay
from reports.message.press import Id, Press, Word
from sales.payments.payments import RestChoice


class PaymentDeed(StrEnum):
    KEEP = "keep"
    """The said day after all; `value` is that day."""
    EDIT = "edit"
    UNDO = "undo"
    REVERT = "revert"
    """A change goes; `value` is its event."""
    NEXT = "next"
    SAME = "same"
    ANOTHER = "another"
    """Of cards of an earlier version, which were saved before it was asked whether they are the same one."""


class PaymentPress(Press, prefix="pay"):
    """A button of a payment's card. `value` is an ISO day, or the id of an event or of another payment."""

    deed: PaymentDeed
    payment_id: Id
    value: Word = ""


class ReceiptDeed(StrEnum):
    UNDO = "undo"
    CONFIRM = "confirm"
    REST_BACK = "back"
    """What was said of the rest alone, by `event_id`."""


class ReceiptPress(Press, prefix="rec"):
    """A button of the card of money that came: taken back, confirmed, or when the rest is to come.

    `event_id` is the change of the payment that answered about the rest: it is taken back together.
    """

    deed: ReceiptDeed | RestChoice
    receipt_id: Id
    event_id: Id = 0


class HeldDeed(StrEnum):
    SAME = "same"
    ANOTHER = "another"
    THEN = "then"
    """It came on the day that was said, long ago as that is."""
    TODAY = "today"


class HeldPress(Press, prefix="held"):
    """An answer to the question about money that waits for a word before it is counted."""

    deed: HeldDeed
    held_id: Id


class HeldAddress(Address):
    """The question about money that is held."""

    name = "held_money"

    held_id: Id


class ConfirmDayAddress(Address):
    """What came on that day, to be confirmed. Person 0: of the whole department."""

    name = "confirm_day"

    department_id: int
    day: OrdinalDay
    person_id: int = 0
    page: int = 1


class ConfirmDeed(StrEnum):
    OPEN = "open"
    """Below: what it is opened from lives on."""
    ALL = "all"
    """All that was shown; the newest of it rides in the place of the receipt: what came since is not confirmed."""
    ONE = "one"
    UNDO = "undo"
    """The last confirming here; its step rides in the place of the receipt."""


class ConfirmPress(Press, prefix="cd"):
    """«Подтвердить день». `day` is an ordinal; person 0: the whole department; receipt 0: none of them."""

    deed: ConfirmDeed
    department_id: Id
    day: Id
    person_id: Id = 0
    receipt_id: Id = 0
    page: Id = 1


class UndoPress(Press, prefix="undo"):
    """↩️ under what one tap did."""

    step_id: Id
