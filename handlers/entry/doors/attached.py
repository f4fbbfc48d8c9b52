"""A photo, a voice note, a place sent outside a dialog. What its caption says as a line goes first."""

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage

from handlers.clients.card_line import read_card_said
from handlers.dialog.model import Attachment, Place, Talk
from handlers.dialog.open_dialog import is_not_here, not_here, thing_of
from handlers.dialog.runner import Runner
from handlers.entry.asking.step import is_whole
from handlers.entry.doors.attach_dialog import (
    DIALOG,
    ask_where,
    find_last_meeting,
    note_id,
    one_more,
)
from handlers.entry.doors.entry import hear_line
from handlers.entry.doors.precedence import MONEY, is_of_another, is_polite
from handlers.entry.line.hearing import hear_text, split_text
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Reply, Say
from handlers.general.hints import examples, useless
from handlers.road.near import show_near
from reports.activities.activity_card import ActivityCard
from reports.message.message import Message
from sales.core.people import SELLERS
from sales.core.words import LINE_LIMIT, clean_lines
from sales.entry.lines.understood import Entry
from sales.entry.message import Heard
from storage.payments.undoable import UndoableKind

SENT = F.photo | F.voice | F.document | F.video | F.audio | F.video_note | F.location
WORTHLESS = F.sticker | F.dice | F.poll | F.game | F.story | F.venue | F.paid_media


def make_album_router(runner: Runner) -> Router:
    """It stands before the open dialog, which would take the picture for its answer."""
    router = Router(name="album")

    async def is_line(message: TelegramMessage, talk: Talk | None = None) -> bool:
        """Under it stands a whole record, which is no answer to what is open: it goes before every step."""
        if talk is None or talk.actor.role not in SELLERS or not message.caption or message.forward_origin:
            return False
        state = await talk.mine.dialogs.current()
        step = None if state is None else runner.step_of(state)
        if state is None or step is None:
            return False
        found = _list_whole(talk, await _hear(talk, message.caption))
        return any(not step.free or entry.verb in MONEY or is_of_another(state, step, entry) for entry in found)

    async def is_of_album(message: TelegramMessage, talk: Talk | None = None) -> bool:
        """One more picture of those that are asked about: the words may stand under any of them."""
        if talk is None or message.media_group_id is None:
            return False
        state = await talk.mine.dialogs.current()
        return state is not None and state.name == DIALOG and state.draft.get("draft_id") == note_id(message)

    @router.message(is_of_album, flags=access(EVERYBODY))
    async def hear_album(message: TelegramMessage, talk: Talk) -> Replies:
        thing, caption = thing_of(message), message.caption or ""
        heard = await _hear(talk, caption)
        if not _is_told(heard):
            return await one_more(runner, talk, thing, caption)
        if any(each.client is None for each in heard.entries):  # it may stand under the picture before
            message = message.model_copy(update={"caption": " ".join((await _words_before(talk), caption)).strip()})
        gone, later = await runner.close(talk)
        replies = await _record_sent(runner, message, talk)
        return [*gone, *replies, *await runner.go_on(talk, None, later)]

    @router.message(Holds(SENT & ~F.venue), is_line, flags=access(EVERYBODY))
    async def hear_caption(message: TelegramMessage, talk: Talk) -> Replies:
        gone, behind = await runner.put_aside(talk)
        return [*gone, *await _record_sent(runner, message, talk), *await runner.keep_behind(talk, *behind)]

    return router


def make_router(runner: Runner) -> Router:
    router = Router(name="attached")

    @router.message(Holds(SENT & ~F.venue), flags=access(EVERYBODY))
    async def hear_attached(message: TelegramMessage, talk: Talk) -> Replies:
        return await _record_sent(runner, message, talk)

    @router.message(Holds(WORTHLESS), flags=access(EVERYBODY))
    async def refuse_worthless(_message: TelegramMessage) -> Replies:
        return Say(useless())

    return router


async def _words_before(talk: Talk) -> str:
    """Of the album's pictures that are asked about."""
    state = await talk.mine.dialogs.current()
    return "" if state is None else str(state.draft.get("comment") or "")


async def hear_recaptioned(runner: Runner, talk: Talk, message: TelegramMessage) -> Replies | None:
    """The words under a picture were changed while it is asked whose it is, or after it became a note.

    None where they are a line by now, and the picture is kept already: an edited line is heard as any.
    """
    caption = message.caption or ""
    heard = await _hear(talk, caption)
    state = await talk.mine.dialogs.current()
    if state is not None and state.name == DIALOG and state.draft.get("draft_id") == note_id(message):
        if message.media_group_id is not None and not _is_told(heard):
            return await one_more(runner, talk, thing_of(message), caption, instead=True)
        gone, later = await runner.close(talk)
        return [*gone, *await _record_sent(runner, message, talk), *await runner.go_on(talk, None, later)]
    deed = (await talk.mine.undoable.of_message(note_id(message))).get(0)
    if deed is None or deed.kind is not UndoableKind.ACTIVITY:
        return None
    await talk.mine.activity_changes.describe(deed.id, comment=clean_lines(caption))
    return None if any(map(_is_line, heard.entries)) else Say(ActivityCard(activity_id=deed.id))


async def _record_sent(runner: Runner, message: TelegramMessage, talk: Talk) -> list[Reply]:
    thing, caption = thing_of(message), message.caption or ""
    if talk.actor.role in SELLERS and is_not_here(message):
        return [Say(not_here())]
    if talk.actor.role not in SELLERS:
        return [Say(Message(examples(talk.actor.role)))]
    if thing is None:
        return [Say(useless())]
    if isinstance(thing, Place) and await find_last_meeting(talk) is None:
        return _list(show_near(talk, thing))
    heard = await _hear(talk, caption)
    if (
        _is_of_other_kind(heard) or len(await split_text(talk, caption)) > 1
    ):  # done as it was said; whose the picture is, is asked behind it
        said = _list(await hear_line(runner, talk, message, caption))
        return [*said, *_list(await ask_where(runner, talk, message, caption))]
    written = await read_card_said(runner, talk, caption) if caption and not heard else None
    if written is not None:
        return [*_list(written), *_list(await ask_where(runner, talk, message, caption))]
    if not any(_is_line(entry) for entry in heard.entries) or not isinstance(thing, Attachment):
        return _list(await ask_where(runner, talk, message, caption))
    entry = heard.entry
    if entry is not None and entry.client_id and entry.verb is None:  # «платёжка Уют 28 000»: has it come?
        kept = _list(await ask_where(runner, talk, message, caption))
        return [*kept, *_list(await hear_line(runner, talk, message, caption))]
    return _list(await hear_line(runner, talk, message, caption, thing.file_id))


def _is_told(heard: Heard) -> bool:
    """More is said than whose the picture is."""
    return _is_of_other_kind(heard) or any(map(_is_line, heard.entries))


def _is_of_other_kind(heard: Heard) -> bool:
    return bool(heard.deal or heard.nps or heard.ask or (heard.intent and not is_polite(heard)))


def _is_line(entry: Entry) -> bool:
    """More than whose the picture is: what was done, or a sum."""
    return entry.verb is not None or entry.has_sum


async def _hear(talk: Talk, caption: str) -> Heard:
    return await hear_text(talk, caption[:LINE_LIMIT]) if caption else Heard()


def _list_whole(talk: Talk, heard: Heard) -> list[Entry]:
    return [entry for entry in heard.entries if is_whole(talk, entry)]


def _list(replies: Replies) -> list[Reply]:
    return replies if isinstance(replies, list) else [replies]
