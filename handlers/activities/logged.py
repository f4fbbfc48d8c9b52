"""A call or a meeting that has happened is saved: its card asks for the next step, a promise of money opens /pay."""

from datetime import datetime

from handlers.dialog.model import Done, Opening, Talk
from handlers.dialog.steps.outcome import OutcomeDraft
from handlers.framework.replies import Reply
from handlers.payments.pay import PayDraft
from reports.activities.activity_card import ActivityCard
from sales.activities.activities import OPENS_PAYMENT, ActivityType
from sales.entry.lines.figures.promises import promise_in
from sales.entry.lines.promise import Promise
from sales.payments.payments import PaymentSource
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity


async def log(talk: Talk, kind: ActivityType, client_id: int, draft: OutcomeDraft, at: datetime) -> Done:
    """Once, however often the last button is pressed. Raises NotYoursError."""
    new = NewActivity(
        client_id,
        kind,
        at,
        draft.outcome,
        draft.comment,
        file_id=draft.file_id,
        latitude=draft.latitude,
        longitude=draft.longitude,
        accuracy=draft.accuracy,
        draft_id=draft.draft_id,
    )
    return finish_logged(talk, await talk.mine.activities.log(new))


async def carry_out(talk: Talk, activity_id: int, draft: OutcomeDraft) -> Activity:
    """What was planned has been done, with all that was sent along. Raises NotYoursError, AlreadyDoneError."""
    activity = await talk.mine.activity_changes.finish(activity_id, draft.outcome, talk.said_at, draft.comment)
    if draft.file_id is not None:
        await talk.mine.activity_changes.attach(activity_id, draft.file_id)
    if draft.latitude is not None and draft.longitude is not None:
        await talk.mine.activity_changes.set_location(activity_id, draft.latitude, draft.longitude, draft.accuracy)
    return activity


def finish_logged(talk: Talk, activity: Activity, *also: Reply) -> Done:
    """Its card, with the next step; after «обещали оплату» the sum is asked at once (SPEC 11)."""
    promised = activity.outcome in OPENS_PAYMENT
    told = promise_in(activity.comment or "", talk.today)
    told = Promise() if told is None or told.parts else told  # in parts is no one sum of one day
    draft = PayDraft(
        client_id=activity.client_id,
        source=PaymentSource.CALL,
        promised=told.amount,
        on=told.day,
        probability=told.probability,
    )
    then = Opening("pay", draft, "amount") if promised else None
    return Done(ActivityCard(activity_id=activity.id, sent_at=talk.said_at), also, then)
