"""The buttons of a file of clients."""

from enum import StrEnum

from reports.message.address import Address
from reports.message.press import Id, Press
from sales.clients.card_fields import CardField
from sales.imports.columns import BaseColumn
from sales.imports.judged import LikelyAnswer


class ImportAddress(Address):
    """The file's one message."""

    name = "import"

    import_id: int


class ImportDeed(StrEnum):
    WHOSE = "whose"
    """The clients are of that department."""
    AGAIN = "again"
    APPLY = "apply"
    CANCEL = "cancel"
    REVERT = "revert"
    OWNER = "owner"
    """«Менять ответственного», or no more."""
    SKIP = "skip"
    """That column is not taken."""
    EXTRA = "extra"
    """That column goes to the comment."""


class ImportPress(Press, prefix="im"):
    """`value`: a department, or a column counted from zero."""

    deed: ImportDeed
    import_id: Id
    value: Id = 0


class ImportColumnPress(Press, prefix="ic"):
    """That column holds this. `at`: counted from zero."""

    column: BaseColumn
    import_id: Id
    at: Id


class ImportFieldPress(Press, prefix="if"):
    """Replaced where it was filled only, and the other way round."""

    field: CardField
    import_id: Id


class ImportLikelyPress(Press, prefix="il"):
    """Of a row that looks like a client. `for_all`: 1 for it and all that are left."""

    answer: LikelyAnswer
    import_id: Id
    row: Id
    for_all: Id = 0
