"""The answer to «Следующий шаг?» on the card of a call or a meeting: one tap plans it, once."""

from handlers.activities.planning import make_planned_at
from handlers.activities.plans import NextDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.calendars import calendar_of
from handlers.framework.replies import Redraw, Replies
from reports.activities.activity_card import ActivityCard
from reports.payments.card_lines import day_off
from sales.activities.activities import ActivityType, CallOutcome, NextStep, next_step_day
from sales.core.errors import AlreadyDoneError, NotYoursError
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity


async def answer(runner: Runner, talk: Talk, activity_id: int, value: str, card_key: str) -> Replies:
    """Raises NotYoursError; AlreadyDoneError when the next step stands."""
    activity = await talk.mine.activities.get(activity_id)
    if value not in set(NextStep):
        raise NotYoursError
    choice = NextStep(value)
    if choice is NextStep.NONE:
        return Redraw(ActivityCard(activity_id=activity_id, closed=True))
    if await talk.mine.activities.follow_up(activity_id) is not None:
        raise AlreadyDoneError
    taken = next_step_day(choice, talk.today, await calendar_of(talk))
    if taken is None:
        return await runner.open(talk, "next", _draft(activity, card_key))
    new = NewActivity(
        activity.client_id,
        kind_after(activity),
        make_planned_at(talk, taken.day),
        comment=activity.comment,
        follows_id=activity.id,
    )
    await talk.mine.activities.plan(new)
    return Redraw(ActivityCard(activity_id=activity_id, said=day_off(taken)))


def kind_after(activity: Activity) -> ActivityType:
    """A call; a meeting where one was agreed."""
    return ActivityType.MEETING if activity.outcome is CallOutcome.MEETING_SET else ActivityType.CALL


def _draft(activity: Activity, card_key: str) -> NextDraft:
    return NextDraft(
        client_id=activity.client_id,
        follows_id=activity.id,
        kind=kind_after(activity),
        comment=activity.comment,
        card_key=card_key,
    )
