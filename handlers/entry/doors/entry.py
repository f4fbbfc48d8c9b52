"""
Any text that is no command (SPEC 13, spec/0 0.1).

What is complete is recorded whatever is open, and the open question stands below it; then the open question answers;
what is incomplete is asked about. A question that the bot asked by itself never takes a record for its answer.
"""

from collections.abc import Sequence
from dataclasses import replace

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage

from handlers.clients.card_line import read_card_said
from handlers.deals.nps import hear_nps
from handlers.dialog.model import Talk
from handlers.dialog.open_dialog import LONGEST_TEXT
from handlers.dialog.runner import Runner
from handlers.entry.asking.dialog import begin
from handlers.entry.asking.step import may_say
from handlers.entry.doors.ask_lines import hear_ask
from handlers.entry.doors.attach_dialog import keep_long
from handlers.entry.doors.correcting import correct_last, hear_further, hear_reply, is_correction
from handlers.entry.doors.deal_lines import hear_deal
from handlers.entry.doors.names import alone
from handlers.entry.doors.precedence import (
    DAYS,
    MONEY,
    NEW_DEAL,
    answers_mark,
    is_aside,
    is_light,
    is_of_another,
    is_polite,
    later_of,
    list_still_asked,
    makes_deal,
    says_more,
)
from handlers.entry.doors.replied import about_card, aim_at_card, answers_record, find_about, say_of_plan
from handlers.entry.doors.words.plain_words import answer_intent
from handlers.entry.line.draft import DIALOG, EntryDraft, LineEdit, draft_of, line_of, message_draft_id
from handlers.entry.line.flow import next_step
from handlers.entry.line.hearing import hear_text, split_text
from handlers.entry.line.new_client import read_new_said
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Reply, Say
from handlers.general.hints import fact_only, hint, tell_elsewhere
from handlers.payments.held_typed import hear_for_held, says_which
from handlers.payments.rest_typed import hear_for_rest
from reports.message.message import Message
from sales.core.clock import local_date
from sales.core.people import FACT_ENTERERS, SELLERS
from sales.core.words import LINE_LIMIT, clean
from sales.entry.apart import MOST
from sales.entry.clients.names import Found
from sales.entry.lines.deeds_told import read_chance_alone
from sales.entry.lines.understood import Entry
from sales.entry.message import Heard
from sales.entry.talk.corrections import CorrectionKind, without_mark
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent
from storage.payments.undoable import place_of
from storage.queues.dialogs import OpenDialog


def make_router(runner: Runner) -> Router:
    router = Router(name="entry")

    @router.message(Holds(F.text & ~F.text.startswith("/")), flags=access(EVERYBODY))
    async def hear_text(message: TelegramMessage, talk: Talk) -> Replies:
        text = message.text or ""
        state = await _ask(runner, talk)
        if state is None:
            return await hear_line(runner, talk, message, text)
        if len(await split_text(talk, text[:LINE_LIMIT])) > 1:
            gone, behind = await runner.put_aside(talk)
            said = _list(await hear_line(runner, talk, message, text))
            return [*gone, *said, *await runner.keep_behind(talk, *behind)]
        return await _hear_at(runner, talk, message, state, text)

    return router


async def _ask(runner: Runner, talk: Talk) -> OpenDialog | None:
    """The question that stands open; one by which nothing was begun has ended with its day."""
    state = await talk.mine.dialogs.current()
    if state is None or state.at is None or not is_light(runner, state):
        return state
    if local_date(state.at, talk.actor.zone) >= talk.today:
        return state
    await talk.mine.dialogs.close()
    return None


