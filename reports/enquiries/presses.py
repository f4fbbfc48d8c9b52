"""The buttons of an enquiry."""

from enum import StrEnum

from reports.message.press import Id, Press
from sales.clients.forgetting import ForgetReason


class EnquiryDeed(StrEnum):
    TAKE = "take"
    CALLED = "called"
    BACK = "back"
    """Nobody has called, or takes it, after all."""
    SPAM = "spam"
    MEANT = "meant"
    """It was no spam."""


class EnquiryPress(Press, prefix="enq"):
    """«Беру», «Позвонил»."""

    deed: EnquiryDeed
    enquiry_id: Id


class EnquiryForgetPress(Press, prefix="enqf"):
    """Who asked, and became no client, is forgotten for good: why."""

    enquiry_id: Id
    reason: ForgetReason
