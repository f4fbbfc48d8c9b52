"""The file over a line: with a call or a meeting it goes itself, beside all else it is a note of the same client."""

from handlers.dialog.model import Talk
from handlers.entry.line.draft import EntryDraft, moment_of
from handlers.entry.line.targets import OF_PLAN
from handlers.framework.replies import Reply, Say
from reports.activities.activity_card import ActivityCard
from sales.activities.activities import ActivityType
from sales.entry.lines.understood import Entry
from storage.activities.activities import NewActivity


async def keep_file(talk: Talk, draft: EntryDraft, entry: Entry) -> list[Reply]:
    """A note with the line for its words; of a plan's new hour only what was said beside it. Raises NotYoursError."""
    new = NewActivity(
        entry.client_id or 0,
        ActivityType.NOTE,
        moment_of(talk, draft),
        comment=(entry.comment if entry.verb in OF_PLAN else entry.text) or None,
        file_id=draft.file_id,
        draft_id=f"{draft.draft_id}:f",
    )
    note = await talk.mine.activities.log(new)
    return [Say(ActivityCard(activity_id=note.id, closed=True))]
