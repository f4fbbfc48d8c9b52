"""A line about a call, a meeting or a note is understood: logged at its own time, planned, put off or called off."""

from dataclasses import replace
from datetime import datetime, time

from handlers.activities.logged import finish_logged
from handlers.activities.planning import is_over, make_planned_at, noon
from handlers.dialog.model import Done, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.entry.line.carried_out import carry_out, find_missed
from handlers.entry.line.draft import EntryDraft, find_told_at, moment_of
from handlers.entry.line.promises import answer_promise
from handlers.entry.line.targets import find_same_day
from reports.activities.activity_card import ActivityCard
from reports.payments.card_lines import day_off
from sales.activities.activities import ActivityType, MeetingOutcome, may_backdate
from sales.calendar.calendar import Taken
from sales.calendar.slots import instant_of
from sales.core.clock import local
from sales.core.words import add_line, find_unsaid
from sales.entry.deeds.verbs import LOGGED, Verb
from sales.entry.lines.asked import take
from sales.entry.lines.understood import AT_AN_HOUR, Entry
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity


async def log(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """A promise of money goes on with the payment; what did not happen is the plan's own end."""
    at, plan_id = _happened_at(talk, draft, entry), draft.target_id or await find_missed(talk, entry)
    if plan_id is not None:
        activity = await carry_out(talk, draft, entry, plan_id, at)
    else:
        activity = await talk.mine.activities.log(_new(draft, entry, at))
    done = finish_logged(replace(talk, said_at=find_told_at(draft) or talk.tx.clock.now()), activity)
    then, kept = await answer_promise(talk, draft, entry, done.then)
    assert isinstance(done.content, ActivityCard)  # noqa: S101  as finish_logged makes it
    of_plan = plan_id is not None and entry.outcome is not MeetingOutcome.DID_NOT_HAPPEN
    return replace(done, content=done.content.model_copy(update={"of_plan": of_plan, "kept": kept}), then=then)


async def plan(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """Plan the call or the meeting for the taken workday; «через час» counts from when the line was sent.

    Raises NotYoursError.
    """
    taken = await workday(talk, entry)
    at = moment_of(talk, draft) + entry.delay if entry.delay and not taken.is_moved else None
    new = _new(draft, entry, at or make_planned_at(talk, taken.day, entry.at))
    stands = await find_same_day(talk, draft, entry, taken.day) if entry.at is not None else None
    if stands is not None and stands.planned_at == new.at:
        await _note(talk, stands, entry)
        return Done(ActivityCard(activity_id=stands.id, sent_at=find_told_at(draft)), stood=True)
    activity = await talk.mine.activities.plan(new)
    told = entry.at is not None or entry.delay is not None
    card = ActivityCard(activity_id=activity.id, sent_at=find_told_at(draft), said=day_off(taken), hourless=not told)
    return Done(card)


async def is_planned_again(talk: Talk, draft: EntryDraft, entry: Entry) -> bool:
    """A visit at another hour of a day that has one: the same, or one more? Calls may well be two."""
    if entry.activity not in AT_AN_HOUR or entry.at is None or entry.day is None:
        return False
    day = (await workday(talk, entry)).day
    stands = await find_same_day(talk, draft, entry, day)
    return stands is not None and stands.planned_at != make_planned_at(talk, day, entry.at)


async def put_off(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """At the hour that was planned, unless another one was said."""
    activity = await talk.mine.activities.get(draft.target_id or 0)
    taken = await workday(talk, entry)
    at = make_planned_at(talk, taken.day, await hour_of(talk, draft, entry))
    if activity.planned_at == at:
        return Done(ActivityCard(activity_id=activity.id), stood=True)
    await _note(talk, activity, entry)
    moved = await talk.mine.activity_changes.postpone(activity.id, at)
    return Done(ActivityCard(activity_id=moved.id, sent_at=find_told_at(draft), said=day_off(taken)))


async def call_off(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """Cancel the plan that was meant; what else was said is added to its comment.

    Raises NotYoursError, AlreadyDoneError.
    """
    activity = await talk.mine.activity_changes.cancel(draft.target_id or 0)
    await _note(talk, activity, entry)
    return Done(ActivityCard(activity_id=activity.id, sent_at=find_told_at(draft)))


async def _note(talk: Talk, activity: Activity, entry: Entry) -> None:
    """Beside what was said of it before."""
    if fresh := find_unsaid(activity.comment, entry.comment):
        await talk.mine.activity_changes.describe(activity.id, comment=add_line(activity.comment, fresh))


async def hour_of(talk: Talk, draft: EntryDraft, entry: Entry) -> time | None:
    """Said, or of what is put off; an old hour that is over today is nobody's wish."""
    if entry.at is not None or draft.target_id is None:
        return entry.at
    activity = await talk.mine.activities.get(draft.target_id)
    if activity.planned_at is None:
        return None
    before = local(activity.planned_at, talk.actor.zone).time()
    taken = await workday(talk, entry)
    return None if is_over(talk, make_planned_at(talk, taken.day, before)) else before


async def workday(talk: Talk, entry: Entry) -> Taken:
    """The person's own next workday, or of a deadline the last one before it."""
    day = max(entry.day or talk.today, talk.today)
    return take(day, talk.today, await calendar_of(talk), deadline=entry.deadline)


async def is_too_late(talk: Talk, entry: Entry) -> bool:
    """Planned for an hour of today that is over already."""
    ahead = entry.verb is Verb.RESCHEDULE or (entry.verb in LOGGED and entry.planned)
    if not ahead or entry.at is None or entry.day is None:
        return False
    return is_over(talk, make_planned_at(talk, (await workday(talk, entry)).day, entry.at))


async def is_too_old(talk: Talk, entry: Entry) -> bool:
    """Happened more than three workdays ago."""
    if entry.verb not in LOGGED or entry.planned or entry.day is None or entry.day >= talk.today:
        return False
    return not may_backdate(entry.day, talk.today, await calendar_of(talk))


def _happened_at(talk: Talk, draft: EntryDraft, entry: Entry) -> datetime:
    sent_at = moment_of(talk, draft)
    if entry.day is None or (entry.day == local(sent_at, talk.actor.zone).date() and entry.at is None):
        return sent_at
    at = noon(talk, entry.day) if entry.at is None else instant_of(entry.day, entry.at, talk.actor.zone)
    return min(at, talk.tx.clock.now())


def _new(draft: EntryDraft, entry: Entry, at: datetime) -> NewActivity:
    return NewActivity(
        entry.client_id or 0,
        entry.activity or ActivityType.NOTE,
        at,
        None if entry.planned else entry.outcome,
        entry.comment or None,
        kind=entry.contact,
        file_id=draft.file_id,
        draft_id=draft.draft_id,
    )