async def _hear_at(runner: Runner, talk: Talk, message: TelegramMessage, state: OpenDialog, text: str) -> Replies:
    """A complete record first, then the open question, then what is incomplete (spec/0 0.1)."""
    heard = await hear_text(talk, text) if talk.actor.role in FACT_ENTERERS and len(text) <= LINE_LIMIT else Heard()
    if await answers_record(talk, message, state):
        return await _beside(runner, talk, message, state, text, heard)
    drafts = await _complete(runner, talk, message, state, heard)
    if drafts:
        gone, behind = await runner.put_aside(talk)
        cards = await begin(runner, talk, *drafts, said_in=message.message_id)
        return [*gone, *cards, *await runner.keep_behind(talk, *list_still_asked(state, heard.entries, behind))]
    if heard.correction is not None and heard.correction.kind is CorrectionKind.UNDO:
        return await runner.cancel(talk) or []
    step = runner.step_of(state)
    if step is not None and step.secret:
        return await runner.write(talk, clean(text, LONGEST_TEXT)) or []
    if step is not None and not step.agrees and is_polite(heard):
        return await runner.redraw(talk)
    of_held = is_light(runner, state) and await says_which(talk, text)
    if of_held or await is_aside(runner, talk, state, step, heard, text):
        return await _beside(runner, talk, message, state, text, heard)

    async def outside() -> list[Reply] | None:
        """What the step has not understood may be a line or a question of its own; thanks are no mistake."""
        if is_polite(heard):
            return await runner.redraw(talk)
        if says_more(heard):
            return await _beside(runner, talk, message, state, text, heard)
        rest = await _of_rest(runner, talk, text, heard) if is_light(runner, state) else None
        return rest if rest is None or isinstance(rest, list) else [rest]

    said = without_mark(text) if heard.correction is not None and step is not None and not step.free else text
    return await runner.write(talk, clean(said, LONGEST_TEXT), otherwise=outside) or []


async def _complete(
    runner: Runner, talk: Talk, message: TelegramMessage, state: OpenDialog, heard: Heard
) -> list[EntryDraft]:
    """The records of the message where the first is complete, and its kind may be told at this step."""
    if not heard.entries or heard.layout:
        return []
    drafts = drafts_of(talk, message, heard.entries)
    step = runner.step_of(state)
    for draft, entry in zip(drafts, heard.entries, strict=True):
        right = step is None or not step.free or entry.verb in MONEY or is_of_another(state, step, entry)
        if right and await _is_complete(talk, draft):
            return drafts
    return []


async def _is_complete(talk: Talk, draft: EntryDraft) -> bool:
    """A verb, what it needs, and a client found with certainty: nothing is asked any more."""
    entry = line_of(talk, draft)
    if entry.verb is None or not entry.client_id or not may_say(talk, entry.verb):
        return False
    return not (await next_step(talk, draft))[1]


async def _beside(
    runner: Runner, talk: Talk, message: TelegramMessage, state: OpenDialog, text: str, heard: Heard
) -> list[Reply]:
    """What was said is answered or asked about; what was open waits behind it, unless this is what it asks for."""
    gone, behind = await runner.put_aside(talk)
    replies = await _answer(runner, talk, message, text, heard)
    is_done = (state.name == NEW_DEAL and makes_deal(heard)) or answers_mark(state, heard)
    later = later_of(state) if is_done else list_still_asked(state, heard.entries, behind)
    return [*gone, *_list(replies), *await runner.keep_behind(talk, *later)]


async def _of_rest(runner: Runner, talk: Talk, text: str, heard: Heard) -> Replies | None:
    """A day alone, also «завтра» and «ждём в пт», under «Остаток …. Когда ждать?»."""
    if heard.correction is not None or any(each.client is not None or each.has_sum for each in heard.entries):
        return None
    if heard.intent is not None and heard.intent.kind not in DAYS:
        return None
    return await hear_for_rest(runner, talk, text, fresh=heard.intent is not None)


def drafts_of(
    talk: Talk, message: TelegramMessage, entries: Sequence[Entry], file_id: str | None = None
) -> list[EntryDraft]:
    """One draft to a record: the same message heard twice is recorded once."""
    of_message = message_draft_id("entry", message.chat.id, message.message_id)
    return [draft_of(talk, entry, place_of(of_message, place), file_id) for place, entry in enumerate(entries)]


def _ask_together(drafts: Sequence[EntryDraft]) -> EntryDraft:
    """Of several records the first stands for all of them in one question."""
    lines = tuple(LineEdit(entry=each.entry, draft_id=each.draft_id) for each in drafts)
    return drafts[0].model_copy(update={"edits": lines if len(lines) > 1 else ()})


