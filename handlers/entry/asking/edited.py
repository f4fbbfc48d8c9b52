"""What was typed otherwise than it was meant: a message edited afterwards, or typed with the other keyboard."""

from collections.abc import Iterator

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Done, Move, Screen, Talk
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.draft import EntryDraft, LineEdit, line_of
from handlers.entry.line.edited import apply_edits
from handlers.entry.line.flow import proceed
from reports.entry.lines import head_question, in_one_line
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Message
from sales.entry.talk.yes_no import is_no, is_yes

YES, NO = "yes", "no"


class _YesOrNo(EntryStep):
    agrees = True

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        if value == NO:
            return Done(Message(self.tell_left()))
        if value != YES:
            return Again()
        return await apply_edits(talk, draft) if draft.edits else await proceed(talk, draft)

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        if is_yes(text) or is_no(text):
            return await self.press(talk, draft, YES if is_yes(text) else NO)
        return Again(hint=self.hint())

    def tell_left(self) -> Markup:
        return fill(_("Nothing was recorded."))

    def hint(self) -> Markup:
        return fill(_("Tap a button, please"))


class InsteadOf(_YesOrNo):
    """The line was edited while its record can still be taken back."""

    name = "replace"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        row = (Choice(_("✅ Replace"), YES), Choice(_("Leave it"), NO))
        return Screen(head_question(line_of(talk, draft), fill(_("The line was edited. Replace the record?"))), (row,))

    def tell_left(self) -> Markup:
        return fill(_("The record stays as it was."))


class SeveralEdited(_YesOrNo):
    """A message of several lines was edited: what is changed, added and removed, in one question."""

    name = "edited"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        del talk
        row = (Choice(_("✅ Change"), YES), Choice(_("Leave it"), NO))
        asked = fill(_("The message was edited. Change the records?"))
        return Screen(lines(*_changes(draft), asked), (row,))

    def tell_left(self) -> Markup:
        return fill(_("The records stay as they were."))


def _changes(draft: EntryDraft) -> Iterator[Markup]:
    for edit in draft.edits:
        yield _change(edit)


def _change(edit: LineEdit) -> Markup:
    if edit.entry is None:
        return fill("➖ {what}", what=in_one_line(edit.written))
    return fill("{sign} {what}", sign="✏️" if edit.replaces else "➕", what=in_one_line(edit.entry))


class MeantInRussian(_YesOrNo):
    """«jgkfnf 150r»: asked once whether the Russian keyboard was meant, of all lines together."""

    name = "layout"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entries = [edit.entry for edit in draft.edits if edit.entry] or [line_of(talk, draft)]
        written = "\n".join(entry.text for entry in entries)
        said = fill(_("Was it this?\n<code>{line}</code>"), line=written)
        return Screen(said, ((Choice(_("✅ Yes"), YES), Choice(_("Not that"), NO)),))
