"""What is ahead: the next step of a client, another day for a plan, and a plan that has been carried out."""

from handlers.activities.logged import carry_out, finish_logged
from handlers.activities.planning import is_over, make_planned_at, read_taken_on
from handlers.dialog.model import Again, Dialog, Done, Goto, Move, Talk
from handlers.dialog.steps.choices import PickTime, TimeDraft
from handlers.dialog.steps.client import ClientDraft, client_name
from handlers.dialog.steps.day import DayDraft, PickDay, past_day
from handlers.dialog.steps.outcome import OutcomeDraft, PickOutcome
from handlers.framework.replies import Erase, Reply, Touch
from reports.activities.activity_card import ActivityCard
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.words.terms import SIGNS
from reports.payments.card_lines import day_off
from sales.activities.activities import ActivityType
from sales.core.people import SELLERS
from storage.activities.activities import NewActivity

STEP_DAYS = (1, 3, 7)


class NextDraft(ClientDraft, DayDraft, TimeDraft):
    """The next step with a client: a call at 10:00 unless another kind follows from what was agreed."""

    follows_id: int | None = None
    kind: ActivityType = ActivityType.CALL
    comment: str | None = None
    card_key: str = ""
    """The card that asked: it shows the answer too."""


class ReplanDraft(DayDraft, TimeDraft):
    activity_id: int = 0
    card_key: str = ""
    """The card that stood above: the new one below takes its place."""


class DoneDraft(OutcomeDraft):
    activity_id: int = 0
    card_key: str = ""


async def when_next(talk: Talk, draft: NextDraft) -> Markup:
    said = {"sign": SIGNS[draft.kind], "client": await client_name(talk, draft)}
    return fill(_("{sign} {client}. Next step, when?"), **said)


async def plan_next(talk: Talk, draft: NextDraft) -> Move:
    """Plan the next step for the taken workday at ten, or of today at the next full hour. Raises NotYoursError."""
    said = draft.day or talk.today
    if said < talk.today:
        return Again(hint=past_day())
    if draft.hours is not None and draft.at is None:
        return Goto("time", draft)
    taken = await read_taken_on(talk, said)
    at = make_planned_at(talk, taken.day, draft.at)
    if is_over(talk, at):
        return Again(draft.model_copy(update={"at": None}), hint=fill(_("That time is over. For example: 18:30")))
    new = NewActivity(
        draft.client_id or 0,
        draft.kind,
        at,
        comment=draft.comment,
        follows_id=draft.follows_id,
        draft_id=draft.draft_id,
    )
    activity = await talk.mine.activities.plan(new)
    return Done(
        ActivityCard(activity_id=activity.id, sent_at=talk.said_at, said=day_off(taken)),
        (Touch(draft.card_key),) if draft.card_key else (),
    )


async def which_day(talk: Talk, draft: ReplanDraft) -> Markup:
    activity = await talk.mine.activities.get(draft.activity_id)
    return fill(_("{sign} {client}. On what day?"), sign=SIGNS[activity.type], client=activity.client_name)


async def day_ahead(talk: Talk, draft: ReplanDraft) -> Move:
    """On to the hour; a day that is over is asked once more."""
    if draft.day is not None and draft.day < talk.today:
        return Again(hint=past_day())
    return Goto("time", draft) if draft.at is None else await replan(talk, draft)


async def replan(talk: Talk, draft: ReplanDraft) -> Move:
    """Put the plan off to that hour of the taken workday. Raises NotYoursError, AlreadyDoneError."""
    taken = await read_taken_on(talk, draft.day or talk.today)
    at = make_planned_at(talk, taken.day, draft.at)
    if is_over(talk, at):
        return Again(draft.model_copy(update={"at": None}), hint=fill(_("That time is over. For example: 18:30")))
    activity = await talk.mine.activity_changes.postpone(draft.activity_id, at)
    return Done(
        ActivityCard(activity_id=activity.id, sent_at=talk.said_at, said=day_off(taken)), _instead_of(draft.card_key)
    )


class HowItWent(PickOutcome[DoneDraft]):
    async def kind(self, talk: Talk, draft: DoneDraft) -> ActivityType:
        return (await talk.mine.activities.get(draft.activity_id)).type

    async def question(self, talk: Talk, draft: DoneDraft) -> Markup:
        activity = await talk.mine.activities.get(draft.activity_id)
        return fill(_("{sign} {client}. How did it end?"), sign=SIGNS[activity.type], client=activity.client_name)

    async def proceed(self, talk: Talk, draft: DoneDraft) -> Move:
        activity = await carry_out(talk, draft.activity_id, draft)
        return finish_logged(talk, activity, *_instead_of(draft.card_key))


def _instead_of(card_key: str) -> tuple[Reply, ...]:
    return (Erase(card_key),) if card_key else ()


NEXT = Dialog(
    name="next",
    draft=NextDraft,
    steps={"day": PickDay(plan_next, asks=when_next, quick=STEP_DAYS), "time": PickTime(plan_next)},
    roles=SELLERS,
)

REPLAN = Dialog(
    name="replan",
    draft=ReplanDraft,
    steps={"day": PickDay(day_ahead, asks=which_day), "time": PickTime(replan)},
    roles=SELLERS,
)

DONE = Dialog(name="done", draft=DoneDraft, steps={"outcome": HowItWent()}, roles=SELLERS)
