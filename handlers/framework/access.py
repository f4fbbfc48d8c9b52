"""Who may use a handler. One that declares nothing is refused: the check in bot.pipeline.access denies by default."""

from sales.core.people import EVERYBODY, FACT_ENTERERS, INVITERS, SELLERS, WATCHERS, Role
from sales.core.rights import Action, roles_that_may

__all__ = [
    "ABSENCE_ROLES",
    "ABSENCE_WRITERS",
    "BANK_LOADERS",
    "CALENDAR_KEEPERS",
    "CLIENT_EDITORS",
    "COLD_KEEPERS",
    "CONFIRMERS",
    "EVERYBODY",
    "EXPORTERS",
    "FACT_ENTERERS",
    "FORGETTERS",
    "IMPORTERS",
    "INVITERS",
    "PLANNERS",
    "PLAN_READERS",
    "SELLERS",
    "SETTERS",
    "SETTERS_OF_ALL",
    "STRANGERS",
    "WATCHERS",
    "access",
    "in_groups",
    "open_to_strangers",
]

STRANGERS = "strangers"

PLAN_READERS = roles_that_may(Action.READ_PLANS)
SETTERS = roles_that_may(Action.READ_SETTINGS)
CALENDAR_KEEPERS = roles_that_may(Action.WRITE_CALENDAR)
BANK_LOADERS = roles_that_may(Action.CONFIRM_BANK)
CLIENT_EDITORS = roles_that_may(Action.EDIT_CLIENT)
FORGETTERS = roles_that_may(Action.FORGET_CLIENT)
COLD_KEEPERS = roles_that_may(Action.KEEP_COLD_LISTS)
ABSENCE_WRITERS = roles_that_may(Action.WRITE_ABSENCES)
ABSENCE_ROLES = ABSENCE_WRITERS | roles_that_may(Action.ASK_ABSENCE)
CONFIRMERS = roles_that_may(Action.CONFIRM_FACT)
EXPORTERS = roles_that_may(Action.EXPORT)
IMPORTERS = roles_that_may(Action.IMPORT)
SETTERS_OF_ALL = roles_that_may(Action.WRITE_SETTINGS)
PLANNERS = roles_that_may(Action.WRITE_PLANS)


def access(*roles: Role | frozenset[Role]) -> dict[str, frozenset[Role]]:
    """The flag of a handler: `flags=access(SELLERS)` or `flags=access(Role.LEAD, Role.OWNER)`."""
    allowed: set[Role] = set()
    for role in roles:
        allowed |= {role} if isinstance(role, Role) else role
    return {"access": frozenset(allowed)}


def in_groups() -> dict[str, str | bool]:
    """For what happens in a chat of several people, whoever it is; the handler says itself who is answered."""
    return {"access": STRANGERS, "in_groups": True}


def open_to_strangers() -> dict[str, str]:
    """Only for /start: the one thing that somebody without a person record may do."""
    return {"access": STRANGERS}
