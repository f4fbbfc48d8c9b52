"""Who works here and in what role (SPEC 2)."""

from enum import StrEnum


class Role(StrEnum):
    MANAGER = "manager"
    ASSISTANT = "assistant"
    LEAD = "lead"
    DIRECTOR = "director"
    OWNER = "owner"


class Profile(StrEnum):
    """What a manager lives on: a cold base, current clients, or both; norms differ."""

    HUNTER = "hunter"
    ACCOUNT = "account"
    MIXED = "mixed"


EVERYBODY = frozenset(Role)
SELLERS = frozenset({Role.MANAGER})
"""Who owns clients, deals and payments, and logs calls of their own."""

FACT_ENTERERS = frozenset({Role.MANAGER, Role.ASSISTANT, Role.LEAD, Role.OWNER})
"""Who may enter a fact: a manager their own, the others for someone of the department; a director only reads."""

WATCHERS = frozenset({Role.ASSISTANT, Role.LEAD, Role.DIRECTOR, Role.OWNER})
"""Who reads a whole department."""

INVITERS = frozenset({Role.LEAD, Role.OWNER})
