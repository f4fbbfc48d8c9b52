"""A line on its way: what was understood of it, and what the message was that said it."""

from datetime import datetime
from zlib import crc32

from pydantic import BaseModel, ConfigDict

from handlers.dialog.model import Talk
from handlers.dialog.steps.amount import AmountDraft
from handlers.dialog.steps.choices import ProbabilityDraft, ReasonDraft, TimeDraft
from handlers.dialog.steps.client import ClientDraft
from handlers.dialog.steps.day import DayDraft
from sales.activities.activities import is_arrived_late
from sales.entry.lines.understood import Entry

DIALOG = "entry"

NEW_CLIENT = 0
"""Stands for the client that is made when the line is saved, and not before."""


class LineEdit(BaseModel):
    """One record of an edited message: recorded, recorded anew, or taken back where there is no entry any more."""

    model_config = ConfigDict(frozen=True)

    entry: Entry | None = None
    replaces: str = ""
    draft_id: str = ""
    written: Entry | None = None
    """What is taken back, to be shown."""


class EntryDraft(ClientDraft, AmountDraft, DayDraft, TimeDraft, ReasonDraft, ProbabilityDraft):
    entry: Entry | None = None
    sent_at: datetime | None = None
    """The message's own date: it may have waited for signal."""
    late: bool = False
    target_id: int | None = None
    """Of the payment or the plan that a line moves or calls off."""
    file_id: str | None = None
    replaces: str = ""
    """«payment:12»: the record of the line as it stood before it was edited."""
    apart: bool = False
    """One more visit on the day of another: asked, and answered so."""
    edits: tuple[LineEdit, ...] = ()
    """Of a message of several lines, all of them asked about by one question."""


def line_of(talk: Talk, draft: EntryDraft) -> Entry:
    """A draft of an older version may hold no line: then everything is asked."""
    return draft.entry or Entry(text="", said_on=talk.today)


def with_entry(draft: EntryDraft, entry: Entry, **more: object) -> EntryDraft:
    """The draft with this line, and with these of its other fields."""
    return draft.model_copy(update={"entry": entry, **more})


def moment_of(talk: Talk, draft: EntryDraft) -> datetime:
    """When the line was sent, aware UTC: an answer given later changes nothing of it."""
    return draft.sent_at or talk.said_at


def find_told_at(draft: EntryDraft) -> datetime | None:
    """For the card, which says so where the message came late; answers that took their time are no delay."""
    return draft.sent_at if draft.late else None


def draft_of(talk: Talk, entry: Entry, draft_id: str = "", file_id: str | None = None) -> EntryDraft:
    """`draft_id`: of the message, so that the same message heard twice is recorded once."""
    late = is_arrived_late(talk.said_at, talk.tx.clock.now())
    said = EntryDraft(entry=entry, sent_at=talk.said_at, late=late, file_id=file_id)
    if entry.amount_choice is not None:
        said = said.model_copy(update={"which": (entry.amount_choice.smaller, entry.amount_choice.larger)})
    if entry.day_choice is not None:
        said = said.model_copy(update={"either": (entry.day_choice.earlier, entry.day_choice.later)})
    return said.model_copy(update={"draft_id": draft_id}) if draft_id else said


def message_draft_id(kind: str, chat_id: int, message_id: int, group: str | None = None) -> str:
    """Unique to the message; pictures sent together are one."""
    return f"{kind}:{chat_id}:{message_id if group is None else f'{crc32(group.encode()):x}'}"
