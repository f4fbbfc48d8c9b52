"""«встреча Вектор завтра в 16» where one stands at 14: the same at another hour, or one more; asked by one tap."""

from handlers.dialog.model import Again, Choice, Move, Screen, Talk
from handlers.dialog.steps.said import context_of
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.correction import correct_entry
from handlers.entry.line.draft import EntryDraft, line_of
from handlers.entry.line.flow import PLANNED
from handlers.entry.line.logging import workday
from handlers.entry.line.targets import find_same_day
from reports.activities.agenda_lines import tell_when
from reports.entry.lines import head_question
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.core.words import clean
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.values import read_values
from sales.entry.talk.yes_no import is_no, is_yes

SAME, NEW = "same", "new"
_KINDS = ("", " встреча", " встречу", " звонок", " meeting", " call", " one", " it")
MOVE = frozenset(
    f"{word}{kind}" for word in ("та же", "тот же", "ту же", "перенеси", "перенести", "same", "move") for kind in _KINDS
)
ANOTHER = frozenset(
    f"{word}{kind}"
    for word in ("еще одна", "еще один", "новая", "новый", "другая", "другой", "вторая", "one more", "another", "new")
    for kind in _KINDS
)


class SameOrOneMore(EntryStep):
    name = PLANNED
    agrees = True

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        stands = await find_same_day(talk, draft, entry, (await workday(talk, entry)).day)
        when = "" if stands is None else tell_when(stands, talk.actor.zone, talk.today)
        asked = fill(_("There is one already: {when}. Is it the same?"), when=when)
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
        """«та же», «ещё одна»; another hour or day is the line's own: «нет, в 16»."""
        if is_yes(text, MOVE) or is_no(text, ANOTHER):
            return await self.press(talk, draft, SAME if is_yes(text, MOVE) else NEW)
        values, left = read_values(clean(text), await context_of(talk, text), clock=True)
        changed = correct_entry(line_of(talk, draft), values)
        of_more = left or values.amount or values.client or values.probability is not None
        if of_more or changed == line_of(talk, draft):
            return Again(hint=self.hint())
        return await self.on(talk, draft, changed)

    def hint(self) -> Markup:
        return fill(_("Tap a button, please"))
