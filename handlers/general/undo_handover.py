"""↩️ of clients that changed hands: whoever got them, and whose they are again, hear of it."""

from handlers.dialog.model import Talk
from handlers.framework.replies import Reply, Touch
from handlers.framework.telling import tell_person
from reports.activities.undone import tell_undone
from reports.asks.ask import AskCard
from reports.clients.holdings import count_holdings, tell_given_back
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.view import Content
from sales.core.errors import AlreadyDoneError
from sales.core.undo import UndoStepKind
from storage.clients.handover import Handover
from storage.engine.undo_steps import UndoStep


async def note_handover(talk: Talk, moved: Handover, client_id: int = 0, of_ask: int = 0) -> int:
    """The step that one tap takes back; `client_id`: where it was one; `of_ask`: the call for help it answers."""
    refs = {**moved.moved, "ask": of_ask} if of_ask else moved.moved
    return await talk.mine.undo_steps.note(UndoStepKind.HANDED_OVER, client_id, refs)


async def undo_handover(talk: Talk, step: UndoStep) -> tuple[Content, list[Reply]]:
    """What stands where the confirmation stood, and what the others are told.

    Raises NotYoursError, TooLateError; AlreadyDoneError where nothing of it is there to be given back.
    """
    back = await talk.mine.handovers.give_back(step.refs)
    if back.is_empty:
        raise AlreadyDoneError
    client = (await talk.mine.clients.get(step.subject_id)).name if step.subject_id else None
    what = fill(_("the handover, {what}"), what=bold(client) if client else count_holdings(back))
    others = {step.refs["from"], step.refs["to"]} - {None, talk.actor.person_id}
    told = [await tell_person(talk.tx, each, lambda: tell_given_back(back, client)) for each in sorted(others)]
    if "ask" not in step.refs:
        return tell_undone(what), [*told]
    ask = await talk.mine.ask_changes.give_up(step.refs["ask"])
    looking = {ask.from_id, *(each.person_id for each in await talk.tx.system.staff.watching(ask.department_id))}
    cards = [Touch(AskCard.key_for(ask.id, each)) for each in sorted(looking - {talk.actor.person_id})]
    return AskCard(ask_id=ask.id), [*told, *cards]
