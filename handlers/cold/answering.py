"""How a cold call ended: the number is done with, a client is made of it where there is one, and the next one comes."""

from datetime import datetime
from typing import Any

from handlers.dialog.model import Talk
from reports.activities.activity_card import ActivityCard
from reports.cold.card import ColdCard, ColdPauseView
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message
from reports.message.view import Content
from reports.message.words.called import call_person
from sales.activities.activities import ActivityType, ContactKind
from sales.clients.card_fields import CardField
from sales.cold.states import CALLS, ColdOutcome
from sales.core.undo import UndoStepKind
from storage.activities.activities import NewActivity
from storage.cold.queue import ColdAnswer
from storage.cold.records import ColdLead
from storage.tables.types import Json


async def show_next(talk: Talk, after_id: int = 0) -> Content:
    """The number in hand or the next one; what was said of the one before can be taken back on it."""
    lead = await talk.mine.cold_queue.take()
    return ColdPauseView(after_id=after_id) if lead is None else ColdCard(lead_id=lead.id, after_id=after_id)


async def answer_call(
    talk: Talk, lead_id: int, outcome: ColdOutcome, again_at: datetime | None = None
) -> list[Content]:
    """What stands where the number stood, and perhaps what comes below. Raises as `ColdQueue.hold` does."""
    answered = await talk.mine.cold_queue.answer(lead_id, outcome, again_at)
    if outcome not in CALLS:
        await talk.mine.undo_steps.note(UndoStepKind.COLD, lead_id, _refs(answered))
        return [await show_next(talk, lead_id)]
    found = await talk.mine.cold_queue.find_client(answered.lead)
    if found is not None and found[1] != talk.actor.person_id:
        await talk.mine.cold_queue.name_client(lead_id, found[0])
        await talk.mine.undo_steps.note(UndoStepKind.COLD, lead_id, _refs(answered))
        return [await _tell_theirs(talk, answered.lead, found[1]), await show_next(talk)]
    client_id = await _make_client(talk, answered) if found is None else found[0]
    await talk.mine.cold_queue.name_client(lead_id, client_id)
    new = NewActivity(
        client_id,
        ActivityType.CALL,
        talk.tx.clock.now(),
        CALLS[outcome],
        kind=ContactKind.COLD,
        draft_id=f"cold:{answered.try_id}",
    )
    activity = await talk.mine.activities.log(new)
    refs = _refs(answered) | {"activity": activity.id, "client": client_id if found is None else 0}
    await talk.mine.undo_steps.note(UndoStepKind.COLD_CALL, activity.id, refs)
    return [ActivityCard(activity_id=activity.id), await show_next(talk)]


async def _make_client(talk: Talk, answered: ColdAnswer) -> int:
    """The caller's, with all that the file has told of it."""
    lead, card = answered.lead, answered.lead.card or {}
    fields: dict[str, Any] = dict(card.get("fields", {}))
    inn = fields.pop(CardField.INN, None)
    client = await talk.mine.clients.create(lead.name, f"cold:{answered.try_id}", inn=inn)
    if fields:
        await talk.mine.client_edits.fill(client.id, {CardField(name): value for name, value in fields.items()})
    name, position = card.get("person") or lead.name, card.get("position") or None
    await talk.mine.contacts.add(client.id, name, lead.phone, position=position)
    return client.id


async def _tell_theirs(talk: Talk, lead: ColdLead, owner_id: int | None) -> Message:
    """Between the list's loading and this call somebody else has made it a client."""
    whose = await call_person(talk.tx, owner_id) or _("no owner")
    said = fill(_("{client} is a client already: {whose}. Tell them of the call."), client=bold(lead.name), whose=whose)
    return Message(said)


def _refs(answered: ColdAnswer) -> Json:
    return {"try": answered.try_id, "before": answered.before}
