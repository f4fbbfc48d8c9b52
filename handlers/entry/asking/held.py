"""«позвонил Вектору» on a day in whose plan several calls with them stand: which of them was it? Asked by one tap."""

from handlers.dialog.model import Again, Choice, Move, Screen, Talk
from handlers.dialog.steps.then import number_in
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.carried_out import HELD, find_plans_held
from handlers.entry.line.draft import EntryDraft, line_of
from reports.entry.lines import head_question
from reports.message.format import hours
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import grid
from reports.message.words.terms import SIGNS
from sales.entry.days.times import read_time
from sales.entry.talk.yes_no import is_no

APART = "apart"
ANOTHER = frozenset({"отдельно", "отдельный", "отдельная", "другой", "другая", "еще один", "еще одна", "another"})
SHOWN, WIDTH = 6, 3


class WhichPlan(EntryStep):
    name = HELD

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        plans = await find_plans_held(talk, draft, entry)
        shown = [
            Choice(f"{SIGNS[each.type]} {hours(each.planned_at, talk.actor.zone)}", f"t{each.id}")
            for each in plans[:SHOWN]
            if each.planned_at is not None
        ]
        asked = fill(_("Which one of the plan was it?"))
        return Screen(head_question(entry, asked), (*grid(shown, WIDTH), (Choice(_("None of them"), APART),)))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft)
        if value == APART:
            return await self.on(talk, draft.model_copy(update={"apart": True}), entry)
        chosen = number_in(value, "t")
        if chosen not in {each.id for each in await find_plans_held(talk, draft, entry)}:
            return Again()
        return await self.on(talk, draft.model_copy(update={"target_id": chosen}), entry)

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """«17:00», «отдельно»"""
        if is_no(text, ANOTHER):
            return await self.press(talk, draft, APART)
        at = read_time(text)
        told = line_of(talk, draft).model_copy(update={"at": at})
        meant = await find_plans_held(talk, draft, told) if at is not None else ()
        if len(meant) != 1:
            return Again(hint=self.hint())
        return await self.press(talk, draft, f"t{meant[0].id}")

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type its hour: 17:00"))
