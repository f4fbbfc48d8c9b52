"""The answers to a reminder. They work in the middle of any dialog, and once: what became of it stands in its place."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.plans import DoneDraft, ReplanDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.calendars import calendar_of
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Toast
from reports.activities.activity_card import ActivityCard
from reports.activities.presses import ReminderDeed, ReminderPress
from reports.activities.reminder import ReminderView, put_off, title_of
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.activities.reminders import Snooze, snooze
from sales.core.errors import AlreadyDoneError, NotYoursError
from storage.activities.activity import Activity
from storage.activities.reminders import DueReminder

ANSWERED = frozenset({"done", "dropped"})


def make_router(runner: Runner) -> Router:
    router = Router(name="reminders")

    @router.callback_query(Pressed(ReminderPress), flags=access(SELLERS))
    async def answer_reminder(_query: CallbackQuery, callback_data: ReminderPress, talk: Talk) -> Replies:
        """«Сделано»: how did it end? «Другое»: when, then? The reminder goes when that is answered."""
        reminder, activity = await _remind(talk, callback_data)
        if activity is None:
            return Redraw(Message(fill(_("🔁 Handed over: nothing to answer here any more"))))
        if not _is_open(reminder, activity):
            return _over(activity)
        key = ReminderView.key_for(reminder.id, reminder.version)
        match callback_data.deed:
            case ReminderDeed.DONE:
                return await runner.open(talk, "done", DoneDraft(activity_id=activity.id, card_key=key))
            case ReminderDeed.OTHER:
                return await runner.open(talk, "replan", ReplanDraft(activity_id=activity.id, card_key=key))
            case Snooze() as choice:
                return await _put_off(talk, reminder, activity, choice)

    return router


async def _put_off(talk: Talk, reminder: DueReminder, activity: Activity, choice: Snooze) -> Replies:
    """«+1 ч», «Завтра 9:00»: the plan stays, the reminder comes again as a new message."""
    now = talk.tx.clock.now()
    snoozed = snooze(choice, now, talk.actor.own_zone, await calendar_of(talk))
    await talk.mine.reminders.snooze(reminder.id, snoozed.at)
    if snoozed.in_morning:
        await talk.tx.system.reminders.collect(reminder.id)
    return Redraw(put_off(title_of(talk.tx, talk.actor, activity), snoozed, now, talk.actor))


async def _remind(talk: Talk, press: ReminderPress) -> tuple[DueReminder, Activity | None]:
    """One's own, and this very one; no plan where another has it by now.

    Raises NotYoursError; AlreadyDoneError when it was put off by an earlier tap.
    """
    reminder = await talk.mine.reminders.get(press.reminder_id)
    if reminder.activity_id is None:
        raise NotYoursError
    if reminder.version != press.version:
        raise AlreadyDoneError
    try:
        return reminder, await talk.mine.activities.get(reminder.activity_id)
    except NotYoursError:
        return reminder, None


def _is_open(reminder: DueReminder, activity: Activity) -> bool:
    return activity.is_planned and reminder.state not in ANSWERED


def _over(activity: Activity) -> Replies:
    """Done, moved or called off elsewhere meanwhile: the old reminder shows how it stands."""
    return [Redraw(ActivityCard(activity_id=activity.id)), Toast(_("Already recorded"))]
