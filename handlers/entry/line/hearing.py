"""What a person has said, read in their own context: their day and hour, their clients, the people there."""

from dataclasses import replace

from handlers.dialog.model import Talk
from handlers.dialog.steps.said import context_of
from handlers.entry.line.parts import join_rests
from sales.entry.apart import split_kinds
from sales.entry.lines.understood import Entry
from sales.entry.message import Heard, hear, read_record


async def hear_text(talk: Talk, text: str) -> Heard:
    """A message outside a question: a correction, a plain question, one record or several."""
    heard = hear(text, await context_of(talk, text))
    return replace(heard, entries=await join_rests(talk, heard.entries)) if len(heard.entries) > 1 else heard


async def split_text(talk: Talk, text: str) -> tuple[str, ...]:
    """The parts of a message of several kinds, each to be heard by itself: the records come first."""
    return split_kinds(text, await context_of(talk, text)) if "\n" in text.strip() else (text,)


async def read_line(talk: Talk, text: str) -> Entry | None:
    """One record, as an answer to a question may be one."""
    return read_record(text, await context_of(talk, text))
