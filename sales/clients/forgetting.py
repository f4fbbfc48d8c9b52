"""«Забыть клиента»: what could tell of a person goes, the sums stay (spec/1)."""

from enum import StrEnum
from typing import Final

from sales.clients.card_fields import ClientKind
from sales.entry.clients.name_forms import SOLE, legal_form


class ForgottenKind(StrEnum):
    """A kind of data that went, as the act tells it; never what it was."""

    NAME = "name"
    INN = "inn"
    CONTACTS = "contacts"
    COMMENTS = "comments"
    FILES = "files"
    PLACES = "places"
    BANK = "bank"
    """Whose account it was, and what the payments said."""
    ROWS = "rows"
    """Of files that were loaded."""
    CHANGES = "changes"
    """What stood on the card before it was edited or merged."""


class ForgetReason(StrEnum):
    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    NEEDLESS = "needless"


WRITTEN: Final = frozenset({"comment", "why"})
"""Words of people among the noted values of a record."""


def is_persons(name: str, kind: ClientKind | None) -> bool:
    """Whether the name and the INN tell of somebody: of a firm they do not. What is not known may."""
    if kind is not None:
        return kind is not ClientKind.COMPANY
    return legal_form(name) in {None, SOLE}
