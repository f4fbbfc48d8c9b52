"""Which records a right reaches, as a condition of the statement: an id from outside is never trusted (SPEC 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from sales.core.errors import NotYoursError
from sales.core.rights import Action, Scope, scope
from storage.engine.actor import Actor

Owner = InstrumentedAttribute[int | None] | InstrumentedAttribute[int]


ACTED = frozenset({Action.READ_RECORDS, Action.EDIT_RECORDS, Action.EDIT_CLIENT, Action.ENTER_FACT})
"""What one does for an absent colleague: look, answer, record. What belongs to whom does not change by it."""

NAMES: Mapping[str, Any] = {
    "the_actor": bindparam("the_actor"),
    "the_department": bindparam("the_department"),
    "the_acting": bindparam("the_acting", expanding=True),
}
"""For a statement that is kept: `named` says whose when it is asked."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What kind of rows a right reaches, without whose: a statement is built once for each."""

    scope: Scope
    is_acting: bool

    def of(self, owner: Owner, department: Owner, whose: Mapping[str, Any] = NAMES) -> ColumnElement[bool]:
        """True for the rows to which the right reaches; a right of nothing reaches no row."""
        reached: ColumnElement[bool]
        match self.scope:
            case Scope.ALL:
                reached = true()
            case Scope.DEPARTMENT:
                reached = department == whose["the_department"]
            case Scope.OWN:
                reached = owner == whose["the_actor"]
            case Scope.NOTHING:
                reached = false()
        return or_(reached, owner.in_(whose["the_acting"])) if self.is_acting else reached


def reach_of(actor: Actor, action: Action) -> Reach:
    """Lists and figures of one's own use this one; who has no department reaches none."""
    reached = scope(actor.role, action)
    if reached is Scope.DEPARTMENT and actor.department_id is None:
        reached = Scope.NOTHING
    return Reach(reached, is_acting=False)


def reach_acting_of(actor: Actor, action: Action) -> Reach:
    """As `reach_of`, and the records of those for whom the actor stands in."""
    return replace(reach_of(actor, action), is_acting=bool(actor.acting_for) and action in ACTED)


def reach(actor: Actor, action: Action, owner: Owner, department: Owner) -> ColumnElement[bool]:
    """`reach_of` in a statement for this actor alone."""
    return reach_of(actor, action).of(owner, department, name_actor(actor))


def reach_acting(actor: Actor, action: Action, owner: Owner, department: Owner) -> ColumnElement[bool]:
    """`reach_acting_of` in a statement for this actor alone."""
    return reach_acting_of(actor, action).of(owner, department, name_actor(actor))


def name_actor(actor: Actor) -> dict[str, Any]:
    """The values of the names in NAMES, for a statement that is kept."""
    return {
        "the_actor": actor.person_id,
        "the_department": actor.department_id,
        "the_acting": list(actor.acting_for),
    }


def check_reach(actor: Actor, action: Action, department_id: int) -> None:
    """As `reaches_department`. Raises NotYoursError."""
    if not reaches_department(actor, action, department_id):
        raise NotYoursError


def reaches_department(actor: Actor, action: Action, department_id: int) -> bool:
    """Whether the right reaches everything of that department."""
    reached = scope(actor.role, action)
    return reached is Scope.ALL or (reached is Scope.DEPARTMENT and actor.department_id == department_id)