async def hear_line(
    runner: Runner, talk: Talk, message: TelegramMessage, text: str, file_id: str | None = None
) -> Replies:
    """Answer a text as a line: recorded, asked about, or told how one looks; a long one may become a note.

    `file_id`: of what the text was the caption.
    """
    if len(text) > LINE_LIMIT and talk.actor.role in FACT_ENTERERS:
        return await keep_long(runner, talk, message, text)
    first, *others = await split_text(talk, text[:LINE_LIMIT])
    replies = _list(await _answer(runner, talk, message, first, await hear_text(talk, first), file_id))
    for place, other in enumerate(others, 1):
        apart = message.model_copy(update={"message_id": -message.message_id * MOST - place})  # a draft of its own
        gone, behind = await runner.put_aside(talk)
        said = await _answer(runner, talk, apart, other, await hear_text(talk, other))
        replies += [*gone, *_list(said), *await runner.keep_behind(talk, *behind)]
    return replies


def _list(replies: Replies) -> list[Reply]:
    return replies if isinstance(replies, list) else [replies]


async def _of_card(runner: Runner, talk: Talk, text: str, heard: Heard, draft_id: str) -> Replies | None:
    """«Ромашка: опт, юг» is written on the card, «Ромашка» shows it; None for what is a record."""
    verbs = any(entry.verb is not None for entry in heard.entries)
    said = await read_new_said(runner, talk, text, draft_id) or await read_card_said(runner, talk, text, surely=verbs)
    return said if said is not None else await alone(talk, text, heard.entry)


async def _answer(
    runner: Runner,
    talk: Talk,
    message: TelegramMessage,
    text: str,
    heard: Heard,
    file_id: str | None = None,
) -> Replies:
    if (told := await say_of_plan(talk, message, text, heard)) is not None:
        return await _answer_said(runner, talk, message, told, await hear_text(talk, told), file_id)
    return await _answer_said(runner, talk, message, text, heard, file_id)


async def _answer_said(
    runner: Runner, talk: Talk, message: TelegramMessage, text: str, heard: Heard, file_id: str | None
) -> Replies:
    draft_id = message_draft_id("entry", message.chat.id, message.message_id)
    if (rest := await _of_rest(runner, talk, text, heard) or await hear_for_held(talk, text)) is not None:
        return rest
    if heard.deal is not None and talk.actor.role in FACT_ENTERERS:
        return await hear_deal(runner, talk, heard.deal, message)
    if heard.ask is not None:
        return await hear_ask(runner, talk, heard.ask, message)
    if heard.nps is not None:
        return await hear_nps(runner, talk, heard.nps)
    if heard.intent is not None:
        return await _answer_asked(runner, talk, heard.intent, text, draft_id)
    if talk.actor.role not in FACT_ENTERERS:
        return await hint(talk, text)
    if (fixed := await hear_reply(runner, talk, message, text, heard)) is not None:
        return fixed
    if heard.correction is not None and (await is_correction(talk, heard)):
        return await correct_last(runner, talk, message, heard.correction)
    if (shown := await _of_card(runner, talk, text, heard, draft_id)) is not None:
        return shown
    return await _begin_lines(runner, talk, message, text, heard, file_id)


async def _answer_asked(runner: Runner, talk: Talk, intent: Intent, text: str, draft_id: str) -> Replies:
    """«контакт Маяк» asks for the card, «контакт Маяк: Марина, …» is written on it."""
    is_vague = intent.kind is IntentKind.CARD and not isinstance(intent.client, Found)
    noted = await read_card_said(runner, talk, text) if is_vague else None
    return noted if noted is not None else await answer_intent(runner, talk, intent, text, draft_id)


async def _begin_lines(
    runner: Runner, talk: Talk, message: TelegramMessage, text: str, heard: Heard, file_id: str | None
) -> Replies:
    """The records of the message, for who may make them."""
    if not heard.entries:
        chance = read_chance_alone(text, talk.today)
        if (said := await hear_further(runner, talk, message, text)) is not None or chance is None:
            return said or await hint(talk, text)
        heard = replace(heard, entries=(chance,))
    if not all(talk.actor.role in SELLERS or may_say(talk, entry.verb) for entry in heard.entries):
        return Say(Message(tell_elsewhere(text, talk.actor.role) or fact_only()))
    records = await find_about(talk, message, heard.entries)
    drafts = drafts_of(talk, message, await about_card(talk, records, heard.entries), file_id)
    drafts = await aim_at_card(talk, records, drafts)
    if heard.layout:
        return await runner.open(talk, DIALOG, _ask_together(drafts), "layout")
    return await begin(runner, talk, *drafts, said_in=message.message_id)
