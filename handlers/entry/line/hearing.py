"""What a person has said, read in their own context: their day and hour, their clients, the people there."""

from handlers.dialog.model import Talk
from handlers.dialog.steps.said import context_of
from sales.entry.lines.understood import Entry
from sales.entry.message import Heard, hear, read_record


async def context_of(talk: Talk) -> Context:
    """By the day and the hour at which it was written, among the clients that the speaker sees."""
    here = local(talk.said_at, talk.actor.zone)
    calendar = (await calendar_of(talk)).without_absences()
    clients = await talk.mine.clients.list_known()
    contacts = await talk.mine.clients.known_contacts()
    stages = await talk.tx.system.stages.book(talk.actor.department_id or 0)
    return Context(here.date(), clients, here.time(), contacts, calendar, stages)


async def hear_text(talk: Talk, text: str) -> Heard:
    """A message outside a question: a correction, a plain question, one record or several."""
    return hear(text, await context_of(talk, text))


async def read_line(talk: Talk, text: str) -> Entry | None:
    """One record, as an answer to a question may be one."""
    return read_record(text, await context_of(talk, text))
