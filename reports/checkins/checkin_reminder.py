"""Five minutes before the slot: a few words to who is silent."""

from datetime import date
from typing import Self

from reports.checkins.checkin_buttons import _button
from reports.checkins.checkin_screen import CheckinScreen, read_question
from reports.checkins.presses import CheckinDeed
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View
from storage.engine.actor import Actor
from storage.transaction import Transaction


class CheckinReminderView(View):
    """Five minutes before the slot, to who is silent: short, and nothing any more once answered."""

    name = "checkin_reminder"

    checkin_id: int

    @classmethod
    def key_for(cls, person_id: int, day: date, slot: str) -> Key[Self]:
        return Key(f"checkin-remind:{person_id}:{day.isoformat()}:{slot}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        checkin = await tx.as_(reader).checkins.get(self.checkin_id)
        question = await read_question(tx, reader, checkin)
        silent = [live.row for live in question.day.asked_rows if live.row.is_silent]
        if not question.day.is_silent or question.is_closed:
            key = self.key_for(checkin.person_id, checkin.day, checkin.slot)
            stands = await tx.system.outbox.message_of(key) is not None
            return Message(fill(_("Payments by {time}: answered"), time=bold(question.wall))) if stands else None
        waiting = fill(_("Payments by {time}: waiting for your answer"), time=bold(question.wall))
        count = ngettext("{n} payment, {sum}", "{n} payments, {sum}", len(silent))
        told = fill(count, n=len(silent), sum=short(sum(row.rest for row in silent))) if silent else None
        return Message(lines(waiting, told), (_reminder_buttons(question),))


def _reminder_buttons(question: CheckinScreen) -> tuple[Button, ...]:
    none = _("No more came") if question.day.own.off_plan else _("No, there were none")
    same = _("No change") if question.day.asked_rows else none
    return (_button(same, CheckinDeed.SETTLED, question), _button(_("Answer"), CheckinDeed.OPEN, question))
