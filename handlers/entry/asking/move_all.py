"""
«все переносим на завтра»: asked with how many and why; the tap that answers moves them all.

What is moved is what was asked about: the payments of the day on which it was said, also after midnight.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.dialog.model import Again, Choice, Done, Move, Screen, Talk
from handlers.dialog.steps.choices import PickReason
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.draft import EntryDraft, line_of
from handlers.entry.line.money import workday
from reports.entry.answers import moves_all, tell_moved_all
from reports.message.format import short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Button, Message
from reports.payments.presses import UndoPress
from sales.core.undo import UndoStepKind
from sales.entry.deeds.outcomes import reason_of
from sales.entry.lines.understood import Entry
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason

NO = "no"


@dataclass(frozen=True)
class MoveAll(EntryStep, PickReason[EntryDraft]):
    """How many, to what day, and why: the tap on a reason moves them all."""

    name = "all"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        due = await _list_due(talk, entry)
        screen = await super().show(talk, draft)
        said = moves_all(len(due), sum(each.rest for each in due), await _to(talk, entry))
        return replace(screen, text=said, last=(Choice(_("No need"), NO),))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        if value == NO:
            return _leave()
        return await PickReason.press(self, talk, draft, value)

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        reason = reason_of(text)
        return Again(hint=self.hint()) if reason is None else await _move(talk, line_of(talk, draft), reason)

    def hint(self) -> Markup:
        return fill(_("Tap a button, or say it in words: no money · waiting for documents"))


async def move_all(talk: Talk, draft: EntryDraft) -> Move:
    """Move all that was due on the day of the question and is still; each move is a change of its own.

    Raises NotYoursError, AlreadyDoneError.
    """
    return await _move(talk, line_of(talk, draft), draft.reason or MoveReason.OTHER)


async def _move(talk: Talk, entry: Entry, reason: MoveReason) -> Move:
    if entry.day is not None and entry.day < talk.today:
        gone = _("Nothing was moved: {day} has passed. Type “debts” to see what is overdue.")
        return Done(Message(fill(gone, day=short_day(entry.day))))
    day, due = await _to(talk, entry), await _list_due(talk, entry)
    if not due:
        return _leave()
    changes = [await talk.mine.payment_changes.move(payment.id, day, reason) for payment in due]
    refs = {"events": [change.event_id for change in changes]}
    step = await talk.mine.undo_steps.note(UndoStepKind.MOVED_ALL, talk.actor.person_id, refs)
    undo = Button(_("↩️ Undo"), UndoPress(step_id=step).pack())
    return Done(Message(tell_moved_all(len(due), day), ((undo,),)))


def _leave() -> Done:
    return Done(Message(fill(_("Left as it was, nothing was recorded."))))


async def _to(talk: Talk, entry: Entry) -> date:
    return (await workday(talk, entry)).day


async def _list_due(talk: Talk, entry: Entry) -> Sequence[Payment]:
    return await talk.mine.payments.list_due(entry.said_on, talk.actor.person_id)
