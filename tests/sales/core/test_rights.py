"""SPEC 2's matrix, cell by cell: what each role may do and to whose records; the rest is refused."""

import pytest

from sales.core.people import FACT_ENTERERS, INVITERS, SELLERS, WATCHERS, Role
from sales.core.rights import Action, Scope, invitable, may, reaches, roles_that_may, scope
from tests.rows import each_row

_, O, D, A = Scope.NOTHING, Scope.OWN, Scope.DEPARTMENT, Scope.ALL  # noqa: E741  the table reads by letters

MATRIX = {
    #                          manager assistant lead director owner
    Action.LOG:               (O, _, _, _, _),
    Action.EDIT_RECORDS:      (O, _, _, _, A),
    Action.READ_RECORDS:      (O, D, D, A, A),
    Action.EDIT_CLIENT:       (O, _, D, _, A),
    Action.FORGET_CLIENT:     (_, _, D, _, A),
    Action.COMMENT:           (_, _, D, _, A),
    Action.WRITE_OFF:         (_, _, D, _, A),
    Action.REASSIGN:          (_, _, D, _, A),
    Action.ENTER_FACT:        (O, D, D, _, A),
    Action.CONFIRM_FACT:      (_, _, D, _, A),
    Action.CONFIRM_BANK:      (_, D, D, _, A),
    Action.ANSWER_CHECKIN:    (O, _, _, _, _),
    Action.WATCH_CHECKIN:     (_, D, D, A, A),
    Action.REMIND_SILENT:     (_, D, D, _, A),
    Action.READ_SUMMARY:      (O, D, D, A, A),
    Action.READ_PLANS:        (O, D, D, A, A),
    Action.READ_BONUS:        (_, _, D, A, A),
    Action.WRITE_PLANS:       (_, _, D, _, A),
    Action.WRITE_STAGES:      (_, _, D, _, A),
    Action.ASK_ABSENCE:       (O, _, _, _, _),
    Action.WRITE_ABSENCES:    (_, D, D, _, A),
    Action.GIVE_TASK:         (_, _, D, _, A),
    Action.ANSWER_ASK:        (O, D, D, _, A),
    Action.KEEP_COLD_LISTS:   (_, _, D, _, A),
    Action.APPROVE_DISCOUNT:  (_, _, D, _, A),
    Action.EXPORT:            (O, _, D, A, A),
    Action.READ_TEAM:         (_, D, D, A, A),
    Action.INVITE:            (_, _, D, _, A),
    Action.DEACTIVATE:        (_, _, D, _, A),
    Action.FORGET_PERSON:     (_, _, _, _, A),
    Action.READ_SETTINGS:     (_, _, D, _, A),
    Action.WRITE_SETTINGS:    (_, _, _, _, A),
    Action.WRITE_SCHEDULE:    (_, _, D, _, A),
    Action.WRITE_BONUS:       (_, _, _, _, A),
    Action.WRITE_CALENDAR:    (_, _, _, _, A),
    Action.WRITE_USERS:       (_, _, _, _, A),
    Action.WRITE_DEPARTMENTS: (_, _, _, _, A),
    Action.WRITE_DOOR:        (_, _, _, _, A),
    Action.BACKUP:            (_, _, _, _, A),
    Action.IMPORT:            (O, _, D, _, A),
}  # fmt: skip
ROLES = (Role.MANAGER, Role.ASSISTANT, Role.LEAD, Role.DIRECTOR, Role.OWNER)
CELLS = [(role, action, row[n]) for action, row in MATRIX.items() for n, role in enumerate(ROLES)]


@each_row(("role", "action", "reach"), CELLS)
def test_every_cell_of_the_matrix(role: Role, action: Action, reach: Scope) -> None:
    assert scope(role, action) is reach
    assert may(role, action) is (reach is not Scope.NOTHING)


def test_the_table_names_every_action_and_every_role() -> None:
    assert set(MATRIX) == set(Action)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(
    ("role", "own", "same_department", "reached"),
    [
        (Role.MANAGER, True, True, True),
        (Role.MANAGER, False, True, False),  # a colleague's client is nobody's business
        (Role.ASSISTANT, False, True, True),
        (Role.LEAD, False, True, True),
        (Role.LEAD, False, False, False),  # another department
        (Role.DIRECTOR, False, False, True),
        (Role.OWNER, False, False, True),
    ],
)
def test_whose_records_each_role_reads(role: Role, own: bool, same_department: bool, reached: bool) -> None:
    assert reaches(role, Action.READ_RECORDS, own=own, same_department=same_department) is reached


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_given_reaches_nothing(role: Role) -> None:
    refused = [action for action in Action if not may(role, action)]
    assert not any(reaches(role, action, own=True, same_department=True) for action in refused)


def test_a_director_only_reads() -> None:
    given = {action for action in Action if may(Role.DIRECTOR, action)}
    assert given == {
        Action.READ_RECORDS,
        Action.WATCH_CHECKIN,
        Action.READ_SUMMARY,
        Action.READ_PLANS,
        Action.READ_BONUS,
        Action.READ_TEAM,
        Action.EXPORT,
    }


def test_the_named_groups_of_people_agree_with_the_matrix() -> None:
    assert roles_that_may(Action.ENTER_FACT) == FACT_ENTERERS
    assert roles_that_may(Action.READ_TEAM) == WATCHERS
    assert roles_that_may(Action.INVITE) == INVITERS
    assert roles_that_may(Action.LOG) == SELLERS


@pytest.mark.parametrize(
    ("role", "whom"),
    [
        (Role.OWNER, {Role.MANAGER, Role.ASSISTANT, Role.LEAD, Role.DIRECTOR}),
        (Role.LEAD, {Role.MANAGER, Role.ASSISTANT}),
        (Role.MANAGER, set()),
        (Role.ASSISTANT, set()),
        (Role.DIRECTOR, set()),
    ],
)
def test_whom_each_role_invites(role: Role, whom: set[Role]) -> None:
    assert set(invitable(role)) == whom


def test_nobody_invites_an_owner() -> None:
    assert not any(Role.OWNER in invitable(role) for role in Role)
