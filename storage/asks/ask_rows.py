"""How an ask is read, and who may see one."""

from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from sales.asks.ask import NOTES, OF_LEAD, OPEN, Ask, AskFilter, AskKind, AskState
from sales.core.rights import Action
from storage.engine.actor import Actor
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import reach
from storage.tables import SHORT_CLIENT_NAME, AskRow, ClientRow
from storage.tables.asks import UNANSWERED

ASKS = check_types(
    Ask,
    select(*columns_of(Ask, AskRow, client_name=SHORT_CLIENT_NAME)).outerjoin(
        ClientRow, ClientRow.id == AskRow.client_id
    ),
)
UNDONE: Final = (AskState.GIVEN, AskState.ACCEPTED)
UNTAKEN: Final = {"state": AskState.GIVEN, "to_id": None, "way": None, "accepted_at": None, "answered_at": None}
"""Of a call for help that waits for whoever leads."""
IS_OWN = and_(AskRow.kind == AskKind.TASK, AskRow.from_id == AskRow.to_id)
IS_OPEN = and_(AskRow.state.in_(OPEN), UNANSWERED)
"""Said twice: the index of these few is found by the literal words alone."""


def is_of(actor: Actor) -> ColumnElement[bool]:
    """Asked by them, or of them."""
    return or_(AskRow.from_id == actor.person_id, AskRow.to_id == actor.person_id)


def may_reach_ask(actor: Actor) -> ColumnElement[bool]:
    """One's own, and for who leads the department its own; a reminder to oneself is nobody else's."""
    return or_(is_of(actor), and_(~IS_OWN, reach(actor, Action.ANSWER_ASK, AskRow.to_id, AskRow.department_id)))


def is_for(actor: Actor) -> ColumnElement[bool]:
    """Given to them, or taken by them."""
    return AskRow.to_id == actor.person_id


def may_lead_ask(actor: Actor) -> ColumnElement[bool]:
    """Of nobody in particular, and the actor answers for the department; or the actor has taken it."""
    reached = reach(actor, Action.ANSWER_ASK, AskRow.to_id, AskRow.department_id)
    return or_(is_for(actor), and_(AskRow.to_id.is_(None), reached))


def may_answer_ask(actor: Actor) -> ColumnElement[bool]:
    """Whom it was given to; what is asked of the lead, who leads there."""
    return or_(is_for(actor), and_(AskRow.kind.in_(OF_LEAD), may_lead_ask(actor)))


def may_take_back_ask(actor: Actor) -> ColumnElement[bool]:
    """Who gave it; and of a task who may give tasks there."""
    leads = reach(actor, Action.GIVE_TASK, AskRow.to_id, AskRow.department_id)
    return or_(AskRow.from_id == actor.person_id, and_(AskRow.kind == AskKind.TASK, may_reach_ask(actor), leads))


def where_kind(which: AskFilter) -> ColumnElement[bool]:
    """The condition of a filter; of those that are late the hour is asked beside it."""
    match which:
        case AskFilter.HELP:
            return and_(IS_OPEN, AskRow.kind.in_([AskKind.HELP, AskKind.DISCOUNT]))
        case AskFilter.NOTES:
            return AskRow.kind.in_(NOTES)
        case AskFilter.CLOSED:
            return and_(AskRow.state.not_in(OPEN), AskRow.kind.not_in(NOTES))
        case _:
            return and_(IS_OPEN, AskRow.kind == AskKind.TASK)
