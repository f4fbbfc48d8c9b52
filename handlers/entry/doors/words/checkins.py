"""Plain words for the question that stands open: «без изменений», «всё пришло», «кто молчит»."""

from typing import Final

from handlers.checkins.checkin_answers import note_step
from handlers.checkins.checkin_commands import checkin_of, who_of
from handlers.checkins.checkins import current_of, show_checkin
from handlers.dialog.model import Talk
from handlers.entry.doors.words.answers import Answers
from handlers.framework.replies import Replies, Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.payments.confirm_day import ConfirmDayView
from sales.core.errors import AlreadyDoneError
from sales.core.people import SELLERS, WATCHERS
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent


async def _checkin(talk: Talk, intent: Intent) -> Replies:
    del intent
    return await checkin_of(talk)


async def _list_silent(talk: Talk, intent: Intent) -> Replies:
    return await who_of(talk) if talk.actor.role in WATCHERS else await _checkin(talk, intent)


async def _leave_unchanged(talk: Talk, intent: Intent) -> Replies:
    """«без изменений» answers the check-in that stands open."""
    del intent
    asked = await talk.tx.system.checkins.last_of(talk.actor.person_id, talk.today)
    current = await current_of(talk) if asked is not None and asked.answered_at is None else None
    if current is None:
        return Say(Message(fill(_("No check-in is open now, there is nothing to answer."))))
    before = await talk.mine.checkins.answers_of(current.id)
    try:
        await talk.mine.checkins.leave_unchanged(current.id)
    except AlreadyDoneError:
        return Say(Message(fill(_("No check-in is open now, there is nothing to answer."))))
    await note_step(talk, current.id, before)
    return [Say(Message(fill(_("Recorded: no change")))), show_checkin(current)]


async def _ask_all_came(talk: Talk, intent: Intent) -> Replies:
    """«всё пришло» asks what its button asks: of today's rows, and how many they are."""
    current = await current_of(talk) if talk.actor.role in SELLERS else None
    return await _checkin(talk, intent) if current is None else show_checkin(current, asks_all=True)


async def _confirm_day(talk: Talk, intent: Intent) -> Replies:
    """Of the one department whose money the speaker confirms; of several, in their summaries."""
    seen = await talk.mine.departments.list_seen() if talk.actor.role in ConfirmDayView.opens_for else []
    if len(seen) != 1:
        return await _checkin(talk, intent)
    return Say(ConfirmDayView(department_id=seen[0].id, day=talk.today))


OF_CHECKINS: Final[Answers] = {
    IntentKind.CHECKIN: _checkin,
    IntentKind.NO_CHANGES: _leave_unchanged,
    IntentKind.ALL_CAME: _ask_all_came,
    IntentKind.SILENT: _list_silent,
    IntentKind.CONFIRM_DAY: _confirm_day,
}
"""Answers by kind."""
