"""A reminder of something planned: what, when, with whom, and the four answers to it."""

from datetime import datetime
from typing import Self

from markupsafe import Markup

from reports.activities.agenda_lines import tell_title
from reports.activities.brief import draw_brief
from reports.activities.presses import ReminderDeed, ReminderPress
from reports.message.format import hours, short_day
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import Key, View
from reports.message.words.called import call_person
from reports.message.words.names import for_whom
from reports.payments.card_lines import tell_taken
from sales.activities.reminders import Snooze, Snoozed
from sales.core.clock import local_date
from storage.activities.activity import Activity
from storage.activities.reminders import DueReminder
from storage.engine.actor import Actor
from storage.transaction import Transaction


class ReminderView(View):
    """Nothing where its subject was done, moved or cancelled, or where it was put off."""

    name = "reminder"

    reminder_id: int
    version: int

    @classmethod
    def key_for(cls, reminder_id: int, version: int) -> Key[Self]:
        return Key(f"reminder:{reminder_id}:{version}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).reminders.get(self.reminder_id)
        if (found.state, found.version) != ("sent", self.version) or found.activity_id is None:
            return None
        activity = await tx.as_(reader).activities.get(found.activity_id)
        if not activity.is_planned or activity.is_unwelcome:
            return None
        brief = await draw_brief(tx, reader, activity)
        text = lines(title_of(tx, reader, activity), await _for_whom(tx, reader, found), *brief)
        return Message(text, _answers(found))


async def _for_whom(tx: Transaction, reader: Actor, found: DueReminder) -> Markup | None:
    """«за Бориса», who is away."""
    if found.owner_id == reader.person_id:
        return None
    return fill(_("for {name}"), name=for_whom(await call_person(tx, found.owner_id)))


def title_of(tx: Transaction, reader: Actor, activity: Activity) -> Markup:
    """«📞 15:00 Вектор: ждут счёт» by the department's clock."""
    return tell_title(activity, reader.zone, local_date(tx.clock.now(), reader.zone))


def put_off(title: Markup, snoozed: Snoozed, now: datetime, reader: Actor) -> Message:
    """What the reminder becomes after «+1 ч» or «Завтра 9:00»: when it comes again, and why then."""
    return Message(lines(title, tell_taken(snoozed.taken, at_bank=False), _again(snoozed, now, reader)))


def _again(snoozed: Snoozed, now: datetime, reader: Actor) -> Markup:
    zone = reader.own_zone
    day, at = local_date(snoozed.at, zone), hours(snoozed.at, zone)
    said = at if day == local_date(now, zone) else f"{short_day(day)}, {at}"
    if reader.own_zone != reader.zone:
        said = _("{when} your time").format(when=said)
    if snoozed.in_morning:
        return fill(_("⏰ I'll remind you in the morning message: {when}"), when=said)
    return fill(_("⏰ I'll remind you: {when}"), when=said)


def _answers(found: DueReminder) -> Keyboard:
    first = (_button(pgettext("reminder", "Done"), ReminderDeed.DONE, found), _button(_("+1 h"), Snooze.HOUR, found))
    second = (_button(_("Tomorrow 9:00"), Snooze.TOMORROW, found), _button(_("Other time"), ReminderDeed.OTHER, found))
    return (first, second)


def _button(label: str, deed: ReminderDeed | Snooze, found: DueReminder) -> Button:
    return Button(label, ReminderPress(deed=deed, reminder_id=found.id, version=found.version).pack())
