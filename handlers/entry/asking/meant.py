"""«Бекзат говорит, что перевёл 80к»: a word beside the record may make it another thing, so it is shown and asked."""

from handlers.dialog.model import Again, Choice, Done, Move, Screen, Talk
from handlers.entry.asking.edited import NO, YES
from handlers.entry.asking.step import EntryStep, word_of
from handlers.entry.line.draft import EntryDraft, line_of
from reports.entry.lines import head_question
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Message
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.entry.talk.yes_no import is_no, is_yes

LONGEST_WORDS = 60
RECORD = frozenset({"записать", "запиши", "record it", "record"})
LEAVE = frozenset({"не записывать", "не записывай", "do not record"})


class IsItMeant(EntryStep):
    """Recorded as it was understood; money that has come may be awaited instead; or nothing at all."""

    name = "meant"
    agrees = True

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        asked = fill(_("Not sure because of “{words}”. Record it like this?"), words=entry.doubt[:LONGEST_WORDS])
        yes, no = Choice(_("✅ Record it"), YES), Choice(_("Do not record"), NO)
        if entry.verb is not Verb.FACT:
            return Screen(head_question(entry, asked), ((yes, no),))
        came = (Choice(_("✅ Received"), YES), Choice(_("💰 Expected"), Verb.EXPECT))
        return Screen(head_question(entry, asked), (came, (no,)))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft).model_copy(update={"doubt": ""})
        if value == NO:
            return Done(Message(fill(_("Nothing was recorded."))))
        if value == Verb.EXPECT and entry.verb is Verb.FACT:
            return await self.on(talk, draft, _expect_instead(entry))
        return await self.on(talk, draft, entry) if value == YES else Again()

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """«да», «нет», «ждём»."""
        if is_yes(text, RECORD) or is_no(text, LEAVE):
            return await self.press(talk, draft, YES if is_yes(text, RECORD) else NO)
        said = await word_of(talk, text)
        if said is not None and said.verb is not None:
            return await self.press(talk, draft, YES if said.verb is line_of(talk, draft).verb else said.verb)
        return Again(hint=self.hint())

    def hint(self) -> Markup:
        return fill(_("Tap a button, please"))


def _expect_instead(entry: Entry) -> Entry:
    """A day that was not said is asked: it stood for today because the money had come."""
    said = entry if entry.day_text else entry.model_copy(update={"day": None})
    return said.with_verb(Verb.EXPECT)
