"""The buttons of visits: another day, another hour, called off, one more, and forgotten clients by days."""

from datetime import date, time

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.meet import MeetDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Toast
from reports.activities.activity_card import ActivityCard
from reports.message.language import gettext as _
from reports.visits.forgotten import ForgottenByDayView, propose_visits
from reports.visits.presses import ForgottenPress, NewVisit, NewVisitPress, VisitDeed, VisitPress
from reports.visits.visit import VisitView, hour_of
from reports.visits.week import VisitsView
from sales.activities.activities import ActivityType
from sales.calendar.calendar import week_of
from sales.calendar.slots import instant_of
from sales.core.errors import NotYoursError
from sales.core.undo import UndoStepKind
from sales.entry.days.dates import RECKONED, is_near
from sales.entry.days.times import read_time
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity

KINDS = {NewVisit.MEETING: ActivityType.MEETING, NewVisit.CALL: ActivityType.CALL}


def make_router(runner: Runner) -> Router:
    router = Router(name="visits")

    @router.callback_query(Pressed(VisitPress), flags=access(SELLERS))
    async def press_visit(_query: CallbackQuery, callback_data: VisitPress, talk: Talk) -> Replies:
        return await _change(talk, callback_data)

    @router.callback_query(Pressed(NewVisitPress), flags=access(SELLERS))
    async def add_visit(_query: CallbackQuery, callback_data: NewVisitPress, talk: Talk) -> Replies:
        draft = MeetDraft(day=_read_day(talk, callback_data.day), kind=KINDS[callback_data.what])
        return await runner.open(talk, "meet", draft)

    @router.callback_query(Pressed(ForgottenPress), flags=access(SELLERS))
    async def plan_forgotten(_query: CallbackQuery, callback_data: ForgottenPress, talk: Talk) -> Replies:
        return await _plan_forgotten(talk, callback_data)

    return router


async def _change(talk: Talk, press: VisitPress) -> Replies:
    """Raises NotYoursError; AlreadyDoneError where it is closed, or stands there already."""
    activity = await talk.mine.activities.get(press.activity_id)
    match press.deed:
        case VisitDeed.DAY:
            return await _move_to_day(talk, activity, _read_day(talk, _number(press.value)))
        case VisitDeed.HOUR:
            ordinal, _sign, hour = press.value.partition("-")
            at = read_time(hour)
            if at is None:
                raise NotYoursError
            return await _move(talk, activity, _read_day(talk, _number(ordinal)), at)
        case VisitDeed.CANCEL:
            await talk.mine.activity_changes.cancel(activity.id)
            return Redraw(ActivityCard(activity_id=activity.id))


async def _move_to_day(talk: Talk, activity: Activity, day: date) -> Replies:
    """At the hour it has, where nothing else stands there and it is still ahead; else the hour is asked."""
    at = hour_of(activity, talk.actor.zone)
    held = await talk.mine.activities.list_planned(day, day, activity.author_id)
    taken = [hour_of(each, talk.actor.zone) for each in held if each.id != activity.id]
    is_free = all(each != at for each in taken)
    if not is_free or instant_of(day, at, talk.actor.zone) <= talk.tx.clock.now():
        why = _("That hour is over") if is_free else _("Something else is planned at that hour")
        return [Redraw(VisitView(activity_id=activity.id, day=day)), Toast(why)]
    return await _move(talk, activity, day, at)


async def _move(talk: Talk, activity: Activity, day: date, at: time) -> Replies:
    to = instant_of(day, at, talk.actor.zone)
    if to <= talk.tx.clock.now():
        return [Redraw(VisitView(activity_id=activity.id, day=day)), Toast(_("That hour is over"))]
    await talk.mine.activity_changes.postpone(activity.id, to)
    return Redraw(VisitView(activity_id=activity.id))


async def _plan_forgotten(talk: Talk, press: ForgottenPress) -> Replies:
    """All that was shown, by one tap; where it is another proposal by now, that one is shown instead."""
    monday = _read_day(talk, press.monday)
    if monday != week_of(monday)[0]:
        raise NotYoursError
    proposal = await propose_visits(talk.tx, talk.actor, monday)
    if not proposal.visits or proposal.check_sum != press.shown:
        return [Redraw(ForgottenByDayView(monday=monday)), Toast(_("The list has changed, please look again"))]
    zone, planned = talk.actor.zone, []
    for each in proposal.visits:
        new = NewActivity(each.client_id, ActivityType.MEETING, instant_of(each.day, each.at, zone))
        planned.append((await talk.mine.activities.plan(new)).id)
    await talk.mine.undo_steps.note(UndoStepKind.VISITS_PLANNED, monday.toordinal(), {"activities": planned})
    return Redraw(VisitsView(monday=monday))


def _number(value: str) -> int:
    """Raises NotYoursError."""
    if not (value.isascii() and value.isdigit()):
        raise NotYoursError
    return int(value[:8])


def _read_day(talk: Talk, ordinal: int) -> date:
    """As far as days are spoken of. Raises NotYoursError."""
    if ordinal not in RECKONED or not is_near(date.fromordinal(ordinal), talk.today):
        raise NotYoursError
    return date.fromordinal(ordinal)
