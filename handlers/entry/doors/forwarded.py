"""A client's message forwarded to the bot becomes a letter of that client, at the time it was written (SPEC 13)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage
from aiogram.types import MessageOriginChannel, MessageOriginChat, MessageOriginHiddenUser, MessageOriginUser

from handlers.asks.task import TASK
from handlers.asks.task_draft import TaskDraft
from handlers.dialog.model import (
    Again,
    Attachment,
    Choice,
    Dialog,
    Done,
    Goto,
    Move,
    Opening,
    Screen,
    Step,
    Talk,
    Waiting,
)
from handlers.dialog.open_dialog import thing_of
from handlers.dialog.runner import Runner
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.choices import CommentDraft
from handlers.dialog.steps.client import LONGEST_NAME, ClientDraft, PickClient, client_name
from handlers.dialog.steps.outcome import KEPT
from handlers.dialog.steps.then import in_words
from handlers.entry.doors.attach_dialog import find_named
from handlers.entry.doors.precedence import is_light, later_of
from handlers.entry.line.draft import DIALOG as ENTRY
from handlers.entry.line.draft import EntryDraft, draft_of, message_draft_id
from handlers.entry.line.hearing import hear_text
from handlers.entry.line.offering import offer_promised
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Say
from handlers.general.hints import fact_only, useless
from reports.activities.activity_card import ActivityCard
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.message import Message
from sales.activities.activities import ActivityType, may_backdate
from sales.core.clock import local_date
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from sales.core.words import LINE_LIMIT, add_line, clean, clean_lines
from sales.entry.clients.names import Found, find_client
from sales.entry.deeds.verbs import RECEIVED
from sales.entry.lines.figures.promises import promise_in
from sales.entry.lines.understood import Entry
from sales.entry.talk.yes_no import is_yes
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity

DIALOG = "letter"
SHOWN = 60
LONGEST_TASK = 500
YES, OTHER = "yes", "other"
RECORD = frozenset({"запиши", "record"})
LETTERS = F.text | F.caption | F.photo | F.voice | F.document | F.video | F.audio | F.video_note


class LetterDraft(ClientDraft, CommentDraft):
    sender: str = ""
    telegram_id: int | None = None
    written_at: datetime | None = None
    file_id: str | None = None

    @property
    def title(self) -> Markup:
        """From whom, and how it begins."""
        said = " ".join((self.comment or "").split())
        short = said if len(said) <= SHOWN else f"{said[: SHOWN - 1].rstrip()}…"
        return fill("✉️ {who}: {said}", who=self.sender, said=short or "📎") if self.sender else fill("✉️ {s}", s=short)


class IsItTheirs(Step[LetterDraft]):
    agrees = True
    """The sender's name is a client's name: nearly sure, and asked with one tap."""

    async def show(self, talk: Talk, draft: LetterDraft) -> Screen:
        asked = fill(_("Record as a letter with {client}?"), client=await client_name(talk, draft))
        return Screen(lines(draft.title, asked), ((Choice(_("✅ Record"), YES), Choice(_("Another client"), OTHER)),))

    async def press(self, talk: Talk, draft: LetterDraft, value: str) -> Move:
        if value == OTHER:
            return Goto("client", draft.model_copy(update={"client_id": None}))
        return await record(talk, draft) if value == YES else Again()

    async def write(self, talk: Talk, draft: LetterDraft, text: str) -> Move:
        """«да», or the name of who it is of."""
        if is_yes(text, RECORD):
            return await record(talk, draft)
        return await WHOSE.name_another(talk, draft.model_copy(update={"client_id": None}), text)


@dataclass(frozen=True)
class WhoseLetter(PickClient[LetterDraft]):
    """Whose letter it is, into `client_id`."""

    async def show(self, talk: Talk, draft: LetterDraft) -> Screen:
        screen = await super().show(talk, draft)
        return replace(screen, text=lines(draft.title, screen.text))


async def record(talk: Talk, draft: LetterDraft) -> Move:
    """Once; the sender is known from now on. Raises NotYoursError."""
    new = NewActivity(
        draft.client_id or 0,
        ActivityType.LETTER,
        draft.written_at or talk.said_at,
        comment=draft.comment,
        file_id=draft.file_id,
        draft_id=draft.draft_id,
    )
    activity = await talk.mine.activities.log(new)
    await _remember(talk, draft, activity.client_id)
    return Done(ActivityCard(activity_id=activity.id), then=await _offer(talk, draft, activity))


async def _offer(talk: Talk, draft: LetterDraft, letter: Activity) -> Opening | None:
    """«оплатим 150 000 в пятницу»: a sum with its day is offered as an expected payment, in one tap."""
    written_on = local_date(draft.written_at or talk.said_at, talk.actor.zone)
    promise = promise_in(draft.comment or "", written_on)
    if promise is None or promise.amount is None:
        return await _ask_of_money(talk, draft, letter) if written_on == talk.today else None
    last = promise.day or (promise.either or (None, None))[1]
    if last is None or last < talk.today:
        return None
    client = Found(letter.client_id, letter.client_name)
    line = Entry(text=draft.comment or "", said_on=talk.today, client=client, promise=promise)
    return offer_promised(EntryDraft(draft_id=draft.draft_id, entry=line), line)


async def _ask_of_money(talk: Talk, draft: LetterDraft, letter: Activity) -> Opening | None:
    """«пришло 48к Ким», of a bookkeeper: somebody else's word, so it is asked whether it is recorded."""
    entry = (await hear_text(talk, draft.comment)).entry if draft.comment else None
    if entry is None or entry.verb not in RECEIVED or not entry.has_sum:
        return None
    if entry.client_id not in {None, letter.client_id}:
        return None
    told = entry.with_client(letter.client_id, letter.client_name)
    asked = told.model_copy(update={"doubt": draft.sender or "✉️"})
    return Opening(ENTRY, draft_of(talk, asked, f"{draft.draft_id}:m"), "meant")


