"""/meet: whom, then either how it ended just now, or the day and the hour it is planned for."""

from dataclasses import dataclass
from datetime import timedelta

from handlers.activities.logged import carry_out, finish_logged, log
from handlers.activities.planning import is_over, make_planned_at, noon, read_taken_on
from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.choices import PickTime, TimeDraft
from handlers.dialog.steps.client import SHOWN, ClientDraft, PickClient, client_name
from handlers.dialog.steps.day import DayDraft, PickDay
from handlers.dialog.steps.outcome import OutcomeDraft, PickOutcome
from reports.activities.activity_card import ActivityCard
from reports.message.format import short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.words.terms import SIGNS
from reports.payments.card_lines import day_off
from sales.activities.activities import VISITS, ActivityType, may_backdate
from sales.core.people import SELLERS
from sales.road.places import make_point
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity
from storage.clients.client import Client

NOW = "now"
ABOUT = timedelta(hours=3)


class MeetDraft(ClientDraft, OutcomeDraft, DayDraft, TimeDraft):
    kind: ActivityType = ActivityType.MEETING
    """A call is planned in the same way, from a day of the week."""


@dataclass(frozen=True)
class WhoIsThere(PickClient[MeetDraft]):
    async def list_offered(self, talk: Talk, draft: MeetDraft) -> list[Client]:
        """From where one stands, the nearest first."""
        recent = await super().list_offered(talk, draft)
        here = make_point(draft.latitude, draft.longitude)
        if here is None:
            return recent
        ids = [each.client_id for each in await talk.mine.nearby.list_around(here)]
        return await talk.mine.clients.of_ids(list(dict.fromkeys([*ids, *(each.id for each in recent)]))[:SHOWN])


class WhenItIs(PickDay[MeetDraft]):
    async def question(self, talk: Talk, draft: MeetDraft) -> Markup:
        return fill(_("{sign} {client}. When?"), sign=SIGNS[draft.kind], client=await client_name(talk, draft))

    def quick_rows(self, talk: Talk) -> tuple[tuple[Choice, ...], ...]:
        return ((Choice(_("✅ It has just ended"), NOW),), *super().quick_rows(talk))

    async def press(self, talk: Talk, draft: MeetDraft, value: str) -> Move:
        if value == NOW:
            return Goto("outcome", draft.model_copy(update={"day": None}))
        return await super().press(talk, draft, value)


async def with_whom(talk: Talk, draft: MeetDraft) -> Markup:
    """Of one that a day was tapped for with that day."""
    del talk
    if draft.kind is ActivityType.CALL and draft.day is not None:
        return fill(_("📞 Call on {day}. Who to?"), day=short_day(draft.day))
    if draft.day is not None:
        return fill(_("🤝 Meeting on {day}. Who with?"), day=short_day(draft.day))
    return fill(_("🤝 Meeting. Who with?"))


async def take_client(talk: Talk, draft: MeetDraft) -> Move:
    """«ромашка завтра в 15»: the day and the hour are not asked again. Whoever sends where they are is there now."""
    if draft.latitude is not None and draft.day is None:
        return Goto("outcome", draft)
    return Goto("when", draft) if draft.day is None else await take_when(talk, draft)


async def take_when(talk: Talk, draft: MeetDraft) -> Move:
    """A day that is over is a meeting that has been: three workdays back at most."""
    if draft.day is None or draft.day >= talk.today:
        return Goto("time", draft) if draft.at is None else await plan(talk, draft)
    if may_backdate(draft.day, talk.today, await calendar_of(talk)):
        return Goto("outcome", draft)
    return Again(hint=fill(_("A past day: three workdays back at most")))


async def plan(talk: Talk, draft: MeetDraft) -> Move:
    """Plan it for that hour of the taken workday; an hour gone by is asked once more.

    Raises NotYoursError.
    """
    taken = await read_taken_on(talk, draft.day or talk.today)
    at = make_planned_at(talk, taken.day, draft.at)
    if is_over(talk, at):
        return Again(draft.model_copy(update={"at": None}), hint=fill(_("That time is over. For example: 18:30")))
    new = NewActivity(draft.client_id or 0, draft.kind, at, comment=draft.comment, draft_id=draft.draft_id)
    activity = await talk.mine.activities.plan(new)
    return Done(ActivityCard(activity_id=activity.id, sent_at=talk.said_at, said=day_off(taken)))


async def _find_planned(talk: Talk, draft: MeetDraft) -> Activity | None:
    """What was planned with them for about now, where one stands there: it is that meeting, and no second one."""
    if draft.latitude is None or draft.day is not None:
        return None
    planned = await talk.mine.activities.list_planned(talk.today, talk.today, talk.actor.person_id)
    visits = [each for each in planned if each.client_id == draft.client_id and each.type in VISITS]
    return next((each for each in visits if each.planned_at and abs(each.planned_at - talk.said_at) <= ABOUT), None)


class HowTheMeetingEnded(PickOutcome[MeetDraft]):
    async def kind(self, talk: Talk, draft: MeetDraft) -> ActivityType:
        del talk
        return draft.kind

    async def question(self, talk: Talk, draft: MeetDraft) -> Markup:
        return fill(
            _("{sign} {client}. How did it end?"), sign=SIGNS[draft.kind], client=await client_name(talk, draft)
        )

    async def proceed(self, talk: Talk, draft: MeetDraft) -> Move:
        planned = await _find_planned(talk, draft)
        if planned is not None:
            return finish_logged(talk, await carry_out(talk, planned.id, draft))
        at = talk.said_at if draft.day is None else noon(talk, draft.day)
        return await log(talk, draft.kind, draft.client_id or 0, draft, at)


MEET = Dialog(
    name="meet",
    draft=MeetDraft,
    steps={
        "client": WhoIsThere(with_whom, take_client),
        "when": WhenItIs(take_when),
        "time": PickTime(plan),
        "outcome": HowTheMeetingEnded(),
    },
    roles=SELLERS,
)
