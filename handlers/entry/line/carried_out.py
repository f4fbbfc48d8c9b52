"""«позвонил Вектору» where a call stands in that day's plan: it is that one, and no second."""

from collections.abc import Sequence
from datetime import datetime

from handlers.dialog.model import Talk
from handlers.entry.line.draft import EntryDraft
from handlers.entry.line.targets import find_plans_meant
from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.core.clock import local
from sales.core.undo import UndoStepKind
from sales.core.words import add_line, find_unsaid
from sales.entry.deeds.verbs import LOGGED
from sales.entry.lines.understood import AT_AN_HOUR, Entry
from storage.activities.activity import Activity

HELD = "held"
_ONE_KIND = (AT_AN_HOUR, frozenset({ActivityType.CALL}))


async def find_plans_held(talk: Talk, draft: EntryDraft, entry: Entry) -> Sequence[Activity]:
    """What stood in the plan of that day with this client, before this message; of an hour that was said only that.

    Who was not reached is to be called still.
    """
    if entry.verb not in LOGGED or entry.planned or not entry.client_id or draft.apart or draft.replaces:
        return ()
    kinds = next((each for each in _ONE_KIND if entry.activity in each), None)
    if kinds is None or entry.outcome is CallOutcome.NO_ANSWER:
        return ()
    day, before = entry.day or talk.today, draft.sent_at or talk.said_at
    planned = await talk.mine.activities.list_planned(day, day, talk.actor.person_id)
    alike = [each for each in planned if each.client_id == entry.client_id and each.type in kinds]
    stood = [each for each in alike if each.created_at <= before]
    return (
        [each for each in stood if _hour(talk, each) == (entry.at.hour, entry.at.minute)] or stood
        if entry.at
        else stood
    )


def _hour(talk: Talk, plan: Activity) -> tuple[int, int] | None:
    at = None if plan.planned_at is None else local(plan.planned_at, talk.actor.zone)
    return None if at is None else (at.hour, at.minute)


async def find_missed(talk: Talk, entry: Entry) -> int | None:
    """The only meeting of that day or before it that «не состоялась» may be said of."""
    if entry.outcome is not MeetingOutcome.DID_NOT_HAPPEN:
        return None
    day = entry.day or talk.today
    plans = [each for each in await find_plans_meant(talk, entry) if each.local_date <= day]
    return plans[0].id if len(plans) == 1 else None


async def carry_out(talk: Talk, draft: EntryDraft, entry: Entry, plan_id: int, at: datetime) -> Activity:
    """With the words of both; ↩️ makes it the plan that it was. Raises NotYoursError, AlreadyDoneError."""
    plan = await talk.mine.activities.get(plan_id)
    fresh = find_unsaid(plan.comment, entry.comment)
    said = add_line(plan.comment, fresh) if fresh else plan.comment
    activity = await talk.mine.activity_changes.finish(plan_id, entry.outcome, at, said)
    if draft.file_id is not None:
        activity = await talk.mine.activity_changes.attach(plan_id, draft.file_id)
    if entry.contact is not None:
        activity = await talk.mine.activity_changes.describe(plan_id, kind=entry.contact)
    before = {"comment": plan.comment, "kind": plan.kind, "file_id": plan.file_id}
    await talk.mine.undo_steps.note(UndoStepKind.PLAN_HELD, plan_id, {"before": before, "draft": draft.draft_id})
    return activity
