"""The questions about a line, by their names in the database, and how a line begins."""

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.day import BEHIND
from handlers.entry.client import Whose, client_said
from handlers.entry.days import AtWhatTime, ItIsAhead, ItIsOver, OnWhatDay, WhenItWas, time_said
from handlers.entry.draft import DIALOG, EntryDraft, line_of
from handlers.entry.flow import proceed
from handlers.entry.questions import (
    HowMuch,
    HowSure,
    WhatItDoes,
    WhichOne,
    Why,
    amount_said,
    chance_said,
    reason_said,
)
from handlers.entry.step import EntryStep
from handlers.framework.replies import Reply, Say
from reports.entry.lines import headed
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.people import FACT_ENTERERS
from sales.entry.dates import Leaning

YES, NO = "yes", "no"


class InsteadOf(EntryStep):
    """The line was edited while its record can still be taken back."""

    name = "replace"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        row = (Choice(_("✅ Replace"), YES), Choice(_("Leave it"), NO))
        return Screen(headed(line_of(talk, draft), fill(_("The line was edited. Replace the record?"))), (row,))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        if value == NO:
            return Done(Message(fill(_("The record stays as it was."))))
        return await proceed(talk, draft) if value == YES else Again()

    async def said(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        del talk, draft, text
        return Again(hint=self.hint())

    def hint(self) -> Markup:
        return fill(_("Please choose with a button"))


ENTRY = Dialog(
    name=DIALOG,
    draft=EntryDraft,
    steps={
        "verb": WhatItDoes(),
        "amount": HowMuch(amount_said),
        "client": Whose(lambda: _("Who is the client?"), client_said),
        "day": OnWhatDay(proceed, at_bank=True),
        "came_on": WhenItWas(proceed, Leaning.BEHIND, BEHIND, at_bank=True),
        "past": ItIsOver(),
        "future": ItIsAhead(),
        "time": AtWhatTime(time_said),
        "probability": HowSure(chance_said),
        "target": WhichOne(),
        "reason": Why(lambda: _("Why?"), reason_said),
        "replace": InsteadOf(),
    },
    roles=FACT_ENTERERS,
)


async def begin(runner: Runner, talk: Talk, draft: EntryDraft) -> list[Reply]:
    """A line: recorded and answered with its card, or its first question asked."""
    move = await proceed(talk, draft)
    if isinstance(move, Goto):
        return await runner.open(talk, DIALOG, move.draft, move.step)
    assert isinstance(move, Done)  # noqa: S101  proceed asks or ends
    opened = await runner.open(talk, move.then.name, move.then.draft, move.then.step) if move.then else []
    return [Say(move.content), *move.also, *opened]
