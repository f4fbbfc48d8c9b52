"""A photo, a voice note, a place or a long text outside a dialog: to the last record by one tap, or a client's note."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import (
    Again,
    Attachment,
    Choice,
    Dialog,
    Done,
    Goto,
    Move,
    Place,
    Screen,
    Step,
    Talk,
    Thing,
    Waiting,
)
from handlers.dialog.open_dialog import thing_of
from handlers.dialog.runner import Runner
from handlers.dialog.steps.choices import CommentDraft
from handlers.dialog.steps.client import ClientDraft, PickClient
from handlers.dialog.steps.outcome import KEPT
from handlers.dialog.steps.then import in_words
from handlers.entry.line.draft import message_draft_id
from handlers.entry.line.hearing import hear_text
from handlers.framework.replies import Replies, Say
from handlers.general.hints import examples, useless
from reports.activities.activity_card import ActivityCard, activity_title
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.message import Message
from sales.activities.activities import VISITS, ActivityType
from sales.core.people import SELLERS
from sales.core.words import LINE_LIMIT, add_line, clean_lines
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import Verb
from sales.entry.message import Heard
from sales.entry.talk.yes_no import is_yes
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity

DIALOG = "attach"
RECENT = timedelta(minutes=30)
MET_WITHIN = timedelta(hours=2)
HERE, OTHER = "here", "other"
DO_ATTACH = frozenset({"приложи", "attach"})


class AttachDraft(ClientDraft, CommentDraft):
    activity_id: int = 0
    file_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None
    sent_at: datetime | None = None
    long: bool = False
    """It was a text, too long for a line."""
    pictures: int = 1
    """Of an album: a note keeps one file, and says so."""

    @property
    def note(self) -> Markup:
        """What is going to be kept, above the question whose it is."""
        if self.long:
            return fill(_("This is long for one line: I can keep it as a note."))
        if self.pictures > 1:
            return fill(_("📎 Of {n} pictures I keep the last"), n=self.pictures)
        return (
            fill(_("📍 The place will be a note.")) if self.file_id is None else fill(_("📎 The file will be a note."))
        )


class ToTheLast(Step[AttachDraft]):
    agrees = True
    """«📎 К записи «Звонок: Вектор · 11:32»?»"""

    async def show(self, talk: Talk, draft: AttachDraft) -> Screen:
        activity = await talk.mine.activities.get(draft.activity_id)
        title = activity_title(activity, talk.actor.zone, talk.today)
        asked = fill(_("📎 Attach to this record?") if draft.file_id else _("📍 Note the place on this record?"))
        row = (Choice(_("✅ Attach"), HERE), Choice(_("Another client"), OTHER))
        return Screen(lines(draft.note if draft.pictures > 1 else None, asked, title), (row,))

    async def press(self, talk: Talk, draft: AttachDraft, value: str) -> Move:
        if value == OTHER:
            return Goto("client", draft)
        return await _attach(talk, draft) if value == HERE else Again()

    async def write(self, talk: Talk, draft: AttachDraft, text: str) -> Move:
        """«да», or the name of another client."""
        if is_yes(text, DO_ATTACH):
            return await _attach(talk, draft)
        return await WHOSE.name_another(talk, draft, text)


@dataclass(frozen=True)
class WhoseNote(PickClient[AttachDraft]):
    """Whose note it is; a file or a place sent meanwhile takes the place of the first."""

    async def show(self, talk: Talk, draft: AttachDraft) -> Screen:
        screen = await super().show(talk, draft)
        return replace(screen, text=lines(draft.note, screen.text))


async def _attach(talk: Talk, draft: AttachDraft) -> Move:
    """A record that has a file already keeps it, and the new one is a note beside it."""
    activity = await talk.mine.activities.get(draft.activity_id)
    if draft.file_id is not None and activity.file_id is not None:
        return await keep(talk, draft.model_copy(update={"client_id": activity.client_id}))
    if draft.file_id is not None:
        await talk.mine.activity_changes.attach(activity.id, draft.file_id)
    if draft.latitude is not None and draft.longitude is not None:
        await talk.mine.activity_changes.set_location(activity.id, draft.latitude, draft.longitude, draft.accuracy)
    if draft.comment:
        await talk.mine.activity_changes.describe(activity.id, comment=add_line(activity.comment, draft.comment))
    return Done(ActivityCard(activity_id=activity.id))


async def keep(talk: Talk, draft: AttachDraft) -> Done:
    """A note of the client. Raises NotYoursError."""
    new = NewActivity(
        draft.client_id or 0,
        ActivityType.NOTE,
        draft.sent_at or talk.said_at,
        comment=draft.comment,
        file_id=draft.file_id,
        latitude=draft.latitude,
        longitude=draft.longitude,
        accuracy=draft.accuracy,
        draft_id=draft.draft_id,
    )
    activity = await talk.mine.activities.log(new)
    return Done(ActivityCard(activity_id=activity.id, closed=True))


WHOSE = WhoseNote(in_words(lambda: _("Which client?")), keep, makes=False)

ATTACH = Dialog(
    name=DIALOG,
    draft=AttachDraft,
    steps={
        "where": ToTheLast(),
        "client": WHOSE,
    },
    roles=SELLERS,
    light=frozenset({"where", "client"}),
)


async def ask_where(runner: Runner, talk: Talk, message: TelegramMessage, caption: str) -> Replies:
    """One tap where something was recorded within half an hour, otherwise the client is asked."""
    question = await question_about(talk, message, caption)
    if question is None:
        return Say(useless())
    draft = AttachDraft.model_validate(question.draft)
    named = await find_named(talk, caption) if message.media_group_id is None else None  # an album is asked once
    last = await talk.mine.activities.get(draft.activity_id) if draft.activity_id else None
    if named is not None and (last is None or last.client_id != named):
        done = await keep(talk, draft.model_copy(update={"client_id": named}))
        return Say(done.content)
    return await runner.keep_behind(talk, question)


async def find_named(talk: Talk, caption: str) -> int | None:
    """«Вектор, акт сверки», «платёжка Уют 28 000» say whose it is; None where that is not sure."""
    heard = await hear_text(talk, caption[:LINE_LIMIT]) if caption else Heard()
    for told in (heard.deal, heard.nps, heard.ask, heard.intent):
        if told is not None:
            return told.client.id if isinstance(told.client, Found) else None
    if not heard and caption:  # «Ремстрой образцы отвезли», as beside a note
        noted = (await hear_text(talk, f"заметка {caption}"[:LINE_LIMIT])).entry
        return None if noted is None or noted.verb is not Verb.NOTE else noted.client_id
    clients = {entry.client_id for entry in heard.entries}
    sure = len(clients) == 1 and not heard.layout and not any(entry.doubt for entry in heard.entries)
    return next(iter(clients)) if sure else None


async def question_about(talk: Talk, message: TelegramMessage, caption: str) -> Waiting | None:
    """Whose it is; None for what nothing can be made of, such as a sticker."""
    draft = _draft(talk, message, clean_lines(caption) or None)
    match thing_of(message):
        case Attachment(kind, file_id) if kind in KEPT:
            draft = draft.model_copy(update={"file_id": file_id})
        case Place() as place:
            draft = draft.model_copy(update=asdict(place))
        case _:
            return None
    last = await (_last(talk) if draft.file_id else find_last_meeting(talk))
    draft = draft if last is None else draft.model_copy(update={"activity_id": last.id})
    return Waiting(name=DIALOG, step="client" if last is None else "where", draft=draft.model_dump(mode="json"))


async def draft_of_file(talk: Talk, file_id: str, caption: str) -> tuple[AttachDraft, str]:
    """Of a file that was looked into and is nothing but a file; and the step at which it is asked about."""
    last = await _last(talk)
    draft = AttachDraft(comment=caption or None, sent_at=talk.said_at, file_id=file_id)
    return (draft, "client") if last is None else (draft.model_copy(update={"activity_id": last.id}), "where")


async def keep_long(runner: Runner, talk: Talk, message: TelegramMessage, text: str) -> Replies:
    """A letter pasted into the chat: not an entry, but worth a note."""
    if talk.actor.role not in SELLERS:
        return Say(Message(examples(talk.actor.role)))
    draft = _draft(talk, message, clean_lines(text, LINE_LIMIT) or None).model_copy(update={"long": True})
    return await runner.open(talk, DIALOG, draft, "client")


def _draft(talk: Talk, message: TelegramMessage, comment: str | None) -> AttachDraft:
    return AttachDraft(draft_id=note_id(message), comment=comment, sent_at=talk.said_at)


def note_id(message: TelegramMessage) -> str:
    """Pictures sent together are one note."""
    return message_draft_id("note", message.chat.id, message.message_id, message.media_group_id)


async def one_more(runner: Runner, talk: Talk, thing: Thing | None, caption: str, *, instead: bool = False) -> Replies:
    """Another picture of the album that is asked about: its words are kept, and of the pictures the last.

    `instead`: the same picture, whose words have changed.
    """
    state = await talk.mine.dialogs.current()
    if state is None:
        return []
    draft = AttachDraft.model_validate(state.draft)
    said = add_line(None if instead else draft.comment, clean_lines(caption))
    kept = thing.file_id if isinstance(thing, Attachment) and thing.kind in KEPT else None
    more = {"comment": said or None, "file_id": kept or draft.file_id}
    pictures = draft.pictures + (0 if instead or kept is None else 1)
    return await runner.again(talk, draft.model_copy(update={**more, "pictures": pictures}), state.step)


async def find_last_meeting(talk: Talk) -> Activity | None:
    """What a place may be of: where the speaker was within two hours, as they say."""
    now = talk.tx.clock.now()
    day = await talk.mine.activities.of_day(talk.actor.person_id, talk.today)
    met = [each for each in day if each.happened_at and each.type in VISITS and each.happened_at >= now - MET_WITHIN]
    return max(met, key=lambda each: each.recorded_at, default=None)


async def _last(talk: Talk) -> Activity | None:
    """What the speaker has said done within half an hour."""
    since = talk.tx.clock.now() - RECENT
    day = await talk.mine.activities.of_day(talk.actor.person_id, talk.today)
    recent = [each for each in day if each.is_done and each.recorded_at >= since]
    return max(recent, key=lambda each: each.recorded_at, default=None)