async def _remember(talk: Talk, draft: LetterDraft, client_id: int) -> None:
    """The next letter of the same person needs no question."""
    if draft.telegram_id is None or draft.telegram_id == talk.actor.telegram_id or not draft.sender:
        return
    known = await talk.mine.clients.by_contact_telegram(draft.telegram_id)
    if client_id not in {each.id for each in known}:
        await talk.mine.contacts.add(client_id, draft.sender, telegram_id=draft.telegram_id)


WHOSE = WhoseLetter(in_words(lambda: _("Whose message is it?")), record, makes=False)

LETTER = Dialog(
    name=DIALOG,
    draft=LetterDraft,
    steps={"client": WHOSE, "sure": IsItTheirs()},
    roles=SELLERS,
    light=frozenset({"client", "sure"}),
)


def make_router(runner: Runner) -> Router:
    router = Router(name="forwarded")

    async def is_letter(message: TelegramMessage, talk: Talk | None = None) -> bool:
        """A message passed on: never a line of one's own, and never the answer to a seller's own open question."""
        if message.forward_origin is None or talk is None:
            return False
        state = await talk.mine.dialogs.current()
        if talk.actor.role not in SELLERS:
            return state is None
        return not _is_own(message, talk) or (state is not None and state.name == DIALOG)

    @router.message(Holds(LETTERS), is_letter, flags=access(EVERYBODY))
    async def hear_forward(message: TelegramMessage, talk: Talk) -> Replies:
        if talk.actor.role not in SELLERS:
            return await _offer_task(runner, talk, message)
        if _is_of_bot(message):
            return Say(useless())
        state = await talk.mine.dialogs.current()
        draft = await _draft(talk, message)
        if state is not None and state.name == DIALOG:
            return await runner.again(talk, _join(LetterDraft.model_validate(state.draft), draft), state.step)
        return await _begin(runner, talk, draft)

    return router


async def _offer_task(runner: Runner, talk: Talk, message: TelegramMessage) -> Replies:
    """«📌 Поручить» to who may give tasks: the words that were passed on are what is to be done."""
    if not may(talk.actor.role, Action.GIVE_TASK):
        return Say(Message(fact_only()))
    said = clean_lines(message.text or message.caption or "")[:LONGEST_TASK]
    draft_id = message_draft_id("ask", message.chat.id, message.message_id, message.media_group_id)
    return await runner.interrupt(talk, TASK.name, TaskDraft(draft_id=draft_id, comment=said or None), "offer")


