"""
What every question about a line has in common.

A whole new line typed instead of an answer never comes here (doors.precedence): it is recorded, and the question stays.
"""

import re
from abc import abstractmethod
from typing import ClassVar, Final

from handlers.dialog.model import Again, Attachment, Goto, Move, Step, Talk, Thing
from handlers.dialog.steps.outcome import KEPT
from handlers.entry.line.draft import EntryDraft, line_of, with_entry
from handlers.entry.line.flow import proceed
from handlers.entry.line.hearing import read_line
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.core.people import SELLERS
from sales.core.words import fold
from sales.entry.deeds.verbs import LOGGED, PRICED, Verb
from sales.entry.lines.understood import Entry

LONGEST_ECHO = 120
MOST_WORDS = 5
"""Of an answer in a word: «пришло», «звонок завтра в 15 часов»."""


class EntryStep(Step[EntryDraft]):
    """A question about a line."""

    name: ClassVar[str]
    """Of the step in the dialog."""

    @abstractmethod
    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """The answer as it was typed."""

    async def write(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        scaled, rest = _put_in_scale(line_of(talk, draft), text)
        if scaled is not None and not rest:
            return await self.on(talk, draft, scaled)
        return await self.hear(talk, draft if scaled is None else with_entry(draft, scaled), rest)

    async def receive(self, talk: Talk, draft: EntryDraft, thing: Thing) -> Move:
        """A photo or a voice note goes with a call or a meeting."""
        fits = isinstance(thing, Attachment) and thing.kind in KEPT and draft.file_id is None
        if isinstance(thing, Attachment) and fits and line_of(talk, draft).verb in LOGGED:
            return Again(draft.model_copy(update={"file_id": thing.file_id}), fill(_("📎 I'll attach it")))
        return await super().receive(talk, draft, thing)

    async def on(self, talk: Talk, draft: EntryDraft, entry: Entry) -> Move:
        """With this answer; the same question once more is no step forward."""
        move = await proceed(talk, with_entry(draft, entry))
        return Again(move.draft) if isinstance(move, Goto) and move.step == self.name else move


def _put_in_scale(entry: Entry, text: str) -> tuple[Entry | None, str]:
    """«тысяч, завтра» where it is not known whether thousands were meant: the line with its sum, and what is left."""
    said, unit = entry.amount_choice, _UNIT.search(fold(text))
    if said is None or unit is None:
        return None, text
    left = f"{text[: unit.start()]} {text[unit.end() :]}".strip(" ,;.!")
    return entry.with_amount(said.larger if unit["thousands"] else said.smaller), " ".join(left.split())


_UNIT: Final = re.compile(
    r"(?<![\w.,])(?<![0-9] )(?:(?P<thousands>тыс(?:яч[аи]?)?\.?|тыщ\w*|тр|к|k|thousand)|(?:руб(?:л\w+)?\.?|р|₽))(?!\w)"
)


def may_say(talk: Talk, verb: Verb | None) -> bool:
    """A seller anything; who enters facts for others that money came."""
    return talk.actor.role in SELLERS or verb is Verb.FACT


def is_whole(talk: Talk, entry: Entry) -> bool:
    """A line of its own, not a word of an answer."""
    if entry.verb is None or not entry.client_id or not may_say(talk, entry.verb):
        return False
    said = (entry.day, entry.day_choice, entry.day_mistake)
    return entry.verb not in PRICED or entry.has_sum or any(said)


async def word_of(talk: Talk, text: str) -> Entry | None:
    """A word that says what the line does, perhaps with a day, and nothing of whom or how much: «пришло вчера»."""
    said = await read_line(talk, text) if len(text.split()) <= MOST_WORDS else None
    if said is None or said.verb is None or not may_say(talk, said.verb):
        return None
    return None if said.client or said.has_sum else said
