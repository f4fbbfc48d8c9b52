"""«Встреча не запланирована. Запланировать на пт?», «Ждать эту оплату?»: one tap, and nothing without it."""

from handlers.dialog.model import Again, Choice, Done, Move, Screen, Talk
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.draft import EntryDraft, line_of
from handlers.entry.line.offering import OFFER, instead
from reports.entry.lines import head_question, tell_nothing_planned
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.message import Message
from sales.entry.deeds.verbs import Verb
from sales.entry.talk.yes_no import is_no, is_yes

YES, NO = "yes", "no"


class NewInstead(EntryStep):
    """What a line moves or calls off is not there: a new record in its place, if it is wanted."""

    name = OFFER

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        new = instead(entry)
        if new is None:
            row = (Choice(_("✅ Expect it"), YES), Choice(_("No need"), NO))
            asked = fill(_("Expect this payment?") if draft.target_id is None else _("Expect it in these parts?"))
            return Screen(head_question(entry, asked), (row,))
        asked = fill(_("Expect a new payment?") if new.verb is Verb.EXPECT else _("Plan a new one?"))
        row = (Choice(_("✅ Yes, a new one"), YES), Choice(_("No need"), NO))
        return Screen(lines(tell_nothing_planned(entry), asked), (row,))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        if value == NO:
            return Done(Message(fill(_("Left as it was, nothing was recorded."))))
        entry = line_of(talk, draft)
        return await self.on(talk, draft, instead(entry) or entry) if value == YES else Again()

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        if is_yes(text) or is_no(text):
            return await self.press(talk, draft, YES if is_yes(text) else NO)
        return Again(hint=self.hint())

    def hint(self) -> Markup:
        return fill(_("Tap a button, please"))
