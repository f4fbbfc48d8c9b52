"""«встреча Вектор завтра в 16» where one stands at 14: the same at another hour, or one more; asked by one tap."""

from handlers.dialog.model import Again, Choice, Move, Screen, Talk
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.draft import EntryDraft, line_of
from handlers.entry.line.flow import PLANNED
from handlers.entry.line.logging import workday
from handlers.entry.line.targets import find_same_day
from reports.activities.agenda_lines import tell_when
from reports.entry.lines import head_question
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.entry.deeds.verbs import Verb
from sales.entry.talk.yes_no import is_no, is_yes

SAME, NEW = "same", "new"
MOVE = frozenset({"та же", "перенеси", "перенести", "same", "move"})
ANOTHER = frozenset({"еще одна", "новая", "другая", "one more", "another"})


class SameOrOneMore(EntryStep):
    name = PLANNED
    agrees = True

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        stands = await find_same_day(talk, draft, entry, (await workday(talk, entry)).day)
        when = "" if stands is None else tell_when(stands, talk.actor.zone, talk.today)
        asked = fill(_("{when} there is one already. The same?"), when=when)
        same = Choice(_("Move it to {hour}").format(hour=f"{entry.at:%H:%M}" if entry.at else ""), SAME)
        return Screen(head_question(entry, asked), ((same, Choice(_("One more"), NEW)),))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft)
        if value == NEW:
            return await self.on(talk, draft.model_copy(update={"apart": True}), entry)
        if value != SAME:
            return Again()
        stands = await find_same_day(talk, draft, entry, (await workday(talk, entry)).day)
        if stands is None:  # called off meanwhile
            return await self.on(talk, draft, entry)
        moved = entry.model_copy(update={"verb": Verb.RESCHEDULE, "planned": False})
        return await self.on(talk, draft.model_copy(update={"target_id": stands.id}), moved)

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """«та же», «ещё одна»"""
        if is_yes(text, MOVE) or is_no(text, ANOTHER):
            return await self.press(talk, draft, SAME if is_yes(text, MOVE) else NEW)
        return Again(hint=self.hint())

    def hint(self) -> Markup:
        return fill(_("Please choose with a button"))
