"""What an edited message changes of the records it has made: a line changed, one added, one removed."""

from collections.abc import Mapping, Sequence

from handlers.dialog.model import Done, Goto, Opening, Talk, Waiting
from handlers.entry.line.draft import DIALOG, EntryDraft, LineEdit, draft_of
from handlers.entry.line.flow import proceed
from handlers.entry.line.replacing import name_of, take_back_old
from handlers.framework.replies import Reply, Say
from reports.entry.answers import tell_recorded
from reports.message.message import Message
from sales.calendar.calendar import WorkCalendar
from sales.entry.deeds.verbs import LOGGED
from sales.entry.lines.asked import find_taken_day
from sales.entry.lines.understood import Entry
from storage.payments.undoable import UndoableRecord

Recorded = Mapping[int, tuple[UndoableRecord, Entry | None]]
"""By their places in the message; a record that is no line any more (a plan said done) is never touched."""


def find_edits(
    recorded: Recorded, entries: Sequence[Entry], calendar: WorkCalendar, of_message: str, mark: str
) -> tuple[LineEdit, ...]:
    """`mark`: of this edit, for the drafts of what it adds. Empty where nothing has changed."""
    left = {place: entry for place, (_record, entry) in recorded.items() if entry is not None}
    new: list[Entry] = []
    for entry in entries:
        same = next((place for place, old in left.items() if _is_same(old, entry, calendar)), None)
        if same is None:
            new.append(entry)
        else:
            left.pop(same)
    return tuple(_pair(recorded, left, new, of_message, mark))


def _pair(
    recorded: Recorded, left: dict[int, Entry], new: Sequence[Entry], of_message: str, mark: str
) -> list[LineEdit]:
    """A changed line stands for the record of its client and deed, or of its deed alone; the rest came or went."""
    edits: list[LineEdit] = []
    added = max(recorded, default=-1) + 1
    for entry in new:
        place = _find_meant(left, entry, len(left) == len(new) == 1)
        replaces = "" if place is None else name_of(recorded[place][0])
        at = added if place is None else place
        anew = mark if place is None else f"{recorded[place][0].id:x}"
        edits.append(LineEdit(entry=entry, replaces=replaces, draft_id=f"{of_message}:{at}.{anew}"))
        added += place is None
        left.pop(-1 if place is None else place, None)
    return [*edits, *(LineEdit(replaces=name_of(recorded[place][0]), written=old) for place, old in left.items())]


def _find_meant(left: Mapping[int, Entry], entry: Entry, only: bool) -> int | None:  # noqa: FBT001
    same_client = [place for place, old in left.items() if old.client_id == entry.client_id]
    of_both = [place for place in same_client if left[place].verb is entry.verb]
    return next(iter([*of_both, *same_client, *(left if only else ())]), None)


def _is_same(old: Entry, new: Entry, calendar: WorkCalendar) -> bool:
    taken = find_taken_day(new, calendar)
    day = new.day if taken is None else taken.day
    alike = (old.verb, old.client_id, old.amount, old.planned) == (new.verb, new.client_id, new.amount, new.planned)
    timed = old.at == new.at if new.planned else True
    chance = new.probability in {None, old.probability}
    return alike and timed and chance and old.day == day and new.comment in {"", old.comment}


async def apply_edits(talk: Talk, draft: EntryDraft) -> Done:
    """Each recorded, replaced or taken back; what is still unclear is asked about. Raises as take_back_old does."""
    said: list[Reply] = []
    waiting: list[Waiting] = []
    for edit in draft.edits:
        if edit.entry is None:
            said += await take_back_old(talk, edit.replaces)
            continue
        file_id = draft.file_id if edit.entry.verb in LOGGED else None
        new = draft_of(talk, edit.entry, edit.draft_id, file_id)
        move = await proceed(talk, new.model_copy(update={"replaces": edit.replaces}))
        if isinstance(move, Done):
            said += [Say(move.content), *move.also]
        elif isinstance(move, Goto):
            waiting.append(Waiting(name=DIALOG, step=move.step, draft=move.draft.model_dump(mode="json")))
    return Done(Message(tell_recorded(len(draft.edits) - len(waiting))), tuple(said), _ask_next(waiting))


def _ask_next(waiting: Sequence[Waiting]) -> Opening | None:
    if not waiting:
        return None
    first = EntryDraft.model_validate(waiting[0].draft)
    return Opening(DIALOG, first.model_copy(update={"later": tuple(waiting[1:])}), waiting[0].step)
