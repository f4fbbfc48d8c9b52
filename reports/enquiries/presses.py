"""The buttons of an enquiry."""

from enum import StrEnum

from reports.message.press import Id, Press


class EnquiryDeed(StrEnum):
    TAKE = "take"
    CALLED = "called"


class EnquiryPress(Press, prefix="enq"):
    """«Беру», «Позвонил»."""

    deed: EnquiryDeed
    enquiry_id: Id
