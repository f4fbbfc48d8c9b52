"""Where a file of clients stands on its way in, and back out (spec/1)."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

REVERTED_WITHIN: Final = timedelta(hours=24)
KEPT_FOR: Final = timedelta(days=30)
"""After that the cells of its rows are thrown away."""


class ImportState(StrEnum):
    WHOSE = "whose"
    """Of several departments one is to be said."""
    AGAIN = "again"
    """The same file is there already: asked."""
    JUDGING = "judging"
    JUDGED = "judged"
    """The dry run is shown; nothing is written."""
    APPLYING = "applying"
    DONE = "done"
    REVERTING = "reverting"
    REVERTED = "reverted"
    CANCELLED = "cancelled"