async def _begin(runner: Runner, talk: Talk, draft: LetterDraft) -> Replies:
    """Known by the number of the account: recorded at once. By name: asked. Otherwise: whose?"""
    if draft.telegram_id is not None:
        known = await talk.mine.clients.by_contact_telegram(draft.telegram_id)
        if len(known) == 1:
            done = await record(talk, draft.model_copy(update={"client_id": known[0].id}))
            assert isinstance(done, Done)  # noqa: S101  a letter of somebody known is recorded
            then = done.then
            below = await runner.interrupt(talk, then.name, then.draft, then.step) if then else []
            return [Say(done.content), *(below or await runner.redraw(talk))]
    named = find_client(draft.sender, await talk.mine.clients.list_known(draft.sender)) if draft.sender else None
    client_id = named.id if isinstance(named, Found) else await find_named(talk, draft.comment or "")
    step = "client" if client_id is None else "sure"
    return await _ask(runner, talk, draft.model_copy(update={"client_id": client_id}), step)


async def _ask(runner: Runner, talk: Talk, draft: LetterDraft, step: str) -> Replies:
    """Behind a form, as of whatever is sent meanwhile: what is typed next is the form's (spec/0 0.1)."""
    state = await talk.mine.dialogs.current()
    if state is None or is_light(runner, state):
        return await runner.interrupt(talk, DIALOG, draft, step)
    earlier = next((each for each in later_of(state) if each.name == DIALOG), None)
    if earlier is not None:  # of several passed on together, which are one letter
        before = LetterDraft.model_validate({**earlier.draft, "comment": None})
        draft, step = _join(before, draft), earlier.step

    async def afterwards(_words: str) -> Waiting:
        return Waiting(name=DIALOG, step=step, draft=draft.model_dump(mode="json"))

    return await runner.receive(talk, Attachment("letter", ""), "", afterwards) or []


def _join(asked: LetterDraft, more: LetterDraft) -> LetterDraft:
    """Several messages passed on together are one letter, be it of two people who write to each other."""
    said = more.comment or ""
    if said and more.sender and more.sender != asked.sender:
        said = f"{more.sender}: {said}"
    both = add_line(asked.comment, said)[:LINE_LIMIT]
    return asked.model_copy(update={"comment": both or None, "file_id": asked.file_id or more.file_id})


async def _draft(talk: Talk, message: TelegramMessage) -> LetterDraft:
    name, telegram_id = _sender(message)
    thing = thing_of(message)
    said = clean_lines(message.text or message.caption or "")
    written_at, said = await _date(talk, message, said)
    return LetterDraft(
        draft_id=message_draft_id("letter", message.chat.id, message.message_id, message.media_group_id),
        sender=clean(name, LONGEST_NAME),
        telegram_id=telegram_id,
        written_at=written_at,
        comment=said or None,
        file_id=thing.file_id if isinstance(thing, Attachment) and thing.kind in KEPT else None,
    )


async def _date(talk: Talk, message: TelegramMessage, said: str) -> tuple[datetime, str]:
    """At its own time; one that is older than a record may be stands now, and says of what day it is."""
    assert message.forward_origin is not None  # noqa: S101  the filter has seen it
    written_at = message.forward_origin.date.astimezone(UTC)
    day = local_date(written_at, talk.actor.zone)
    if written_at <= talk.tx.clock.now() and may_backdate(day, talk.today, await calendar_of(talk)):
        return written_at, said
    return talk.said_at, f"({day:%d.%m.%Y}) {said}".strip()


def _sender(message: TelegramMessage) -> tuple[str, int | None]:
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name, user.id
        case MessageOriginHiddenUser(sender_user_name=name):
            return name, None
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.title or "", None
        case _:
            return "", None


def _is_own(message: TelegramMessage, talk: Talk) -> bool:
    """One's own words of today, kept elsewhere and passed on: a line as any other."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginUser) or origin.sender_user.id != talk.actor.telegram_id:
        return False
    return local_date(origin.date.astimezone(UTC), talk.actor.zone) == local_date(talk.said_at, talk.actor.zone)


def _is_of_bot(message: TelegramMessage) -> bool:
    return isinstance(message.forward_origin, MessageOriginUser) and message.forward_origin.sender_user.is_bot
