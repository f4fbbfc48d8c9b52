"""Which records a right reaches, as a condition of the statement: an id from outside is never trusted (SPEC 2)."""

from sqlalchemy import ColumnElement, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from sales.rights import Action, Scope, scope
from storage.actor import Actor

Owner = InstrumentedAttribute[int | None] | InstrumentedAttribute[int]


def reach(actor: Actor, action: Action, owner: Owner, department: Owner) -> ColumnElement[bool]:
    """True for the rows to which the actor's right reaches; a right of nothing reaches no row."""
    match scope(actor.role, action):
        case Scope.ALL:
            return true()
        case Scope.DEPARTMENT if actor.department_id is not None:
            return department == actor.department_id
        case Scope.OWN:
            return owner == actor.person_id
        case _:
            return false()


ACTED = frozenset({Action.READ_RECORDS, Action.EDIT_RECORDS, Action.ENTER_FACT})
"""What one does for an absent colleague: look, answer, record. What belongs to whom does not change by it."""


def reach_acting(actor: Actor, action: Action, owner: Owner, department: Owner) -> ColumnElement[bool]:
    """As `reach`, and the records of those for whom the actor stands in. Lists and figures of one's own use `reach`."""
    reached = reach(actor, action, owner, department)
    if not actor.acting_for or action not in ACTED:
        return reached
    return or_(reached, owner.in_(actor.acting_for))


def reaches_department(actor: Actor, action: Action, department_id: int) -> bool:
    """Whether the right reaches everything of that department."""
    reached = scope(actor.role, action)
    return reached is Scope.ALL or (reached is Scope.DEPARTMENT and actor.department_id == department_id)
