"""Clients by what they need (spec/1): owed money first, the alphabet last."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

FORGOTTEN_AFTER: Final = timedelta(days=30)


class Section(StrEnum):
    """Words of buttons: never another value."""

    DEBT = "debt"
    WEEK = "week"
    """Money is awaited until Sunday."""
    FORGOTTEN = "forgotten"
    """No contact for thirty days."""
    STUCK = "stuck"
    """A deal under way without a next step."""
    ALL = "all"
    ARCHIVE = "archive"


PRICED: Final = frozenset({Section.DEBT, Section.WEEK})
