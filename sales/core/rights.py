"""Who may do what, and to whose records: the matrix of SPEC 2 as data. What is not listed is refused."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from sales.core.people import Role


class Scope(IntEnum):
    """How far a right reaches."""

    NOTHING = 0
    OWN = 1
    DEPARTMENT = 2
    ALL = 3


class Action(StrEnum):
    LOG = "log"
    EDIT_RECORDS = "edit_records"
    EDIT_CLIENT = "edit_client"
    FORGET_CLIENT = "forget_client"
    FORGET_PERSON = "forget_person"
    READ_RECORDS = "read_records"
    COMMENT = "comment"
    REASSIGN = "reassign"
    ENTER_FACT = "enter_fact"
    CONFIRM_FACT = "confirm_fact"
    CONFIRM_BANK = "confirm_bank"
    ANSWER_CHECKIN = "answer_checkin"
    WATCH_CHECKIN = "watch_checkin"
    REMIND_SILENT = "remind_silent"
    WRITE_OFF = "write_off"
    READ_SUMMARY = "read_summary"
    READ_PLANS = "read_plans"
    READ_BONUS = "read_bonus"
    WRITE_PLANS = "write_plans"
    WRITE_STAGES = "write_stages"
    ASK_ABSENCE = "ask_absence"
    WRITE_ABSENCES = "write_absences"
    GIVE_TASK = "give_task"
    ANSWER_ASK = "answer_ask"
    APPROVE_DISCOUNT = "approve_discount"
    EXPORT = "export"
    READ_TEAM = "read_team"
    INVITE = "invite"
    DEACTIVATE = "deactivate"
    READ_SETTINGS = "read_settings"
    WRITE_SETTINGS = "write_settings"
    WRITE_SCHEDULE = "write_schedule"
    WRITE_BONUS = "write_bonus"
    WRITE_CALENDAR = "write_calendar"
    WRITE_USERS = "write_users"
    WRITE_DEPARTMENTS = "write_departments"
    WRITE_DOOR = "write_door"
    """Whom the house lets in by HTTP: programs, sites, telephone exchanges."""
    BACKUP = "backup"
    IMPORT = "import"
    KEEP_COLD_LISTS = "keep_cold_lists"


_MANAGER = {
    Action.LOG: Scope.OWN,  # activities, clients, deals, expected payments, with the manager as their owner
    Action.EDIT_RECORDS: Scope.OWN,
    Action.EDIT_CLIENT: Scope.OWN,  # what stands on a client's card, and the people there
    Action.READ_RECORDS: Scope.OWN,
    Action.ENTER_FACT: Scope.OWN,
    Action.ANSWER_CHECKIN: Scope.OWN,
    Action.READ_SUMMARY: Scope.OWN,  # the own row and the department's total
    Action.READ_PLANS: Scope.OWN,
    Action.ASK_ABSENCE: Scope.OWN,
    Action.ANSWER_ASK: Scope.OWN,  # tasks; help, a discount and a note are asked by whoever may answer
    Action.EXPORT: Scope.OWN,
    Action.IMPORT: Scope.OWN,  # clients of one's own, from a file
}
_ASSISTANT = {
    Action.READ_RECORDS: Scope.DEPARTMENT,
    Action.ENTER_FACT: Scope.DEPARTMENT,
    Action.CONFIRM_BANK: Scope.DEPARTMENT,  # loads the file and looks; money is confirmed by who may confirm it
    Action.WATCH_CHECKIN: Scope.DEPARTMENT,
    Action.REMIND_SILENT: Scope.DEPARTMENT,  # stands in for an absent lead (SPEC 8)
    Action.READ_SUMMARY: Scope.DEPARTMENT,
    Action.READ_PLANS: Scope.DEPARTMENT,
    Action.WRITE_ABSENCES: Scope.DEPARTMENT,
    Action.ANSWER_ASK: Scope.DEPARTMENT,  # stands in for an absent lead here, too
    Action.READ_TEAM: Scope.DEPARTMENT,
}
_LEAD = {
    **_ASSISTANT,
    Action.EDIT_CLIENT: Scope.DEPARTMENT,
    Action.FORGET_CLIENT: Scope.DEPARTMENT,  # for good, and with an act
    Action.COMMENT: Scope.DEPARTMENT,
    Action.WRITE_OFF: Scope.DEPARTMENT,  # a debt is awaited no more
    Action.REASSIGN: Scope.DEPARTMENT,
    Action.CONFIRM_FACT: Scope.DEPARTMENT,
    Action.READ_BONUS: Scope.DEPARTMENT,
    Action.WRITE_PLANS: Scope.DEPARTMENT,
    Action.WRITE_STAGES: Scope.DEPARTMENT,
    Action.GIVE_TASK: Scope.DEPARTMENT,
    Action.APPROVE_DISCOUNT: Scope.DEPARTMENT,
    Action.EXPORT: Scope.DEPARTMENT,
    Action.IMPORT: Scope.DEPARTMENT,
    Action.KEEP_COLD_LISTS: Scope.DEPARTMENT,  # brings numbers to be rung, and pulls them back
    Action.INVITE: Scope.DEPARTMENT,
    Action.DEACTIVATE: Scope.DEPARTMENT,
    Action.READ_SETTINGS: Scope.DEPARTMENT,
    Action.WRITE_SCHEDULE: Scope.DEPARTMENT,
}
_DIRECTOR = {
    Action.READ_RECORDS: Scope.ALL,
    Action.WATCH_CHECKIN: Scope.ALL,
    Action.READ_SUMMARY: Scope.ALL,
    Action.READ_PLANS: Scope.ALL,
    Action.READ_BONUS: Scope.ALL,
    Action.READ_TEAM: Scope.ALL,
    Action.EXPORT: Scope.ALL,
}
_PERSONAL = frozenset({Action.LOG, Action.ANSWER_CHECKIN, Action.ASK_ABSENCE})
"""What one does as a seller: even the owner has no calls, check-ins or leave of their own here."""

_OWNER = {action: Scope.ALL for action in Action if action not in _PERSONAL}

RIGHTS: Mapping[Role, Mapping[Action, Scope]] = {
    Role.MANAGER: _MANAGER,
    Role.ASSISTANT: _ASSISTANT,
    Role.LEAD: _LEAD,
    Role.DIRECTOR: _DIRECTOR,
    Role.OWNER: _OWNER,
}

INVITABLE: Mapping[Role, tuple[Role, ...]] = {
    Role.LEAD: (Role.MANAGER, Role.ASSISTANT),
    Role.OWNER: (Role.MANAGER, Role.ASSISTANT, Role.LEAD, Role.DIRECTOR),
}


def scope(role: Role, action: Action) -> Scope:
    """How far the role's right reaches; NOTHING for what SPEC 2 does not list."""
    return RIGHTS[role].get(action, Scope.NOTHING)


def may(role: Role, action: Action) -> bool:
    """Whether the role has the right at all, to whatever records; `reaches` says to which."""
    return scope(role, action) is not Scope.NOTHING


def reaches(role: Role, action: Action, *, own: bool, same_department: bool) -> bool:
    """Whether the right reaches one record: `own` is the speaker's, `same_department` of the speaker's department."""
    match scope(role, action):
        case Scope.ALL:
            return True
        case Scope.DEPARTMENT:
            return own or same_department
        case Scope.OWN:
            return own
        case _:
            return False


def roles_that_may(action: Action) -> frozenset[Role]:
    """Every role that has the right at all, to whatever records."""
    return frozenset(role for role in Role if may(role, action))


def invitable(role: Role) -> tuple[Role, ...]:
    """Whom the role may invite and deactivate: a lead managers and assistants, the owner all but an owner."""
    return INVITABLE.get(role, ())
