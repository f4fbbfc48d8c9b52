"""Which records a right reaches, as a condition of the statement: an id from outside is never trusted (SPEC 2)."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, or_, true
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


@dataclass(frozen=True, slots=True)
class Reach:
    """What kind of rows a right reaches, without whose: a statement is built once for each, and the actor bound."""

    scope: Scope
    is_acting: bool

    def of(self, owner: Owner, department: Owner) -> ColumnElement[bool]:
        """With the names of `named`."""
        own = owner == bindparam("the_actor")
        reached = {Scope.ALL: true(), Scope.DEPARTMENT: department == bindparam("the_department"), Scope.OWN: own}
        found = reached.get(self.scope, false())
        return or_(found, owner.in_(bindparam("the_acting", expanding=True))) if self.is_acting else found


def reach_of(actor: Actor, action: Action) -> Reach:
    """As `reach`, for a statement that is kept."""
    reached = scope(actor.role, action)
    if reached is Scope.DEPARTMENT and actor.department_id is None:
        reached = Scope.NOTHING
    return Reach(reached, is_acting=False)


def reach_acting_of(actor: Actor, action: Action) -> Reach:
    """As `reach_acting`, for a statement that is kept."""
    return replace(reach_of(actor, action), is_acting=bool(actor.acting_for) and action in ACTED)


def named(actor: Actor) -> dict[str, Any]:
    return {
        "the_actor": actor.person_id,
        "the_department": actor.department_id,
        "the_acting": list(actor.acting_for),
    }


def reaches_department(actor: Actor, action: Action, department_id: int) -> bool:
    """Whether the right reaches everything of that department."""
    reached = scope(actor.role, action)
    return reached is Scope.ALL or (reached is Scope.DEPARTMENT and actor.department_id == department_id)
