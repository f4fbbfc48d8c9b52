"""The workdays that a step goes by."""

from handlers.dialog.model import Talk
from sales.calendar.calendar import WorkCalendar


async def calendar_of(talk: Talk) -> WorkCalendar:
    """The speaker's own workdays."""
    return await talk.tx.system.calendars.of_person(talk.actor.person_id)
